#include "features/assessment/recogniser_answers.h"

#include <charconv>
#include <map>
#include <optional>

#include "base/day_words.h"
#include "base/text.h"
#include "features/assessment/dates.h"

namespace sonae::assessment {

namespace {

using xlsx::Place;
using xlsx::Value;

std::optional<double> as_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Value value_of(const xlsx::Choice& choice) {
  if (choice.number)
    if (const auto number = as_number(choice.text)) return *number;
  return choice.text;
}

/// How the column's present answers spell each score; empty where none is there yet.
class Spellings {
 public:
  Spellings(const xlsx::Workbook& book, const xlsx::Sheet& sheet, const RecognisedSheet& recognised)
      : book_(book), sheet_(sheet) {
    for (const SheetItem& item : recognised.items) {
      const auto place = xlsx::parse_place(item.score_cell);
      const xlsx::Cell* cell = place ? sheet.find(*place) : nullptr;
      if (cell == nullptr || item.score == Score::Unanswered) continue;
      if (cell->kind == xlsx::CellKind::Number)
        seen_.emplace(item.score, cell->number);
      else if (cell->kind == xlsx::CellKind::Text)
        seen_.emplace(item.score, std::string(cell->text));
    }
    const auto& score = at(recognised.columns, Column::Score);
    const auto column = score ? xlsx::parse_column(*score) : std::nullopt;
    if (column) english_ = !has_japanese(sheet.text({recognised.header_row, *column}));
  }

  /// The value that says `score` at `place`.
  [[nodiscard]] Value of(Score score, Place place) const {
    for (const xlsx::Choice& choice : book_.choices(sheet_, place)) {
      const auto read = read_score(choice.text);
      // Without an answer the cell shows the pulldown's own prompt, if it has one.
      if (read == score && !text::trim(choice.text).empty()) return value_of(choice);
    }
    if (score == Score::Unanswered) return std::monostate();
    if (const auto seen = seen_.find(score); seen != seen_.end()) return seen->second;
    if (score == Score::NotApplicable) return english_ ? std::string("N/A") : std::string(text_of(score));
    return like_the_others(score, place);
  }

 private:
  static bool has_japanese(std::string_view text) {
    for (const char32_t c : text::to_utf32(text))
      if (c >= 0x3000) return true;
    return false;
  }

  /// 2, 1 or 0 in the manner in which another of them is written: "2点", "○", text or number.
  [[nodiscard]] Value like_the_others(Score score, Place place) const {
    const std::string digit(text_of(score));
    for (const auto& [other, value] : seen_) {
      const auto* text = std::get_if<std::string>(&value);
      if (text == nullptr || other == Score::NotApplicable) continue;
      const std::string other_digit(text_of(other));
      const std::string squashed = text::squash(*text);
      if (squashed == other_digit) return digit;
      if (squashed == other_digit + "点") return digit + "点";
      if (squashed.find_first_of("0123456789") == std::string::npos && text::length(*text) == 1)
        return std::string(score == Score::Complete ? "○" : score == Score::InProgress ? "△" : "×");
    }
    const xlsx::Cell* cell = sheet_.find(place);
    if (cell != nullptr && cell->text_format) return digit;
    return *as_number(digit);
  }

  const xlsx::Workbook& book_;
  const xlsx::Sheet& sheet_;
  std::map<Score, Value> seen_;
  bool english_ = false;
};

/// Whether the cell means this day already: "2027年3月" needs no rewriting when the answer is 2027-03-31.
bool says(std::string_view cell, const Date& day) {
  return read_date(cell, {fiscal_year_of(day, 4), 4, std::nullopt}) == day;
}

class AnswerPlan {
 public:
  AnswerPlan(const xlsx::Workbook& book, const xlsx::Sheet& sheet, const RecognisedSheet& recognised)
      : sheet_(sheet), recognised_(recognised), spellings_(book, sheet, recognised) {
    for (const SheetItem& item : recognised.items) {
      items_.emplace(item.no, &item);
      sharing_[item.score_cell].push_back(&item);
      if (!item.basis_cell.empty()) sharing_[item.basis_cell].push_back(&item);
      if (!item.due_cell.empty()) sharing_[item.due_cell].push_back(&item);
    }
  }

