// The year on paper and as a workbook.

#include <algorithm>
#include <array>
#include <cstdio>

#include "features/plan/picture.h"
#include "formats/drawing/render.h"
#include "formats/drawing/text_width.h"
#include "formats/xlsx/create.h"
#include "platform/messages/messages.h"

namespace sonae::plan {

namespace {

constexpr double title_size = 20;
constexpr double small_size = 11;
constexpr double head_room = 62;  ///< title and sentence
constexpr double foot_room = 30;

std::string say(const Material& material, std::string_view key, const Args& args = {}) {
  return messages::say(material.language, key, args);
}

std::string title_of(const Material& material) {
  return say(material, "plan.title", {{"year", std::to_string(material.plan.year.year)}});
}

/// 2026/11/23 15:30 in Japan.
std::string stamp(Instant at) {
  constexpr std::int64_t minute_ms = 60'000;
  constexpr std::int64_t day_minutes = 24 * 60;
  const Date day = date_in_zone(at, japan_offset_minutes);
  const std::int64_t minutes = (at.ms() / minute_ms + japan_offset_minutes) % day_minutes;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%d/%d/%d %02d:%02d", day.year(), day.month(), day.day(),
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text.data();
}

/// The rows in pieces that fit the height of a page.
std::vector<Material> pieces_of(const Material& material, double width, double room) {
  std::vector<Material> pieces;
  std::size_t next = 0;
  do {
    Material piece = material;
    piece.plan.rows.clear();
    piece.owners.clear();
    while (next < material.plan.rows.size()) {
      piece.plan.rows.push_back(material.plan.rows[next]);
      piece.owners.push_back(material.owners[next]);
      if (piece.plan.rows.size() > 1 && draw(piece, width).drawing.height > room) {
        piece.plan.rows.pop_back();
        piece.owners.pop_back();
        break;
      }
      ++next;
    }
    pieces.push_back(std::move(piece));
  } while (next < material.plan.rows.size());
  return pieces;
}

void write(drawing::Page& page, drawing::Point at, std::string text, double size, drawing::Anchor anchor,
           drawing::Weight weight = drawing::Weight::Regular) {
  page.shapes.emplace_back(drawing::Text{at, std::move(text), size, anchor, weight, drawing::Colour::Fg, 0, ""});
}

}  // namespace

Result<std::string> to_pdf(const Material& material, Paper paper, Instant now) {
  using drawing::Anchor;
  const bool large = paper == Paper::A3;
  const double width = large ? drawing::a4_short * 2 : drawing::a4_long;
  const double height = large ? drawing::a4_long : drawing::a4_short;
  const double inside = width - 2 * drawing::margin;
  const double room = height - 2 * drawing::margin - head_room - foot_room;
  drawing::Pages pages{{title_of(material), material.company, now}, {}};
  const auto pieces = pieces_of(material, inside, room);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    drawing::Page page;
    page.width = width;
    page.height = height;
    write(page, {drawing::margin, drawing::margin + 20}, title_of(material), title_size, Anchor::Start,
          drawing::Weight::Bold);
    write(page, {width - drawing::margin, drawing::margin + 20}, material.company, small_size + 2, Anchor::End);
    write(page, {drawing::margin, drawing::margin + 44}, sentence_of(material), small_size + 2, Anchor::Start);
    page.pictures.push_back({{drawing::margin, drawing::margin + head_room}, draw(pieces[i], inside).drawing});
    const double foot = height - drawing::margin;
    write(page, {drawing::margin, foot}, messages::say(material.language, "paper.output", {{"at", stamp(now)}}),
          small_size, Anchor::Start);
    write(page, {width - drawing::margin, foot},
          messages::say(material.language, "paper.page",
                        {{"page", std::to_string(i + 1)}, {"pages", std::to_string(pieces.size())}}),
          small_size, Anchor::End);
    pages.pages.push_back(std::move(page));
  }
  return drawing::to_pdf(pages);
}

Result<std::string> to_xlsx(const Material& material) {
  const List list = list_of(material);
  xlsx::NewSheet sheet;
  sheet.name = say(material, "plan.tab");
  sheet.heading_row = 3;
  sheet.frozen_columns = 1;
  sheet.widths = {34, 26, 12, 12, 9, 12, 44};
  sheet.cells.push_back({0, 0, material.company + " " + title_of(material), std::nullopt, xlsx::Look::Title});
  sheet.cells.push_back({1, 0, sentence_of(material), std::nullopt, xlsx::Look::Plain});
  std::uint16_t column = 0;
  for (const std::string& name : list.columns)
    sheet.cells.push_back({3, column++, name, std::nullopt, xlsx::Look::Heading});
  std::uint32_t row = 4;
  for (const auto& values : list.rows) {
    column = 0;
    for (const std::string& value : values)
      sheet.cells.push_back({row, column++, value, std::nullopt, xlsx::Look::Text});
    ++row;
  }
  return xlsx::create({sheet});
}

}  // namespace sonae::plan
