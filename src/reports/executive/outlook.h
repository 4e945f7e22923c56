#pragma once
// What the executive page says about a sheet: how far the target is, which gaps come first. Pure.

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "features/assessment/pictures/pictures.h"

namespace sonae::executive {

enum class Outlook : std::uint8_t {
  NoTarget,  ///< nothing was promised yet: said, never invented
  Reached,   ///< every item of the target
  OnTime,    ///< the open ones all have a 完了予定 up to the hand-in
  Late,      ///< some of them will not be reached in time
  NoHandIn,  ///< no hand-in date, so no forecast
};

struct Distance {
  Outlook outlook = Outlook::NoTarget;
  assessment::target::Goal goal;  ///< its hand-in date, or the sheet's where the target names none
  assessment::target::Distance measured;
};
[[nodiscard]] Distance distance_of(const assessment::Sheet& sheet, assessment::target::Goal goal);

/// An item of the target that is not reached.
struct Gap {
  int no = 0;
  std::string label;
  std::string condition;
  assessment::Score score{};
  std::optional<Date> due;
  Id<Department> department;  ///< empty: nobody's
  bool late = false;          ///< will not be reached in time
};
/// Those that will be late first; then the lower level, the lower score and the later date. Without a target: empty.
[[nodiscard]] std::vector<Gap> gaps_of(const assessment::Sheet& sheet, const Distance& distance);

/// Items that no department has, in the order of the sheet.
[[nodiscard]] std::vector<int> ownerless(const assessment::Sheet& sheet);

}  // namespace sonae::executive
