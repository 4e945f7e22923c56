#include "formats/xlsx/sheet_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "base/text.h"
#include "base/time.h"
#include "formats/xlsx/sheet_scan.h"
#include "formats/xlsx/stale.h"

namespace sonae::xlsx {

namespace {

constexpr std::size_t max_merges = 100'000;
constexpr std::size_t max_validations = 20'000;

std::optional<double> read_double(std::string_view raw) {
  const std::string_view trimmed = text::trim(raw);
  double value = 0;
  const auto [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
  if (error != std::errc() || end != trimmed.data() + trimmed.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

class Collector : public SheetVisitor {
 public:
  Collector(const SheetContext& context, Sheet& sheet, std::deque<std::string>& texts, std::size_t& cells_left,
            FormulaGraph* formulas)
      : context_(context), sheet_(sheet), texts_(texts), cells_left_(cells_left), formulas_(formulas) {}

  void row_begins(const RowMark& row) override {
    if (row.hidden) sheet_.hidden_rows.insert(row.row);
  }

  void cell(CellMark& mark) override {
    if (cells_left_ == 0) {
      too_many_ = true;
      return;
    }
    --cells_left_;
    if (formulas_ != nullptr) formulas_->cell(mark);
    Cell cell;
    cell.place = mark.place;
    cell.formula = mark.formula.present;
    std::from_chars(mark.style.data(), mark.style.data() + mark.style.size(), cell.style);
    const NumberForm form = cell.style < context_.styles.size() ? context_.styles[cell.style] : NumberForm::Plain;
    cell.text_format = form == NumberForm::Text;
    set_value(mark, form, cell);
    if (cell.kind != CellKind::Empty) {
      sheet_.last_row = std::max(sheet_.last_row, cell.place.row);
      sheet_.last_column = std::max(sheet_.last_column, cell.place.column);
    }
    sheet_.cells.push_back(cell);
  }

  void other(xml::Scanner& scanner) override {
    if (is_main(scanner, "mergeCell")) {
      const auto area = parse_area(scanner.attribute("ref").value_or(""));
      if (area && !area->single() && sheet_.merges.size() < max_merges) sheet_.merges.push_back(*area);
    } else if (is_main(scanner, "sheetProtection")) {
      const std::string_view on = scanner.attribute("sheet").value_or("0");
      sheet_.is_protected = on == "1" || on == "true";
    } else if (scanner.local() == "dataValidation" && (is_main(scanner) || scanner.space() == Excel14)) {
      read_validation(scanner);
    }
  }

  Result<void> finish() {
    if (too_many_) return invalid("workbook.xlsx.too_many_cells", {{"limit", std::to_string(max_cells)}});
    if (missing_text_) return broken_package("shared string missing at " + cell_name(*missing_text_), sheet_.part);
    if (!std::ranges::is_sorted(sheet_.cells, {}, &Cell::place))
      std::ranges::stable_sort(sheet_.cells, {}, &Cell::place);
    index_merges();
    return {};
  }

 private:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  void set_value(CellMark& mark, NumberForm form, Cell& cell) {
    if (mark.type == "s") {
      std::size_t index = 0;
      const std::string_view raw = text::trim(mark.text);
      if (raw.empty()) return;
      const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), index);
      if (error != std::errc() || end != raw.data() + raw.size() || index >= context_.shared.size()) {
        if (!missing_text_) missing_text_ = cell.place;
        return;
      }
      set_text(cell, context_.shared[index]);
    } else if (mark.type == "inlineStr") {
      if (!mark.text.empty()) set_text(cell, keep(std::move(mark.text)));
    } else if (mark.type == "str") {
      if (!mark.text.empty()) set_text(cell, keep(decode_escapes(std::move(mark.text))));
    } else if (mark.type == "e") {
      if (mark.text.empty()) return;
      cell.kind = CellKind::Error;
      cell.text = keep(std::move(mark.text));
    } else if (mark.type == "b") {
      if (mark.text.empty()) return;
      cell.kind = CellKind::Bool;
      cell.number = mark.text == "1" || mark.text == "true" ? 1 : 0;
      cell.text = cell.number == 1 ? "TRUE" : "FALSE";
    } else if (mark.type == "d") {
      if (mark.text.empty()) return;
      cell.kind = CellKind::Date;
      std::string iso = std::move(mark.text);
      if (iso.ends_with("T00:00:00") || iso.ends_with("T00:00:00Z") || iso.ends_with("T00:00:00.000"))
        iso.resize(iso.find('T'));
      cell.text = keep(std::move(iso));
    } else if (const auto number = read_double(mark.text)) {
      cell.number = *number;
      const bool date = form == NumberForm::Date && *number >= 0 && *number < 2'958'466;
      cell.kind = date ? CellKind::Date : CellKind::Number;
      cell.text = keep(date ? date_text(*number, context_.epoch_1904) : number_text(*number));
    }
  }

  static void set_text(Cell& cell, std::string_view text) {
    if (text.empty()) return;
    cell.kind = CellKind::Text;
    cell.text = text;
  }

  void read_validation(xml::Scanner& scanner) {
    Validation rule;
    rule.type = scanner.attribute_text("type");
    rule.areas = parse_areas(scanner.attribute_text("sqref"));
    const std::size_t depth = scanner.depth();
    std::string* formula = nullptr;
    while (true) {
      const xml::Event event = scanner.next();
      if (event == xml::Event::Broken || event == xml::Event::Done) return;
      if (event == xml::Event::End && scanner.depth() < depth) break;
      if (event != xml::Event::Start) continue;
      if (scanner.local() == "formula1" || scanner.local() == "formula2") {
        formula = scanner.local() == "formula1" ? &rule.formula1 : &rule.formula2;
        if (is_main(scanner) && !read_text(scanner, *formula)) return;
      } else if (scanner.local() == "f" && formula != nullptr) {
        if (!read_text(scanner, *formula)) return;
      } else if (scanner.local() == "sqref") {
        std::string areas;
        if (!read_text(scanner, areas)) return;
        rule.areas = parse_areas(areas);
      }
    }
    if (sheet_.validations.size() < max_validations) sheet_.validations.push_back(std::move(rule));
  }

  void index_merges() {
    for (std::size_t i = 0; i < sheet_.merges.size(); ++i) {
      const Area& area = sheet_.merges[i];
      // A merge across thousands of columns is a title; its first columns are enough to find it.
      const std::uint32_t last = std::min(area.last.column, area.first.column + 255);
      for (std::uint32_t column = area.first.column; column <= last; ++column)
        sheet_.merges_by_column[column].push_back(i);
    }
    for (auto& [column, merges] : sheet_.merges_by_column)
      std::ranges::sort(merges, {}, [this](std::size_t i) { return sheet_.merges[i].first.row; });
  }

  const SheetContext& context_;
  Sheet& sheet_;
  std::deque<std::string>& texts_;
  std::size_t& cells_left_;
  FormulaGraph* formulas_;
  bool too_many_ = false;
  std::optional<Place> missing_text_;
};

}  // namespace

std::string number_text(double value) {
  if (value == 0) return "0";  // also for -0
  char buffer[40];
  const auto end = std::fabs(value) < 1e15 && value == std::floor(value)
                       ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr
                       : std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

std::string date_text(double serial, bool epoch_1904) {
  auto days = static_cast<std::int64_t>(std::floor(serial));
  auto seconds = static_cast<std::int64_t>(std::llround((serial - std::floor(serial)) * 86400));
  if (seconds == 86400) {
    ++days;
    seconds = 0;
  }
  char time[16];
  std::snprintf(time, sizeof time, "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  if (days == 0 && !epoch_1904) return time;
  // Day 60 of the 1900 epoch is a 29 February that never was; days before it are one later than they say.
  const std::int64_t epoch = epoch_1904 ? Date::make(1904, 1, 1)->days() : Date::make(1899, 12, 30)->days();
  const std::int64_t shift = !epoch_1904 && days < 60 ? 1 : 0;
  const std::string date = Date::from_days(epoch + days + shift).iso();
  return seconds == 0 ? date : date + "T" + time;
}

Result<void> read_sheet(std::string_view document, const SheetContext& context, Sheet& sheet,
                        std::deque<std::string>& texts, std::size_t& cells_left, FormulaGraph* formulas) {
  Collector collector(context, sheet, texts, cells_left, formulas);
  TRY(scan_sheet(document, sheet.part, collector));
  return collector.finish();
}

}  // namespace sonae::xlsx
