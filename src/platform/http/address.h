#pragma once
// Addresses of clients and proxies. All text forms are numeric; "::ffff:192.0.2.1" counts as "192.0.2.1" everywhere.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::http {

class IpAddress {
 public:
  /// Nothing for anything but a plain IPv4 or IPv6 address (no port, no zone, no brackets).
  [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);
  [[nodiscard]] bool is_loopback() const;
  [[nodiscard]] std::string text() const;
  /// What limits count by: an IPv4 address, or the /64 that one IPv6 subscriber has for himself.
  [[nodiscard]] std::string limit_key() const;

 private:
  friend class IpRange;
  std::array<std::uint8_t, 16> bytes_{};  // IPv4 as ::ffff:a.b.c.d
  bool v4_ = false;
};

/// "10.0.0.0/8", "2001:db8::/32" or one address.
class IpRange {
 public:
  [[nodiscard]] static std::optional<IpRange> parse(std::string_view text);
  [[nodiscard]] bool contains(const IpAddress& address) const;

 private:
  IpAddress base_;
  int bits_ = 128;
};

[[nodiscard]] bool is_trusted(std::string_view address, const std::vector<IpRange>& trusted);

/// Who the client is (WB07): the peer, unless the peer is a listed proxy; then the rightmost entry of X-Forwarded-For
/// that is not a listed proxy itself. What stands left of it was written by somebody we do not know.
[[nodiscard]] std::string client_address(std::string_view peer, std::string_view forwarded_for,
                                         const std::vector<IpRange>& trusted);

/// True for a loopback client without any sign of a proxy in between: an unlisted proxy on this machine must not make
/// the whole world look local.
[[nodiscard]] bool is_direct_loopback(std::string_view address,
                                      const std::map<std::string, std::string, std::less<>>& headers);

/// "https://sonae.example.co.jp" from an external URL: scheme and host lower-case, default port left out. Nothing when
/// it is not http(s)://host[:port] with at most one "/" behind.
[[nodiscard]] std::optional<std::string> origin_of(std::string_view url);

}  // namespace sonae::http
