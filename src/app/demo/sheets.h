#pragma once
// The sheets of three fiscal years, each done by the people whose work it is.

#include "app/demo/plan.h"
#include "features/assessment/assessment.h"

namespace sonae::app::demo {

struct Sheets {
  Id<assessment::Assessment> current;
};
/// Two years handed in, this year carried over, handed out and partly answered; the target of each year.
[[nodiscard]] Result<Sheets> make_sheets(World& world, const Plan& plan);

/// The edit that makes the stored answer what `wanted` says; nothing to change: no changes.
struct Wanted {
  assessment::Score score = assessment::Score::Unanswered;
  std::string basis;
  std::optional<Date> due;
  std::string responder;
};
[[nodiscard]] assessment::Edit edit_towards(const assessment::Answer& stored, const Wanted& wanted);

/// Requests, questions, evidence, notes, submissions and what was sent back, on this year's sheet.
[[nodiscard]] Result<void> make_work(World& world, const Plan& plan, const Id<assessment::Assessment>& sheet);

}  // namespace sonae::app::demo
