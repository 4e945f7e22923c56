#include "features/assessment/rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "features/assessment/dates.h"

namespace sonae::assessment {

namespace {

/// Reasons below this length seldom tell anybody why (screens.md: 10 characters).
constexpr std::size_t shortest_reason = 10;
/// A present state or plan below this is a word, not a statement ("なし", "検討中").
constexpr std::size_t shortest_statement = 5;
/// One text under this many items was pasted rather than written for each.
constexpr std::size_t pasted_often = 10;
/// From this many days before the hand-in an unanswered item is warned about.
constexpr int last_days = 7;

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// Collects the findings of one answer.
class Judge {
 public:
  Judge(const AnswerFacts& answer, const CheckContext& context) : answer_(answer), context_(context) {
    if (context_.fiscal_year == 0) context_.fiscal_year = fiscal_year_of(context_.today, context_.start_month);
    squashed_ = text::squash(answer_.basis);
  }

  std::vector<Finding> run() {
    switch (answer_.score) {
      case Score::Complete:
        complete();
        break;
      case Score::InProgress:
        in_progress();
        break;
      case Score::NotStarted:
        not_started();
        break;
      case Score::NotApplicable:
        not_applicable();
        break;
      case Score::Unanswered:
        unanswered();
        break;
    }
    return std::move(findings_);
  }

 private:
  void add(Field field, Severity severity, std::string_view problem, Args args = {}) {
    findings_.push_back({answer_.no, field, "assessment.finding." + std::string(problem), std::move(args), severity});
  }
  [[nodiscard]] std::size_t unticked() const {
    if (!answer_.ticks) return 0;
    return static_cast<std::size_t>(std::count(answer_.ticks->begin(), answer_.ticks->end(), false));
  }

  void complete() {
    // "All of 達成基準" is what two points mean; one that is not ticked is said even when the basis reads well.
    if (const std::size_t open = unticked(); open > 0)
      add(Field::Ticks, Severity::Warning, "complete_with_unticked",
          {{"open", std::to_string(open)}, {"all", std::to_string(answer_.ticks->size())}});
    if (squashed_.empty()) return add(Field::Basis, Severity::Error, "complete_without_basis");
    if (!names_rule_or_system(answer_.basis)) add(Field::Basis, Severity::Warning, "complete_without_name");
    const std::vector<int> years = find_years(answer_.basis);
    if (years.empty()) {
      add(Field::Basis, Severity::Warning, "complete_without_year");
    } else if (const int first = *std::min_element(years.begin(), years.end());
               first > std::max(context_.today.year(), context_.fiscal_year)) {
      add(Field::Basis, Severity::Warning, "complete_in_future", {{"year", std::to_string(first)}});
    }
    static constexpr std::array<std::string_view, 12> unfinished = {"作成中",   "策定中",   "検討中",   "準備中",
                                                                    "整備中",   "対応中",   "導入予定", "策定予定",
                                                                    "完了予定", "作成予定", "改定予定", "未整備"};
    if (contains_any(squashed_, unfinished)) add(Field::Score, Severity::Warning, "complete_still_planned");
  }

  void in_progress() {
    if (answer_.ticks && !answer_.ticks->empty() && unticked() == 0)
      add(Field::Score, Severity::Warning, "in_progress_all_ticked");
    if (squashed_.empty()) add(Field::Basis, Severity::Error, "in_progress_without_basis");
    const DateContext dates{context_.fiscal_year, context_.start_month, context_.today};
    const std::optional<Date> due = answer_.due ? answer_.due : find_due_date(answer_.basis, dates);
    if (!squashed_.empty() && text::length(squashed_) < shortest_statement)
      add(Field::Basis, Severity::Warning, "in_progress_state_unclear");
    if (!due) return add(Field::Due, Severity::Warning, "in_progress_without_date");
    if (*due < context_.today) {
      add(Field::Due, Severity::Warning, "in_progress_date_past", {{"due", due->iso()}});
    } else if (context_.hand_in && *due > *context_.hand_in) {
      add(Field::Due, Severity::Warning, "in_progress_date_after_hand_in",
          {{"due", due->iso()}, {"hand_in", context_.hand_in->iso()}});
    }
  }

