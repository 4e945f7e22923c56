#include "features/assessment/score.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace sonae::assessment {

namespace {
constexpr std::array<std::pair<std::string_view, Score>, 5> names = {{{"0", Score::NotStarted},
                                                                      {"1", Score::InProgress},
                                                                      {"2", Score::Complete},
                                                                      {"該当なし", Score::NotApplicable},
                                                                      {"", Score::Unanswered}}};

// Squashed spellings (NFKC, lower case, no white space) seen in sheets or said by people.
constexpr std::array<std::pair<std::string_view, Score>, 52> spellings = {{
    {"2点", Score::Complete},
    {"2点(対策完了)", Score::Complete},
    {"2:対策完了", Score::Complete},
    {"2.対策完了", Score::Complete},
    {"2対策完了", Score::Complete},
    {"対策完了", Score::Complete},
    {"対策完了(2点)", Score::Complete},
    {"完了", Score::Complete},
    {"2完了", Score::Complete},
    {"2.0", Score::Complete},
    {"○", Score::Complete},
    {"〇", Score::Complete},
    {"◯", Score::Complete},
    {"●", Score::Complete},
    {"◎", Score::Complete},
    {"1点", Score::InProgress},
    {"1点(対策中)", Score::InProgress},
    {"1:対策中", Score::InProgress},
    {"1.対策中", Score::InProgress},
    {"1対策中", Score::InProgress},
    {"対策中", Score::InProgress},
    {"対策中(1点)", Score::InProgress},
    {"1.0", Score::InProgress},
    {"△", Score::InProgress},
    {"▲", Score::InProgress},
    {"0点", Score::NotStarted},
    {"0点(未実施)", Score::NotStarted},
    {"0:未実施", Score::NotStarted},
    {"0.未実施", Score::NotStarted},
    {"0未実施", Score::NotStarted},
    {"未実施", Score::NotStarted},
    {"未実施(0点)", Score::NotStarted},
    {"0.0", Score::NotStarted},
    {"×", Score::NotStarted},
    {"x", Score::NotStarted},
    {"✕", Score::NotStarted},
    {"✗", Score::NotStarted},
    {"n/a", Score::NotApplicable},
    {"na", Score::NotApplicable},
    {"n.a.", Score::NotApplicable},
    {"非該当", Score::NotApplicable},
    {"該当無し", Score::NotApplicable},
    {"該当しない", Score::NotApplicable},
    {"対象外", Score::NotApplicable},
    {"notapplicable", Score::NotApplicable},
    {"-", Score::NotApplicable},
    {"−", Score::NotApplicable},
    {"―", Score::NotApplicable},
    {"ー", Score::NotApplicable},
    {"–", Score::NotApplicable},
    {"—", Score::NotApplicable},
    {"未回答", Score::Unanswered},
}};
}  // namespace

std::string_view text_of(Score score) {
  for (const auto& [name, value] : names)
    if (value == score) return name;
  return "";
}

std::optional<Score> parse_score(std::string_view text) {
  for (const auto& [name, value] : names)
    if (name == text) return value;
  return std::nullopt;
}

std::optional<Score> read_score(std::string_view cell) {
  const std::string squashed = text::squash(cell);
  if (const auto exact = parse_score(squashed)) return exact;
  if (squashed.starts_with("▽") || squashed.starts_with("▼")) return Score::Unanswered;
  for (const auto& [spelling, value] : spellings)
    if (spelling == squashed) return value;
  return std::nullopt;
}

}  // namespace sonae::assessment
