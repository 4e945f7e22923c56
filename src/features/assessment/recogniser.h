#pragma once
// Finds the answer sheet and its columns in any workbook by its headings. Pure: a workbook in, a picture of it out.
// The official layout is not known to us and differs between versions and customers, so nothing is looked up by
// address; headings are compared without width, case, white space, line breaks and brackets, in Japanese and English.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/assessment/score.h"
#include "formats/xlsx/workbook.h"

namespace sonae::assessment {

/// What a column holds. The first eight are used; the others are known so that none of them is taken for one of these
/// (last year's score above all).
enum class Column : std::uint8_t {
  No,
  Level,
  Label,
  Condition,
  Criteria,
  Score,
  Basis,
  Area,
  Purpose,
  Requirement,
  Previous,
  Remark,
  Due
};
constexpr std::size_t column_count = 13;
[[nodiscard]] std::string_view name_of(Column column);  ///< "no", "level", ... "prev", "remark", "due"
[[nodiscard]] std::optional<Column> parse_column_role(std::string_view name);

/// Column letters by `Column`; nothing where the sheet has none.
using Columns = std::array<std::optional<std::string>, column_count>;
[[nodiscard]] inline const std::optional<std::string>& at(const Columns& columns, Column column) {
  return columns[static_cast<std::size_t>(column)];
}

/// The columns as a person pointed them out. Needs at least No and Score.
struct Mapping {
  std::string sheet;
  std::uint32_t header_row = 0;
  std::optional<std::uint32_t> first_row;  ///< default: the row below the header
  Columns columns;
};

struct SheetItem {
  std::uint32_t row = 0;  ///< as Excel counts
  int no = 0;
  std::optional<int> level;
  std::string label;
  std::string condition;
  std::string criteria;  ///< lines as in the cell
  std::string area;
  Score score = Score::Unanswered;
  std::string basis;
  std::string due;         ///< text of a column for the planned completion; a date cell as "2026-09-30"
  std::string score_cell;  ///< "H6"; the top left cell when merged
  std::string basis_cell;  ///< "" when the sheet has no such column, as is `due_cell`
  std::string due_cell;
};

/// Something in the sheet that was not understood or looks wrong; never a refusal.
struct SheetWarning {
  std::optional<std::uint32_t> row;
  std::string cell;  ///< "" when it is about no single cell
  std::string key;   ///< `workbook.warning.*`
  Args args;
};

enum class Certainty : std::uint8_t { Certain, Likely, Unknown };
[[nodiscard]] std::string_view name_of(Certainty certainty);  ///< "certain", "likely", "unknown"

/// Which edition of which framework the sheet seems to be. Certain: a title says so.
struct VersionGuess {
  std::string framework;  ///< "jama-japia", or "" when unknown
  std::string version;    ///< "2.3", or ""
  Certainty certainty = Certainty::Unknown;
};

struct RecognisedSheet {
  std::string sheet;
  std::uint32_t header_row = 0;  ///< the first line of the headings
  std::uint32_t first_row = 0;   ///< of the first and of the last item
  std::uint32_t last_row = 0;
  Columns columns;
  VersionGuess version;
  /// In the order of the rows. Numbers are unique: the second row with a number is left out and warned about.
  std::vector<SheetItem> items;
  std::vector<SheetWarning> warnings;
};

/// The sheet with its items. Without `mapping`: the sheet whose headings fit best.
/// Invalid `workbook.recognise.not_found` (args: sheets, the names that were searched), `.no_items`, and with a mapping
/// `.no_sheet`, `.no_column`.
[[nodiscard]] Result<RecognisedSheet> recognise(const xlsx::Workbook& workbook,
                                                const std::optional<Mapping>& mapping = std::nullopt);

/// "12", "１２", "No.12", "Ｎｏ．１２", "№12", "12.". Nothing for anything else, for 0 and above 9999.
[[nodiscard]] std::optional<int> read_number(std::string_view cell);
/// "1", "Lv1", "Ｌｖ１", "レベル1", "Level 1", "★3". Nothing for anything else.
[[nodiscard]] std::optional<int> read_level(std::string_view cell);

}  // namespace sonae::assessment
