#pragma once
// How the demo company stood and stands, item by item: the same for one seed.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/demo/world.h"
#include "core/frameworks/frameworks.h"
#include "features/assessment/own_form.h"
#include "features/assessment/score.h"

namespace sonae::app::demo {

/// One year's answer.
struct Standing {
  assessment::Score score = assessment::Score::Unanswered;
  std::string basis;
};

struct Part {
  int no = 0;                 ///< in this year's version
  std::optional<int> old_no;  ///< in the version of the years before; nothing: new
  std::string label;
  std::string department;  ///< key in the script
  std::string condition;
  std::string old_condition;  ///< differs where this year's version says it differently
  std::string criteria;
  std::array<Standing, 2> before;  ///< the year before last, last year
  Standing now;                    ///< unanswered: nobody came to it yet
  std::optional<Date> due;
};

struct Plan {
  frameworks::Pack old_pack;         ///< the version of the two years before
  frameworks::Pack pack;             ///< this year's
  std::vector<Part> parts;           ///< in the order of this year's numbers
  assessment::OwnFormTexts dropped;  ///< the item that only the old version had
  int dropped_no = 0;
};
[[nodiscard]] Plan make_plan(World& world);

}  // namespace sonae::app::demo
