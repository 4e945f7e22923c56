// A copy, what it was made from, and the sheet as it stands: what differs. No database, no file.

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "features/assessment/dates.h"
#include "features/assessment/exchange/exchange.h"

namespace sonae::assessment::exchange {

namespace {

constexpr int dates_start_month = 4;  // as a sheet's first import reads its dates (start.cpp)

AnswerValues values_of(const SheetItem& item, int fiscal_year) {
  return {item.score, text::clean_free_text(item.basis).value_or(""),
          read_date(item.due, {fiscal_year, dates_start_month, std::nullopt})};
}

AnswerValues values_of(const Answer& answer) { return {answer.score, answer.basis, answer.due}; }

const SheetItem* find_item(const RecognisedSheet& sheet, int no) {
  const auto found = std::ranges::find(sheet.items, no, &SheetItem::no);
  return found == sheet.items.end() ? nullptr : &*found;
}

/// The text of a score cell that the reader did not understand; it warned about it.
const SheetWarning* unread_score(const RecognisedSheet& sheet, int no) {
  const std::string number = std::to_string(no);
  for (const SheetWarning& warning : sheet.warnings) {
    if (warning.key != "workbook.warning.score") continue;
    const auto about = warning.args.find("no");
    if (about != warning.args.end() && about->second == number) return &warning;
  }
  return nullptr;
}

/// Reads a copy's answers; what cannot be read is left out and noted.
class CopyAnswers {
 public:
  CopyAnswers(const CopyReading& reading, int fiscal_year) : reading_(reading), fiscal_year_(fiscal_year) {}

  /// `base`: what a cell that was not touched means.
  FileAnswer of(const SheetItem& item, const AnswerValues& base) {
    FileAnswer said;
    if (const SheetWarning* warning = unread_score(reading_.copy, item.no)) {
      const auto text = warning->args.find("text");
      note(item.no, MergeField::Score, item.score_cell, text == warning->args.end() ? "" : text->second);
    } else if (!is_error(item.score_cell)) {
      said.score = item.score;
    }
    if (is_error(item.basis_cell))
      note(item.no, MergeField::Basis, item.basis_cell, item.basis);
    else if (!item.basis_cell.empty())
      said.basis = item.basis;
    if (is_error(item.due_cell))
      note(item.no, MergeField::Due, item.due_cell, item.due);
    else if (!item.due_cell.empty())
      said.due = due_of(item, base);
    return said;
  }
  std::vector<UnreadCell> take_unread() { return std::move(unread_); }

 private:
  [[nodiscard]] bool is_error(const std::string& cell) const {
    return !cell.empty() && std::ranges::find(reading_.errors, cell) != reading_.errors.end();
  }
  void note(int no, MergeField field, const std::string& cell, std::string text) {
    unread_.push_back({no, field, cell, std::move(text)});
  }
  std::optional<std::optional<Date>> due_of(const SheetItem& item, const AnswerValues& base) {
    const std::string_view text = text::trim(item.due);
    // An answer without a date leaves the carrier's own text in the cell ("未定"): that is no date the copy gave.
    const SheetItem* before = find_item(reading_.carrier, item.no);
    if (before != nullptr && text == text::trim(before->due) && !base.due) return base.due;
    if (text.empty()) return std::optional<Date>();
    const auto date = read_date(text, {fiscal_year_, dates_start_month, std::nullopt});
    if (date) return date;
    note(item.no, MergeField::Due, item.due_cell, std::string(text));
    return std::nullopt;
  }

