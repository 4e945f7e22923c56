#include "features/assessment/sheet_state.h"

#include "base/result.h"

namespace sonae::assessment {

std::string_view name_of(SheetState state) {
  switch (state) {
    case SheetState::Open:
      return "open";
    case SheetState::Review:
      return "review";
    case SheetState::Approved:
      return "approved";
    case SheetState::HandedIn:
      return "handed_in";
  }
  die("a state without a name");
}

}  // namespace sonae::assessment
