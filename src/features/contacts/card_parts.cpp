#include "features/contacts/card_parts.h"

#include <algorithm>
#include <cmath>

#include "base/day_words.h"
#include "formats/drawing/text_width.h"
#include "platform/messages/messages.h"

namespace sonae::contacts {

namespace {

constexpr double line_height = 1.4;

int lines_of(const std::string& content, double size, double width) {
  int lines = 0;
  for (std::size_t from = 0; from <= content.size();) {
    const std::size_t end = std::min(content.find('\n', from), content.size());
    // What must not begin or end a line takes up to two characters away from each line that is broken.
    const double needed = drawing::text_width(content.substr(from, end - from), size);
    lines += needed <= width ? 1 : static_cast<int>(std::ceil(needed / (width - 2 * size)));
    from = end + 1;
  }
  return lines;
}

}  // namespace

std::string CardText::say(std::string_view part, const Args& args) const {
  return messages::say(print_.card.language, "contacts.card." + std::string(part), args);
}

std::string CardText::purpose(Purpose purpose) const {
  return messages::say(print_.card.language, "contacts.purpose." + std::string(name_of(purpose)));
}

std::string CardText::phone(const Contact& contact) const {
  const Details& d = contact.details;
  if (d.phone.empty()) return takes_reports_on_a_page(d.purpose) && !d.page.empty() ? say("by_page") : say("no_phone");
  if (contact.wrong_on) return say("wrong_phone");
  return d.extension.empty() ? d.phone : say("with_extension", {{"phone", d.phone}, {"extension", d.extension}});
}

std::string CardText::title() const {
  return print_.card.site.empty() ? say("title") : say("title_site", {{"site", print_.card.site}});
}

std::string CardText::version() const {
  return say("version", {{"number", std::to_string(print_.card.number)}, {"day", day_words(print_.card.issued_on)}});
}

std::vector<std::string> CardText::details(const Contact& contact) const {
  const Details& d = contact.details;
  std::vector<std::string> all;
  const auto add = [&](const char* part, const std::string& value) {
    if (!value.empty()) all.push_back(say(part, {{"value", value}}));
  };
  add("person", d.person);
  add("contract", d.contract_number);
  add("hours", d.hours);
  add("tell_within", d.tell_within);
  add("tell_what", d.tell_what);
  add("tell_by", d.tell_by);
  add("alternative", d.alternative);
  add("spoken", d.language);
  add("country", d.country);
  if (takes_reports_on_a_page(d.purpose)) add("page", d.page);
  if (d.expires && *d.expires < print_.card.issued_on) all.push_back(say("expired", {{"day", day_words(*d.expires)}}));
  return all;
}

void Sheet::line(drawing::Point from, drawing::Point to, double width, drawing::Dash dash) {
  page.shapes.emplace_back(drawing::Path{{from, to}, false, {}, {drawing::Colour::Fg, width, dash}});
}

void Sheet::box(double x, double y, double width, double height, double stroke) {
  page.shapes.emplace_back(drawing::Rect{x, y, width, height, 4, {}, {drawing::Colour::Fg, stroke, {}}});
}

void Sheet::text(double x, double y, std::string content, double size, drawing::Weight weight, double room,
                 drawing::Anchor anchor) {
  if (room > 0) content = drawing::shorten(content, room, size, weight);
  page.shapes.emplace_back(drawing::Text{{x, y}, std::move(content), size, anchor, weight, drawing::Colour::Fg, 0, ""});
}

double Sheet::height_of(const std::string& content, double size, double width) {
  return content.empty() ? 0 : lines_of(content, size, width) * size * line_height;
}

double Sheet::wrapped(double x, double y, double width, const std::string& content, double size) {
  if (content.empty()) return 0;
  const int lines = lines_of(content, size, width);
  page.paragraphs.push_back({{x, y}, width, size, line_height, lines, {{content, {}, drawing::Colour::Fg, 0}}});
  return lines * size * line_height;
}

void Sheet::code(double x, double y, double side, const session::QrModules& modules) {
  constexpr int quiet_zone = 4;
  // Rows overlap by a hair, so that no reader of the file draws white seams between them.
  constexpr double overlap = 0.02;
  const double unit = side / (modules.side + 2 * quiet_zone);
  for (int row = 0; row < modules.side; ++row) {
    for (int column = 0; column < modules.side;) {
      int end = column;
      while (end < modules.side && modules.dark[static_cast<std::size_t>(row * modules.side + end)]) ++end;
      if (end > column)
        page.shapes.emplace_back(drawing::Rect{x + (column + quiet_zone) * unit,
                                               y + (row + quiet_zone) * unit,
                                               (end - column) * unit,
                                               unit * (1 + overlap),
                                               0,
                                               {drawing::Colour::Fg, 1, {}},
                                               {}});
      column = end + 1;
    }
  }
}

}  // namespace sonae::contacts
