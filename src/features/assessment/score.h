#pragma once
// The four scores of the sheet and "not answered yet" (質問⑮ and the sheet's own guidance).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sonae::assessment {

/// Unanswered is not 0, and 該当なし is not 2. The numeric values are the byte of a handed-in sheet's vector
/// (0, 1, 2, 3 = 該当なし, 4 = 未回答): never change them.
enum class Score : std::uint8_t { NotStarted = 0, InProgress = 1, Complete = 2, NotApplicable = 3, Unanswered = 4 };

/// "2" "1" "0" "該当なし" "": the form of the JSON interfaces.
[[nodiscard]] std::string_view text_of(Score score);
/// Exactly what `text_of` writes.
[[nodiscard]] std::optional<Score> parse_score(std::string_view text);
/// As people write it in a cell: 2, ２, 2点, "2 対策完了", ○ △ ×, 該当なし, N/A, 非該当, －, "" and the prompt
/// "▽…" (both Unanswered). Nothing when it cannot be understood.
[[nodiscard]] std::optional<Score> read_score(std::string_view cell);

}  // namespace sonae::assessment
