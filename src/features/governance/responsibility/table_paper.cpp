#include "features/governance/responsibility/table_paper.h"

#include <algorithm>

#include "base/day_words.h"
#include "formats/drawing/text_width.h"
#include "formats/xlsx/create.h"
#include "platform/messages/messages.h"

namespace sonae::governance::responsibility {

namespace {

using drawing::Anchor;
using drawing::Colour;
using drawing::Weight;

constexpr double width = 1587.4;   ///< 420 mm
constexpr double height = 1122.5;  ///< 297 mm
constexpr double edge = 45;
constexpr double top = 118;  ///< of the table's head
constexpr double head = 150;
constexpr double line = 24;
constexpr double no_width = 52;
constexpr double label_width = 150;
constexpr double condition_width = 430;
constexpr double widest_column = 60;
constexpr double narrowest_column = 30;

std::string say(std::string_view language, std::string_view part, const Args& args = {}) {
  return messages::say(language, "responsibility.paper." + std::string(part), args);
}

std::string mark_of(const Line& one, const Column& column) {
  const auto mark = one.marks.find(column.department.text());
  return mark == one.marks.end() ? "" : std::string(name_of(mark->second));
}

/// Confirmed on, or that it is not; changed since.
std::string standing_of(const Table& table, std::string_view language) {
  if (!table.confirmed_on) return say(language, "unconfirmed");
  return say(language, table.changed_since ? "changed" : "confirmed",
             {{"date", day_words(*table.confirmed_on)}, {"name", table.confirmed_by}});
}

/// Pages of so many lines and columns each.
class Sheets {
 public:
  Sheets(const Table& table, std::string_view company, std::string_view language, Instant now)
      : table_(table), company_(company), language_(language), now_(now) {
    const double room = width - 2 * edge - no_width - label_width - condition_width;
    const auto columns = std::max<std::size_t>(table.columns.size(), 1);
    const auto fit = static_cast<std::size_t>(room / narrowest_column);
    across_ = std::min(columns, fit);
    column_ = std::clamp(room / static_cast<double>(across_), narrowest_column, widest_column);
    down_ = static_cast<std::size_t>((height - top - head - edge - 20) / line);
  }

  [[nodiscard]] std::vector<drawing::Page> draw() {
    const std::size_t lines = std::max<std::size_t>(table_.lines.size(), 1);
    const std::size_t columns = std::max<std::size_t>(table_.columns.size(), 1);
    const std::size_t rows = (lines + down_ - 1) / down_;
    const std::size_t parts = (columns + across_ - 1) / across_;
    std::vector<drawing::Page> pages;
    for (std::size_t part = 0; part < parts; ++part)
      for (std::size_t row = 0; row < rows; ++row) {
        page_ = {width, height, {}, {}, {}};
        put_frame(pages.size() + 1, parts * rows);
        put_head(part * across_);
        for (std::size_t i = row * down_; i < std::min(table_.lines.size(), (row + 1) * down_); ++i)
          put_line(table_.lines[i], top + head + static_cast<double>(i - row * down_) * line, part * across_);
        pages.push_back(std::move(page_));
      }
    return pages;
  }

 private:
  [[nodiscard]] std::size_t last(std::size_t first) const { return std::min(table_.columns.size(), first + across_); }
  [[nodiscard]] static double marks_from() { return edge + no_width + label_width + condition_width; }

