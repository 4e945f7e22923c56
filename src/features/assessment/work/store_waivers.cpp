#include "features/assessment/work/store_waivers.h"

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_waivers =
    "select w.waiver_id, w.no, w.code, w.reason, u.name, w.waived_at, w.answer_state from waivers w"
    " left join users u on u.company_id = w.company_id and u.id = w.waived_by"
    " where w.company_id = $1 and w.assessment_id = $2 order by w.no, w.code limit 10000";
constexpr db::Sql upsert_waiver =
    "insert into waivers (company_id, waiver_id, assessment_id, no, code, answer_state, reason, waived_by, waived_at)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " on conflict (company_id, assessment_id, no, code) do update set waiver_id = excluded.waiver_id,"
    " answer_state = excluded.answer_state, reason = excluded.reason, waived_by = excluded.waived_by,"
    " waived_at = excluded.waived_at";
constexpr db::Sql delete_one = "delete from waivers where company_id = $1 and waiver_id = $2";

}  // namespace

Result<std::vector<StoredWaiver>> list_waivers(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<StoredWaiver> list;
  for (const db::Row& row : TRY(tx.query(select_waivers, {scope.company, assessment}))) {
    StoredWaiver& stored = list.emplace_back();
    stored.waiver.id = row.id<WaiverTag>(0);
    stored.waiver.no = static_cast<int>(row.integer(1));
    stored.waiver.code = row.text(2);
    stored.waiver.reason = row.text(3);
    stored.waiver.by = row.text_or_empty(4);
    stored.waiver.at = row.instant(5);
    stored.answer_state = row.text(6);
  }
  return list;
}

Result<void> put_waiver(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment, const StoredWaiver& w,
                        const Id<User>& by) {
  TRY(tx.execute(upsert_waiver, {scope.company, w.waiver.id, assessment, w.waiver.no, w.waiver.code, w.answer_state,
                                 w.waiver.reason, by, w.waiver.at}));
  return {};
}

Result<void> delete_waiver(db::WriteTx& tx, const Scope& scope, const Id<WaiverTag>& waiver) {
  TRY(tx.execute(delete_one, {scope.company, waiver}));
  return {};
}

}  // namespace sonae::assessment::work::store
