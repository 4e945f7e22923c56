#pragma once
// Rows of reports. Takes the company and nothing else; what may be touched is decided above.

#include "features/governance/report/report.h"

namespace sonae::governance::report::store {

/// Whole but for the standing of directions; newest first.
Result<std::vector<Report>> list_reports(db::Tx& tx, const Id<Company>& company);
/// NotFound.
Result<Report> get_report(db::Tx& tx, const Id<Company>& company, const Id<ReportTag>& id);
/// False when there is a draft already.
Result<bool> insert_report(db::WriteTx& tx, const Id<Company>& company, const Report& report, const Id<User>& by);
/// Title, text, made; writes version + 1. Conflict ("report.version").
Result<void> update_report(db::WriteTx& tx, const Id<Company>& company, const Report& report, const Id<User>& made_by);
Result<void> insert_direction(db::WriteTx& tx, const Id<Company>& company, const Id<ReportTag>& report,
                              const Direction& direction, const Id<User>& by);
/// People with the role of the officer whose account is not stopped.
Result<std::vector<Id<User>>> list_officers(db::Tx& tx, const Id<Company>& company);

}  // namespace sonae::governance::report::store
