#pragma once
// Errors that name one place of a body, and days as people write them. Pure.

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace sonae::governance {

/// Invalid ("error.body") with one field.
[[nodiscard]] std::unexpected<Error> fail_at(std::string place, std::string key, Args args = {});

/// "2026/9/11"
[[nodiscard]] std::string day_words(const Date& day);
/// "2026/9/11 15:30" in Japan.
[[nodiscard]] std::string moment_words(Instant at);

}  // namespace sonae::governance
