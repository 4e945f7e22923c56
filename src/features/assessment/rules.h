#pragma once
// The rules of the self-assessment sheet. Pure: no clock, database, locale or file.
//
// Source: 質問⑮ of the industry's Q&A ("2 when everything in 達成基準 is done; whether people then obey is not asked
// where the criterion does not ask it; one of several sample answers is not enough") and the sheet's own guidance on
// 評価の根拠: 2 = name of the rule or system and the year it was made, revised or introduced; 1 = present state and
// planned completion; 0 = improvement plan; 該当なし = why it does not apply.
//
// Findings never block saving. `Error` says that something the guidance demands is certainly absent, `Warning` that
// we could not recognise it: texts are free, so recognition may be wrong and the person decides.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "features/assessment/score.h"

namespace sonae::assessment {

/// One item with its answer, as far as the rules look at it.
struct AnswerFacts {
  int no = 0;
  Score score = Score::Unanswered;
  std::string basis;                       ///< 評価の根拠
  std::optional<Date> due;                 ///< 完了予定; a sheet without that column has it in the basis
  std::vector<std::string> criteria;       ///< lines of 達成基準 (split_criteria); may be empty
  std::optional<std::vector<bool>> ticks;  ///< one per criterion; nothing when ticks are not used
  std::optional<int> level;                ///< 1-3
  std::string label;
  std::string department;      ///< key of the department that answers; empty: none
  std::vector<int> builds_on;  ///< items without which this one cannot be complete (framework pack)
};

struct CheckContext {
  Date today;
  std::optional<Date> hand_in;  ///< the day on which the sheet is due
  int fiscal_year = 0;          ///< 0: the one of `today`
  int start_month = 4;
};

enum class Severity : std::uint8_t { Warning, Error };
enum class Field : std::uint8_t { Score, Basis, Due, Ticks };
[[nodiscard]] std::string_view name_of(Severity severity);  ///< "warning" "error"
[[nodiscard]] std::string_view name_of(Field field);        ///< "score" "basis" "due" "ticks"

/// `code` is a message key "assessment.finding.<problem>" that takes `args`.
struct Finding {
  int no = 0;
  Field field = Field::Basis;
  std::string code;
  Args args;
  Severity severity = Severity::Warning;
};

/// What the help beside the cell warns about. An unanswered item is quiet until seven days before the hand-in.
[[nodiscard]] std::vector<Finding> check_answer(const AnswerFacts& answer, const CheckContext& context);

/// The consistency check before hand-in: every answer's findings in the order of the items, each unanswered item,
/// numbers that occur twice, an item that is complete although the one it builds on is not, and one basis pasted
/// under ten or more items.
[[nodiscard]] std::vector<Finding> check_sheet(std::span<const AnswerFacts> answers, const CheckContext& context);

/// 達成基準 as a tick list: a line that starts with ・ ● ■ - * ① (1) 1. 1) a) or ア) opens a criterion, other lines
/// continue the one before. Text without any mark is one criterion per line. Marks are dropped. A text of one
/// criterion gives one; an empty one none.
[[nodiscard]] std::vector<std::string> split_criteria(std::string_view text);

/// True when the text seems to name a rule or a system: a word such as 規程, 手順書, マニュアル, システム, ソフト,
/// 台帳, a name in 「」『』, a clause (第3条), a document number or a product name in Latin or katakana letters.
/// Heuristic.
[[nodiscard]] bool names_rule_or_system(std::string_view text);

/// How 該当なし and 未回答 enter the totals. The official treatment is not known to us: the choice is shown on the
/// screen beside every total.
enum class NotApplicableCounts : std::uint8_t {
  Exclude,  ///< neither points nor maximum
  Full,     ///< like 2 points
};
enum class UnansweredCounts : std::uint8_t {
  Zero,     ///< like 0 points
  Exclude,  ///< neither points nor maximum
};
struct TotalsOptions {
  NotApplicableCounts not_applicable = NotApplicableCounts::Exclude;
  UnansweredCounts unanswered = UnansweredCounts::Zero;
};

struct Tally {
  std::string key;  ///< "" overall; "1" "2" "3" "none"; label; department key ("" for none)
  int items = 0;
  int complete = 0;
  int in_progress = 0;
  int not_started = 0;
  int not_applicable = 0;
  int unanswered = 0;
  int points = 0;
  int max_points = 0;
  std::optional<int> rate;  ///< points per thousand of max_points, rounded half up; nothing when nothing counts
};

struct Totals {
  Tally overall;
  std::vector<Tally> levels;       ///< 1, 2, 3, then items of unknown level; empty ones left out
  std::vector<Tally> labels;       ///< in the order of the sheet
  std::vector<Tally> departments;  ///< in the order of first appearance, "none" last
};
[[nodiscard]] Totals count_totals(std::span<const AnswerFacts> answers, const TotalsOptions& options);

}  // namespace sonae::assessment
