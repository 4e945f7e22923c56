#include "core/tasks/calendar.h"

#include <algorithm>
#include <array>

#include "base/result.h"
#include "embedded/holidays.h"

namespace sonae::tasks {

namespace {

constexpr int sunday = 6;
constexpr int longest_search = 60;

using Days = std::map<Date, std::string>;

Date at(int year, int month, int day) { return Date::make(year, month, day).value_or(Date()); }

Date nth_monday(int year, int month, int n) {
  const Date first = at(year, month, 1);
  return first.plus_days((7 - weekday(first)) % 7 + 7LL * (n - 1));
}

/// Days of the equinoxes by the usual approximation, valid 1980-2099.
int equinox(int year, double base) { return static_cast<int>(base + 0.242194 * (year - 1980)) - (year - 1980) / 4; }

/// The file as a table by year.
std::map<int, std::vector<Holiday>> read_published() {
  std::map<int, std::vector<Holiday>> years;
  for (const EmbeddedFile& file : embedded::holidays()) {
    std::string_view rest = file.bytes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto day = Date::parse_iso(line.substr(0, line.find(',')));
      if (day) years[day->year()].push_back({*day, std::string(line.substr(line.find(',') + 1)), false});
    }
  }
  return years;
}

const std::map<int, std::vector<Holiday>>& published() {
  static const auto years = read_published();
  return years;
}

Days named_by_the_act(int year) {
  return {{at(year, 1, 1), "new_year"},
          {nth_monday(year, 1, 2), "coming_of_age"},
          {at(year, 2, 11), "foundation"},
          {at(year, 2, 23), "emperor"},
          {at(year, 3, equinox(year, 20.8431)), "spring_equinox"},
          {at(year, 4, 29), "showa"},
          {at(year, 5, 3), "constitution"},
          {at(year, 5, 4), "greenery"},
          {at(year, 5, 5), "children"},
          {nth_monday(year, 7, 3), "marine"},
          {at(year, 8, 11), "mountain"},
          {nth_monday(year, 9, 3), "aged"},
          {at(year, 9, equinox(year, 23.2488)), "autumn_equinox"},
          {nth_monday(year, 10, 2), "sports"},
          {at(year, 11, 3), "culture"},
          {at(year, 11, 23), "labour"}};
}

}  // namespace

Date FiscalYear::first() const { return at(year, start_month, 1); }
Date FiscalYear::last() const { return at(year + 1, start_month, 1).plus_days(-1); }

int weekday(Date day) {
  const auto since_monday = (day.days() + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(since_monday < 0 ? since_monday + 7 : since_monday);
}

Date plus_months(Date day, int months) {
  const int all = day.year() * 12 + day.month() - 1 + months;
  const int year = all / 12;
  const int month = all % 12 + 1;
  return at(year, month, std::min(day.day(), days_in_month(year, month)));
}

std::vector<Holiday> computed_holidays(int year) {
  if (year < 1980 || year > 2099) return {};
  const Days named = named_by_the_act(year);
  Days all = named;
  // Article 3: a holiday on a Sunday gives the next day that is none; a day between two holidays is one.
  for (const auto& [day, name] : named) {
    if (weekday(day) != sunday) continue;
    Date next = day.plus_days(1);
    while (all.contains(next)) next = next.plus_days(1);
    all.emplace(next, "rest");
  }
  for (const auto& [day, name] : named) {
    const Date between = day.plus_days(1);
    if (named.contains(day.plus_days(2)) && weekday(between) != sunday) all.emplace(between, "rest");
  }
  std::vector<Holiday> list;
  for (const auto& [day, name] : all) list.push_back({day, name, true});
  return list;
}

std::vector<Holiday> holidays_of(int year) {
  const auto known = published().find(year);
  return known == published().end() ? computed_holidays(year) : known->second;
}

std::string_view name_of(Shift shift) {
  switch (shift) {
    case Shift::None:
      return "none";
    case Shift::Before:
      return "before";
    case Shift::After:
      return "after";
  }
  die("a shift without a name");
}

std::optional<Shift> parse_shift(std::string_view name) {
  for (const Shift shift : {Shift::None, Shift::Before, Shift::After})
    if (name_of(shift) == name) return shift;
  return std::nullopt;
}

WorkCalendar::WorkCalendar(const std::vector<CompanyDay>& days) {
  for (const CompanyDay& one : days) company_[one.day] = one.works;
}

bool WorkCalendar::works(Date day) const {
  if (const auto own = company_.find(day); own != company_.end()) return own->second;
  if (weekday(day) >= 5) return false;
  auto year = years_.find(day.year());
  if (year == years_.end()) year = years_.emplace(day.year(), holidays_of(day.year())).first;
  return std::ranges::find(year->second, day, &Holiday::day) == year->second.end();
}

Date WorkCalendar::shifted(Date day, Shift shift) const {
  if (shift == Shift::None) return day;
  Date found = day;
  for (int i = 0; i < longest_search; ++i) {
    if (works(found)) return found;
    found = found.plus_days(shift == Shift::Before ? -1 : 1);
  }
  return day;
}

}  // namespace sonae::tasks
