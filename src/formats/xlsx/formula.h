#pragma once
// What a formula looks at. Reads the references out of a formula's text; nothing is calculated.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xlsx/address.h"
#include "formats/xlsx/workbook.h"

namespace sonae::xlsx {

struct Reference {
  int first_sheet = -1;  ///< index of the worksheet; more than one for 3-D references ("一月:三月!B2")
  int last_sheet = -1;
  Area area;
  // Relative corners move with the formula (followers of a shared formula).
  bool relative_row[2] = {false, false};
  bool relative_column[2] = {false, false};
};

struct Dependencies {
  std::vector<Reference> references;
  /// Something whose target cannot be told from the text (INDIRECT, OFFSET, table and spill references, volatile
  /// functions): take it as depending on everything.
  bool unknown = false;
  /// The formula is nothing but one reference or name.
  bool plain = false;
};

/// Sheet names and defined names of a workbook, for looking them up in formulas.
class FormulaScope {
 public:
  FormulaScope(const std::vector<std::string>& sheet_names, const std::vector<DefinedName>& names);

  /// Worksheet by name as Excel compares them; -1 when there is none (also for other workbooks' sheets).
  [[nodiscard]] int sheet(std::string_view name) const;
  /// Of `sheet` first, then of the workbook; nullptr when nobody defined it.
  [[nodiscard]] const DefinedName* name(int sheet, std::string_view name) const;

 private:
  std::vector<std::string> sheets_;
  std::vector<std::pair<std::string, const DefinedName*>> names_;
};

/// `own_sheet`: where the formula stands.
[[nodiscard]] Dependencies read_dependencies(std::string_view formula, int own_sheet, const FormulaScope& scope);

/// `reference` as the follower of a shared formula has it, `rows` and `columns` away from the first.
[[nodiscard]] Reference moved(const Reference& reference, std::int64_t rows, std::int64_t columns);

struct SheetRange {
  int sheet = -1;
  Area area;
};
/// The single range that a formula or defined name stands for; nothing when it is computed or spans sheets.
[[nodiscard]] std::optional<SheetRange> resolve_range(const Workbook& workbook, int own_sheet,
                                                      std::string_view formula);

}  // namespace sonae::xlsx
