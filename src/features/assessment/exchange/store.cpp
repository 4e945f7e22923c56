#include "features/assessment/exchange/store.h"

namespace sonae::assessment::exchange::store {

namespace {

constexpr db::Sql insert_export_row =
    "insert into sheet_exports (company_id, export_id, assessment_id, workbook_id, sha256, change_number, answers,"
    " exported_at, exported_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " on conflict (company_id, assessment_id, sha256) do nothing";
// The newest are kept; ids are made in the order of time.
constexpr db::Sql forget_exports =
    "delete from sheet_exports where company_id = $1 and assessment_id = $2 and export_id not in"
    " (select export_id from sheet_exports where company_id = $1 and assessment_id = $2"
    "  order by exported_at desc, export_id desc limit $3)";
constexpr db::Sql select_exports =
    "select e.export_id, e.workbook_id, e.sha256, e.change_number, e.answers, e.exported_at, u.name"
    " from sheet_exports e left join users u on u.company_id = e.company_id and u.id = e.exported_by"
    " where e.company_id = $1 and e.assessment_id = $2 order by e.exported_at desc, e.export_id desc limit $3";

constexpr db::Sql insert_copy_row =
    "insert into sheet_copies (company_id, copy_id, assessment_id, workbook_id, uploaded_at, uploaded_by, merged_base)"
    " values ($1, $2, $3, $4, $5, $6, '')";
#define SONAE_SELECT_COPIES                                                                                    \
  "select c.copy_id, c.assessment_id, c.workbook_id, w.file_name, w.blob_hash, w.size, c.uploaded_at, u.name," \
  " c.merged_at, m.name from sheet_copies c"                                                                   \
  " join workbooks w on w.company_id = c.company_id and w.workbook_id = c.workbook_id"                         \
  " left join users u on u.company_id = c.company_id and u.id = c.uploaded_by"                                 \
  " left join users m on m.company_id = c.company_id and m.id = c.merged_by"                                   \
  " where c.company_id = $1 and c.assessment_id = $2"
constexpr db::Sql select_copies = SONAE_SELECT_COPIES " order by c.uploaded_at desc, c.copy_id desc limit 50";
constexpr db::Sql select_copy = SONAE_SELECT_COPIES " and c.copy_id = $3";
#undef SONAE_SELECT_COPIES
constexpr db::Sql mark_copy =
    "update sheet_copies set merged_at = $3, merged_by = $4, merged_base = $5"
    " where company_id = $1 and copy_id = $2 and merged_at is null";

constexpr db::Sql select_first_carrier =
    "select workbook_id from sheet_carriers where company_id = $1 and assessment_id = $2 order by ordinal limit 1";
constexpr db::Sql insert_carrier =
    "insert into sheet_carriers (company_id, assessment_id, ordinal, workbook_id, replaced_at, replaced_by, copy_id)"
    " select $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4, $5, $6 from sheet_carriers"
    " where company_id = $1 and assessment_id = $2";
constexpr db::Sql point_to_workbook =
    "update assessments set workbook_id = $3, version = version + 1"
    " where company_id = $1 and assessment_id = $2 and version = $4";
constexpr db::Sql point_to_cells =
    "update assessment_answers set score_cell = $4, basis_cell = $5"
    " where company_id = $1 and assessment_id = $2 and no = $3";

// The same bytes as an export, as a sheet's workbook, or as a copy that was taken in.
constexpr db::Sql select_known =
    "select k.kind, a.assessment_id, a.fiscal_year, a.title, k.at, u.name from"
    " (select 'export' as kind, assessment_id, exported_at as at, exported_by as who from sheet_exports"
    "   where company_id = $1 and sha256 = $2"
    "  union all select 'carrier', s.assessment_id, w.uploaded_at, w.uploaded_by from assessments s"
    "   join workbooks w on w.company_id = s.company_id and w.workbook_id = s.workbook_id"
    "   where s.company_id = $1 and w.blob_hash = $2"
    "  union all select 'carrier', f.assessment_id, w.uploaded_at, w.uploaded_by from sheet_carriers f"
    "   join workbooks w on w.company_id = f.company_id and w.workbook_id = f.workbook_id"
    "   where f.company_id = $1 and w.blob_hash = $2"
    "  union all select 'merged', c.assessment_id, c.merged_at, c.merged_by from sheet_copies c"
    "   join workbooks w on w.company_id = c.company_id and w.workbook_id = c.workbook_id"
    "   where c.company_id = $1 and w.blob_hash = $2 and c.merged_at is not null) k"
    " join assessments a on a.company_id = $1 and a.assessment_id = k.assessment_id"
    " left join users u on u.company_id = $1 and u.id = k.who"
    " order by k.at desc, k.kind, a.assessment_id limit 20";

Result<Export> export_of(const db::Row& row) {
  Export made;
  made.id = row.id<ExportTag>(0);
  made.workbook = row.id<Workbook>(1);
  made.sha256 = row.text(2);
  made.change = row.integer(3);
  auto answers = read_snapshot(row.text(4));
  if (!answers) return internal("the answers of export " + made.id.text() + " cannot be read");
  made.answers = std::move(*answers);
  made.at = row.instant(5);
  made.by = row.text_or_empty(6);
  return made;
}

Copy copy_of(const db::Row& row) {
  Copy copy;
  copy.id = row.id<CopyTag>(0);
  copy.assessment = row.id<Assessment>(1);
  copy.file = {row.id<Workbook>(2), row.text(3), row.text(4), row.integer(5)};
  copy.at = row.instant(6);
  copy.by = row.text_or_empty(7);
  if (!row.is_null(8)) copy.merged_at = row.instant(8);
  copy.merged_by = row.text_or_empty(9);
  return copy;
}

std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Result<bool> insert_export(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment, const Export& made,
                           const Id<User>& by) {
  return TRY(tx.execute(insert_export_row, {scope.company, made.id, assessment, made.workbook, made.sha256, made.change,
                                            write_snapshot(made.answers), made.at, by})) > 0;
}

Result<void> forget_old_exports(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  TRY(tx.execute(forget_exports, {scope.company, assessment, kept_exports}));
  return {};
}

Result<std::vector<Export>> list_exports(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Export> list;
  for (const db::Row& row : TRY(tx.query(select_exports, {scope.company, assessment, kept_exports})))
    list.push_back(TRY(export_of(row)));
  return list;
}

Result<void> insert_copy(db::WriteTx& tx, const Scope& scope, const Copy& copy, const Id<User>& by) {
  TRY(tx.execute(insert_copy_row, {scope.company, copy.id, copy.assessment, copy.file.id, copy.at, by}));
  return {};
}

Result<std::vector<Copy>> list_copies(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Copy> list;
  for (const db::Row& row : TRY(tx.query(select_copies, {scope.company, assessment}))) list.push_back(copy_of(row));
  return list;
}

Result<Copy> get_copy(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment, const Id<CopyTag>& copy) {
  const auto row = TRY(tx.find(select_copy, {scope.company, assessment, copy}));
  if (!row) return not_found();
  return copy_of(*row);
}

Result<void> mark_merged(db::WriteTx& tx, const Scope& scope, const Id<CopyTag>& copy, std::string_view base,
                         const Id<User>& by, Instant now) {
  if (TRY(tx.execute(mark_copy, {scope.company, copy, now, by, base})) == 0) return conflict("exchange.merge.done");
  return {};
}

Result<std::optional<Id<Workbook>>> find_first_carrier(db::Tx& tx, const Scope& scope,
                                                       const Id<Assessment>& assessment) {
  const auto row = TRY(tx.find(select_first_carrier, {scope.company, assessment}));
  return row ? std::optional(row->id<Workbook>(0)) : std::nullopt;
}

Result<void> replace_carrier(db::WriteTx& tx, const Scope& scope, const Summary& former, const Copy& next,
                             const RecognisedSheet& sheet, const Id<User>& by, Instant now) {
  if (TRY(tx.execute(point_to_workbook, {scope.company, former.id, next.file.id, former.version})) == 0)
    return conflict("assessment.version");
  TRY(tx.execute(insert_carrier, {scope.company, former.id, former.workbook, now, by, next.id}));
  std::vector<db::Args> rows;
  rows.reserve(sheet.items.size());
  for (const SheetItem& item : sheet.items)
    rows.push_back({scope.company, former.id, item.no, or_null(item.score_cell), or_null(item.basis_cell)});
  return tx.execute_many(point_to_cells, rows);
}

Result<std::vector<KnownFile>> find_known_file(db::Tx& tx, const Scope& scope, std::string_view sha256) {
  std::vector<KnownFile> list;
  for (const db::Row& row : TRY(tx.query(select_known, {scope.company, sha256})))
    list.push_back({row.text(0), row.id<Assessment>(1), static_cast<int>(row.integer(2)), row.text(3), row.instant(4),
                    row.text_or_empty(5)});
  return list;
}

}  // namespace sonae::assessment::exchange::store