  void not_started() {
    if (squashed_.empty()) return add(Field::Basis, Severity::Error, "not_started_without_plan");
    static constexpr std::array<std::string_view, 9> empty_words = {"なし",     "無し",   "未定", "未実施", "未着手",
                                                                    "特になし", "検討中", "n/a",  "不明"};
    const bool only_a_word = std::any_of(empty_words.begin(), empty_words.end(), [&](std::string_view word) {
      return squashed_ == word || squashed_ == std::string(word) + "。";
    });
    if (only_a_word || text::length(squashed_) < shortest_statement)
      add(Field::Basis, Severity::Warning, "not_started_plan_unclear");
  }

  void not_applicable() {
    if (squashed_.empty()) return add(Field::Basis, Severity::Error, "not_applicable_without_reason");
    if (text::length(squashed_) < shortest_reason)
      add(Field::Basis, Severity::Warning, "not_applicable_reason_short", {{"least", std::to_string(shortest_reason)}});
  }

  void unanswered() {
    if (!squashed_.empty()) add(Field::Score, Severity::Warning, "basis_without_score");
    if (context_.hand_in && context_.hand_in->days() - context_.today.days() <= last_days)
      add(Field::Score, Severity::Warning, "unanswered_soon", {{"hand_in", context_.hand_in->iso()}});
  }

  const AnswerFacts& answer_;
  CheckContext context_;
  std::string squashed_;
  std::vector<Finding> findings_;
};

std::string join_numbers(const std::vector<int>& numbers) {
  constexpr std::size_t shown = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(numbers.size(), shown); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
  return numbers.size() > shown ? text + " …" : text;
}

/// Findings that need the whole sheet, by the item under which they are listed.
std::multimap<int, Finding> across_items(std::span<const AnswerFacts> answers) {
  std::multimap<int, Finding> found;
  std::map<int, Score> scores;
  std::map<int, int> seen;
  std::map<std::string, std::vector<int>> by_basis;
  for (const AnswerFacts& answer : answers) {
    scores.emplace(answer.no, answer.score);
    if (++seen[answer.no] == 2)
      found.emplace(answer.no,
                    Finding{answer.no, Field::Score, "assessment.finding.duplicate_number", {}, Severity::Error});
    if (answer.score == Score::Complete && !text::trim(answer.basis).empty())
      by_basis[text::squash(answer.basis)].push_back(answer.no);
  }
  for (const auto& [basis, numbers] : by_basis)
    if (numbers.size() >= pasted_often)
      found.emplace(numbers.front(),
                    Finding{numbers.front(),
                            Field::Basis,
                            "assessment.finding.same_basis_often",
                            {{"count", std::to_string(numbers.size())}, {"numbers", join_numbers(numbers)}},
                            Severity::Warning});
  for (const AnswerFacts& answer : answers) {
    if (answer.score != Score::Complete) continue;
    for (const int base : answer.builds_on) {
      const auto it = scores.find(base);
      if (it != scores.end() && (it->second == Score::NotStarted || it->second == Score::NotApplicable))
        found.emplace(answer.no, Finding{answer.no,
                                         Field::Score,
                                         "assessment.finding.base_not_complete",
                                         {{"base", std::to_string(base)}},
                                         Severity::Warning});
    }
  }
  return found;
}

}  // namespace

std::string_view name_of(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

std::string_view name_of(Field field) {
  switch (field) {
    case Field::Score:
      return "score";
    case Field::Basis:
      return "basis";
    case Field::Due:
      return "due";
    case Field::Ticks:
      return "ticks";
  }
  return "basis";
}

std::vector<Finding> check_answer(const AnswerFacts& answer, const CheckContext& context) {
  return Judge(answer, context).run();
}

std::vector<Finding> check_sheet(std::span<const AnswerFacts> answers, const CheckContext& context) {
  std::multimap<int, Finding> across = across_items(answers);
  std::vector<Finding> findings;
  for (const AnswerFacts& answer : answers) {
    const auto own = check_answer(answer, context);
    if (answer.score == Score::Unanswered)
      findings.push_back({answer.no, Field::Score, "assessment.finding.unanswered", {}, Severity::Error});
    for (const Finding& finding : own)
      if (finding.code != "assessment.finding.unanswered_soon") findings.push_back(finding);
    const auto [begin, end] = across.equal_range(answer.no);
    for (auto it = begin; it != end; ++it) findings.push_back(it->second);
    across.erase(begin, end);
  }
  return findings;
}

}  // namespace sonae::assessment
