#include "platform/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace sonae::http {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<int> to_number(std::string_view text, int maximum) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool sound = problem == std::errc() && end == text.data() + text.size() && value >= 0 && value <= maximum;
  return sound ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string copy(text);
  if (copy.size() > 45 || copy.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes_.data() + mapped_prefix.size()) == 1) {
    std::ranges::copy(mapped_prefix, address.bytes_.begin());
    address.v4_ = true;
    return address;
  }
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes_.data()) != 1) return std::nullopt;
  address.v4_ = std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.bytes_.begin());
  return address;
}

bool IpAddress::is_loopback() const {
  if (v4_) return bytes_[12] == 127;
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](std::uint8_t b) { return b == 0; }) && bytes_[15] == 1;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  const int family = v4_ ? AF_INET : AF_INET6;
  inet_ntop(family, v4_ ? bytes_.data() + mapped_prefix.size() : bytes_.data(), out.data(), out.size());
  return out.data();
}

std::string IpAddress::limit_key() const {
  if (v4_) return text();
  IpAddress network = *this;
  std::fill(network.bytes_.begin() + 8, network.bytes_.end(), std::uint8_t{0});
  return network.text() + "/64";
}

std::optional<IpRange> IpRange::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = IpAddress::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  IpRange range;
  range.base_ = *base;
  if (slash == std::string_view::npos) return range;
  const auto bits = to_number(text.substr(slash + 1), base->v4_ ? 32 : 128);
  if (!bits) return std::nullopt;
  range.bits_ = base->v4_ ? *bits + 96 : *bits;
  return range;
}

bool IpRange::contains(const IpAddress& address) const {
  if (address.v4_ != base_.v4_) return false;
  for (int bit = 0; bit < bits_; bit += 8) {
    const auto index = static_cast<std::size_t>(bit / 8);
    const int rest = std::min(8, bits_ - bit);
    const int mask = 0xff & (0xff << (8 - rest));
    if ((address.bytes_[index] & mask) != (base_.bytes_[index] & mask)) return false;
  }
  return true;
}

bool is_trusted(std::string_view address, const std::vector<IpRange>& trusted) {
  const auto parsed = IpAddress::parse(address);
  return parsed && std::ranges::any_of(trusted, [&](const IpRange& range) { return range.contains(*parsed); });
}

std::string client_address(std::string_view peer, std::string_view forwarded_for, const std::vector<IpRange>& trusted) {
  std::string client(peer);
  while (is_trusted(client, trusted) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::string_view entry = trim(forwarded_for.substr(comma == std::string_view::npos ? 0 : comma + 1));
    forwarded_for = comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
    const auto parsed = IpAddress::parse(entry);
    if (!parsed) break;
    client = parsed->text();
  }
  return client;
}

bool is_direct_loopback(std::string_view address, const std::map<std::string, std::string, std::less<>>& headers) {
  for (const char* sign : {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"})
    if (headers.contains(sign)) return false;
  const auto parsed = IpAddress::parse(address);
  return parsed && parsed->is_loopback();
}

std::optional<std::string> origin_of(std::string_view url) {
  std::string origin(url);
  for (char& c : origin)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (origin.ends_with('/')) origin.pop_back();
  const bool https = origin.starts_with("https://");
  if (!https && !origin.starts_with("http://")) return std::nullopt;
  const std::string_view authority = std::string_view(origin).substr(https ? 8 : 7);
  const bool bracketed = authority.starts_with('[');
  const std::size_t host_end = bracketed ? authority.find(']') : std::min(authority.find(':'), authority.size());
  if (host_end == std::string_view::npos || host_end == 0) return std::nullopt;
  const std::string_view host = bracketed ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
  std::string_view port = authority.substr(bracketed ? host_end + 1 : host_end);
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  if (bracketed ? !IpAddress::parse(host).has_value() : !std::ranges::all_of(host, allowed)) return std::nullopt;
  if (port.empty()) return origin;
  if (!port.starts_with(':')) return std::nullopt;
  port.remove_prefix(1);
  const auto number = to_number(port, 65535);
  if (!number || *number == 0) return std::nullopt;
  if (*number == (https ? 443 : 80)) origin.resize(origin.size() - port.size() - 1);
  return origin;
}

}  // namespace sonae::http
