#include "features/assessment/work/rules_work.h"

namespace sonae::assessment::work {

std::string_view name_of(SubmissionState state) {
  switch (state) {
    case SubmissionState::None:
      return "none";
    case SubmissionState::Asked:
      return "asked";
    case SubmissionState::Submitted:
      return "submitted";
    case SubmissionState::Returned:
      return "returned";
  }
  die("a submission state without a name");
}

Result<void> may_submit(SubmissionState state) {
  if (state == SubmissionState::Submitted) return conflict("work.submit.already");
  return {};
}

Result<void> may_take_back(SubmissionState state) {
  if (state != SubmissionState::Submitted) return conflict("work.submit.not_submitted");
  return {};
}

Result<void> may_step(SheetState state, SheetStep step) {
  const bool fits = [&] {
    switch (step) {
      case SheetStep::AskApproval:
        return state == SheetState::Open;
      case SheetStep::Decide:
        return state == SheetState::Review;
      case SheetStep::HandIn:
        return state == SheetState::Approved;
      case SheetStep::Reopen:
        return state == SheetState::Approved || state == SheetState::HandedIn;
    }
    die("an unknown step of a sheet");
  }();
  if (fits) return {};
  switch (state) {
    case SheetState::Open:
      return conflict("work.sheet.open");
    case SheetState::Review:
      return conflict("work.sheet.review");
    case SheetState::Approved:
      return conflict("work.sheet.approved");
    case SheetState::HandedIn:
      return conflict("work.sheet.handed_in");
  }
  die("a sheet in no state");
}

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::Departments:
      return "departments";
    case Stage::Check:
      return "check";
    case Stage::Approval:
      return "approval";
    case Stage::HandIn:
      return "hand_in";
    case Stage::Done:
      return "done";
  }
  die("a stage without a name");
}

Stage stage_of(const Standing& standing) {
  switch (standing.state) {
    case SheetState::Review:
      return Stage::Approval;
    case SheetState::Approved:
      return Stage::HandIn;
    case SheetState::HandedIn:
      return Stage::Done;
    case SheetState::Open:
      break;
  }
  if (standing.departments_open > 0) return Stage::Departments;
  return standing.findings_open > 0 ? Stage::Check : Stage::Approval;
}

bool is_late(SubmissionState state, const std::optional<Date>& due, Date today) {
  return state != SubmissionState::Submitted && due && *due < today;
}

}  // namespace sonae::assessment::work
