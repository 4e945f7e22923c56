#pragma once
// From answers to cell values, in the form the sheet itself uses. Internal to workbook.cpp; pure.

#include <vector>

#include "base/result.h"
#include "features/assessment/recogniser.h"
#include "features/assessment/workbook.h"
#include "formats/xlsx/fill.h"

namespace sonae::assessment {

/// The edits that make the sheet say `answers`. Invalid `workbook.fill.unknown_item`, `.no_basis_column`,
/// `.shared_cell` (items share a merged cell but not the answer), each place in `fields`.
[[nodiscard]] Result<std::vector<xlsx::Edit>> edits_for(const xlsx::Workbook& book, const RecognisedSheet& sheet,
                                                        const std::vector<SheetAnswer>& answers);

/// Text edits whose pulldown would enter a number become numbers.
[[nodiscard]] std::vector<xlsx::Edit> as_offered(const xlsx::Workbook& book, const std::vector<xlsx::Edit>& edits);

}  // namespace sonae::assessment
