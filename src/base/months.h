#pragma once
// Days counted in months.

#include <algorithm>

#include "base/time.h"

namespace sonae {

/// The same day `months` later, or the last of that month: 2024-02-29 + 12 -> 2025-02-28.
[[nodiscard]] inline Date plus_months(Date day, int months) {
  const int counted = day.year() * 12 + day.month() - 1 + months;
  const int year = counted / 12;
  const int month = counted % 12 + 1;
  return *Date::make(year, month, std::min(day.day(), days_in_month(year, month)));
}

}  // namespace sonae
