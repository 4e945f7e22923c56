#include "features/governance/report/store.h"

#include <algorithm>

namespace sonae::governance::report::store {

namespace {

constexpr db::Sql select_reports =
    "select report_id, fiscal_year, title, body, state, drafted_at, made_by_name, made_at, version from"
    " programme_reports where company_id = $1 order by drafted_at desc, report_id desc limit 100";
constexpr db::Sql select_report =
    "select report_id, fiscal_year, title, body, state, drafted_at, made_by_name, made_at, version from"
    " programme_reports where company_id = $1 and report_id = $2";
constexpr db::Sql select_figures =
    "select name, amount from programme_report_figures where company_id = $1 and report_id = $2"
    " order by position limit 50";
constexpr db::Sql select_directions =
    "select direction_id, body, owner_kind, owner_id, due, given_by_name, given_at, task_id from programme_directions"
    " where company_id = $1 and report_id = $2 order by given_at, direction_id limit 200";
constexpr db::Sql select_draft = "select report_id from programme_reports where company_id = $1 and state = 'draft'";
constexpr db::Sql insert_report_row =
    "insert into programme_reports (company_id, report_id, fiscal_year, title, body, state, drafted_by, drafted_at,"
    " made_by_name, version) values ($1, $2, $3, $4, $5, 'draft', $6, $7, '', 1)";
constexpr db::Sql insert_figure =
    "insert into programme_report_figures (company_id, report_id, position, name, amount) values ($1, $2, $3, $4, $5)";
constexpr db::Sql update_report_row =
    "update programme_reports set title = $4, body = $5, state = $6, made_by = $7, made_by_name = $8, made_at = $9,"
    " version = version + 1 where company_id = $1 and report_id = $2 and version = $3";
constexpr db::Sql insert_direction_row =
    "insert into programme_directions (company_id, direction_id, report_id, body, owner_kind, owner_id, due, given_by,"
    " given_by_name, given_at, task_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr db::Sql select_officers =
    "select u.id from users u join role_assignments r on r.company_id = u.company_id and r.user_id = u.id"
    " and r.role = 'ciso' where u.company_id = $1 and u.disabled = 0 order by u.id limit 100";

Report report_of(const db::Row& row) {
  Report report;
  report.id = row.id<ReportTag>(0);
  report.fiscal_year = static_cast<int>(row.integer(1));
  report.title = row.text(2);
  report.body = row.text(3);
  report.made = row.text(4) == "made";
  report.drafted_at = row.instant(5);
  report.made_by = row.text(6);
  if (!row.is_null(7)) report.made_at = row.instant(7);
  report.version = row.integer(8);
  return report;
}

Result<void> load_parts(db::Tx& tx, const Id<Company>& company, Report& report) {
  for (const db::Row& row : TRY(tx.query(select_figures, {company, report.id})))
    report.figures.push_back({row.text(0), row.integer(1)});
  for (const db::Row& row : TRY(tx.query(select_directions, {company, report.id}))) {
    const auto owner = owner_of(row.text(2), row.text(3));
    const auto due = Date::parse_iso(row.text(4));
    if (!owner || !due) return internal("a stored direction cannot be read");
    report.directions.push_back(
        {row.id<DirectionTag>(0), row.text(1), *owner, *due, row.text(5), row.instant(6), row.text(7), {}});
  }
  return {};
}

}  // namespace

Result<std::vector<Report>> list_reports(db::Tx& tx, const Id<Company>& company) {
  std::vector<Report> list;
  for (const db::Row& row : TRY(tx.query(select_reports, {company}))) {
    list.push_back(report_of(row));
    TRY(load_parts(tx, company, list.back()));
  }
  return list;
}

Result<Report> get_report(db::Tx& tx, const Id<Company>& company, const Id<ReportTag>& id) {
  const auto row = TRY(tx.find(select_report, {company, id}));
  if (!row) return not_found();
  Report report = report_of(*row);
  TRY(load_parts(tx, company, report));
  return report;
}

Result<bool> insert_report(db::WriteTx& tx, const Id<Company>& company, const Report& r, const Id<User>& by) {
  if (TRY(tx.find(select_draft, {company}))) return false;
  TRY(tx.execute(insert_report_row, {company, r.id, r.fiscal_year, r.title, r.body, by, r.drafted_at}));
  std::vector<db::Args> figures;
  for (const Figure& one : r.figures)
    figures.push_back({company, r.id, static_cast<std::int64_t>(figures.size()), one.name, one.amount});
  TRY(tx.execute_many(insert_figure, figures));
  return true;
}

Result<void> update_report(db::WriteTx& tx, const Id<Company>& company, const Report& r, const Id<User>& made_by) {
  const db::Arg by = made_by.empty() ? db::Arg(std::nullopt) : db::Arg(made_by);
  const std::int64_t rows = TRY(tx.execute(update_report_row, {company, r.id, r.version, r.title, r.body,
                                                               r.made ? "made" : "draft", by, r.made_by, r.made_at}));
  if (rows != 1) return conflict("report.version");
  return {};
}

Result<void> insert_direction(db::WriteTx& tx, const Id<Company>& company, const Id<ReportTag>& report,
                              const Direction& d, const Id<User>& by) {
  const OwnerColumns owner = columns_of(d.owner);
  TRY(tx.execute(insert_direction_row,
                 {company, d.id, report, d.text, owner.kind, owner.id, d.due, by, d.given_by, d.given_at, d.task}));
  return {};
}

Result<std::vector<Id<User>>> list_officers(db::Tx& tx, const Id<Company>& company) {
  std::vector<Id<User>> list;
  for (const db::Row& row : TRY(tx.query(select_officers, {company}))) list.push_back(row.id<User>(0));
  return list;
}

}  // namespace sonae::governance::report::store
