#pragma once
// Fiscal years, public holidays of Japan and the company's own working days. Decides from its arguments and the days
// compiled in (data/holidays, source there); "today" is always an argument.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace sonae::tasks {

struct FiscalYear {
  int year = 0;         ///< named after the calendar year in which it starts
  int start_month = 4;  ///< 1-12
  [[nodiscard]] Date first() const;
  [[nodiscard]] Date last() const;
};

/// 0: Monday … 6: Sunday.
[[nodiscard]] int weekday(Date day);
/// The day in the month `months` later (or earlier); the last day where the month is shorter.
[[nodiscard]] Date plus_months(Date day, int months);

struct Holiday {
  Date day;
  std::string name;       ///< message key "tasks.holiday." + name
  bool computed = false;  ///< by the rules of the Act instead of the published list
};
/// By day. From the published list where it has the year, else computed (1980-2099, nothing outside).
[[nodiscard]] std::vector<Holiday> holidays_of(int year);
/// By the Act on National Holidays as it stands since 2022: fixed days, Mondays, equinoxes by formula, 振替休日,
/// 国民の休日.
[[nodiscard]] std::vector<Holiday> computed_holidays(int year);

enum class Shift : std::uint8_t { None, Before, After };  ///< where a day goes that is not worked on
[[nodiscard]] std::string_view name_of(Shift shift);      ///< "none" "before" "after"
[[nodiscard]] std::optional<Shift> parse_shift(std::string_view name);

/// A day on which the company is closed, or works although it is a weekend or a holiday (the calendars of car makers).
struct CompanyDay {
  Date day;
  std::string name;    ///< "" or the company's words
  bool works = false;  ///< works instead of being closed
};

class WorkCalendar {
 public:
  explicit WorkCalendar(const std::vector<CompanyDay>& days);
  [[nodiscard]] bool works(Date day) const;
  /// The nearest working day in that direction, the day itself when it is one. Gives up after 60 days and keeps the
  /// day.
  [[nodiscard]] Date shifted(Date day, Shift shift) const;

 private:
  std::map<Date, bool> company_;
  mutable std::map<int, std::vector<Holiday>> years_;
};

}  // namespace sonae::tasks
