#include "core/facts/store.h"

#include "platform/messages/args.h"

namespace sonae::facts::store {

namespace {

constexpr db::Sql put_fact =
    "insert into facts (company_id, id, kind, subject_kind, subject_id, on_day, actor_id, actor_name, text_key, "
    "text_args, link, until_day, ended_day, recorded_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
    "$11, $12, null, $13, null) on conflict (company_id, kind, subject_kind, subject_id, on_day) do update set "
    "actor_id = excluded.actor_id, actor_name = excluded.actor_name, text_key = excluded.text_key, "
    "text_args = excluded.text_args, link = excluded.link, until_day = excluded.until_day, ended_day = null, "
    "recorded_at = excluded.recorded_at, ended_at = null";
constexpr db::Sql end_facts =
    "update facts set ended_day = $5, ended_at = $6 where company_id = $1 and kind = $2 and subject_kind = $3 and "
    "subject_id = $4 and (ended_day is null or ended_day > $5) and (until_day is null or until_day >= $5)";
constexpr db::Sql select_facts =
    "select id, kind, subject_kind, subject_id, on_day, actor_id, actor_name, text_key, text_args, link, until_day, "
    "ended_day from facts where company_id = $1 and ($2 = '' or kind = $2) and ($3 = '' or subject_kind = $3) and "
    "($4 = '' or subject_id = $4) and ($5 = '' or (on_day <= $5 and (until_day is null or until_day >= $5) and "
    "(ended_day is null or ended_day > $5))) order by on_day desc, id desc limit $6";
constexpr db::Sql select_fact =
    "select id, kind, subject_kind, subject_id, on_day, actor_id, actor_name, text_key, text_args, link, until_day, "
    "ended_day from facts where company_id = $1 and id = $2";

Result<Fact> fact_of(const db::Row& row) {
  Fact fact;
  fact.id = row.text(0);
  fact.kind = row.text(1);
  fact.subject = {row.text(2), row.text(3)};
  const auto on = Date::parse_iso(row.text(4));
  if (!on) return internal("a stored fact has no readable day: " + row.text(4));
  fact.on = *on;
  fact.actor = row.id<User>(5);
  fact.actor_name = row.text(6);
  fact.text_key = row.text(7);
  fact.args = TRY(messages::read_args(row.text(8)));
  fact.link = row.text(9);
  if (!row.is_null(10)) fact.until = Date::parse_iso(row.text(10));
  if (!row.is_null(11)) fact.ended = Date::parse_iso(row.text(11));
  return fact;
}

}  // namespace

Result<void> put(db::WriteTx& tx, const Id<Company>& company, const Fact& fact, Instant now) {
  TRY(tx.execute(put_fact, {company, fact.id, fact.kind, fact.subject.kind, fact.subject.id, fact.on,
                            fact.actor.empty() ? db::Arg(std::nullopt) : db::Arg(fact.actor), fact.actor_name,
                            fact.text_key, messages::write_args(fact.args), fact.link, fact.until, now}));
  return {};
}

Result<void> end(db::WriteTx& tx, const Id<Company>& company, std::string_view kind, const EntityRef& subject, Date on,
                 Instant now) {
  TRY(tx.execute(end_facts, {company, kind, subject.kind, subject.id, on, now}));
  return {};
}

Result<std::vector<Fact>> list(db::Tx& tx, const Id<Company>& company, std::string_view kind,
                               const std::optional<EntityRef>& subject, const std::optional<Date>& standing_on,
                               int limit) {
  const db::Rows rows =
      TRY(tx.query(select_facts, {company, kind, subject ? subject->kind : "", subject ? subject->id : "",
                                  standing_on ? standing_on->iso() : "", limit}));
  std::vector<Fact> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back(TRY(fact_of(row)));
  return all;
}

Result<std::optional<Fact>> find(db::Tx& tx, const Id<Company>& company, std::string_view id) {
  const auto row = TRY(tx.find(select_fact, {company, id}));
  if (!row) return std::nullopt;
  return TRY(fact_of(*row));
}

}  // namespace sonae::facts::store
