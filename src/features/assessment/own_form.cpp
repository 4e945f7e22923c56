#include "features/assessment/own_form.h"

#include <charconv>

#include "formats/xlsx/create.h"
#include "platform/messages/messages.h"

namespace sonae::assessment {

namespace {

constexpr std::uint32_t heading_row = 3;  // below title and guide

xlsx::NewCell text_cell(std::uint32_t row, std::uint16_t column, std::string text, xlsx::Look look) {
  return {row, column, std::move(text), std::nullopt, look};
}

/// 2, 1 and 0 go in as numbers, as the pulldown would enter them.
xlsx::NewCell score_cell(std::uint32_t row, std::uint16_t column, const std::string& score) {
  double number = 0;
  const auto [end, error] = std::from_chars(score.data(), score.data() + score.size(), number);
  if (score.empty() || error != std::errc{} || end != score.data() + score.size())
    return text_cell(row, column, score, xlsx::Look::Answer);
  return {row, column, "", number, xlsx::Look::Answer};
}

}  // namespace

Result<std::string> make_own_form(const frameworks::Pack& pack, std::string_view language,
                                  const std::map<int, OwnFormTexts>& texts) {
  const auto say = [&](std::string_view key) { return messages::say(language, key); };
  xlsx::NewSheet sheet;
  sheet.name = say("sheet.book.tab");
  sheet.widths = {20, 6, 7, 46, 46, 11, 46, 18};
  sheet.heading_row = heading_row;
  sheet.frozen_columns = 3;
  sheet.cells.push_back(text_cell(0, 0, say("sheet.book.title"), xlsx::Look::Title));
  sheet.cells.push_back(text_cell(1, 0, pack.name.in(language) + " " + pack.version, xlsx::Look::Plain));
  sheet.cells.push_back(text_cell(2, 0, say("sheet.book.guide"), xlsx::Look::Plain));
  std::uint16_t column = 0;
  for (const char* key : {"sheet.book.label", "sheet.book.no", "sheet.book.level", "sheet.book.condition",
                          "sheet.book.criteria", "sheet.book.score", "sheet.book.basis", "sheet.book.area"})
    sheet.cells.push_back(text_cell(heading_row, column++, say(key), xlsx::Look::Heading));

  std::uint32_t row = heading_row;
  for (const frameworks::Item& item : pack.items) {
    ++row;
    const auto given = texts.find(item.no);
    const OwnFormTexts own = given != texts.end() ? given->second : OwnFormTexts{item.topic.in(language), "", "", ""};
    const frameworks::Label* label = pack.find_label(item.label);
    sheet.cells.push_back(
        text_cell(row, 0, label == nullptr ? item.label : label->name.in(language), xlsx::Look::Text));
    sheet.cells.push_back({row, 1, "", static_cast<double>(item.no), xlsx::Look::Text});
    sheet.cells.push_back(text_cell(row, 2, item.level ? "Lv" + std::to_string(*item.level) : "", xlsx::Look::Text));
    sheet.cells.push_back(text_cell(row, 3, own.condition, xlsx::Look::Text));
    sheet.cells.push_back(text_cell(row, 4, own.criteria, xlsx::Look::Text));
    sheet.cells.push_back(score_cell(row, 5, own.score));
    sheet.cells.push_back(text_cell(row, 6, own.basis, xlsx::Look::Answer));
    sheet.cells.push_back(text_cell(row, 7, item.owner_hint.in(language), xlsx::Look::Text));
  }
  sheet.choices.push_back({heading_row + 1, row, 5, {"2", "1", "0", "該当なし"}});
  return xlsx::create({sheet});
}

}  // namespace sonae::assessment
