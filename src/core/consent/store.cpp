#include "core/consent/store.h"

namespace sonae::consent::store {

namespace {

constexpr db::Sql insert_request =
    "insert into consents (company_id, id, kind, subject_kind, subject_id, detail, reason, asked_by, asked_at, "
    "ends_at, "
    "state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')";
constexpr db::Sql select_open =
    "select id, kind, subject_kind, subject_id, detail, reason, asked_by, asked_at, ends_at from consents "
    "where company_id = $1 and id = $2 and state = 'open' and ends_at > $3";
constexpr db::Sql select_all_open =
    "select id, kind, subject_kind, subject_id, detail, reason, asked_by, asked_at, ends_at from consents "
    "where company_id = $1 and state = 'open' and ends_at > $2 order by asked_at, id limit 200";
constexpr db::Sql update_decision =
    "update consents set state = $3, decided_by = $4, decided_at = $5 "
    "where company_id = $1 and id = $2 and state = 'open'";

Request request_of(const db::Row& row) {
  return {row.text(0),    row.text(1),   {row.text(2), row.text(3)}, row.text(4), row.text(5), row.id<User>(6),
          row.instant(7), row.instant(8)};
}

}  // namespace

Result<void> insert(db::WriteTx& tx, const Id<Company>& company, const Request& request) {
  TRY(tx.execute(insert_request,
                 {company, request.id, request.kind, request.subject.kind, request.subject.id, request.detail,
                  request.reason, request.asked_by, request.asked_at, request.ends_at}));
  return {};
}

Result<std::optional<Request>> find_open(db::Tx& tx, const Id<Company>& company, std::string_view id, Instant now) {
  const auto row = TRY(tx.find(select_open, {company, id, now}));
  if (!row) return std::nullopt;
  return request_of(*row);
}

Result<std::vector<Request>> list_open(db::Tx& tx, const Id<Company>& company, Instant now) {
  std::vector<Request> list;
  for (const db::Row& row : TRY(tx.query(select_all_open, {company, now}))) list.push_back(request_of(row));
  return list;
}

Result<bool> decide(db::WriteTx& tx, const Id<Company>& company, std::string_view id, std::string_view state,
                    const Id<User>& by, Instant now) {
  return TRY(tx.execute(update_decision, {company, id, state, by, now})) == 1;
}

}  // namespace sonae::consent::store
