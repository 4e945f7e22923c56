#include "platform/http/setup.h"

#include <sys/resource.h>

#include <algorithm>

namespace sonae::http {

Result<Setup> check_options(const ServerOptions& options) {
  Setup setup;
  for (const std::string& proxy : options.trusted_proxies) {
    const auto range = IpRange::parse(proxy);
    if (!range) return invalid("http.start.proxy", {{"value", proxy}});
    setup.trusted.push_back(*range);
  }
  if (!options.external_url.empty()) {
    setup.external_origin = origin_of(options.external_url);
    if (!setup.external_origin) return invalid("http.start.external_url", {{"value", options.external_url}});
  }
  const bool tls = !options.tls_certificate.empty();
  setup.secure = tls || (setup.external_origin && setup.external_origin->starts_with("https://"));
  if (options.addresses.empty()) return invalid("http.start.address", {{"address", ""}});
  for (const std::string& address : options.addresses) {
    const auto parsed = IpAddress::parse(address);
    if (!parsed) return invalid("http.start.address", {{"address", address}});
    if (!parsed->is_loopback() && !tls && !options.allow_plain_public)
      return invalid("http.start.plain_public", {{"address", address}});
  }
  return setup;
}

std::vector<std::string> own_origins(const ServerOptions& options, const Setup& setup, std::uint16_t port) {
  if (setup.external_origin) return {*setup.external_origin};
  const std::string scheme = options.tls_certificate.empty() ? "http://" : "https://";
  std::vector<std::string> hosts = {"localhost", "127.0.0.1", "[::1]"};
  for (const std::string& address : options.addresses)
    hosts.push_back(address.contains(':') ? "[" + address + "]" : address);
  std::vector<std::string> origins;
  for (const std::string& host : hosts) {
    const auto origin = origin_of(scheme + host + ":" + std::to_string(port));
    if (origin && std::ranges::find(origins, *origin) == origins.end()) origins.push_back(*origin);
  }
  return origins;
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

std::optional<std::string> ConnectionCaps::admit(std::string_view peer) {
  const auto address = IpAddress::parse(peer);
  const bool shared = (address && address->is_loopback()) || is_trusted(peer, trusted_);
  const int cap = shared ? limits_.connections_per_proxy : limits_.connections_per_address;
  std::string key = address ? address->limit_key() : std::string(peer);
  const auto count = by_address_.find(key);
  if (all_ >= limits_.connections || (count == by_address_.end() ? 0 : count->second) >= cap) return std::nullopt;
  ++all_;
  ++by_address_[key];
  return key;
}

void ConnectionCaps::release(const std::string& key) {
  --all_;
  const auto count = by_address_.find(key);
  if (--count->second == 0) by_address_.erase(count);
}

}  // namespace sonae::http
