#pragma once
// A department's part of the sheet: asked for, submitted, withdrawn, sent back. A submitted department's people edit no
// more; the secretariat consolidates.
//
// A manager acts for the own departments, the secretariat for every one. NotFound: no such assessment, no such
// department, another company's, or one out of scope: deliberately indistinguishable (AZ08). Every step is refused
// unless the sheet is open ("work.sheet.<state>") and unless the version is the stored one (Conflict
// "work.submit.version"). Everything is recorded.

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/work/rules_work.h"

namespace sonae::assessment::work {

struct Submission {
  Id<Department> department;
  SubmissionState state = SubmissionState::None;
  std::optional<Date> due;
  std::string note;
  std::optional<Instant> asked_at;
  std::string asked_by;  ///< name
  std::optional<Instant> submitted_at;
  std::string submitted_by;
  std::optional<Instant> returned_at;
  std::string returned_by;
  std::string reason;  ///< of sending back
  std::int64_t version = 0;
  std::optional<Instant> reminded_at;  ///< the last reminder
  int reminders = 0;
};

struct DepartmentStep {
  Id<Assessment> assessment;
  Id<Department> department;
  std::int64_t version = 0;  ///< the submission's that the person saw; 0 when there was none
};

/// SheetAnswer. Invalid ("work.submit.findings", arg n, one field "/items/<no>/<field>" per finding) while unanswered
/// items or error findings stand that nobody waived; Conflict ("work.submit.already").
Result<Submission> submit(db::WriteTx& tx, const Actor& actor, const DepartmentStep& step, Instant now);
/// SheetAnswer. Conflict ("work.submit.not_submitted").
Result<Submission> withdraw(db::WriteTx& tx, const Actor& actor, const DepartmentStep& step, Instant now);
/// SheetManage. Invalid at "/reason"; Conflict ("work.submit.not_submitted").
Result<Submission> send_back(db::WriteTx& tx, const Actor& actor, const DepartmentStep& step, const std::string& reason,
                             Instant now);

enum class RequestKind : std::uint8_t { Request, Reminder };
[[nodiscard]] std::string_view name_of(RequestKind kind);  ///< "request" "reminder"
[[nodiscard]] std::optional<RequestKind> parse_request_kind(std::string_view name);

struct AskDepartments {
  Id<Assessment> assessment;
  RequestKind kind = RequestKind::Request;
  std::vector<Id<Department>> departments;  ///< 1 to 300
  std::optional<Date> due;                  ///< of a request; a reminder keeps the date
  std::string note;
};
/// SheetManage. All or nothing. Invalid at "/departments" for one that has submitted, has no items, or (reminders) was
/// never asked; at "/due" when it has passed.
Result<std::vector<Submission>> ask(db::WriteTx& tx, const Actor& actor, const AskDepartments& command, Instant now);

/// SheetRead: of departments with items in the actor's scope.
Result<std::vector<Submission>> list_submissions(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment);

}  // namespace sonae::assessment::work
