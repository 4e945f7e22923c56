#include "features/people/table.h"

#include <algorithm>

#include "base/text.h"
#include "formats/csv/csv.h"
#include "formats/xlsx/workbook.h"
#include "platform/cage/cage.h"
#include "platform/cage/wire.h"

namespace sonae::people {

namespace {

constexpr std::string_view zip_start = "PK\x03\x04";
constexpr std::string_view old_excel_start = "\xD0\xCF\x11\xE0";

bool is_blank(const Row& row) {
  return std::ranges::all_of(row.cells, [](const std::string& cell) { return text::trim(cell).empty(); });
}

Result<Table> read_text(std::string_view bytes) {
  const csv::Decoded decoded = TRY(csv::decode(bytes));
  Table table;
  table.kind = "csv";
  table.encoding = csv::name_of(decoded.encoding);
  csv::Reader reader(decoded.text, csv::find_separator(decoded.text),
                     {most_table_rows, most_table_columns, longest_table_cell});
  while (auto record = TRY(reader.next())) {
    for (std::string& cell : record->cells) cell = std::string(csv::unguarded(cell));
    table.rows.push_back({record->line, std::move(record->cells)});
  }
  return table;
}

Result<std::vector<Row>> rows_of(const xlsx::Sheet& sheet) {
  std::vector<Row> rows;
  for (const xlsx::Cell& cell : sheet.cells) {
    if (cell.text.empty()) continue;
    const std::string line = std::to_string(cell.place.row);
    if (cell.place.column > most_table_columns)
      return invalid("csv.columns", {{"line", line}, {"limit", std::to_string(most_table_columns)}});
    if (cell.text.size() > longest_table_cell)
      return invalid("csv.cell", {{"line", line},
                                  {"column", std::to_string(cell.place.column)},
                                  {"limit", std::to_string(longest_table_cell)}});
    if (rows.empty() || rows.back().line != cell.place.row) {
      if (rows.size() == most_table_rows)
        return invalid("csv.records", {{"line", line}, {"limit", std::to_string(most_table_rows)}});
      rows.push_back({cell.place.row, {}});
    }
    auto& cells = rows.back().cells;
    cells.resize(std::max<std::size_t>(cells.size(), cell.place.column));
    cells[cell.place.column - 1] = cell.text;
  }
  return rows;
}

Result<Table> read_workbook(std::string_view bytes) {
  const xlsx::Workbook book = TRY(xlsx::Workbook::open(bytes));
  Table table;
  table.kind = "xlsx";
  for (const xlsx::Sheet& sheet : book.sheets) {
    if (sheet.hidden || sheet.cells.empty()) continue;
    std::vector<Row> rows = TRY(rows_of(sheet));
    const bool has_headings = find_headings(rows).has_value();
    if (!table.rows.empty() && !has_headings) continue;
    table.sheet = sheet.name;
    table.rows = std::move(rows);
    if (has_headings) break;
  }
  return table;
}

std::string encode(const Table& table) {
  cage::WireWriter out;
  out.text(table.kind);
  out.text(table.encoding);
  out.text(table.sheet);
  out.number(table.rows.size());
  for (const Row& row : table.rows) {
    out.number(row.line);
    out.number(row.cells.size());
    for (const std::string& cell : row.cells) out.text(cell);
  }
  return out.take();
}

std::optional<Table> decode(std::string_view bytes) {
  cage::WireReader in(bytes);
  Table table;
  table.kind = in.text();
  table.encoding = in.text();
  table.sheet = in.text();
  const std::uint64_t rows = in.count(16);
  for (std::uint64_t i = 0; i < rows && in.ok(); ++i) {
    Row& row = table.rows.emplace_back();
    row.line = static_cast<std::size_t>(in.number());
    const std::uint64_t cells = in.count(8);
    for (std::uint64_t j = 0; j < cells && in.ok(); ++j) row.cells.push_back(in.text());
  }
  const auto is_text = [](const Row& row) { return std::ranges::all_of(row.cells, text::is_utf8); };
  if (!in.finished() || table.rows.size() > most_table_rows || !std::ranges::all_of(table.rows, is_text))
    return std::nullopt;
  return table;
}

}  // namespace

Result<Table> read_table(std::string_view bytes) {
  // ICU takes a lock when its tables are first used; in the child it has to be past that.
  static const std::string warmed = text::squash("\xEF\xBC\xA1") + text::from_cp932("a").value_or("");
  static_cast<void>(warmed);
  const std::string answer = TRY(cage::run([&]() -> Result<std::string> {
    const bool workbook = bytes.starts_with(zip_start) || bytes.starts_with(old_excel_start);
    Table table = TRY(workbook ? read_workbook(bytes) : read_text(bytes));
    std::erase_if(table.rows, is_blank);
    if (table.rows.empty()) return invalid("people.file.empty");
    return encode(table);
  }));
  auto table = decode(answer);
  if (!table) return invalid("error.cage.died", {}, "table cannot be read");
  return std::move(*table);
}

}  // namespace sonae::people
