#include "features/assessment/caged.h"

#include "base/text.h"
#include "platform/cage/cage.h"

namespace sonae::assessment {

Result<std::string> in_cage(const std::function<Result<std::string>()>& work) {
  // ICU takes a lock when its tables are first used; in the child it has to be past that (see cage.cpp).
  static const std::string warmed = text::squash("\xEF\xBC\xA1");
  static_cast<void>(warmed);
  return cage::run(work);
}

}  // namespace sonae::assessment
