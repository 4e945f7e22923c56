#include "features/assessment/recogniser_headings.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace sonae::assessment {

namespace {

/// Longer texts are sentences, not headings.
constexpr std::size_t longest_heading = 40;

/// How a word has to stand in the heading.
enum class Match : std::uint8_t { Whole, Begins, Contains };

struct Word {
  Column column;
  Match match;
  std::string_view word;  ///< squashed
  int strength;
};

// In order of decision: the first word that fits names the role. "Last year" comes before everything, reasons before
// scores ("評価の根拠"), criteria before conditions and scores ("評価基準").
constexpr auto words = std::to_array<Word>({
    {Column::Previous, Match::Contains, "前回", 100},
    {Column::Previous, Match::Contains, "前年", 100},
    {Column::Previous, Match::Contains, "昨年", 100},
    {Column::Previous, Match::Contains, "過去", 90},
    {Column::Previous, Match::Contains, "previous", 100},
    {Column::Previous, Match::Contains, "lastyear", 100},
    {Column::Previous, Match::Begins, "prior", 90},
    {Column::Due, Match::Contains, "完了予定", 100},
    {Column::Due, Match::Contains, "期限", 100},
    {Column::Due, Match::Contains, "期日", 100},
    {Column::Due, Match::Contains, "予定日", 100},
    {Column::Due, Match::Contains, "予定時期", 100},
    {Column::Due, Match::Contains, "完了時期", 100},
    {Column::Due, Match::Begins, "due", 100},
    {Column::Due, Match::Contains, "deadline", 100},
    {Column::Due, Match::Contains, "targetdate", 100},
    {Column::Due, Match::Contains, "completiondate", 100},
    {Column::Basis, Match::Contains, "評価の根拠", 100},
    {Column::Basis, Match::Contains, "根拠", 95},
    {Column::Basis, Match::Contains, "エビデンス", 90},
    {Column::Basis, Match::Contains, "証跡", 85},
    {Column::Basis, Match::Contains, "評価理由", 90},
    {Column::Basis, Match::Contains, "判断理由", 85},
    {Column::Basis, Match::Contains, "evidence", 90},
    {Column::Basis, Match::Contains, "rationale", 95},
    {Column::Basis, Match::Contains, "justification", 90},
    {Column::Basis, Match::Begins, "basis", 95},
    {Column::Basis, Match::Contains, "reason", 85},
    {Column::Basis, Match::Whole, "理由", 80},
    {Column::Remark, Match::Contains, "備考", 100},
    {Column::Remark, Match::Contains, "コメント", 90},
    {Column::Remark, Match::Contains, "メモ", 80},
    {Column::Remark, Match::Contains, "remark", 100},
    {Column::Remark, Match::Contains, "comment", 90},
    {Column::Remark, Match::Begins, "note", 90},
    {Column::Criteria, Match::Contains, "達成基準", 100},
    {Column::Criteria, Match::Contains, "判定基準", 90},
    {Column::Criteria, Match::Contains, "評価基準", 90},
    {Column::Criteria, Match::Contains, "criteria", 100},
    {Column::Criteria, Match::Contains, "criterion", 100},
    {Column::Criteria, Match::Whole, "基準", 80},
    {Column::Criteria, Match::Contains, "確認観点", 70},
    {Column::Criteria, Match::Contains, "確認ポイント", 70},
    {Column::Condition, Match::Contains, "達成条件", 100},
    {Column::Condition, Match::Contains, "condition", 100},
    {Column::Condition, Match::Contains, "設問", 80},
    {Column::Condition, Match::Contains, "質問", 80},
    {Column::Condition, Match::Contains, "question", 80},
    {Column::Condition, Match::Contains, "確認項目", 75},
    {Column::Condition, Match::Contains, "評価項目", 75},
    {Column::Condition, Match::Contains, "チェック項目", 75},
    {Column::Condition, Match::Contains, "管理策", 75},
    {Column::Condition, Match::Whole, "controls", 75},
    {Column::Condition, Match::Whole, "control", 75},
    {Column::Condition, Match::Whole, "条件", 80},
    {Column::Condition, Match::Whole, "項目", 60},
    {Column::Condition, Match::Whole, "内容", 50},
    {Column::No, Match::Whole, "no", 100},
    {Column::No, Match::Whole, "no.", 100},
    {Column::No, Match::Whole, "番号", 95},
    {Column::No, Match::Whole, "項番", 95},
    {Column::No, Match::Whole, "#", 90},
    {Column::No, Match::Contains, "項目no", 95},
    {Column::No, Match::Contains, "項目番号", 95},
    {Column::No, Match::Whole, "itemno", 95},
    {Column::No, Match::Whole, "itemno.", 95},
    {Column::No, Match::Whole, "number", 90},
    {Column::No, Match::Whole, "itemnumber", 90},
    {Column::No, Match::Whole, "item#", 90},
    {Column::No, Match::Whole, "連番", 80},
    {Column::No, Match::Contains, "管理番号", 70},
    {Column::No, Match::Contains, "通し番号", 80},
    {Column::No, Match::Whole, "id", 70},
    {Column::Level, Match::Begins, "レベル", 100},
    {Column::Level, Match::Begins, "level", 100},
    {Column::Level, Match::Whole, "lv", 100},
    {Column::Level, Match::Whole, "lv.", 100},
    {Column::Level, Match::Contains, "対象レベル", 95},
    {Column::Level, Match::Contains, "達成レベル", 90},
    {Column::Level, Match::Contains, "level", 80},
    {Column::Level, Match::Contains, "レベル", 80},
    {Column::Area, Match::Contains, "担当領域", 100},
    {Column::Area, Match::Contains, "担当部", 95},
    {Column::Area, Match::Contains, "回答部", 90},
    {Column::Area, Match::Contains, "responsiblearea", 100},
    {Column::Area, Match::Contains, "areaofresponsibility", 100},
    {Column::Area, Match::Contains, "responsible", 90},
    {Column::Area, Match::Contains, "incharge", 85},
    {Column::Area, Match::Whole, "担当", 85},
    {Column::Area, Match::Whole, "領域", 80},
    {Column::Area, Match::Whole, "area", 85},
    {Column::Area, Match::Contains, "owner", 80},
    {Column::Purpose, Match::Contains, "目的", 100},
    {Column::Purpose, Match::Contains, "purpose", 100},
    {Column::Purpose, Match::Begins, "objective", 95},
    {Column::Requirement, Match::Contains, "要求事項", 100},
    {Column::Requirement, Match::Contains, "requirement", 100},
    {Column::Requirement, Match::Whole, "要件", 80},
    {Column::Label, Match::Begins, "ラベル", 100},
    {Column::Label, Match::Whole, "label", 100},
    {Column::Label, Match::Contains, "カテゴリ", 90},
    {Column::Label, Match::Contains, "category", 90},
    {Column::Label, Match::Whole, "分類", 90},
    {Column::Label, Match::Contains, "大分類", 85},
    {Column::Label, Match::Whole, "分野", 80},
    {Column::Label, Match::Whole, "区分", 70},
    {Column::Score, Match::Whole, "評価", 100},
    {Column::Score, Match::Whole, "自己評価", 100},
    {Column::Score, Match::Whole, "評価結果", 98},
    {Column::Score, Match::Whole, "自己評価結果", 98},
    {Column::Score, Match::Whole, "今回評価", 100},
    {Column::Score, Match::Whole, "今回評価結果", 98},
    {Column::Score, Match::Whole, "evaluation", 100},
    {Column::Score, Match::Contains, "selfevaluation", 100},
    {Column::Score, Match::Contains, "self-evaluation", 100},
    {Column::Score, Match::Contains, "selfassessment", 98},
    {Column::Score, Match::Contains, "self-assessment", 98},
    {Column::Score, Match::Contains, "score", 95},
    {Column::Score, Match::Contains, "evaluation", 90},
    {Column::Score, Match::Contains, "スコア", 95},
    {Column::Score, Match::Contains, "評価点", 95},
    {Column::Score, Match::Contains, "評点", 95},
    {Column::Score, Match::Contains, "点数", 90},
    {Column::Score, Match::Contains, "得点", 85},
    {Column::Score, Match::Contains, "rating", 90},
    {Column::Score, Match::Whole, "assessment", 90},
    {Column::Score, Match::Whole, "result", 75},
    {Column::Score, Match::Whole, "判定", 85},
    {Column::Score, Match::Whole, "判定結果", 85},
    {Column::Score, Match::Whole, "達成状況", 85},
    {Column::Score, Match::Whole, "達成度", 80},
    {Column::Score, Match::Whole, "実施状況", 75},
    {Column::Score, Match::Whole, "対応状況", 75},
    {Column::Score, Match::Whole, "回答", 75},
    {Column::Score, Match::Whole, "answer", 75},
});

// With one of these a heading that speaks of 評価 is about something else.
constexpr std::array<std::string_view, 9> not_score = {
    "評価者", "評価日", "評価方法", "評価対象", "評価期間", "評価部門", "evaluator", "evaluatedby", "evaluationdate"};

bool fits(const Word& word, std::string_view heading) {
  switch (word.match) {
    case Match::Whole:
      return heading == word.word;
    case Match::Begins:
      return heading.starts_with(word.word);
    case Match::Contains:
      return heading.find(word.word) != std::string_view::npos;
  }
  return false;
}

/// Without what stands in brackets and without marks ("▽評価", "※", "評価：").
std::string core_of(std::string_view squashed) {
  static constexpr std::u32string_view open = U"([{【〔「『<〈《";
  static constexpr std::u32string_view close = U")]}】〕」』>〉》";
  static constexpr std::u32string_view marks = U"※*■□▼▽▲△●◆◇★☆:、。・";
  std::u32string out;
  int depth = 0;
  for (const char32_t c : text::to_utf32(squashed)) {
    if (open.find(c) != std::u32string_view::npos)
      ++depth;
    else if (close.find(c) != std::u32string_view::npos)
      depth = std::max(0, depth - 1);
    else if (depth == 0 && marks.find(c) == std::u32string_view::npos)
      out.push_back(c);
  }
  return text::from_utf32(out);
}

std::string without_year(std::string_view core) {
  // "2026年度評価" and "fy2026evaluation" are "評価" and "evaluation".
  std::string out(core);
  const int year = heading_year(out);
  if (year == 0) return out;
  const std::string digits = std::to_string(year);
  for (const std::string& form : {"fy" + digits, digits + "年度", digits + "年", digits})
    if (const std::size_t at = out.find(form); at != std::string::npos) return out.erase(at, form.size());
  return out;
}

std::optional<HeadingFit> match(std::string_view heading) {
  if (heading.empty()) return std::nullopt;
  for (const std::string_view word : not_score)
    if (heading.find(word) != std::string_view::npos) return std::nullopt;
  for (const Word& word : words)
    if (fits(word, heading)) return HeadingFit{word.column, word.strength};
  return std::nullopt;
}

}  // namespace

