#pragma once
// Rows of submissions and of what was sent to departments; what may be touched is decided above.

#include <string_view>

#include "features/assessment/work/submissions.h"

namespace sonae::assessment::work::store {

/// Every department of the sheet that was asked or has submitted.
Result<std::vector<Submission>> list_submissions(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);

/// Which department of which sheet, by whom, when, and the version that was seen (0: no row yet).
struct Step {
  Id<Assessment> assessment;
  Id<Department> department;
  std::int64_t version = 0;
  Id<User> by;
  Instant at;
};
/// Each gives Conflict ("work.submit.version") when the stored version is another.
Result<void> mark_submitted(db::WriteTx& tx, const Scope& scope, const Step& step);
Result<void> mark_withdrawn(db::WriteTx& tx, const Scope& scope, const Step& step);
Result<void> mark_returned(db::WriteTx& tx, const Scope& scope, const Step& step, std::string_view reason);
/// Asks, or asks again; one that was sent back stays sent back.
Result<void> mark_asked(db::WriteTx& tx, const Scope& scope, const Step& step, const std::optional<Date>& due,
                        std::string_view note);

struct SentRequest {
  RequestKind kind = RequestKind::Request;
  std::optional<Date> due;
  std::string note;
};
Result<void> insert_request(db::WriteTx& tx, const Scope& scope, const Step& step, const SentRequest& request);

/// Gives the answers of a department (empty id: of the whole sheet) the change number, so that open pages fetch them
/// again: what may be edited has changed.
Result<void> touch_answers(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                           const Id<Department>& department, std::int64_t change);

/// How many items each department has; those without items are not there.
struct DepartmentItems {
  Id<Department> department;  ///< empty: items that nobody has yet
  std::int64_t items = 0;
};
Result<std::vector<DepartmentItems>> count_items(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);

}  // namespace sonae::assessment::work::store
