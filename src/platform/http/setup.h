#pragma once
// What ServerOptions mean, worked out and checked before a socket is opened; and the caps on connections. No sockets.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/http/address.h"
#include "platform/http/server.h"

namespace sonae::http {

struct Setup {
  std::vector<IpRange> trusted;
  std::optional<std::string> external_origin;
  bool secure = false;  ///< people reach us over TLS, here or at the proxy
};

/// Errors as of Server::start.
[[nodiscard]] Result<Setup> check_options(const ServerOptions& options);

/// What `Origin` may be; `port` is the one that was really opened.
[[nodiscard]] std::vector<std::string> own_origins(const ServerOptions& options, const Setup& setup,
                                                   std::uint16_t port);

/// As many open files as the system allows: the usual soft limit is below Limits::connections.
void raise_descriptor_limit();

/// A place for one large body in memory (RE08); false when all are taken. Given back when it goes. Used by the I/O
/// thread alone.
class BodyPlace {
 public:
  BodyPlace(int& taken, int most) : taken_(taken), held_(taken < most) { taken_ += held_ ? 1 : 0; }
  ~BodyPlace() { taken_ -= held_ ? 1 : 0; }
  BodyPlace(const BodyPlace&) = delete;
  BodyPlace& operator=(const BodyPlace&) = delete;
  explicit operator bool() const { return held_; }

 private:
  int& taken_;
  const bool held_;
};

/// How many connections there may be, in all and from one address (WB06). Used by the I/O thread alone.
class ConnectionCaps {
 public:
  ConnectionCaps(const Limits& limits, std::vector<IpRange> trusted) : limits_(limits), trusted_(std::move(trusted)) {}
  /// What release() wants to have back; nothing when a cap is reached.
  [[nodiscard]] std::optional<std::string> admit(std::string_view peer);
  void release(const std::string& key);

 private:
  Limits limits_;
  std::vector<IpRange> trusted_;
  int all_ = 0;
  std::map<std::string, int, std::less<>> by_address_;
};

}  // namespace sonae::http