int heading_year(std::string_view heading) {
  const std::string squashed = text::squash(heading);
  for (std::size_t at = 0; at + 4 <= squashed.size(); ++at) {
    const std::string_view digits = std::string_view(squashed).substr(at, 4);
    if (digits.starts_with("20") && digits.find_first_not_of("0123456789") == std::string_view::npos)
      return (digits[2] - '0') * 10 + (digits[3] - '0') + 2000;
  }
  return 0;
}

std::optional<HeadingFit> read_heading(std::string_view heading) {
  if (heading.size() > 4 * longest_heading || text::length(heading) > longest_heading) return std::nullopt;
  const std::string squashed = text::squash(heading);
  const std::string core = core_of(squashed);
  if (auto fit = match(core)) {
    if (fit->column != Column::Previous && match(squashed) && match(squashed)->column == Column::Previous)
      return match(squashed);
    return fit;
  }
  if (const std::string plain = without_year(core); plain != core)
    if (auto fit = match(plain)) return fit;
  return core.empty() ? match(squashed) : std::nullopt;
}

std::optional<HeadingFit> read_headings(const std::vector<std::string>& lines) {
  if (lines.empty()) return std::nullopt;
  std::string joined;
  for (const std::string& line : lines) joined += line;
  const auto whole = read_heading(joined);
  if (lines.size() == 1 || (whole && whole->column == Column::Previous)) return whole;
  std::optional<HeadingFit> lowest;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const auto fit = read_heading(*line);
    if (fit && fit->column == Column::Previous) return fit;
    if (fit && !lowest) lowest = fit;
  }
  // "自己評価" over "根拠" is read as one; where that says nothing the lower line decides, not the group above it.
  return whole ? whole : lowest;
}

std::string searched_words() {
  return "No. / 達成条件 / 達成基準 / 評価 / 評価の根拠 / Condition / Criteria / Evaluation";
}

}  // namespace sonae::assessment
