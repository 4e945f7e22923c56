#include "features/assessment/recogniser.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "features/assessment/recogniser_headings.h"
#include "features/assessment/recogniser_items.h"

namespace sonae::assessment {

namespace {

using xlsx::Place;
using xlsx::Sheet;

/// Headings are looked for in this many rows and columns; titles and guidance above them take a screen at most.
constexpr std::uint32_t deepest_header = 60;
constexpr std::uint32_t widest_header = 80;
constexpr std::uint32_t tallest_header = 3;
/// Rows below a header in which the first item has to stand.
constexpr std::uint32_t first_item_within = 15;

constexpr std::array<std::string_view, column_count> column_names = {
    "no",   "level",   "label",       "condition", "criteria", "score", "basis",
    "area", "purpose", "requirement", "prev",      "remark",   "due"};

/// One possible header: where it stands and what its columns are.
struct Header {
  std::uint32_t row = 0;
  std::uint32_t first_row = 0;
  ColumnNumbers columns{};
  int merit = 0;
};

/// The texts of a column in rows [row, row + height), each merged text once.
std::vector<std::string> heading_lines(const Sheet& sheet, std::uint32_t row, std::uint32_t height,
                                       std::uint32_t column) {
  std::vector<std::string> lines;
  std::set<Place> seen;
  for (std::uint32_t line = row; line < row + height; ++line) {
    const Place anchor = sheet.anchor({line, column});
    // What began above the header is a title over it.
    if (anchor.row < row || !seen.insert(anchor).second) continue;
    const std::string_view text = sheet.text(anchor);
    if (!text.empty()) lines.emplace_back(text);
  }
  return lines;
}

/// The first row at or below `row` whose number can be read; 0 when there is none near.
std::uint32_t first_item_row(const Sheet& sheet, std::uint32_t row, std::uint32_t column) {
  for (std::uint32_t at = row; at < row + first_item_within && at <= sheet.last_row; ++at)
    if (read_number(sheet.text({at, column}))) return at;
  return 0;
}

/// What speaks for a column beside its heading: a number column holds many different numbers, a score column has a
/// pulldown and is not calculated.
int evidence(const xlsx::Workbook& book, const Sheet& sheet, Column role, std::uint32_t first_row,
             std::uint32_t column) {
  if (role == Column::No) {
    std::set<int> numbers;
    for (std::uint32_t row = first_row; row <= std::min(sheet.last_row, first_row + 200); ++row)
      if (const auto number = read_number(sheet.text({row, column}))) numbers.insert(*number);
    return static_cast<int>(numbers.size());
  }
  if (role != Column::Score) return 0;
  int points = 0;
  const xlsx::Cell* cell = sheet.value({first_row, column});
  if (cell != nullptr && cell->formula) points -= 60;
  bool offers_score = false;
  for (const xlsx::Choice& choice : book.choices(sheet, {first_row, column})) {
    const auto score = read_score(choice.text);
    offers_score = offers_score || (score && *score != Score::Unanswered);
  }
  if (offers_score) points += 60;
  return points;
}

std::optional<Header> try_header(const xlsx::Workbook& book, const Sheet& sheet, std::uint32_t row,
                                 std::uint32_t height) {
  struct Candidate {
    std::uint32_t column;
    int strength;
    int year;
  };
  std::map<Column, std::vector<Candidate>> found;
  const std::uint32_t last_column = std::min(sheet.last_column, widest_header);
  for (std::uint32_t column = 1; column <= last_column; ++column) {
    if (sheet.anchor({row, column}).column != column && sheet.anchor({row + height - 1, column}).column != column)
      continue;  // the right part of a merged heading
    const auto lines = heading_lines(sheet, row, height, column);
    if (const auto fit = read_headings(lines))
      found[fit->column].push_back({column, fit->strength, heading_year(lines.front())});
  }
  if (!found.contains(Column::No) || !found.contains(Column::Score)) return std::nullopt;
  Header header;
  header.row = row;
  for (const Candidate& candidate : found[Column::No]) {
    // An item inside the block would mean that the block swallows data.
    const std::uint32_t first = first_item_row(sheet, row + 1, candidate.column);
    if (first >= row + height && (header.first_row == 0 || first < header.first_row)) header.first_row = first;
  }
  if (header.first_row == 0) return std::nullopt;
  for (auto& [role, candidates] : found) {
    int newest = 0;
    for (const Candidate& candidate : candidates) newest = std::max(newest, candidate.year);
    std::optional<std::pair<int, std::uint32_t>> best;
    for (const Candidate& candidate : candidates) {
      int merit = candidate.strength + evidence(book, sheet, role, header.first_row, candidate.column);
      if (role == Column::Score && candidates.size() > 1 && newest != 0 && candidate.year == newest) merit += 30;
      if (!best || merit > best->first) best = {merit, candidate.column};
    }
    header.columns[static_cast<std::size_t>(role)] = best->second;
    header.merit += 20 + best->first / 10;
  }
  auto& columns = header.columns;
  auto& condition = columns[static_cast<std::size_t>(Column::Condition)];
  auto& requirement = columns[static_cast<std::size_t>(Column::Requirement)];
  const auto criteria = columns[static_cast<std::size_t>(Column::Criteria)];
  if (condition == 0 && requirement != 0 && criteria == 0) std::swap(condition, requirement);
  if (condition == 0 && criteria == 0) return std::nullopt;
  return header;
}

/// How many cells of the row read like a heading by themselves; a cheap look before a row is tried in full.
int headings_in(const Sheet& sheet, std::uint32_t row) {
  int found = 0;
  for (std::uint32_t column = 1; column <= std::min(sheet.last_column, widest_header); ++column) {
    const xlsx::Cell* cell = sheet.find({row, column});
    if (cell != nullptr && cell->kind == xlsx::CellKind::Text && read_heading(cell->text)) ++found;
  }
  return found;
}

std::optional<Header> find_header(const xlsx::Workbook& book, const Sheet& sheet) {
  std::optional<Header> best;
  for (std::uint32_t row = 1; row <= std::min(sheet.last_row, deepest_header); ++row) {
    if (best && row >= best->first_row) break;  // among the items there are no headings any more
    if (headings_in(sheet, row) < 2) continue;
    for (std::uint32_t height = 1; height <= tallest_header; ++height) {
      auto header = try_header(book, sheet, row, height);
      if (!header) continue;
      // Of blocks that say the same the lowest and flattest holds the headings and nothing else.
      if (!best || header->merit > best->merit || (header->merit == best->merit && row > best->row)) best = header;
    }
  }
  return best;
}

/// Sheets named "記入例" hold an example, not the answers; the answer sheet is seldom hidden.
int sheet_merit(const Sheet& sheet) {
  const std::string name = text::squash(sheet.name);
  int merit = sheet.hidden ? -30 : 0;
  for (const std::string_view word : {"記入例", "サンプル", "見本", "sample", "example"})
    if (name.find(word) != std::string::npos) merit -= 60;
  return merit;
}

Columns letters(const ColumnNumbers& numbers) {
  Columns out;
  for (std::size_t i = 0; i < column_count; ++i)
    if (numbers[i] != 0) out[i] = xlsx::column_name(numbers[i]);
  return out;
}

RecognisedSheet read(const xlsx::Workbook& book, const Sheet& sheet, const Header& header) {
  RecognisedSheet result;
  result.sheet = sheet.name;
  result.header_row = header.row;
  result.columns = letters(header.columns);
  read_items(sheet, header.first_row, header.columns, result);
  result.version = guess_version(book, sheet, result.items);
  return result;
}

Result<Header> header_from(const Mapping& mapping, const Sheet& sheet) {
  Header header;
  header.row = mapping.header_row;
  header.first_row = mapping.first_row.value_or(mapping.header_row + 1);
  for (std::size_t i = 0; i < column_count; ++i) {
    if (!mapping.columns[i]) continue;
    const auto column = xlsx::parse_column(*mapping.columns[i]);
    if (!column)
      return invalid("workbook.recognise.no_column",
                     {{"column", std::string(column_names[i])}, {"value", *mapping.columns[i]}});
    header.columns[i] = *column;
  }
  for (const Column needed : {Column::No, Column::Score})
    if (header.columns[static_cast<std::size_t>(needed)] == 0)
      return invalid("workbook.recognise.no_column", {{"column", std::string(name_of(needed))}, {"value", ""}});
  if (header.first_row == 0 || header.first_row > std::max(sheet.last_row, 1U))
    return invalid("workbook.recognise.no_items", {{"sheet", sheet.name}, {"column", *mapping.columns[0]}});
  return header;
}

Result<RecognisedSheet> by_hand(const xlsx::Workbook& book, const Mapping& mapping) {
  const Sheet* sheet = book.find_sheet(mapping.sheet);
  if (sheet == nullptr) return invalid("workbook.recognise.no_sheet", {{"sheet", mapping.sheet}});
  const Header header = TRY(header_from(mapping, *sheet));
  RecognisedSheet result = read(book, *sheet, header);
  if (result.items.empty())
    return invalid("workbook.recognise.no_items", {{"sheet", sheet->name}, {"column", *mapping.columns[0]}});
  return result;
}

}  // namespace

std::string_view name_of(Column column) { return column_names[static_cast<std::size_t>(column)]; }

std::optional<Column> parse_column_role(std::string_view name) {
  const auto found = std::ranges::find(column_names, name);
  if (found == column_names.end()) return std::nullopt;
  return static_cast<Column>(found - column_names.begin());
}

std::string_view name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::Certain:
      return "certain";
    case Certainty::Likely:
      return "likely";
    case Certainty::Unknown:
      break;
  }
  return "unknown";
}

Result<RecognisedSheet> recognise(const xlsx::Workbook& workbook, const std::optional<Mapping>& mapping) {
  if (mapping) return by_hand(workbook, *mapping);
  std::optional<RecognisedSheet> best;
  int best_merit = 0;
  std::string searched;
  for (const Sheet& sheet : workbook.sheets) {
    if (!searched.empty()) searched += ", ";
    searched += sheet.name;
    const auto header = find_header(workbook, sheet);
    if (!header) continue;
    RecognisedSheet candidate = read(workbook, sheet, *header);
    if (candidate.items.empty()) continue;
    const int merit =
        header->merit + sheet_merit(sheet) + static_cast<int>(std::min<std::size_t>(candidate.items.size(), 100));
    if (!best || merit > best_merit) {
      best = std::move(candidate);
      best_merit = merit;
    }
  }
  if (!best) return invalid("workbook.recognise.not_found", {{"sheets", searched}, {"words", searched_words()}});
  return std::move(*best);
}

}  // namespace sonae::assessment
