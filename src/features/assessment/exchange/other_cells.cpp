#include "features/assessment/exchange/other_cells.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"

namespace sonae::assessment::exchange {

namespace {

using xlsx::Place;
using xlsx::Sheet;

constexpr std::size_t shown_characters = 200;

/// Line by line from copy to carrier: what stands at an anchor is the same line; what follows it keeps its distance up
/// to the next anchor of the carrier. Lines that are then left over have no counterpart.
class LineMap {
 public:
  void anchor(std::uint32_t copy, std::uint32_t carrier) {
    carrier_of_[copy] = carrier;
    taken_.insert(carrier);
  }
  [[nodiscard]] std::optional<std::uint32_t> operator()(std::uint32_t line) const {
    const auto next = carrier_of_.upper_bound(line);
    if (next == carrier_of_.begin()) return taken_.contains(line) ? std::nullopt : std::optional(line);
    const auto [from, to] = *std::prev(next);
    if (from == line) return to;
    const std::uint32_t guess = to + (line - from);
    const auto blocked = taken_.upper_bound(to);
    return blocked != taken_.end() && guess >= *blocked ? std::nullopt : std::optional(guess);
  }

 private:
  std::map<std::uint32_t, std::uint32_t> carrier_of_;
  std::set<std::uint32_t> taken_;
};

std::set<Place> answer_cells(const RecognisedSheet& sheet) {
  std::set<Place> cells;
  for (const SheetItem& item : sheet.items)
    for (const std::string* name : {&item.score_cell, &item.basis_cell, &item.due_cell})
      if (const auto place = xlsx::parse_place(*name)) cells.insert(*place);
  return cells;
}

LineMap rows_of(const RecognisedSheet& carrier, const RecognisedSheet& copy) {
  LineMap rows;
  rows.anchor(copy.header_row, carrier.header_row);
  for (const SheetItem& item : copy.items) {
    const auto same = std::ranges::find(carrier.items, item.no, &SheetItem::no);
    if (same != carrier.items.end()) rows.anchor(item.row, same->row);
  }
  return rows;
}

LineMap columns_of(const RecognisedSheet& carrier, const RecognisedSheet& copy) {
  LineMap columns;
  for (std::size_t role = 0; role < column_count; ++role) {
    if (!carrier.columns[role] || !copy.columns[role]) continue;
    const auto from = xlsx::parse_column(*copy.columns[role]);
    const auto to = xlsx::parse_column(*carrier.columns[role]);
    if (from && to) columns.anchor(*from, *to);
  }
  return columns;
}

std::string shown(std::string_view text) { return std::string(text::prefix(text, shown_characters)); }

/// As two programs may have stored the same text.
std::string tidy(std::string_view text) {
  const auto clean = text::clean_free_text(text);
  return std::string(text::trim(clean ? std::string_view(*clean) : text));
}

bool says_something(const xlsx::Cell& cell) { return cell.formula || !text::trim(cell.text).empty(); }

class Comparison {
 public:
  void add(OtherCell cell) {
    ++found_.count;
    if (found_.list.size() < listed_other_cells) found_.list.push_back(std::move(cell));
  }

  template <typename Rows, typename Columns>
  void sheets(const Sheet& carrier, const std::set<Place>& carrier_answers, const Sheet& copy,
              const std::set<Place>& copy_answers, const Rows& row_of, const Columns& column_of) {
    std::set<Place> met = carrier_answers;
    for (const xlsx::Cell& cell : copy.cells) {
      if (!says_something(cell) || copy_answers.contains(cell.place)) continue;
      const auto row = row_of(cell.place.row);
      const auto column = column_of(cell.place.column);
      const Place there{row.value_or(0), column.value_or(0)};
      const xlsx::Cell* before = row && column && !carrier_answers.contains(there) ? carrier.find(there) : nullptr;
      if (before == nullptr || !says_something(*before)) {
        add({OtherKind::Added, copy.name, xlsx::cell_name(cell.place), "", shown(cell.text)});
        continue;
      }
      met.insert(there);
      pair(copy.name, *before, cell);
    }
    for (const xlsx::Cell& cell : carrier.cells)
      if (says_something(cell) && !met.contains(cell.place))
        add({OtherKind::Removed, carrier.name, xlsx::cell_name(cell.place), shown(cell.text), ""});
  }

  OtherCells take() { return std::move(found_); }

 private:
  void pair(const std::string& sheet, const xlsx::Cell& before, const xlsx::Cell& after) {
    // What both calculate follows from other cells; only those count.
    if (before.formula && after.formula) return;
    if (before.formula)
      add({OtherKind::FormulaReplaced, sheet, xlsx::cell_name(after.place), shown(before.text), shown(after.text)});
    else if (after.formula || tidy(before.text) != tidy(after.text))
      add({OtherKind::Changed, sheet, xlsx::cell_name(after.place), shown(before.text), shown(after.text)});
  }

  OtherCells found_;
};

}  // namespace

std::string_view name_of(OtherKind kind) {
  switch (kind) {
    case OtherKind::Changed:
      return "changed";
    case OtherKind::Added:
      return "added";
    case OtherKind::Removed:
      return "removed";
    case OtherKind::FormulaReplaced:
      return "formula_replaced";
    case OtherKind::SheetAdded:
      return "sheet_added";
    case OtherKind::SheetRemoved:
      return "sheet_removed";
  }
  die("a kind without a name");
}

OtherCells compare_other_cells(const xlsx::Workbook& carrier, const RecognisedSheet& carrier_sheet,
                               const xlsx::Workbook& copy, const RecognisedSheet& copy_sheet) {
  Comparison comparison;
  const auto same_line = [](std::uint32_t line) { return std::optional(line); };
  const Sheet* answers = carrier.find_sheet(carrier_sheet.sheet);
  const Sheet* copied = copy.find_sheet(copy_sheet.sheet);
  if (answers != nullptr && copied != nullptr)
    comparison.sheets(*answers, answer_cells(carrier_sheet), *copied, answer_cells(copy_sheet),
                      rows_of(carrier_sheet, copy_sheet), columns_of(carrier_sheet, copy_sheet));
  for (const Sheet& sheet : copy.sheets) {
    if (&sheet == copied) continue;
    const Sheet* before = carrier.find_sheet(sheet.name);
    if (before == nullptr || before == answers)
      comparison.add({OtherKind::SheetAdded, sheet.name, "", "", ""});
    else
      comparison.sheets(*before, {}, sheet, {}, same_line, same_line);
  }
  for (const Sheet& sheet : carrier.sheets) {
    if (&sheet == answers) continue;
    const Sheet* after = copy.find_sheet(sheet.name);
    if (after == nullptr || after == copied) comparison.add({OtherKind::SheetRemoved, sheet.name, "", "", ""});
  }
  return comparison.take();
}

}  // namespace sonae::assessment::exchange
