// Any bytes as a package, and (since a checksum stops most changed archives) as the worksheet part of a sound one. What
// opens can be filled, and the filled workbook opens and says what was written.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/xlsx/fill.h"
#include "formats/xlsx/formula.h"
#include "formats/xlsx/package.h"
#include "formats/xlsx/sheet_reader.h"
#include "formats/xlsx/sheet_writer.h"

namespace {

using namespace sonae;

void read_and_fill(std::string_view bytes) {
  const auto book = xlsx::Workbook::open(bytes);
  if (!book) return;
  const std::string name = book->sheets.front().name;
  const auto filled = xlsx::fill(*book, bytes, {{name, {2, 3}, 2.0}, {name, {70, 2}, std::string("=根拠")}});
  if (!filled) return;
  const auto again = xlsx::Workbook::open(*filled);
  if (!again) std::abort();
  // A date format shows the number as a day.
  const xlsx::Cell* cell = again->find_sheet(name)->value({2, 3});
  if (cell == nullptr || cell->number != 2) std::abort();
}

void read_part(std::string_view document) {
  const std::deque<std::string> shared = {"a", "b"};
  const std::vector<xlsx::NumberForm> styles = {xlsx::NumberForm::Plain, xlsx::NumberForm::Date};
  xlsx::Sheet sheet;
  std::deque<std::string> texts;
  std::size_t cells = 100'000;
  static_cast<void>(xlsx::read_sheet(document, {shared, styles, false}, sheet, texts, cells));
  const auto written = xlsx::write_sheet(document, "part", {{{2, 3}, 2.0}, {{5, 1}, std::string("x")}}, {{3, 3}});
  if (!written) return;
  xlsx::Sheet after;
  cells = 200'000;
  if (!xlsx::read_sheet(*written, {shared, styles, false}, after, texts, cells)) return;
  const xlsx::Cell* cell = after.find({2, 3});
  if (cell == nullptr || (cell->kind != xlsx::CellKind::Number && cell->kind != xlsx::CellKind::Date)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_and_fill(bytes);
  read_part(bytes);
  static_cast<void>(xlsx::read_dependencies(bytes, 0, xlsx::FormulaScope({"S", "T"}, {{"n", "S!$A$1", -1}})));
  static_cast<void>(xlsx::is_date_format(bytes));
  static_cast<void>(xlsx::decode_escapes(std::string(bytes)));
  return 0;
}
