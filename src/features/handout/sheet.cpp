#include "features/handout/sheet.h"

#include <fmt/format.h>

#include "platform/messages/messages.h"
#include "platform/session/qr.h"

namespace sonae::handout {

namespace {

constexpr double module_size = 4;
constexpr int quiet_modules = 4;

drawing::Rect module_at(int x, int y) {
  drawing::Rect rect;
  rect.x = (x + quiet_modules) * module_size;
  rect.y = (y + quiet_modules) * module_size;
  rect.width = rect.height = module_size;
  rect.fill.colour = drawing::Colour::Fg;
  return rect;
}

Result<drawing::Drawing> qr_drawing(const std::string& address) {
  const session::QrModules modules = TRY(session::qr_modules(address));
  drawing::Drawing drawing;
  drawing.width = drawing.height = (modules.side + 2 * quiet_modules) * module_size;
  drawing::Group& group = drawing::add_group(drawing);
  for (int y = 0; y < modules.side; ++y)
    for (int x = 0; x < modules.side; ++x)
      if (modules.dark.at(static_cast<std::size_t>(y * modules.side + x))) group.shapes.emplace_back(module_at(x, y));
  return drawing;
}

std::string day_of(Instant at, int zone) {
  const Date day = date_in_zone(at, zone);
  return fmt::format("{}/{}/{}", day.year(), day.month(), day.day());
}

}  // namespace

Result<drawing::Document> sheet_of(const std::vector<notices::PaperPerson>& people, const Cover& cover,
                                   std::string_view language) {
  const auto say = [&](std::string_view part, const Args& args = {}) {
    return messages::say(language, "handout." + std::string(part), args);
  };
  const std::string today = day_of(cover.now, cover.zone_offset_minutes);
  drawing::Document document;
  document.imprint = {say("title"), cover.company, cover.now};
  document.head_right = cover.company;
  document.foot_left = messages::say(language, "paper.output", {{"at", today}});
  document.page_words = messages::say(language, "paper.page");
  document.confidential = messages::say(language, "paper.confidential");
  document.blocks.emplace_back(drawing::Heading{say("title"), 1});
  document.blocks.emplace_back(drawing::Prose{say("how")});
  document.blocks.emplace_back(drawing::Figure{TRY(qr_drawing(cover.address))});
  document.blocks.emplace_back(drawing::Prose{say("address", {{"address", cover.address}}), true});

  drawing::Table table;
  table.columns = {{say("department"), 2}, {say("person"), 2.4}, {say("notice"), 5}, {say("told"), 1.8}};
  for (const notices::PaperPerson& person : people) {
    std::string who = person.reader.name;
    if (!person.reader.employee_no.empty()) who += "\n" + person.reader.employee_no;
    for (const notices::PaperLine& line : person.lines) {
      const notices::Words words = notices::words_of(line.what, std::string(language));
      const std::string text = words.subject + (words.text.empty() ? "" : "\n" + words.text);
      table.rows.push_back({person.reader.department, who, text, ""});
    }
  }
  if (table.rows.empty()) {
    document.blocks.emplace_back(drawing::Prose{say("nobody")});
  } else {
    document.blocks.emplace_back(std::move(table));
  }
  return document;
}

}  // namespace sonae::handout
