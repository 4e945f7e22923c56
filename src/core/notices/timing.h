#pragma once
// When a notice is due, and how several become one mail. Pure.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace sonae::notices {

enum class Urgency : std::uint8_t {
  Digest,  ///< with the next collected mail
  Soon,    ///< at once, or when the quiet hours are over
  Now,     ///< at once, at any hour: incidents
};

/// How often a person gets the collected mail.
enum class Rhythm : std::uint8_t { Daily, Weekly };
[[nodiscard]] std::string_view name_of(Rhythm rhythm);  ///< "daily" "weekly"
[[nodiscard]] std::optional<Rhythm> parse_rhythm(std::string_view name);
[[nodiscard]] std::string_view name_of(Urgency urgency);  ///< "digest" "soon" "now"
[[nodiscard]] std::optional<Urgency> parse_urgency(std::string_view name);

// Working hours of the company's zone.
constexpr int quiet_from_hour = 20;
constexpr int quiet_until_hour = 7;
constexpr int digest_hour = 8;

/// Whether the moment lies in the quiet hours.
[[nodiscard]] bool quiet(Instant at, int zone_offset_minutes);
/// When a notice made at `made_at` is to be mailed: Now at once; Soon at once or at 7 o'clock; Digest at the next 8
/// o'clock, weekly on the next Monday. Never before `made_at`, never more than eight days after.
[[nodiscard]] Instant due_at(Urgency urgency, Rhythm rhythm, Instant made_at, int zone_offset_minutes);
/// Also true for one whose making lies ahead of `now` by more than a day: it was made by a clock that was wrong.
[[nodiscard]] bool is_due(Urgency urgency, Rhythm rhythm, Instant made_at, Instant now, int zone_offset_minutes);

/// A path of our pages without a token in it, or "".
[[nodiscard]] bool safe_link(std::string_view link);

}  // namespace sonae::notices
