#pragma once
// How a department's answers and the sheet as a whole move from hand to hand. Pure.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "features/assessment/sheet_state.h"

namespace sonae::assessment::work {

/// Where one department stands.
enum class SubmissionState : std::uint8_t {
  None,       ///< not asked yet; people may answer all the same
  Asked,      ///< the secretariat asked
  Submitted,  ///< the department says it is done; its people edit no more
  Returned,   ///< sent back with a reason
};
[[nodiscard]] std::string_view name_of(SubmissionState state);  ///< "none" "asked" "submitted" "returned"

/// Conflict ("work.submit.already").
[[nodiscard]] Result<void> may_submit(SubmissionState state);
/// Withdrawing or sending back. Conflict ("work.submit.not_submitted").
[[nodiscard]] Result<void> may_take_back(SubmissionState state);

enum class SheetStep : std::uint8_t { AskApproval, Decide, HandIn, Reopen };
/// Conflict ("work.sheet.<present state>") unless the step starts from there: asking from open,
/// deciding from review, handing in from approved, reopening from approved or handed in.
[[nodiscard]] Result<void> may_step(SheetState state, SheetStep step);

/// The four steps towards the hand-in, in order.
enum class Stage : std::uint8_t { Departments, Check, Approval, HandIn, Done };
[[nodiscard]] std::string_view name_of(Stage stage);  ///< "departments" "check" "approval" "hand_in" "done"

struct Standing {
  SheetState state = SheetState::Open;
  int departments_open = 0;  ///< departments with items that have not submitted
  int findings_open = 0;     ///< not waived, the whole sheet
};
/// The first step that is not done.
[[nodiscard]] Stage stage_of(const Standing& standing);

/// Late: a date has passed and nothing was submitted.
[[nodiscard]] bool is_late(SubmissionState state, const std::optional<Date>& due, Date today);

}  // namespace sonae::assessment::work
