#pragma once
// The kinds of facts, one small table per slice, and for how long each counts. What a kind supports is said by the
// framework packs (data/frameworks/SCHEMA.md), which refer to these names.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sonae::facts {

struct Kind {
  std::string_view name;  ///< slice.deed
  int months;             ///< how long one counts; 0: until it is ended
};
/// A file or a contract from outside: the only kind that a person records directly.
inline constexpr std::string_view document = "document";

/// All, by slice.
[[nodiscard]] std::span<const Kind> kinds();
/// Nothing when there is no such kind.
[[nodiscard]] const Kind* find_kind(std::string_view name);
/// What its kind is called in lists: "facts.kind.<kind>".
[[nodiscard]] std::string label_key(std::string_view kind);

}  // namespace sonae::facts
