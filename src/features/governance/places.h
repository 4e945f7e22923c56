#pragma once
// Errors that name one place of a body. Pure.

#include <string>

#include "base/result.h"

namespace sonae::governance {

/// Invalid ("error.body") with one field.
[[nodiscard]] std::unexpected<Error> fail_at(std::string place, std::string key, Args args = {});

}  // namespace sonae::governance
