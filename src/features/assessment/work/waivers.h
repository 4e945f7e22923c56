#pragma once
// Findings that a person lets stand, with the reason (screens.md §5: a warning blocks the hand-in until it is answered
// or waived). A waiver belongs to what was answered: once score, basis, date or ticks change, it holds no longer.
//
// NotFound as in assessment.h; an item out of scope is not found.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"

namespace sonae::assessment::work {

struct WaiverTag;

struct Waiver {
  Id<WaiverTag> id;
  int no = 0;
  std::string code;
  std::string reason;
  std::string by;  ///< name
  Instant at;
  bool holds = false;  ///< false: the answer has changed since
};

/// The consistency check with what was waived. An item that an older version's answer no longer answers
/// (Origin::Changed) is a finding of its own, "work.finding.changed".
struct Checked {
  Finding finding;
  std::optional<Waiver> waiver;  ///< also one that no longer holds, so that its reason can be read
  [[nodiscard]] bool open() const { return !waiver || !waiver->holds; }
};

/// SheetRead; of the items in scope.
Result<std::vector<Checked>> check(db::Tx& tx, const Actor& actor, const Sheet& sheet, Instant now);

/// What keeps a department from submitting: unanswered items and error findings that nobody waived.
[[nodiscard]] bool blocks_submission(const Checked& checked);

struct WaiveFinding {
  Id<Assessment> assessment;
  int no = 0;
  std::string code;
  std::string reason;
  std::int64_t version = 0;  ///< the answer's that the person saw
};
/// SheetAnswer, for an answer that the actor may edit. Invalid at "/reason"; Conflict ("work.waiver.version") when the
/// answer is another by now; Conflict ("work.waiver.no_finding") when the check does not say so (any more).
Result<Waiver> waive(db::WriteTx& tx, const Actor& actor, const WaiveFinding& command, Instant now);
/// SheetAnswer, for an answer that the actor may edit.
Result<void> withdraw_waiver(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment,
                             const Id<WaiverTag>& waiver, Instant now);

}  // namespace sonae::assessment::work
