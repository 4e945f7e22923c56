#pragma once
// The record of a hand-in on paper: what was handed in, who answered, who approved, what was left with a reason.

#include <string>
#include <string_view>

#include "features/assessment/work/hand_in.h"
#include "formats/drawing/paper.h"

namespace sonae::assessment::work {

/// A4 upright. Times are Japan's. `company` is its name today; everything else stands as it was on the day.
[[nodiscard]] drawing::Document record_document(const HandInRecord& record, const std::string& company,
                                                std::string_view language);

}  // namespace sonae::assessment::work
