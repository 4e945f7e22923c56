#include "formats/ics/ics.h"

namespace sonae::ics {

namespace {

constexpr std::size_t longest_line = 75;  ///< octets without the line end (3.1)

std::string digits_of(Date day) {
  std::string iso = day.iso();
  std::erase(iso, '-');
  return iso;
}

/// "20260911T031500Z"
std::string digits_of(Instant at) {
  std::string digits;
  for (const char c : iso(at)) {
    if (c == '.') break;
    if (c != '-' && c != ':') digits += c;
  }
  return digits + "Z";
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

void add(std::string& out, std::string_view name, std::string_view value) {
  out += folded(std::string(name) + ":" + std::string(value));
}

void add(std::string& out, const Event& event) {
  add(out, "BEGIN", "VEVENT");
  add(out, "UID", escaped(event.uid));
  add(out, "DTSTAMP", digits_of(event.stamp));
  add(out, "DTSTART;VALUE=DATE", digits_of(event.first));
  add(out, "DTEND;VALUE=DATE", digits_of(event.last.plus_days(1)));
  add(out, "SUMMARY", escaped(event.summary));
  if (!event.description.empty()) add(out, "DESCRIPTION", escaped(event.description));
  if (!event.url.empty()) add(out, "URL", event.url);
  if (event.priority) add(out, "PRIORITY", std::to_string(*event.priority));
  add(out, "SEQUENCE", std::to_string(event.sequence));
  add(out, "TRANSP", "TRANSPARENT");  // a due date keeps nobody from a meeting
  add(out, "END", "VEVENT");
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r')
      out += "\\n";
    else if (c == '\\' || c == ';' || c == ',')
      out += {'\\', c};
    else
      out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return out;
}

std::string folded(std::string_view line) {
  std::string out;
  std::size_t room = longest_line;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && continues(line[cut])) --cut;
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = longest_line - 1;  // the space at the beginning counts
  }
  out += line;
  return out + "\r\n";
}

std::string write(const Calendar& calendar) {
  std::string out;
  add(out, "BEGIN", "VCALENDAR");
  add(out, "VERSION", "2.0");
  add(out, "PRODID", escaped(calendar.product));
  add(out, "CALSCALE", "GREGORIAN");
  add(out, "METHOD", "PUBLISH");
  add(out, "X-WR-CALNAME", escaped(calendar.name));
  const std::string refresh = "PT" + std::to_string(calendar.refresh_hours) + "H";
  add(out, "REFRESH-INTERVAL;VALUE=DURATION", refresh);
  add(out, "X-PUBLISHED-TTL", refresh);
  for (const Event& event : calendar.events) add(out, event);
  add(out, "END", "VCALENDAR");
  return out;
}

}  // namespace sonae::ics
