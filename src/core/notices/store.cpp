#include "core/notices/store.h"

#include "platform/clock.h"
#include "platform/messages/args.h"

namespace sonae::notices::store {

namespace {

constexpr db::Sql select_user("select id from users where company_id = $1 and id = $2");
constexpr db::Sql insert_notice(
    "insert into notices (company_id, id, user_id, kind, notice_key, subject_key, text_key, args, subject, body, link, "
    "urgency, made_at, state, settled_at, mail_id) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'waiting', null, '') "
    "on conflict (company_id, user_id, kind, notice_key) do nothing");
constexpr db::Sql update_dropped(
    "update notices set state = 'dropped', settled_at = $5 where company_id = $1 and user_id = $2 and kind = $3 "
    "and notice_key = $4 and state = 'waiting'");
constexpr db::Sql select_waiting(
    "select id, made_at, user_id, kind, notice_key, subject_key, text_key, args, subject, body, link, urgency "
    "from notices where company_id = $1 and state = 'waiting' order by user_id, made_at, id limit 5000");
constexpr db::Sql update_state(
    "update notices set state = $3, mail_id = $4, settled_at = $5 "
    "where company_id = $1 and id = $2 and state = 'waiting'");
constexpr db::Sql update_reopened(
    "update notices set state = 'waiting', mail_id = '', settled_at = null "
    "where company_id = $1 and mail_id = $2 and state = 'mailed'");
constexpr db::Sql select_readers(
    "select u.id, u.name, u.mail, case when u.language <> '' then u.language else c.language end, "
    "coalesce(d.name, ''), coalesce(u.employee_no, ''), u.disabled, coalesce(r.rhythm, '') "
    "from users u join companies c on c.company_id = u.company_id "
    "left join departments d on d.company_id = u.company_id and d.id = u.department_id "
    "left join notice_rhythms r on r.company_id = u.company_id and r.user_id = u.id "
    "where u.company_id = $1 and exists (select 1 from notices n where n.company_id = u.company_id "
    "and n.user_id = u.id and n.state = 'waiting') order by coalesce(d.name, ''), u.kana, u.name, u.id");
constexpr db::Sql select_secretariat(
    "select u.name from users u join role_assignments r on r.company_id = u.company_id and r.user_id = u.id "
    "where u.company_id = $1 and r.role = 'secretariat' and u.disabled = 0 order by u.created_at, u.id limit 3");
constexpr db::Sql select_rhythm("select rhythm from notice_rhythms where company_id = $1 and user_id = $2");
constexpr db::Sql upsert_rhythm(
    "insert into notice_rhythms (company_id, user_id, rhythm) values ($1, $2, $3) "
    "on conflict (company_id, user_id) do update set rhythm = excluded.rhythm");

}  // namespace

Result<bool> insert(db::WriteTx& tx, const Id<Company>& company, const NewNotice& notice, Instant now) {
  if (!TRY(tx.find(select_user, {company, notice.to}))) return false;
  return TRY(tx.execute(insert_notice, {company, new_id<Notice>(now), notice.to, notice.kind, notice.key,
                                        notice.subject_key, notice.text_key, messages::write_args(notice.args),
                                        notice.subject, notice.text, notice.link, name_of(notice.urgency), now})) == 1;
}

Result<void> drop_waiting(db::WriteTx& tx, const Id<Company>& company, const Id<User>& to, std::string_view kind,
                          std::string_view key, Instant now) {
  TRY(tx.execute(update_dropped, {company, to, kind, key, now}));
  return {};
}

Result<std::vector<Notice>> list_waiting(db::Tx& tx, const Id<Company>& company) {
  std::vector<Notice> list;
  for (const db::Row& row : TRY(tx.query(select_waiting, {company}))) {
    NewNotice what;
    what.to = row.id<User>(2);
    what.kind = row.text(3);
    what.key = row.text(4);
    what.subject_key = row.text(5);
    what.text_key = row.text(6);
    what.args = TRY(messages::read_args(row.text(7)));
    what.subject = row.text(8);
    what.text = row.text(9);
    what.link = row.text(10);
    what.urgency = parse_urgency(row.text(11)).value_or(Urgency::Digest);
    list.push_back({row.text(0), row.instant(1), std::move(what)});
  }
  return list;
}

Result<void> settle(db::WriteTx& tx, const Id<Company>& company, const std::vector<std::string>& ids,
                    std::string_view state, std::string_view mail, Instant now) {
  std::vector<db::Args> rows;
  rows.reserve(ids.size());
  for (const std::string& id : ids) rows.push_back({company, id, state, mail, now});
  return tx.execute_many(update_state, rows);
}

Result<void> reopen(db::WriteTx& tx, const Id<Company>& company, std::string_view mail) {
  TRY(tx.execute(update_reopened, {company, mail}));
  return {};
}

Result<std::vector<Reader>> list_readers(db::Tx& tx, const Id<Company>& company) {
  std::vector<Reader> list;
  for (const db::Row& row : TRY(tx.query(select_readers, {company})))
    list.push_back({row.id<User>(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.boolean(6),
                    parse_rhythm(row.text(7))});
  return list;
}

Result<std::vector<std::string>> secretariat(db::Tx& tx, const Id<Company>& company) {
  std::vector<std::string> names;
  for (const db::Row& row : TRY(tx.query(select_secretariat, {company}))) names.push_back(row.text(0));
  return names;
}

Result<std::optional<Rhythm>> find_rhythm(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_rhythm, {company, user}));
  if (!row) return std::nullopt;
  return parse_rhythm(row->text(0));
}

Result<void> put_rhythm(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, Rhythm rhythm) {
  TRY(tx.execute(upsert_rhythm, {company, user, name_of(rhythm)}));
  return {};
}

}  // namespace sonae::notices::store
