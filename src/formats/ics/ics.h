#pragma once
// Calendars as iCalendar (RFC 5545): whole-day entries for feeds that calendar programs fetch. Texts are escaped and
// lines folded at 75 octets without cutting a character; lines end in CR LF. The same input gives the same bytes.

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace sonae::ics {

/// One whole day, or several.
struct Event {
  std::string uid;  ///< unique for ever, the same in every edition: "<id>@sonae"
  Date first;
  Date last;  ///< the last day itself (the file carries the day after it)
  std::string summary;
  std::string description;      ///< "" for none
  std::string url;              ///< "" for none
  std::int64_t sequence = 0;    ///< edition of this entry, never smaller than before
  Instant stamp;                ///< when this edition was written
  std::optional<int> priority;  ///< 1 highest - 9 lowest
};

struct Calendar {
  std::string name;  ///< shown by the calendar program (X-WR-CALNAME)
  std::string product = "-//Sonae//Sonae//EN";
  int refresh_hours = 6;  ///< how often programs should ask again
  std::vector<Event> events;
};

/// The bytes of an .ics, UTF-8.
[[nodiscard]] std::string write(const Calendar& calendar);

/// TEXT escaped (3.3.11): backslash, semicolon, comma and line ends; other control characters become spaces.
[[nodiscard]] std::string escaped(std::string_view text);
/// A content line folded (3.1), with its CR LF.
[[nodiscard]] std::string folded(std::string_view line);

}  // namespace sonae::ics
