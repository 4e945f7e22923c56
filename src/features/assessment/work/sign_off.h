#pragma once
// Approval of the sheet: the secretariat asks, the CISO approves or sends back with a reason, and nobody decides on
// what they asked for themselves (AZ05; the schema says the same). Every step checks the sheet's state (Conflict
// "work.sheet.<state>") and version (Conflict "work.sheet.version"), and is recorded.

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"

namespace sonae::assessment::work {

struct ApprovalTag;

enum class Decision : std::uint8_t { Asked, Approved, Returned, Withdrawn };
[[nodiscard]] std::string_view name_of(Decision decision);  ///< "asked" "approved" "returned" "withdrawn"

struct Approval {
  Id<ApprovalTag> id;
  Decision decision = Decision::Asked;
  Id<User> asked_by_id;
  std::string asked_by;  ///< name
  Instant asked_at;
  std::string incomplete_reason;  ///< why departments that have not submitted do not hold it up; "" when none
  std::string decided_by;
  std::optional<Instant> decided_at;
  std::string reason;  ///< of sending back or withdrawing; what the CISO added to an approval
};

struct SheetStepCommand {
  Id<Assessment> assessment;
  std::int64_t version = 0;  ///< the sheet's that the person saw
  std::string reason;
};

/// SheetManage. Invalid ("work.approval.findings", arg n) while findings stand that nobody waived; Invalid
/// ("work.approval.departments", args n and names) while departments have not submitted, unless `reason` says why.
Result<Approval> ask_approval(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now);
/// SheetManage: takes the request back, with a reason.
Result<Approval> withdraw_approval(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now);
/// SheetReview. `reason` may add a remark. Forbidden ("work.approval.own") for whoever asked.
Result<Approval> approve(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now);
/// SheetReview: back to the secretariat, with a reason. Forbidden ("work.approval.own") for whoever asked.
Result<Approval> return_approval(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now);
/// SheetManage: an approved or handed-in sheet is opened again, with a reason. What was handed in stays.
Result<Summary> reopen(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now);

struct Reopening {
  std::string from_state;
  std::string reason;
  std::string by;
  Instant at;
};
struct SignOffHistory {
  std::vector<Approval> approvals;  ///< newest first
  std::vector<Reopening> reopenings;
};
/// SheetRead, and every department in scope (an approval is about the whole sheet): nothing otherwise.
Result<SignOffHistory> list_sign_off(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment);

}  // namespace sonae::assessment::work
