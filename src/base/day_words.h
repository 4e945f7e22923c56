#pragma once
// Days and moments as people write them, alike in Japanese and English. What programs read is Date::iso.

#include <string>

#include "base/time.h"

namespace sonae {

/// "2026/9/11"
[[nodiscard]] std::string day_words(const Date& day);
/// The day in Japan.
[[nodiscard]] std::string day_words(Instant at);
/// "9/11"
[[nodiscard]] std::string month_day_words(const Date& day);
/// "9/11", with the year where it is not the one of `today`: "2027/9/11".
[[nodiscard]] std::string near_day_words(const Date& day, const Date& today);
/// "2026/9/11 15:30" in Japan.
[[nodiscard]] std::string moment_words(Instant at);

}  // namespace sonae