  void add(const SheetAnswer& answer) {
    const auto found = items_.find(answer.no);
    if (found == items_.end()) {
      complain("No. " + std::to_string(answer.no), "workbook.fill.unknown_item", {{"no", std::to_string(answer.no)}});
      return;
    }
    const SheetItem& item = *found->second;
    if (answer.score) scores_[item.score_cell][item.no] = *answer.score;
    if (answer.due && !item.due_cell.empty() && !says(item.due, *answer.due))
      dues_[item.due_cell][item.no] = day_words(*answer.due);
    if (!answer.basis) return;
    const std::string basis(*answer.basis);
    if (!item.basis_cell.empty())
      bases_[item.basis_cell][item.no] = basis;
    else if (!basis.empty())
      complain("No. " + std::to_string(item.no), "workbook.fill.no_basis_column", {{"no", std::to_string(item.no)}});
  }

  Result<std::vector<xlsx::Edit>> take() {
    std::vector<xlsx::Edit> edits;
    for (const auto& [cell, wanted] : scores_) {
      const auto [agreed, changes] = agree<Score>(cell, wanted, &SheetItem::score);
      const Place place = *xlsx::parse_place(cell);
      const xlsx::Cell* present = sheet_.find(place);
      // What the recogniser could not read is never "the same already"; but "not answered" does not wipe it out.
      const bool readable = present == nullptr || read_score(present->text).has_value();
      if (changes || (!readable && agreed != Score::Unanswered))
        edits.push_back({recognised_.sheet, place, spellings_.of(agreed, place)});
    }
    for (const auto& [cell, wanted] : bases_) {
      const auto [agreed, changes] = agree<std::string>(cell, wanted, &SheetItem::basis);
      if (changes) edits.push_back({recognised_.sheet, *xlsx::parse_place(cell), agreed});
    }
    for (const auto& [cell, wanted] : dues_) {
      const auto [agreed, changes] = agree<std::string>(cell, wanted, &SheetItem::due);
      if (changes) edits.push_back({recognised_.sheet, *xlsx::parse_place(cell), agreed});
    }
    if (!errors_.empty()) {
      const FieldError& first = errors_.front();
      return std::unexpected(Error{ErrorKind::Invalid, first.key, first.args, "", errors_});
    }
    return edits;
  }

 private:
  /// The one value of a cell, which several items may share when it is merged; with it whether that is a change.
  template <typename T>
  std::pair<T, bool> agree(const std::string& cell, const std::map<int, T>& wanted, T SheetItem::* what) {
    const T& first = wanted.begin()->second;
    bool changes = false;
    for (const SheetItem* item : sharing_.at(cell)) {
      const auto found = wanted.find(item->no);
      const T& value = found == wanted.end() ? item->*what : found->second;
      if (value != first) {
        const std::string place = recognised_.sheet + "!" + cell;
        complain(place, "workbook.fill.shared_cell", {{"cell", place}, {"no", std::to_string(item->no)}});
        return {first, false};
      }
      if (value != item->*what) changes = true;
    }
    return {first, changes};
  }

  void complain(std::string place, std::string key, Args args) {
    errors_.push_back({std::move(place), std::move(key), std::move(args)});
  }

  const xlsx::Sheet& sheet_;
  const RecognisedSheet& recognised_;
  Spellings spellings_;
  std::map<int, const SheetItem*> items_;
  std::map<std::string, std::vector<const SheetItem*>> sharing_;  ///< items by cell; more than one when it is merged
  std::map<std::string, std::map<int, Score>> scores_;
  std::map<std::string, std::map<int, std::string>> bases_;
  std::map<std::string, std::map<int, std::string>> dues_;
  std::vector<FieldError> errors_;
};

}  // namespace

Result<std::vector<xlsx::Edit>> edits_for(const xlsx::Workbook& book, const RecognisedSheet& sheet,
                                          const std::vector<SheetAnswer>& answers) {
  const xlsx::Sheet* source = book.find_sheet(sheet.sheet);
  if (source == nullptr) return internal("the recognised sheet is not in its workbook");
  AnswerPlan plan(book, *source, sheet);
  for (const SheetAnswer& answer : answers) plan.add(answer);
  return plan.take();
}

std::vector<xlsx::Edit> as_offered(const xlsx::Workbook& book, const std::vector<xlsx::Edit>& edits) {
  std::vector<xlsx::Edit> out = edits;
  for (xlsx::Edit& edit : out) {
    const auto* text = std::get_if<std::string>(&edit.value);
    const xlsx::Sheet* sheet = book.find_sheet(edit.sheet);
    if (text == nullptr || sheet == nullptr) continue;
    for (const xlsx::Choice& choice : book.choices(*sheet, sheet->anchor(edit.place))) {
      if (choice.text != *text) continue;
      edit.value = value_of(choice);
      break;
    }
  }
  return out;
}

}  // namespace sonae::assessment
