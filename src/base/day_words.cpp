#include "base/day_words.h"

#include <fmt/format.h>

namespace sonae {

std::string day_words(const Date& day) { return fmt::format("{}/{}", day.year(), month_day_words(day)); }

std::string day_words(Instant at) { return day_words(date_in_zone(at, japan_offset_minutes)); }

std::string month_day_words(const Date& day) { return fmt::format("{}/{}", day.month(), day.day()); }

std::string near_day_words(const Date& day, const Date& today) {
  return day.year() == today.year() ? month_day_words(day) : day_words(day);
}

std::string moment_words(Instant at) {
  const Date day = date_in_zone(at, japan_offset_minutes);
  const std::int64_t minutes = at.ms() / 60'000 + japan_offset_minutes - day.days() * 24 * 60;
  return fmt::format("{} {:02}:{:02}", day_words(day), minutes / 60, minutes % 60);
}

}  // namespace sonae
