#pragma once
// Moments and calendar days. Only platform reads the clock; everything else is given "now" or "today".

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sonae {

/// Milliseconds since 1970-01-01T00:00:00Z.
class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t ms) : ms_(ms) {}
  [[nodiscard]] constexpr std::int64_t ms() const { return ms_; }
  [[nodiscard]] constexpr Instant plus_ms(std::int64_t ms) const { return Instant(ms_ + ms); }
  [[nodiscard]] constexpr Instant plus_seconds(std::int64_t s) const { return Instant(ms_ + s * 1000); }
  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  std::int64_t ms_ = 0;
};

/// A proleptic Gregorian day. Always valid: made by `make`, `parse_iso` or from days.
class Date {
 public:
  constexpr Date() = default;
  [[nodiscard]] static std::optional<Date> make(int year, int month, int day);
  /// "2026-09-30" only.
  [[nodiscard]] static std::optional<Date> parse_iso(std::string_view text);
  [[nodiscard]] static Date from_days(std::int64_t days_since_1970);
  [[nodiscard]] int year() const { return year_; }
  [[nodiscard]] int month() const { return month_; }
  [[nodiscard]] int day() const { return day_; }
  [[nodiscard]] std::int64_t days() const;
  [[nodiscard]] Date plus_days(std::int64_t days) const { return from_days(this->days() + days); }
  /// "2026-09-30"
  [[nodiscard]] std::string iso() const;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  constexpr Date(int year, int month, int day) : year_(year), month_(month), day_(day) {}
  int year_ = 1970;
  int month_ = 1;
  int day_ = 1;
};

/// Last day of the month; month 1-12.
[[nodiscard]] int days_in_month(int year, int month);

/// "2026-09-30T05:12:33.123Z"
[[nodiscard]] std::string iso(Instant at);
/// The calendar day in a zone of fixed offset (Japan: 9 * 60; it has no summer time).
[[nodiscard]] Date date_in_zone(Instant at, int offset_minutes);
constexpr int japan_offset_minutes = 9 * 60;

/// The fiscal year of `day` when years start in `start_month` (April: 4): 2027-03-31 -> 2026.
[[nodiscard]] int fiscal_year_of(Date day, int start_month);

}  // namespace sonae
