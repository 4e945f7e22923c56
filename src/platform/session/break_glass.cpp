#include "platform/session/break_glass.h"

#include "base/text.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::session {

namespace {

constexpr std::size_t longest_reason = 500;
constexpr std::int64_t minute_ms = 60'000;

constexpr db::Sql insert_glass =
    "insert into break_glass (company_id, id, user_id, reason, began_at, ends_at) values ($1, $2, $3, $4, $5, $6)";
constexpr db::Sql select_active =
    "select id, reason, ends_at from break_glass where company_id = $1 and user_id = $2 and ends_at > $3 "
    "order by ends_at desc limit 1";
constexpr db::Sql select_one =
    "select id, user_id, reason, began_at, ends_at, ended_by from break_glass where company_id = $1 and id = $2";
constexpr db::Sql select_latest =
    "select id, user_id, reason, began_at, ends_at, ended_by from break_glass where company_id = $1 "
    "order by began_at desc, id desc limit 50";
constexpr db::Sql update_end =
    "update break_glass set ends_at = $3, ended_by = $4 where company_id = $1 and id = $2 and ends_at > $3";

BreakGlassView view_of(const db::Row& row) {
  return {row.text(0), row.id<User>(1), row.text(2), row.instant(3), row.instant(4), row.id<User>(5)};
}

std::unexpected<Error> fail_at(std::string place, std::string key, Args args = {}) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({std::move(place), std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

Result<void> record(db::WriteTx& tx, const Actor& actor, const char* action, const BreakGlassView& glass, Instant now) {
  const std::string after =
      trail::fields_json({{"user", glass.user.text()}, {"reason", glass.reason}, {"ends_at", iso(glass.ends_at)}});
  TRY(trail::append(tx, trail::origin_of(actor), {action, {"break_glass", glass.id}, "", after, {}}, now));
  return {};
}

}  // namespace

Result<BreakGlassView> begin_break_glass(db::WriteTx& tx, const Actor& actor, std::string_view reason,
                                         std::int64_t minutes, Instant now) {
  TRY(require(actor, Permission::SettingsManage));
  const auto clean = text::nfc(text::trim(reason));
  if (!clean || clean->empty()) return fail_at("/reason", "session.break_glass.reason");
  if (text::to_utf32(*clean).size() > longest_reason)
    return fail_at("/reason", "error.field.too_long", {{"limit", std::to_string(longest_reason)}});
  if (minutes < 1 || minutes > longest_break_glass_minutes)
    return fail_at("/minutes", "error.field.range",
                   {{"minimum", "1"}, {"maximum", std::to_string(longest_break_glass_minutes)}});
  if (TRY(find_break_glass(tx, actor.company, actor.user, now))) return conflict("session.break_glass.active");
  BreakGlassView made;
  made.id = new_id<BreakGlass>(now).text();
  made.user = actor.user;
  made.reason = *clean;
  made.began_at = now;
  made.ends_at = now.plus_ms(minutes * minute_ms);
  TRY(tx.execute(insert_glass, {actor.company, made.id, made.user, made.reason, made.began_at, made.ends_at}));
  TRY(record(tx, actor, "session.break_glass.begin", made, now));
  return made;
}

Result<void> end_break_glass(db::WriteTx& tx, const Actor& actor, std::string_view id, Instant now) {
  TRY(require(actor, Permission::BreakGlassRead));
  const auto row = TRY(tx.find(select_one, {actor.company, id}));
  if (!row) return not_found();
  BreakGlassView glass = view_of(*row);
  const bool entitled =
      glass.user == actor.user || actor.may(Permission::SettingsManage) || actor.roles.contains(Role::Ciso);
  if (!glass.active(now)) return not_found();
  if (!entitled) return forbidden();
  glass.ends_at = now;
  if (TRY(tx.execute(update_end, {actor.company, id, now, actor.user})) == 0) return not_found();
  return record(tx, actor, "session.break_glass.end", glass, now);
}

Result<std::vector<BreakGlassView>> list_break_glass(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::BreakGlassRead));
  std::vector<BreakGlassView> list;
  for (const db::Row& row : TRY(tx.query(select_latest, {actor.company}))) list.push_back(view_of(row));
  return list;
}

Result<std::optional<BreakGlass>> find_break_glass(db::Tx& tx, const Id<Company>& company, const Id<User>& user,
                                                   Instant now) {
  const auto row = TRY(tx.find(select_active, {company, user, now}));
  if (!row) return std::nullopt;
  return BreakGlass{row->text(0), row->text(1), row->instant(2)};
}

}  // namespace sonae::session
