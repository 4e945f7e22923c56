#pragma once
// Work on workbook bytes, in the caged child (platform/cage). Internal to the slice.

#include <functional>
#include <string>

#include "base/result.h"

namespace sonae::assessment {

/// As cage::run, with what the readers need warmed before the fork.
[[nodiscard]] Result<std::string> in_cage(const std::function<Result<std::string>()>& work);

}  // namespace sonae::assessment
