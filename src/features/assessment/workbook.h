#pragma once
// The workbook as the server and the command line use it: bytes in, values out. Every function works in the caged
// child process (platform/cage, IN07) and gives besides its own errors those of cage::run.
// A caller that serves people records a security event for an error whose key begins with "error.cage.".
// Absent: database, HTTP, files.

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "features/assessment/recogniser.h"
#include "formats/xlsx/fill.h"

namespace sonae::assessment {

struct SheetTab {
  std::string name;
  bool hidden = false;
};

/// A workbook that can be read. When no answer sheet was recognised, `problem` says what was searched for and `sheet`
/// is empty; a person then maps the columns by hand.
struct Inspection {
  bool found = false;
  Error problem;  ///< kind Invalid, key `workbook.recognise.*`; meaningful when !found
  RecognisedSheet sheet;
  std::vector<SheetTab> tabs;
};

/// Invalid when the bytes are no workbook (keys `workbook.file.*`, `.zip.*`, `.xml.*`, `.xlsx.*`, each with a remedy).
[[nodiscard]] Result<Inspection> inspect_workbook(std::string_view bytes,
                                                  const std::optional<Mapping>& mapping = std::nullopt);

struct Preview {
  std::vector<SheetTab> tabs;
  std::string sheet;
  std::vector<std::string> columns;  ///< "A", "B", ... at most 30
  struct Row {
    std::uint32_t row = 0;
    std::vector<std::string> cells;  ///< one per column, at most 60 characters each
  };
  std::vector<Row> rows;  ///< at most 40, from row 1 on
};

/// The upper left of a sheet, for mapping by hand. An empty `sheet` is the first visible one.
/// NotFound `workbook.recognise.no_sheet`.
[[nodiscard]] Result<Preview> preview_workbook(std::string_view bytes, std::string_view sheet);

/// What to write for one item; what is absent stays as it is in the workbook.
struct SheetAnswer {
  int no = 0;
  std::optional<Score> score;  ///< Unanswered empties the cell (or puts the pulldown's own prompt there)
  std::optional<std::string> basis = std::nullopt;
  std::optional<Date> due =
      std::nullopt;  ///< into the sheet's own column for the planned completion; ignored where it has none
};

/// The very workbook, filled (see formats/xlsx/fill.h for what stays). Scores go in as the pulldown offers them: the
/// choice that means the score, as number or text as Excel would enter it; without a pulldown as the column's other
/// answers are written. A cell that says the same already is not touched.
/// Invalid as `recognise` and `xlsx::fill`; `workbook.fill.unknown_item` when the sheet has no item of that number
/// (fields name each), `workbook.fill.no_basis_column`.
[[nodiscard]] Result<std::string> fill_workbook(std::string_view bytes, const std::vector<SheetAnswer>& answers,
                                                const std::optional<Mapping>& mapping = std::nullopt);

/// Any cells of any workbook. A text that the cell's pulldown would enter as a number goes in as a number.
[[nodiscard]] Result<std::string> fill_cells(std::string_view bytes, const std::vector<xlsx::Edit>& edits);

}  // namespace sonae::assessment
