#include "core/facts/facts.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "base/months.h"
#include "core/facts/kinds.h"
#include "core/facts/store.h"
#include "platform/clock.h"

namespace sonae::facts {

namespace {
constexpr int most_listed = 1'000;
}  // namespace

Result<void> record(db::WriteTx& tx, const Actor& actor, const NewFact& wanted, Instant now) {
  const Kind* kind = find_kind(wanted.kind);
  if (!kind) return internal("no such kind of fact: " + wanted.kind);
  Fact fact;
  fact.id = new_id<Fact>(now).text();
  fact.kind = wanted.kind;
  fact.subject = wanted.subject;
  fact.on = wanted.on;
  fact.actor = actor.user;
  fact.actor_name = actor.name;
  fact.text_key = wanted.text_key;
  fact.args = wanted.args;
  fact.link = wanted.link;
  fact.until = wanted.until;
  if (!fact.until && kind->months > 0) fact.until = plus_months(wanted.on, kind->months);
  return store::put(tx, actor.company, fact, now);
}

Result<void> end(db::WriteTx& tx, const Actor& actor, std::string_view kind, const EntityRef& subject, Date on,
                 Instant now) {
  if (!find_kind(kind)) return internal("no such kind of fact: " + std::string(kind));
  return store::end(tx, actor.company, kind, subject, on, now);
}

bool stands(const Fact& fact, Date day) {
  return fact.on <= day && (!fact.until || day <= *fact.until) && (!fact.ended || day < *fact.ended);
}

Result<std::vector<Fact>> list(db::Tx& tx, const Scope& scope, const Filter& filter) {
  const int limit = std::clamp(filter.limit, 1, most_listed);
  std::vector<Fact> all;
  const std::vector<std::string> kinds = filter.kinds.empty() ? std::vector<std::string>{""} : filter.kinds;
  for (const std::string& kind : kinds) {
    auto some = TRY(store::list(tx, scope.company, kind, filter.subject, filter.standing_on, limit));
    std::ranges::move(some, std::back_inserter(all));
  }
  std::ranges::sort(all, [](const Fact& a, const Fact& b) { return std::tie(b.on, b.id) < std::tie(a.on, a.id); });
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

Result<Fact> get(db::Tx& tx, const Scope& scope, std::string_view id) {
  auto fact = TRY(store::find(tx, scope.company, id));
  if (!fact) return not_found();
  return std::move(*fact);
}

}  // namespace sonae::facts