  void text(double x, double y, const std::string& content, double size, Anchor anchor = Anchor::Start,
            Weight weight = Weight::Regular, double turned = 0) {
    drawing::Text made;
    made.at = {x, y};
    made.content = content;
    made.size = size;
    made.anchor = anchor;
    made.weight = weight;
    made.turned = turned;
    page_.shapes.emplace_back(std::move(made));
  }
  void box(double x, double y, double w, double h, Colour ground = Colour::None) {
    page_.shapes.emplace_back(drawing::Rect{x, y, w, h, 0, {ground}, {Colour::Bd2, 0.8}});
  }
  void put_frame(std::size_t number, std::size_t of) {
    text(edge, 58, table_name(table_, language_), 22, Anchor::Start, Weight::Bold);
    text(width - edge, 50, company_, 12, Anchor::End);
    text(edge, 84, standing_of(table_, language_), 12);
    text(edge, 106, say(language_, "legend"), 12);
    text(edge, height - 24, messages::say(language_, "paper.output", {{"at", moment_words(now_)}}), 10);
    text(width - edge, height - 24,
         messages::say(language_, "paper.page", {{"page", std::to_string(number)}, {"pages", std::to_string(of)}}), 10,
         Anchor::End);
  }
  void put_head(std::size_t first) {
    double x = edge;
    for (const auto& [part, w] :
         {std::pair("no", no_width), std::pair("label", label_width), std::pair("item", condition_width)}) {
      box(x, top, w, head, Colour::Bg2);
      text(x + 6, top + head - 10, say(language_, part), 12, Anchor::Start, Weight::Bold);
      x += w;
    }
    for (std::size_t i = first; i < last(first); ++i) {
      box(x, top, column_, head, Colour::Bg2);
      // Read from below: turned a quarter against the clock.
      text(x + column_ / 2 + 4, top + head - 8, drawing::shorten(table_.columns[i].name, head - 16, 12), 12,
           Anchor::Start, Weight::Regular, -90);
      x += column_;
    }
  }
  void put_line(const Line& one, double y, std::size_t first) {
    box(edge, y, no_width, line);
    text(edge + no_width - 8, y + 16, std::to_string(one.no), 12, Anchor::End);
    box(edge + no_width, y, label_width, line);
    text(edge + no_width + 6, y + 16, drawing::shorten(one.label, label_width - 12, 11), 11);
    box(edge + no_width + label_width, y, condition_width, line);
    std::string condition = one.condition;
    std::ranges::replace(condition, '\n', ' ');
    text(edge + no_width + label_width + 6, y + 16, drawing::shorten(condition, condition_width - 12, 11), 11);
    double x = marks_from();
    for (std::size_t i = first; i < last(first); ++i) {
      const std::string mark = mark_of(one, table_.columns[i]);
      const bool charge = mark.find('A') != std::string::npos;
      box(x, y, column_, line, charge ? Colour::KeyBg : Colour::None);
      if (!mark.empty())
        text(x + column_ / 2, y + 16, mark, 12, Anchor::Middle, charge ? Weight::Bold : Weight::Regular);
      x += column_;
    }
  }

  const Table& table_;
  std::string company_;
  std::string_view language_;
  Instant now_;
  std::size_t across_ = 0;
  std::size_t down_ = 0;
  double column_ = 0;
  drawing::Page page_;
};

}  // namespace

std::string table_name(const Table& table, std::string_view language) {
  return say(language, "title", {{"year", std::to_string(table.fiscal_year)}});
}

drawing::Pages table_pages(const Table& table, const std::string& company, std::string_view language, Instant now) {
  return {{table_name(table, language), company, now}, Sheets(table, company, language, now).draw()};
}

Result<std::string> table_workbook(const Table& table, std::string_view language) {
  constexpr std::uint32_t heading_row = 3;
  xlsx::NewSheet sheet;
  sheet.name = say(language, "sheet");
  sheet.widths = {6, 18, 60};
  sheet.heading_row = heading_row;
  sheet.frozen_columns = 3;
  sheet.cells.push_back({0, 0, table_name(table, language), {}, xlsx::Look::Title});
  sheet.cells.push_back({1, 0, standing_of(table, language), {}, xlsx::Look::Plain});
  sheet.cells.push_back({2, 0, say(language, "legend"), {}, xlsx::Look::Plain});
  std::uint16_t column = 0;
  for (const char* part : {"no", "label", "item"})
    sheet.cells.push_back({heading_row, column++, say(language, part), {}, xlsx::Look::Heading});
  for (const Column& one : table.columns) {
    sheet.widths.push_back(7);
    sheet.cells.push_back({heading_row, column++, one.name, {}, xlsx::Look::Heading});
  }
  std::uint32_t row = heading_row;
  for (const Line& one : table.lines) {
    ++row;
    sheet.cells.push_back({row, 0, "", static_cast<double>(one.no), xlsx::Look::Text});
    sheet.cells.push_back({row, 1, one.label, {}, xlsx::Look::Text});
    sheet.cells.push_back({row, 2, one.condition, {}, xlsx::Look::Text});
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      sheet.cells.push_back(
          {row, static_cast<std::uint16_t>(3 + i), mark_of(one, table.columns[i]), {}, xlsx::Look::Text});
  }
  return xlsx::create({sheet});
}

}  // namespace sonae::governance::responsibility
