#include "platform/http/limit_routes.h"

#include <memory>

namespace sonae::http {

namespace {

Schema count() { return Schema::integer(0); }

Schema limits_schema() {
  const Schema refused = Schema::object({field("user", Schema::uuid()), field("route", Schema::string()),
                                         field("times", count()), field("seconds_ago", count())});
  const Schema rate = Schema::object({field("name", Schema::enumeration({"account", "account_heavy", "address_heavy"})),
                                      field("per_minute", count().described("0: no limit")),
                                      field("refused_since_start", count()), field("refused_now", count()),
                                      field("accounts", Schema::array(refused).described("of the own company"))});
  const Schema quota = Schema::object({field("of", Schema::enumeration({"user", "department", "company"})),
                                       field("bytes", count()), field("files", count())});
  const Schema disk =
      Schema::object({field("free", count()), field("total", count()), field("low", Schema::boolean())});
  return Schema::object(
      {field("rates", Schema::array(rate)), field("quotas", Schema::array(quota)), field("disk", disk.nullable())});
}

// "<company>/<user>" or "<company>/<user> <route>". Addresses belong to no company and are only counted.
json::object rate_json(std::string_view name, RateLimiter& limiter, std::int64_t now_ms, const Actor& actor) {
  const std::string mine = actor.company.text() + "/";
  const auto refused = limiter.refused(now_ms);
  json::array accounts;
  for (const RateLimiter::Refused& one : refused) {
    if (!one.key.starts_with(mine)) continue;
    const std::string_view rest = std::string_view(one.key).substr(mine.size());
    const std::size_t space = std::min(rest.find(' '), rest.size());
    accounts.push_back({{"user", rest.substr(0, space)},
                        {"route", rest.substr(std::min(space + 1, rest.size()))},
                        {"times", one.times},
                        {"seconds_ago", one.seconds_ago}});
  }
  return {{"name", name},
          {"per_minute", limiter.per_minute()},
          {"refused_since_start", limiter.refused_ever()},
          {"refused_now", refused.size()},
          {"accounts", std::move(accounts)}};
}

json::object quota_json(std::string_view of, const blobs::Amount& amount) {
  return {{"of", of}, {"bytes", amount.bytes}, {"files", amount.files}};
}

json::value disk_json(const std::optional<Space>& space) {
  if (!space) return nullptr;
  return {{"free", space->free}, {"total", space->total}, {"low", space->low()}};
}

}  // namespace

void add_limit_routes(Router& router, LimitFacts facts) {
  Route route;
  route.method = Method::Get;
  route.pattern = "/api/v1/limits";
  route.permission = Permission::SettingsManage;
  route.scope = RowScope::Company;
  route.summary = "What everybody is held to, who is refused right now, and the room left on the disk.";
  route.response = limits_schema();
  route.handler = [facts = std::move(facts)](const Context& context) -> Result<Response> {
    const Actor& actor = context.who();
    const std::int64_t now_ms = facts.clock();
    return Response::json({{"rates", json::array{rate_json("account", facts.rates.account, now_ms, actor),
                                                 rate_json("account_heavy", facts.rates.account_heavy, now_ms, actor),
                                                 rate_json("address_heavy", facts.rates.address_heavy, now_ms, actor)}},
                           {"quotas", json::array{quota_json("user", facts.quotas.user),
                                                  quota_json("department", facts.quotas.department),
                                                  quota_json("company", facts.quotas.company)}},
                           {"disk", disk_json(facts.space())}});
  };
  router.add(std::move(route));
}

}  // namespace sonae::http
