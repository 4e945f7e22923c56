#pragma once
// The JSON of the sheet commands: what they print and what they read.

#include <string>
#include <vector>

#include "base/json.h"
#include "features/assessment/compare.h"
#include "features/assessment/rules.h"
#include "features/assessment/workbook.h"
#include "formats/xlsx/fill.h"

namespace sonae::app {

[[nodiscard]] json::value inspection_json(const assessment::RecognisedSheet& sheet, std::string_view language);
[[nodiscard]] json::value comparison_json(const assessment::Comparison& comparison);
/// What the recogniser could not read, then what the rules say; each with the cell it is about.
[[nodiscard]] json::array findings_json(const assessment::RecognisedSheet& sheet,
                                        const std::vector<assessment::Finding>& findings, std::string_view language);

/// {"items":[{"no":1,"score":"2","basis":"..."}]}. Invalid `workbook.command.answers` with the place.
[[nodiscard]] Result<std::vector<assessment::SheetAnswer>> read_answers(const std::string& text,
                                                                        const std::string& file);
/// {"Sheet1!B5":"text"}; numbers, truth values and null too. Invalid `workbook.command.cells` with the place.
[[nodiscard]] Result<std::vector<xlsx::Edit>> read_cells(const std::string& text, const std::string& file);

}  // namespace sonae::app
