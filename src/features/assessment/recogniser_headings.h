#pragma once
// What a heading says. Internal to the recogniser.

#include <optional>
#include <string>
#include <string_view>

#include "features/assessment/recogniser.h"

namespace sonae::assessment {

struct HeadingFit {
  Column column = Column::No;
  int strength = 0;  ///< 100: the very word; less: the word is part of it
};

/// The role a heading names. Words are compared squashed; what stands in brackets counts only when nothing else does.
/// Nothing for sentences and for words that name no role.
[[nodiscard]] std::optional<HeadingFit> read_heading(std::string_view heading);

/// Headings of a column as they stand one below the other (each merged text once). A group heading above ("前回",
/// "自己評価" over several columns) takes part, but the lower one decides unless the group says "last year".
[[nodiscard]] std::optional<HeadingFit> read_headings(const std::vector<std::string>& lines);

/// A year in the heading ("2026年度評価"): of two score columns the later is this year's. 0: none.
[[nodiscard]] int heading_year(std::string_view heading);

/// The words that are searched for, for the message when no sheet was found.
[[nodiscard]] std::string searched_words();

}  // namespace sonae::assessment
