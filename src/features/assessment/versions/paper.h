#pragma once
// A kept comparison on A4, for the committee: what changed, in marked words, and which departments answer again.

#include <string>
#include <string_view>

#include "features/assessment/versions/versions.h"
#include "formats/drawing/paper.h"

namespace sonae::assessment::versions {

/// All texts in `language`; `now` stands in the foot.
[[nodiscard]] drawing::Document paper_of(const KeptView& view, std::string_view company, std::string_view language,
                                         Instant now);

}  // namespace sonae::assessment::versions
