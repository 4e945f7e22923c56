// A picture as a file: PNG for a slide, workbook for whoever wants to go on with the numbers.

#include <algorithm>

#include "base/text.h"
#include "features/assessment/pictures/pictures.h"
#include "formats/drawing/render.h"
#include "formats/drawing/text_width.h"
#include "formats/xlsx/create.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::pictures {

namespace {

constexpr double edge = 20;
constexpr double title_size = 17;
constexpr double text_size = 12.5;

/// The sentence in lines of the picture's width. Japanese may be broken nearly everywhere, so marks that close stay
/// with what is before them and nothing else is asked for; Latin words stay whole.
std::vector<std::string> lines_of(const std::string& sentence, double room) {
  std::vector<std::string> lines(1);
  std::string piece;
  const auto flush = [&] {
    if (!lines.back().empty() && drawing::text_width(lines.back() + piece, text_size) > room) lines.emplace_back();
    if (lines.back().empty() && piece == " ") piece.clear();
    lines.back() += piece;
    piece.clear();
  };
  const std::u32string closing = U"、。）」』】％・ー";
  const std::u32string all = text::to_utf32(sentence);
  for (std::size_t i = 0; i < all.size(); ++i) {
    piece += text::from_utf32(all.substr(i, 1));
    const bool ends = i + 1 == all.size();
    const bool inside_word = !ends && all[i] < 0x250 && all[i] != U' ' && all[i + 1] < 0x250 && all[i + 1] != U' ';
    const bool next_closes = !ends && closing.find(all[i + 1]) != std::u32string::npos;
    const bool opens = all[i] == U'「' || all[i] == U'（';
    if (!inside_word && !next_closes && !opens) flush();
  }
  if (!piece.empty()) flush();
  return lines;
}

std::string file_heading(const Picture& picture, const Material& material, const Wish& wish) {
  return messages::say(wish.language, "pictures.file.heading",
                       {{"year", std::to_string(material.sheet.summary.fiscal_year)}, {"title", picture.title}});
}

}  // namespace

Result<std::string> to_png(const Picture& picture, const Material& material, const Wish& wish) {
  using drawing::Shape;
  using drawing::Text;
  const double inside = std::max(320.0, picture.drawing.width);
  const auto sentence = lines_of(picture.sentence, inside);
  const double top = edge + title_size + 14;
  const double foot = top + picture.drawing.height + 12;
  drawing::Drawing whole{inside + 2 * edge, foot + text_size * 1.6 * static_cast<double>(sentence.size()) + edge, {}};
  auto& texts = add_group(whole).shapes;
  texts.emplace_back(Text{{edge, edge + title_size * 0.88},
                          file_heading(picture, material, wish),
                          title_size,
                          drawing::Anchor::Start,
                          drawing::Weight::Bold,
                          drawing::Colour::Fg,
                          0,
                          ""});
  double y = foot + text_size;
  for (const std::string& line : sentence) {
    texts.emplace_back(Text{{edge, y}, line, text_size, drawing::Anchor::Start, {}, drawing::Colour::Fg, 0, ""});
    y += text_size * 1.6;
  }
  for (drawing::Group group : picture.drawing.groups) {
    for (Shape& shape : group.shapes) move(shape, {edge, top});
    whole.groups.push_back(std::move(group));
  }
  return drawing::to_png(whole, 2);
}

Result<std::string> to_xlsx(const Picture& picture, const Material& material, const Wish& wish) {
  xlsx::NewSheet sheet;
  sheet.name = messages::say(wish.language, "pictures.file.tab");
  sheet.heading_row = 3;
  sheet.frozen_columns = 1;
  sheet.cells.push_back({0, 0, file_heading(picture, material, wish), std::nullopt, xlsx::Look::Title});
  sheet.cells.push_back({1, 0, picture.sentence, std::nullopt, xlsx::Look::Plain});
  std::uint16_t column = 0;
  for (const std::string& name : picture.columns) {
    sheet.widths.push_back(column == 0 ? 26 : 12);
    sheet.cells.push_back({3, column++, name, std::nullopt, xlsx::Look::Heading});
  }
  std::uint32_t row = 4;
  for (const auto& values : picture.rows) {
    column = 0;
    for (const Value& value : values)
      sheet.cells.push_back({row, column++, value.text, value.number, xlsx::Look::Text});
    ++row;
  }
  return xlsx::create({sheet});
}

}  // namespace sonae::assessment::pictures
