#pragma once
// A check sheet of our own form, for a company whose customer has sent no workbook yet, and for the demo company.

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "core/frameworks/frameworks.h"

namespace sonae::assessment {

/// What stands in the cells of one item besides number, level and label; empty strings stay empty.
struct OwnFormTexts {
  std::string condition;
  std::string criteria;
  std::string score;  ///< as text_of(Score) writes it
  std::string basis;
};

/// An .xlsx with one row per item of the pack, headings in `language`. `texts` (by number) override our short topic,
/// which otherwise stands for the condition; items without a topic carry number, level and label only.
[[nodiscard]] Result<std::string> make_own_form(const frameworks::Pack& pack, std::string_view language,
                                                const std::map<int, OwnFormTexts>& texts = {});

}  // namespace sonae::assessment
