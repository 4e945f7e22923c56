#pragma once
// Rows of the assessment slice. Everything takes a Scope: rows of other companies, and answers of departments out
// of scope, do not exist for the caller.

#include <string_view>

#include "features/assessment/assessment.h"
#include "features/assessment/workbooks.h"

namespace sonae::assessment::store {

Result<std::vector<Summary>> list_assessments(db::Tx& tx, const Scope& scope);
Result<Summary> get_assessment(db::Tx& tx, const Scope& scope, const Id<Assessment>& id);
/// The newest assessment of an earlier fiscal year, if any.
Result<std::optional<Summary>> find_previous(db::Tx& tx, const Scope& scope, int fiscal_year);

/// In the sheet's order; `after`: only those saved later than this change number.
Result<std::vector<Answer>> list_answers(db::Tx& tx, const Scope& scope, const Id<Assessment>& id,
                                         std::int64_t after = -1);
/// Nothing when the item is not in the sheet or not in scope.
Result<std::optional<Answer>> find_answer(db::Tx& tx, const Scope& scope, const Id<Assessment>& id, int no);

Result<void> insert_assessment(db::WriteTx& tx, const Scope& scope, const Summary& summary, const Id<User>& by);
Result<void> insert_answers(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id,
                            const std::vector<Answer>& answers);
/// Conflict ("assessment.version") when `summary.version` is no longer the stored one; writes version + 1.
Result<void> update_assessment(db::WriteTx& tx, const Scope& scope, const Summary& summary);
/// The next change number of the assessment; locks its row until the transaction ends.
Result<std::int64_t> next_change(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id);
Result<void> update_answer(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id, const Answer& answer,
                           const Id<User>& by);

/// Whether this person saved edits with this key before. Invalid: somebody else did, so that a "saved before" would be
/// an answer about edits that were never stored.
Result<bool> knows_key(db::Tx& tx, const Scope& scope, const Id<Assessment>& id, std::string_view key,
                       const Id<User>& by);
/// Keys older than 30 days are forgotten with it: a page sends an edit again within minutes, or after a night offline.
Result<void> remember_key(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id, std::string_view key,
                          const Id<User>& by, Instant now);

Result<void> insert_workbook(db::WriteTx& tx, const Scope& scope, const UploadedWorkbook& upload, const Id<User>& by,
                             Instant now);
Result<UploadedWorkbook> get_workbook(db::Tx& tx, const Scope& scope, const Id<Workbook>& id);

}  // namespace sonae::assessment::store
