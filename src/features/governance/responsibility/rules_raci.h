#pragma once
// Marks of the responsibility table, its gaps, and what is proposed for an item. Pure.
//
// An item needs somebody who does it (R, 実行) and exactly one department that answers for it (A, 責任); the same one
// may do both. C (相談) is asked before, I (報告) hears of it afterwards. Source: the usual meaning of RACI; 担当領域
// of the check sheet (質問⑤) as the hint who is in charge.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::governance::responsibility {

enum class Mark : std::uint8_t { R, A, Both, C, I };
[[nodiscard]] std::string_view name_of(Mark mark);  ///< "R" "A" "RA" "C" "I"
[[nodiscard]] std::optional<Mark> parse_mark(std::string_view name);
[[nodiscard]] inline bool does(Mark mark) { return mark == Mark::R || mark == Mark::Both; }
[[nodiscard]] inline bool answers(Mark mark) { return mark == Mark::A || mark == Mark::Both; }

/// By department id.
using Row = std::map<std::string, Mark>;

struct Gaps {
  bool no_r = false;
  bool no_a = false;
  bool many_a = false;
  [[nodiscard]] bool any() const { return no_r || no_a || many_a; }
};
[[nodiscard]] Gaps gaps_of(const Row& row);

struct Hints {
  std::string assigned;            ///< who has the item in the sheet; "": nobody
  std::vector<std::string> named;  ///< whom 担当領域 names, the first one is in charge
  bool everybody = false;          ///< 担当領域 says 各部門
};
/// Who has the item does it; the first department that 担当領域 names answers for it (else whoever does it), the others
/// it names are asked. 各部門: every one of `answering` does it, and whom the area
/// names besides, else the office, answers for it. The office hears of
/// everything. Empty when nothing is known. `office`: the secretariat's department, "" when it has none.
[[nodiscard]] Row propose(const Hints& hints, const std::string& office, std::span<const std::string> answering);

}  // namespace sonae::governance::responsibility
