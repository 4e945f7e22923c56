#include "features/assessment/exchange/copy_reader.h"

#include "features/assessment/caged.h"
#include "features/assessment/workbook_wire.h"

namespace sonae::assessment::exchange {

namespace {

constexpr std::uint64_t cell_bytes = 5 * 8;  // the least an OtherCell takes

/// The answer cells that hold no plain value.
void look_at_answers(const xlsx::Workbook& book, CopyReading& reading) {
  const xlsx::Sheet* sheet = book.find_sheet(reading.copy.sheet);
  if (sheet == nullptr) return;
  for (const SheetItem& item : reading.copy.items) {
    for (const std::string* name : {&item.score_cell, &item.basis_cell, &item.due_cell}) {
      const auto place = xlsx::parse_place(*name);
      const xlsx::Cell* cell = place ? sheet->find(*place) : nullptr;
      if (cell == nullptr) continue;
      if (cell->formula) reading.formulas.push_back(*name);
      if (cell->kind == xlsx::CellKind::Error) reading.errors.push_back(*name);
    }
  }
}

Result<std::string> read_in_child(std::string_view carrier, std::string_view copy,
                                  const std::optional<Mapping>& mapping) {
  const xlsx::Workbook after = TRY(xlsx::Workbook::open(copy));
  CopyReading reading;
  reading.copy = TRY(recognise(after, mapping));
  const auto before = xlsx::Workbook::open(carrier);
  if (!before) return internal("the carrier cannot be opened: " + before.error().key);
  auto sheet = recognise(*before, mapping);
  if (!sheet) return internal("the carrier's sheet is not recognised: " + sheet.error().key);
  reading.carrier = std::move(*sheet);
  reading.others = compare_other_cells(*before, reading.carrier, after, reading.copy);
  look_at_answers(after, reading);
  return encode(reading);
}

}  // namespace

Result<CopyReading> read_copy(std::string_view carrier, std::string_view copy, const std::optional<Mapping>& mapping) {
  const std::string answer = TRY(in_cage([&] { return read_in_child(carrier, copy, mapping); }));
  auto reading = decode_reading(answer);
  if (!reading) return invalid("error.cage.died", {}, "a copy's reading cannot be read");
  return std::move(*reading);
}

std::string encode(const CopyReading& reading) {
  cage::WireWriter out;
  put(out, reading.carrier);
  put(out, reading.copy);
  out.number(reading.others.count);
  out.number(reading.others.list.size());
  for (const OtherCell& cell : reading.others.list) {
    out.number(static_cast<std::uint64_t>(cell.kind));
    for (const std::string* text : {&cell.sheet, &cell.cell, &cell.before, &cell.after}) out.text(*text);
  }
  for (const auto* cells : {&reading.formulas, &reading.errors}) {
    out.number(cells->size());
    for (const std::string& cell : *cells) out.text(cell);
  }
  return out.take();
}

std::optional<CopyReading> decode_reading(std::string_view bytes) {
  cage::WireReader in(bytes);
  CopyReading reading;
  if (!take(in, reading.carrier) || !take(in, reading.copy)) return std::nullopt;
  reading.others.count = in.number();
  for (std::uint64_t left = in.count(cell_bytes); left > 0; --left) {
    OtherCell& cell = reading.others.list.emplace_back();
    const std::uint64_t kind = in.number();
    if (kind > static_cast<std::uint64_t>(OtherKind::SheetRemoved)) return std::nullopt;
    cell.kind = static_cast<OtherKind>(kind);
    for (std::string* text : {&cell.sheet, &cell.cell, &cell.before, &cell.after}) *text = in.text();
  }
  for (auto* cells : {&reading.formulas, &reading.errors})
    for (std::uint64_t left = in.count(8); left > 0; --left) cells->push_back(in.text());
  if (!in.finished()) return std::nullopt;
  return reading;
}

}  // namespace sonae::assessment::exchange
