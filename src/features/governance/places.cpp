#include "features/governance/places.h"

#include <array>
#include <cstdio>

namespace sonae::governance {

std::unexpected<Error> fail_at(std::string place, std::string key, Args args) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({std::move(place), std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

std::string day_words(const Date& day) {
  return std::to_string(day.year()) + "/" + std::to_string(day.month()) + "/" + std::to_string(day.day());
}

std::string moment_words(Instant at) {
  constexpr std::int64_t minute_ms = 60'000;
  constexpr std::int64_t day_minutes = 24 * 60;
  const std::int64_t minutes = (at.ms() / minute_ms + japan_offset_minutes) % day_minutes;
  std::array<char, 16> clock{};
  std::snprintf(clock.data(), clock.size(), " %02d:%02d", static_cast<int>(minutes / 60),
                static_cast<int>(minutes % 60));
  return day_words(date_in_zone(at, japan_offset_minutes)) + clock.data();
}

}  // namespace sonae::governance
