#include "features/assessment/work/store_sign_off.h"

#include "platform/clock.h"

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_approvals =
    "select p.approval_id, p.state, p.asked_by, a.name, p.asked_at, p.incomplete_reason, d.name, p.decided_at, p.reason"
    " from approvals p"
    " left join users a on a.company_id = p.company_id and a.id = p.asked_by"
    " left join users d on d.company_id = p.company_id and d.id = p.decided_by"
    " where p.company_id = $1 and p.assessment_id = $2 order by p.asked_at desc, p.approval_id desc limit 200";
constexpr db::Sql insert_approval_row =
    "insert into approvals (company_id, approval_id, assessment_id, state, asked_by, asked_at, incomplete_reason,"
    " reason) values ($1, $2, $3, 'asked', $4, $5, $6, '')";
constexpr db::Sql decide_row =
    "update approvals set state = $3, decided_by = $4, decided_at = $5, reason = $6"
    " where company_id = $1 and approval_id = $2 and state = 'asked'";
constexpr db::Sql select_reopenings =
    "select r.from_state, r.reason, u.name, r.reopened_at from reopenings r"
    " left join users u on u.company_id = r.company_id and u.id = r.reopened_by"
    " where r.company_id = $1 and r.assessment_id = $2 order by r.reopened_at desc, r.reopening_id desc limit 200";
constexpr db::Sql insert_reopening_row =
    "insert into reopenings (company_id, reopening_id, assessment_id, from_state, reason, reopened_by, reopened_at)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
constexpr db::Sql move_row =
    "update assessments set state = $3, version = version + 1"
    " where company_id = $1 and assessment_id = $2 and version = $4 and state = $5";

Decision decision_of(std::string_view name) {
  for (const Decision one : {Decision::Asked, Decision::Approved, Decision::Returned, Decision::Withdrawn})
    if (name_of(one) == name) return one;
  die("a decision that the schema does not admit: " + std::string(name));
}

}  // namespace

Result<std::vector<Approval>> list_approvals(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Approval> list;
  for (const db::Row& row : TRY(tx.query(select_approvals, {scope.company, assessment}))) {
    Approval& one = list.emplace_back();
    one.id = row.id<ApprovalTag>(0);
    one.decision = decision_of(row.text(1));
    one.asked_by_id = row.id<User>(2);
    one.asked_by = row.text_or_empty(3);
    one.asked_at = row.instant(4);
    one.incomplete_reason = row.text(5);
    one.decided_by = row.text_or_empty(6);
    if (!row.is_null(7)) one.decided_at = row.instant(7);
    one.reason = row.text(8);
  }
  return list;
}

Result<std::vector<Reopening>> list_reopenings(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Reopening> list;
  for (const db::Row& row : TRY(tx.query(select_reopenings, {scope.company, assessment})))
    list.push_back({row.text(0), row.text(1), row.text_or_empty(2), row.instant(3)});
  return list;
}

Result<void> insert_approval(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                             const Approval& approval) {
  TRY(tx.execute(insert_approval_row, {scope.company, approval.id, assessment, approval.asked_by_id, approval.asked_at,
                                       approval.incomplete_reason}));
  return {};
}

Result<void> decide(db::WriteTx& tx, const Scope& scope, const Approval& approval, const Id<User>& by) {
  const std::int64_t changed = TRY(tx.execute(
      decide_row, {scope.company, approval.id, name_of(approval.decision), by, approval.decided_at, approval.reason}));
  if (changed == 0) return conflict("work.sheet.version");
  return {};
}

Result<void> insert_reopening(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                              const Reopening& reopening, const Id<User>& by) {
  struct ReopeningTag;
  TRY(tx.execute(insert_reopening_row, {scope.company, new_id<ReopeningTag>(reopening.at), assessment,
                                        reopening.from_state, reopening.reason, by, reopening.at}));
  return {};
}

Result<void> move_sheet(db::WriteTx& tx, const Scope& scope, const Summary& from, SheetState to) {
  const std::int64_t changed = TRY(tx.execute(
      move_row, {scope.company, from.id, assessment::name_of(to), from.version, assessment::name_of(from.state)}));
  if (changed == 0) return conflict("work.sheet.version");
  return {};
}

}  // namespace sonae::assessment::work::store
