#include "platform/mail/store.h"

#include "platform/clock.h"

namespace sonae::mail {

namespace {

constexpr std::int64_t kept_ms = 90LL * 24 * 60 * 60 * 1000;

constexpr db::Sql insert_mail(
    "insert into mail_outbox (company_id, id, user_id, to_address, to_name, subject, body_text, body_html, made_at, "
    "state, tries, next_try_at, settled_at, reason, code, reply) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, 0, null, '', 0, '')");
constexpr db::Sql select_due(
    "select id, to_address, to_name, subject, body_text, body_html, made_at, tries from mail_outbox "
    "where company_id = $1 and state = 'waiting' and (next_try_at <= $2 or next_try_at > $3) "
    "order by made_at, id limit 20");
constexpr db::Sql select_next("select min(next_try_at) from mail_outbox where company_id = $1 and state = 'waiting'");
constexpr db::Sql update_settled(
    "update mail_outbox set state = $3, settled_at = $4, reason = $5, code = $6, reply = $7 "
    "where company_id = $1 and id = $2 and state = 'waiting'");
constexpr db::Sql update_put_off(
    "update mail_outbox set tries = tries + 1, next_try_at = $3, reason = $4, code = $5, reply = $6 "
    "where company_id = $1 and id = $2 and state = 'waiting'");
constexpr db::Sql select_state(
    "select down_since, reason, code, reply, tries, next_try_at, last_sent_at from mail_server where company_id = $1");
constexpr db::Sql upsert_state(
    "insert into mail_server (company_id, down_since, reason, code, reply, tries, next_try_at, last_sent_at) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (company_id) do update set down_since = excluded.down_since, "
    "reason = excluded.reason, code = excluded.code, reply = excluded.reply, tries = excluded.tries, "
    "next_try_at = excluded.next_try_at, last_sent_at = excluded.last_sent_at");
constexpr db::Sql select_failures(
    "select id, user_id, to_address, to_name, subject, made_at, settled_at, reason, code, reply from mail_outbox "
    "where company_id = $1 and state = 'failed' order by settled_at desc, id desc limit 500");
constexpr db::Sql update_resolved(
    "update mail_outbox set state = 'resolved' where company_id = $1 and id = $2 and state = 'failed'");
constexpr db::Sql count_mails(
    "select coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0), "
    "coalesce(sum(case when state = 'failed' then 1 else 0 end), 0) from mail_outbox "
    "where state in ('waiting', 'failed')");
constexpr db::Sql count_mails_of(
    "select coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0), "
    "coalesce(sum(case when state = 'failed' then 1 else 0 end), 0) from mail_outbox "
    "where company_id = $1 and state in ('waiting', 'failed')");
constexpr db::Sql count_down("select count(*) from mail_server where down_since is not null");
constexpr db::Sql update_forgotten(
    "update mail_outbox set body_text = '', body_html = '' where company_id = $1 and state in ('sent', 'resolved') "
    "and settled_at < $2 and body_text <> ''");

}  // namespace

Result<std::string> queue(db::WriteTx& tx, const Id<Company>& company, const NewMail& mail, Instant now) {
  const std::string id = new_id<NewMail>(now).text();
  const Message message{id, {TRY(parse_address(mail.to.mailbox)), mail.to.name}, mail.subject, {}, {}, now};
  TRY(check(message));
  TRY(tx.execute(insert_mail,
                 {company, id, mail.user, message.to.mailbox, mail.to.name, mail.subject, mail.text, mail.html, now}));
  TRY(jobs::enqueue(tx, {company, std::string(deliver_kind), "", "", Instant()}));
  return id;
}

Result<ServerState> server_state(db::Tx& tx, const Id<Company>& company) {
  ServerState state;
  const auto row = TRY(tx.find(select_state, {company}));
  if (!row) return state;
  if (!row->is_null(0)) state.down_since = row->instant(0);
  state.last = {Verdict::Trouble, row->text(1), static_cast<int>(row->integer(2)), row->text(3)};
  state.tries = row->integer(4);
  state.next_try_at = row->instant(5);
  if (!row->is_null(6)) state.last_sent_at = row->instant(6);
  return state;
}

Result<std::vector<Failure>> list_failures(db::Tx& tx, const Id<Company>& company) {
  std::vector<Failure> list;
  for (const db::Row& row : TRY(tx.query(select_failures, {company})))
    list.push_back({row.text(0),
                    row.id<User>(1),
                    {row.text(2), row.text(3)},
                    row.text(4),
                    row.instant(5),
                    row.instant(6),
                    {Verdict::Refused, row.text(7), static_cast<int>(row.integer(8)), row.text(9)}});
  return list;
}

Result<void> resolve(db::WriteTx& tx, const Id<Company>& company, std::string_view mail) {
  if (TRY(tx.execute(update_resolved, {company, mail})) == 0) return not_found();
  return {};
}

Result<Depth> depth(db::Tx& tx) {
  const auto mails = TRY(tx.find(count_mails));
  return Depth{mails->integer(0), mails->integer(1), TRY(tx.find(count_down))->integer(0)};
}

Result<Depth> depth_of(db::Tx& tx, const Id<Company>& company) {
  const auto mails = TRY(tx.find(count_mails_of, {company}));
  return Depth{mails->integer(0), mails->integer(1), 0};
}

namespace store {

Result<std::vector<Waiting>> list_due(db::Tx& tx, const Id<Company>& company, Instant now) {
  std::vector<Waiting> list;
  for (const db::Row& row : TRY(tx.query(select_due, {company, now, now.plus_ms(jobs::longest_pause_ms)}))) {
    const Instant made = row.instant(6);
    list.push_back(
        {{row.text(0), {row.text(1), row.text(2)}, row.text(3), row.text(4), row.text(5), made}, row.integer(7), made});
  }
  return list;
}

Result<std::optional<Instant>> next_try(db::Tx& tx, const Id<Company>& company) {
  const auto row = TRY(tx.find(select_next, {company}));
  if (!row || row->is_null(0)) return std::nullopt;
  return row->instant(0);
}

Result<void> mark(db::WriteTx& tx, const Id<Company>& company, const std::string& mail, std::string_view state,
                  const Outcome& outcome, Instant now) {
  TRY(tx.execute(update_settled, {company, mail, state, now, outcome.reason, outcome.code, outcome.reply}));
  return {};
}

Result<void> put_off(db::WriteTx& tx, const Id<Company>& company, const std::string& mail, const Outcome& outcome,
                     Instant next_try) {
  TRY(tx.execute(update_put_off, {company, mail, next_try, outcome.reason, outcome.code, outcome.reply}));
  return {};
}

Result<void> put_state(db::WriteTx& tx, const Id<Company>& company, const ServerState& state) {
  TRY(tx.execute(upsert_state, {company, state.down_since, state.last.reason, state.last.code, state.last.reply,
                                state.tries, state.next_try_at, state.last_sent_at}));
  return {};
}

Result<void> forget_old_texts(db::WriteTx& tx, const Id<Company>& company, Instant now) {
  TRY(tx.execute(update_forgotten, {company, now.plus_ms(-kept_ms)}));
  return {};
}

}  // namespace store

}  // namespace sonae::mail
