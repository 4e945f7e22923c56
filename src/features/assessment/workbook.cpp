#include "features/assessment/workbook.h"

#include <algorithm>

#include "base/text.h"
#include "features/assessment/caged.h"
#include "features/assessment/recogniser_answers.h"
#include "features/assessment/workbook_wire.h"

namespace sonae::assessment {

namespace {

constexpr std::uint32_t preview_rows = 40;
constexpr std::uint32_t preview_columns = 30;
constexpr std::size_t preview_characters = 60;

std::vector<SheetTab> tabs_of(const xlsx::Workbook& book) {
  std::vector<SheetTab> tabs;
  for (const xlsx::Sheet& sheet : book.sheets) tabs.push_back({sheet.name, sheet.hidden});
  return tabs;
}

const xlsx::Sheet* sheet_to_show(const xlsx::Workbook& book, std::string_view name) {
  if (!name.empty()) return book.find_sheet(name);
  const auto visible = std::ranges::find(book.sheets, false, &xlsx::Sheet::hidden);
  return visible == book.sheets.end() ? &book.sheets.front() : &*visible;
}

Result<std::string> inspect_in_child(std::string_view bytes, const std::optional<Mapping>& mapping) {
  const xlsx::Workbook book = TRY(xlsx::Workbook::open(bytes));
  Inspection inspection;
  inspection.tabs = tabs_of(book);
  auto sheet = recognise(book, mapping);
  inspection.found = sheet.has_value();
  if (sheet)
    inspection.sheet = std::move(*sheet);
  else
    inspection.problem = std::move(sheet).error();
  return encode(inspection);
}

Result<std::string> preview_in_child(std::string_view bytes, std::string_view name) {
  const xlsx::Workbook book = TRY(xlsx::Workbook::open(bytes));
  const xlsx::Sheet* sheet = sheet_to_show(book, name);
  if (sheet == nullptr) return not_found("workbook.recognise.no_sheet", {{"sheet", std::string(name)}});
  Preview preview;
  preview.tabs = tabs_of(book);
  preview.sheet = sheet->name;
  const std::uint32_t columns = std::min(sheet->last_column, preview_columns);
  for (std::uint32_t column = 1; column <= columns; ++column) preview.columns.push_back(xlsx::column_name(column));
  for (std::uint32_t row = 1; row <= std::min(sheet->last_row, preview_rows); ++row) {
    Preview::Row& line = preview.rows.emplace_back();
    line.row = row;
    for (std::uint32_t column = 1; column <= columns; ++column)
      line.cells.emplace_back(text::prefix(sheet->text({row, column}), preview_characters));
  }
  return encode(preview);
}

}  // namespace

Result<Inspection> inspect_workbook(std::string_view bytes, const std::optional<Mapping>& mapping) {
  const std::string answer = TRY(in_cage([&] { return inspect_in_child(bytes, mapping); }));
  auto inspection = decode_inspection(answer);
  if (!inspection) return invalid("error.cage.died", {}, "inspection cannot be read");
  return std::move(*inspection);
}

Result<Preview> preview_workbook(std::string_view bytes, std::string_view sheet) {
  const std::string answer = TRY(in_cage([&] { return preview_in_child(bytes, sheet); }));
  auto preview = decode_preview(answer);
  if (!preview) return invalid("error.cage.died", {}, "preview cannot be read");
  return std::move(*preview);
}

Result<std::string> fill_workbook(std::string_view bytes, const std::vector<SheetAnswer>& answers,
                                  const std::optional<Mapping>& mapping) {
  return in_cage([&]() -> Result<std::string> {
    const xlsx::Workbook book = TRY(xlsx::Workbook::open(bytes, xlsx::Purpose::Filling));
    const RecognisedSheet sheet = TRY(recognise(book, mapping));
    return xlsx::fill(book, bytes, TRY(edits_for(book, sheet, answers)));
  });
}

Result<std::string> fill_cells(std::string_view bytes, const std::vector<xlsx::Edit>& edits) {
  return in_cage([&]() -> Result<std::string> {
    const xlsx::Workbook book = TRY(xlsx::Workbook::open(bytes, xlsx::Purpose::Filling));
    return xlsx::fill(book, bytes, as_offered(book, edits));
  });
}

}  // namespace sonae::assessment