  const CopyReading& reading_;
  int fiscal_year_;
  std::vector<UnreadCell> unread_;
};

AnswerValues base_values(const Base& base, int no) {
  const auto found = base.answers.find(no);
  return found == base.answers.end() ? AnswerValues{} : found->second;
}

int differences(const Base& base, const CopySources& sources, const CopyReading& reading) {
  CopyAnswers copy(reading, sources.sheet.summary.fiscal_year);
  int count = 0;
  for (const Answer& answer : sources.sheet.answers) {
    const SheetItem* item = find_item(reading.copy, answer.no);
    const AnswerValues values = base_values(base, answer.no);
    if (item != nullptr) count += count_differences(values, copy.of(*item, values));
  }
  return count;
}

std::string heading(const Columns& columns, Column column) { return at(columns, column).value_or("-"); }

}  // namespace

std::vector<Base> bases_of(const CopySources& sources, const RecognisedSheet& original) {
  std::vector<Base> bases;
  for (const Export& made : sources.exports) {
    const auto carrier = std::ranges::find(sources.workbooks, made.workbook, &UploadedWorkbook::id);
    bases.push_back({made.id.text(), made.workbook, carrier == sources.workbooks.end() ? "" : carrier->blob_hash,
                     made.sha256, made.at, made.by, made.answers});
  }
  Base first{std::string(original_base),
             sources.original.id,
             sources.original.blob_hash,
             sources.original.blob_hash,
             sources.original_at,
             "",
             {}};
  for (const SheetItem& item : original.items)
    first.answers.emplace(item.no, values_of(item, sources.sheet.summary.fiscal_year));
  bases.push_back(std::move(first));
  return bases;
}

const Base& likely_base(const std::vector<Base>& bases, const CopySources& sources, const CopyReading& reading) {
  const Base* best = &bases.back();
  int fewest = -1;
  for (const Base& base : bases) {
    if (base.sha256 == sources.copy.file.blob_hash) return base;
    const int count = differences(base, sources, reading);
    if (fewest < 0 || count < fewest) {
      fewest = count;
      best = &base;
    }
  }
  return *best;
}

CopyComparison compare_copy(const CopySources& sources, const CopyReading& reading, const std::vector<Base>& bases,
                            const Base& base) {
  CopyComparison result;
  result.base = base.id;
  for (const Base& one : bases)
    result.bases.push_back(
        {one.id, one.at, one.by, differences(one, sources, reading), one.sha256 == sources.copy.file.blob_hash});
  CopyAnswers copy(reading, sources.sheet.summary.fiscal_year);
  std::vector<MergeItem> items;
  for (std::size_t i = 0; i < sources.sheet.answers.size(); ++i) {
    const Answer& answer = sources.sheet.answers[i];
    const SheetItem* item = find_item(reading.copy, answer.no);
    if (item == nullptr) {
      result.missing.push_back({answer.no, sources.sheet.items[i].label});
      continue;
    }
    const AnswerValues before = base_values(base, answer.no);
    items.push_back({answer.no, before, copy.of(*item, before), values_of(answer)});
  }
  result.cells = compare_three_ways(items);
  for (const MergeCell& cell : result.cells) {
    const auto answer = std::ranges::find(sources.sheet.answers, cell.no, &Answer::no);
    if (answer != sources.sheet.answers.end() && (result.items.empty() || result.items.back().no != cell.no))
      result.items.push_back({cell.no, answer->version});
  }
  result.unread = copy.take_unread();
  for (const SheetItem& item : reading.copy.items)
    if (std::ranges::find(sources.sheet.answers, item.no, &Answer::no) == sources.sheet.answers.end())
      result.added.push_back({item.no, item.row, item.condition, item.score, item.basis});
  result.others = reading.others;
  result.carrier_problems = carrier_problems(reading);
  return result;
}

std::vector<FieldError> carrier_problems(const CopyReading& reading) {
  const RecognisedSheet& carrier = reading.carrier;
  const RecognisedSheet& copy = reading.copy;
  std::vector<FieldError> problems;
  if (carrier.sheet != copy.sheet)
    problems.push_back({copy.sheet, "exchange.carrier.sheet", {{"before", carrier.sheet}, {"after", copy.sheet}}});
  constexpr std::array<std::pair<Column, std::string_view>, 4> columns = {
      {{Column::No, "exchange.carrier.column_no"},
       {Column::Score, "exchange.carrier.column_score"},
       {Column::Basis, "exchange.carrier.column_basis"},
       {Column::Due, "exchange.carrier.column_due"}}};
  for (const auto& [column, key] : columns)
    if (at(carrier.columns, column) != at(copy.columns, column))
      problems.push_back({copy.sheet + "!" + heading(copy.columns, column),
                          std::string(key),
                          {{"before", heading(carrier.columns, column)}, {"after", heading(copy.columns, column)}}});
  for (const SheetItem& item : carrier.items) {
    const SheetItem* now = find_item(copy, item.no);
    const Args about = {{"no", std::to_string(item.no)}};
    if (now == nullptr)
      problems.push_back({carrier.sheet + "!" + item.score_cell, "exchange.carrier.item_missing", about});
    else if (text::squash(now->condition) != text::squash(item.condition) ||
             text::squash(now->criteria) != text::squash(item.criteria))
      problems.push_back({copy.sheet + "!" + now->score_cell, "exchange.carrier.item_reworded", about});
  }
  for (const SheetItem& item : copy.items)
    if (find_item(carrier, item.no) == nullptr)
      problems.push_back(
          {copy.sheet + "!" + item.score_cell, "exchange.carrier.item_added", {{"no", std::to_string(item.no)}}});
  for (const std::string& cell : reading.formulas)
    problems.push_back({copy.sheet + "!" + cell, "exchange.carrier.formula", {{"cell", cell}}});
  return problems;
}

}  // namespace sonae::assessment::exchange
