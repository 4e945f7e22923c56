#include "formats/xlsx/workbook.h"

#include <algorithm>

#include "base/text.h"
#include "formats/xlsx/formula.h"
#include "formats/xlsx/package.h"
#include "formats/xlsx/sheet_reader.h"
#include "formats/xlsx/stale.h"

namespace sonae::xlsx {

namespace {

/// Pulldowns longer than this are not for people.
constexpr std::size_t max_choices = 1000;

bool looks_like_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::ranges::count(text, '.') <= 1 && text != ".";
}

/// "\"2,1,0,該当なし\"": what Excel enters is what it would understand if it were typed.
std::vector<Choice> literal_choices(std::string_view formula, bool text_format) {
  std::vector<Choice> choices;
  std::string list;
  formula = formula.substr(1, formula.size() - 2);
  for (std::size_t i = 0; i < formula.size(); ++i) {
    if (formula[i] == '"') ++i;  // doubled
    if (i < formula.size()) list.push_back(formula[i]);
  }
  std::string_view rest = list;
  while (choices.size() < max_choices) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string item(text::trim(rest.substr(0, comma)));
    choices.push_back({item, !text_format && looks_like_number(item)});
    if (comma == rest.size()) break;
    rest.remove_prefix(comma + 1);
  }
  return choices;
}

}  // namespace

Workbook::Workbook() = default;
Workbook::~Workbook() = default;
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;

Result<Workbook> Workbook::open(std::string_view bytes, Purpose purpose) {
  const zip::Archive archive = TRY(open_package(bytes));
  const WorkbookPart part = TRY(read_workbook_part(archive));
  Workbook book;
  book.epoch_1904 = part.epoch_1904;
  book.macros = part.macros;
  book.names = part.names;
  const std::vector<NumberForm> styles = TRY(read_styles(archive, part.styles));
  std::deque<std::string> shared = TRY(read_shared_strings(archive, part.shared_strings));
  const SheetContext context{shared, styles, part.epoch_1904};
  std::deque<std::string> inline_texts;
  std::size_t cells_left = max_cells;
  if (purpose == Purpose::Filling) {
    std::vector<std::string> names;
    for (const SheetEntry& entry : part.sheets) names.push_back(entry.name);
    book.formulas = std::make_unique<FormulaGraph>(FormulaScope(names, book.names), part.sheets.size());
  }
  for (const SheetEntry& entry : part.sheets) {
    if (book.formulas) book.formulas->begin_sheet(book.sheets.size());
    Sheet sheet;
    sheet.name = entry.name;
    sheet.part = entry.part;
    sheet.hidden = entry.hidden;
    const zip::Member* member = archive.find(entry.part);
    if (member == nullptr) return broken_package("missing part", entry.part);
    std::string document = TRY(archive.read(*member));
    TRY(read_sheet(document, context, sheet, inline_texts, cells_left, book.formulas.get()));
    if (purpose == Purpose::Filling) sheet.document = std::move(document);
    book.sheets.push_back(std::move(sheet));
  }
  // Both deques' strings are pointed into; moving a deque leaves its elements where they are.
  book.texts = std::move(shared);
  book.more_texts = std::move(inline_texts);
  return book;
}

const Cell* Sheet::find(Place place) const {
  const auto found = std::ranges::lower_bound(cells, place, {}, &Cell::place);
  return found == cells.end() || found->place != place ? nullptr : &*found;
}

const Area* Sheet::merge_at(Place place) const {
  const auto column = merges_by_column.find(place.column);
  if (column == merges_by_column.end()) return nullptr;
  // Ordered by first row and not overlapping: the last one that begins at or above the place.
  const auto after =
      std::ranges::upper_bound(column->second, place.row, {}, [this](std::size_t i) { return merges[i].first.row; });
  if (after == column->second.begin()) return nullptr;
  const Area& area = merges[*std::prev(after)];
  return area.contains(place) ? &area : nullptr;
}

Place Sheet::anchor(Place place) const {
  const Area* merge = merge_at(place);
  return merge == nullptr ? place : merge->first;
}

const Cell* Sheet::value(Place place) const { return find(anchor(place)); }

std::string_view Sheet::text(Place place) const {
  const Cell* cell = value(place);
  return cell == nullptr ? std::string_view{} : cell->text;
}

const Sheet* Workbook::find_sheet(std::string_view name) const {
  for (const Sheet& sheet : sheets)
    if (sheet.name == name) return &sheet;
  const std::string wanted = text::squash(name);
  for (const Sheet& sheet : sheets)
    if (text::squash(sheet.name) == wanted) return &sheet;
  return nullptr;
}

std::vector<Choice> Workbook::choices(const Sheet& sheet, Place place) const {
  const Validation* rule = nullptr;
  for (const Validation& candidate : sheet.validations) {
    if (candidate.type != "list") continue;
    if (std::ranges::any_of(candidate.areas, [&](const Area& area) { return area.contains(place); })) rule = &candidate;
  }
  if (rule == nullptr) return {};
  const std::string_view formula = text::trim(rule->formula1);
  const Cell* cell = sheet.find(place);
  if (formula.size() >= 2 && formula.starts_with('"') && formula.ends_with('"'))
    return literal_choices(formula, cell != nullptr && cell->text_format);
  std::vector<Choice> choices;
  const auto own = static_cast<int>(&sheet - sheets.data());
  const auto range = resolve_range(*this, own, formula);
  if (!range) return choices;
  const Sheet& source = sheets[static_cast<std::size_t>(range->sheet)];
  auto at = std::ranges::lower_bound(source.cells, range->area.first, {}, &Cell::place);
  for (; at != source.cells.end() && at->place <= range->area.last && choices.size() < max_choices; ++at)
    if (range->area.contains(at->place) && at->kind != CellKind::Empty)
      choices.push_back({std::string(at->text), at->kind == CellKind::Number});
  return choices;
}

}  // namespace sonae::xlsx
