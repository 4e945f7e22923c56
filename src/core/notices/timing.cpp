#include "core/notices/timing.h"

#include <algorithm>

#include "base/text.h"

namespace sonae::notices {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;

/// Wall-clock hour of the zone, 0-23.
int hour_in_zone(Instant at, int zone) {
  const std::int64_t local = at.ms() + zone * minute_ms;
  return static_cast<int>(((local % day_ms) + day_ms) % day_ms / hour_ms);
}

/// The hour on the calendar day of the zone.
Instant hour_of_day(Date day, int hour, int zone) {
  return Instant(day.days() * day_ms + hour * hour_ms - zone * minute_ms);
}

bool is_monday(Date day) { return (day.days() % 7 + 7) % 7 == 4; }  // 1970-01-01 was a Thursday

}  // namespace

std::string_view name_of(Rhythm rhythm) { return rhythm == Rhythm::Daily ? "daily" : "weekly"; }

std::optional<Rhythm> parse_rhythm(std::string_view name) {
  if (name == "daily") return Rhythm::Daily;
  if (name == "weekly") return Rhythm::Weekly;
  return std::nullopt;
}

std::string_view name_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::Digest:
      return "digest";
    case Urgency::Soon:
      return "soon";
    case Urgency::Now:
      return "now";
  }
  return "";
}

std::optional<Urgency> parse_urgency(std::string_view name) {
  for (const Urgency urgency : {Urgency::Digest, Urgency::Soon, Urgency::Now})
    if (name_of(urgency) == name) return urgency;
  return std::nullopt;
}

bool quiet(Instant at, int zone_offset_minutes) {
  const int hour = hour_in_zone(at, zone_offset_minutes);
  return hour >= quiet_from_hour || hour < quiet_until_hour;
}

Instant due_at(Urgency urgency, Rhythm rhythm, Instant made_at, int zone_offset_minutes) {
  if (urgency == Urgency::Now) return made_at;
  const Date today = date_in_zone(made_at, zone_offset_minutes);
  if (urgency == Urgency::Soon) {
    if (!quiet(made_at, zone_offset_minutes)) return made_at;
    const Instant morning = hour_of_day(today, quiet_until_hour, zone_offset_minutes);
    return morning > made_at ? morning : hour_of_day(today.plus_days(1), quiet_until_hour, zone_offset_minutes);
  }
  Date day = today;
  while (hour_of_day(day, digest_hour, zone_offset_minutes) <= made_at || (rhythm == Rhythm::Weekly && !is_monday(day)))
    day = day.plus_days(1);
  return hour_of_day(day, digest_hour, zone_offset_minutes);
}

bool is_due(Urgency urgency, Rhythm rhythm, Instant made_at, Instant now, int zone_offset_minutes) {
  if (urgency != Urgency::Now && quiet(now, zone_offset_minutes)) return false;
  return due_at(urgency, rhythm, made_at, zone_offset_minutes) <= now || made_at.ms() - now.ms() > day_ms;
}

bool safe_link(std::string_view link) {
  if (link.empty()) return true;
  if (!link.starts_with('/') || link.starts_with("//") || link.size() > 500) return false;
  if (link.contains('#') || link.contains("token")) return false;
  return std::ranges::all_of(link, [](char c) { return c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '<'; });
}

}  // namespace sonae::notices
