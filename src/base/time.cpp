#include "base/time.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace sonae {

namespace {
using std::chrono::sys_days;
using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
  return value;
}
}  // namespace

std::optional<Date> Date::make(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  return Date(year, month, day);
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make(*year, *month, *day);
}

Date Date::from_days(std::int64_t days) {
  const year_month_day ymd{sys_days{std::chrono::days{days}}};
  return Date(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
              static_cast<int>(static_cast<unsigned>(ymd.day())));
}

std::int64_t Date::days() const {
  const year_month_day ymd{std::chrono::year{year_}, std::chrono::month{static_cast<unsigned>(month_)},
                           std::chrono::day{static_cast<unsigned>(day_)}};
  return sys_days{ymd}.time_since_epoch().count();
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year_, month_, day_); }

int days_in_month(int year, int month) {
  static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : lengths[month - 1];
}

std::string iso(Instant at) {
  std::int64_t days = at.ms() / 86'400'000;
  std::int64_t rest = at.ms() % 86'400'000;
  if (rest < 0) {
    rest += 86'400'000;
    --days;
  }
  const Date day = Date::from_days(days);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", day.iso(), rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60,
                     rest % 1000);
}

Date date_in_zone(Instant at, int offset_minutes) {
  const std::int64_t local = at.ms() + static_cast<std::int64_t>(offset_minutes) * 60'000;
  std::int64_t days = local / 86'400'000;
  if (local % 86'400'000 < 0) --days;
  return Date::from_days(days);
}

int fiscal_year_of(Date day, int start_month) { return day.month() >= start_month ? day.year() : day.year() - 1; }

}  // namespace sonae
