#pragma once
// Reads .xlsx and .xlsm (ECMA-376, transitional and strict). Knows cells, not what they mean.
// Absent on purpose: calculation (a formula's value is the one stored with it), drawings, pivot tables, external
// references, parts that are not UTF-8. Runs on untrusted bytes: call it inside platform/cage (IN07).

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/xlsx/address.h"

namespace sonae::xlsx {

class FormulaGraph;

enum class CellKind : std::uint8_t { Empty, Text, Number, Date, Bool, Error };

struct Cell {
  Place place;
  CellKind kind = CellKind::Empty;
  bool formula = false;      ///< the value is the stored result of a formula
  bool text_format = false;  ///< the number format is "@": what is typed here stays text
  std::uint32_t style = 0;   ///< index into cellXfs
  double number = 0;         ///< Number, Date (days of the workbook's epoch), Bool (0 or 1)
  /// What a person reads: text without furigana, numbers in shortest form ("2", "0.5"), dates as "2026-09-30"
  /// or "2026-09-30T12:00:00", "TRUE"/"FALSE", "#N/A". Lives as long as the Workbook.
  std::string_view text;
};

/// One rule of "data validation".
struct Validation {
  std::vector<Area> areas;
  std::string type;      ///< "list", "whole", "decimal", "textLength", ...
  std::string formula1;  ///< as in the file: "\"2,1,0\"", "$A$1:$A$4", "選択肢"
  std::string formula2;
};

/// What a pulldown writes into the cell when this line of it is chosen.
struct Choice {
  std::string text;
  bool number = false;  ///< written as a number
};

struct Sheet {
  std::string name;
  std::string part;  ///< name of the part in the package, "xl/worksheets/sheet1.xml"
  bool hidden = false;
  bool is_protected = false;
  std::vector<Cell> cells;  ///< ordered by row, then column; cells without value but with style are there, as Empty
  std::vector<Area> merges;
  std::set<std::uint32_t> hidden_rows;
  std::vector<Validation> validations;
  std::uint32_t last_row = 0;  ///< last row and column that have a value; 0 when the sheet is empty
  std::uint32_t last_column = 0;
  std::string document;  ///< the bytes of the part, when the workbook was opened for filling

  /// The cell itself; nullptr when the file has none there.
  [[nodiscard]] const Cell* find(Place place) const;
  /// The top left cell of the merged range that covers `place`, else `place`.
  [[nodiscard]] Place anchor(Place place) const;
  /// The merged range that covers `place`, or nullptr.
  [[nodiscard]] const Area* merge_at(Place place) const;
  /// The text at `place`; inside a merged range its value, in every row and column of it. Empty when there is none.
  [[nodiscard]] std::string_view text(Place place) const;
  /// As `text`, but the cell; nullptr when there is none.
  [[nodiscard]] const Cell* value(Place place) const;

  /// Index for `merge_at`: built by `open`.
  std::map<std::uint32_t, std::vector<std::size_t>> merges_by_column;
};

struct DefinedName {
  std::string name;
  std::string formula;
  int sheet = -1;  ///< index of the sheet it belongs to; -1: the whole workbook
};

/// What a workbook is opened for: to be filled it keeps the bytes of its sheets and what its formulas look at.
enum class Purpose : std::uint8_t { Reading, Filling };

class Workbook {
 public:
  Workbook();
  ~Workbook();
  // Cells point into the texts: a workbook moves, it is not copied.
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;

  /// Reads every sheet. Invalid with one of the keys `workbook.file.*`, `workbook.zip.*`, `workbook.xml.*`,
  /// `workbook.xlsx.*` (args name the part and the place) for anything that is not a readable workbook.
  [[nodiscard]] static Result<Workbook> open(std::string_view bytes, Purpose purpose = Purpose::Reading);

  std::vector<Sheet> sheets;  ///< worksheets only, in the order of the tabs
  std::vector<DefinedName> names;
  bool epoch_1904 = false;
  bool macros = false;

  /// Excel compares sheet names without regard to case and width of ASCII. nullptr when there is none.
  [[nodiscard]] const Sheet* find_sheet(std::string_view name) const;
  /// What the pulldown at `place` offers, in its order: list in the rule, range on any sheet or defined name.
  /// Empty when there is no pulldown or its list is computed.
  [[nodiscard]] std::vector<Choice> choices(const Sheet& sheet, Place place) const;

  /// Owners of the texts that cells point into: shared strings, and what stands in the cells themselves.
  std::deque<std::string> texts;
  std::deque<std::string> more_texts;
  /// When opened for filling, else nullptr.
  std::unique_ptr<FormulaGraph> formulas;
};

}  // namespace sonae::xlsx
