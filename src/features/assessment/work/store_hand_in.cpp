#include "features/assessment/work/store_hand_in.h"

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_hand_ins =
    "select hand_in_id, number, framework_version_id, fiscal_year, title, scores, items, complete, in_progress,"
    " not_started, not_applicable, unanswered, points, max_points, file_name, blob_hash, size, asked_by, asked_at,"
    " incomplete_reason, approved_by, approved_at, handed_by, handed_at from hand_ins"
    " where company_id = $1 and assessment_id = $2 order by number desc limit 200";
constexpr db::Sql insert_row =
    "insert into hand_ins (company_id, hand_in_id, assessment_id, number, framework_version_id, fiscal_year, title,"
    " scores, items, complete, in_progress, not_started, not_applicable, unanswered, points, max_points, file_name,"
    " blob_hash, size, asked_by, asked_at, incomplete_reason, approved_by, approved_at, handed_by, handed_at)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,"
    " $24, $25, $26)";
constexpr db::Sql insert_item =
    "insert into hand_in_items (company_id, hand_in_id, ordinal, no, label, condition, score, basis, due, department,"
    " responder, saved_by, saved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
constexpr db::Sql insert_waiver =
    "insert into hand_in_waivers (company_id, hand_in_id, no, code, reason, waived_by, waived_at)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
constexpr db::Sql insert_department =
    "insert into hand_in_departments (company_id, hand_in_id, position, department, items, submitted_by, submitted_at)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
constexpr db::Sql select_items =
    "select ordinal, no, label, condition, score, basis, due, department, responder, saved_by, saved_at"
    " from hand_in_items where company_id = $1 and hand_in_id = $2 order by ordinal";
constexpr db::Sql select_waivers =
    "select no, code, reason, waived_by, waived_at from hand_in_waivers where company_id = $1 and hand_in_id = $2"
    " order by no, code";
constexpr db::Sql select_departments =
    "select department, items, submitted_by, submitted_at from hand_in_departments"
    " where company_id = $1 and hand_in_id = $2 order by position";

int number_at(const db::Row& row, std::size_t column) { return static_cast<int>(row.integer(column)); }

std::optional<Instant> instant_at(const db::Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

HandIn hand_in_of(const db::Row& row) {
  HandIn h;
  h.id = row.id<HandInTag>(0);
  h.number = number_at(row, 1);
  h.framework = row.id<frameworks::FrameworkVersionTag>(2);
  h.fiscal_year = number_at(row, 3);
  h.title = row.text(4);
  h.scores = row.bytes(5);
  h.counts.items = number_at(row, 6);
  h.counts.complete = number_at(row, 7);
  h.counts.in_progress = number_at(row, 8);
  h.counts.not_started = number_at(row, 9);
  h.counts.not_applicable = number_at(row, 10);
  h.counts.unanswered = number_at(row, 11);
  h.counts.points = number_at(row, 12);
  h.counts.max_points = number_at(row, 13);
  h.file_name = row.text(14);
  h.blob_hash = row.text(15);
  h.size = row.integer(16);
  h.asked_by = row.text(17);
  h.asked_at = row.instant(18);
  h.incomplete_reason = row.text(19);
  h.approved_by = row.text(20);
  h.approved_at = row.instant(21);
  h.handed_by = row.text(22);
  h.handed_at = row.instant(23);
  return h;
}

}  // namespace

Result<std::vector<HandIn>> list_hand_ins(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<HandIn> list;
  for (const db::Row& row : TRY(tx.query(select_hand_ins, {scope.company, assessment})))
    list.push_back(hand_in_of(row));
  return list;
}

Result<void> insert_hand_in(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                            const HandInRecord& record) {
  const HandIn& h = record.hand_in;
  TRY(tx.execute(insert_row, {scope.company,
                              h.id,
                              assessment,
                              h.number,
                              h.framework,
                              h.fiscal_year,
                              h.title,
                              h.scores,
                              h.counts.items,
                              h.counts.complete,
                              h.counts.in_progress,
                              h.counts.not_started,
                              h.counts.not_applicable,
                              h.counts.unanswered,
                              h.counts.points,
                              h.counts.max_points,
                              h.file_name,
                              h.blob_hash,
                              h.size,
                              h.asked_by,
                              h.asked_at,
                              h.incomplete_reason,
                              h.approved_by,
                              h.approved_at,
                              h.handed_by,
                              h.handed_at}));
  std::vector<db::Args> rows;
  for (const HandInItem& i : record.items)
    rows.push_back({scope.company, h.id, i.ordinal, i.no, i.label, i.condition, static_cast<std::int64_t>(i.score),
                    i.basis, i.due, i.department, i.responder, i.saved_by, i.saved_at});
  TRY(tx.execute_many(insert_item, rows));
  for (const HandInWaiver& w : record.waivers)
    TRY(tx.execute(insert_waiver, {scope.company, h.id, w.no, w.code, w.reason, w.by, w.at}));
  int position = 0;
  for (const HandInDepartment& d : record.departments)
    TRY(tx.execute(insert_department,
                   {scope.company, h.id, ++position, d.name, d.items, d.submitted_by, d.submitted_at}));
  return {};
}

Result<void> read_parts(db::Tx& tx, const Scope& scope, HandInRecord& record) {
  for (const db::Row& row : TRY(tx.query(select_items, {scope.company, record.hand_in.id}))) {
    HandInItem& item = record.items.emplace_back();
    item.ordinal = number_at(row, 0);
    item.no = number_at(row, 1);
    item.label = row.text(2);
    item.condition = row.text(3);
    item.score = static_cast<Score>(row.integer(4));
    item.basis = row.text(5);
    if (!row.is_null(6)) item.due = Date::parse_iso(row.text(6));
    item.department = row.text(7);
    item.responder = row.text(8);
    item.saved_by = row.text(9);
    item.saved_at = instant_at(row, 10);
  }
  for (const db::Row& row : TRY(tx.query(select_waivers, {scope.company, record.hand_in.id})))
    record.waivers.push_back({number_at(row, 0), row.text(1), row.text(2), row.text(3), row.instant(4)});
  for (const db::Row& row : TRY(tx.query(select_departments, {scope.company, record.hand_in.id})))
    record.departments.push_back({row.text(0), number_at(row, 1), row.text(2), instant_at(row, 3)});
  return {};
}

}  // namespace sonae::assessment::work::store
