#include "features/assessment/recogniser_items.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "features/assessment/recogniser_headings.h"

namespace sonae::assessment {

namespace {

using xlsx::Place;
using xlsx::Sheet;

constexpr std::size_t max_items = 5000;
constexpr std::size_t max_warnings = 500;
constexpr std::size_t quoted_characters = 40;
constexpr std::size_t listed_numbers = 20;

std::string tidy(std::string_view cell) {
  const std::string_view trimmed = text::trim(cell);
  if (trimmed.find('\r') == std::string_view::npos) return std::string(trimmed);
  std::string out;
  for (std::size_t i = 0; i < trimmed.size(); ++i) {
    if (trimmed[i] != '\r')
      out.push_back(trimmed[i]);
    else if (i + 1 == trimmed.size() || trimmed[i + 1] != '\n')
      out.push_back('\n');
  }
  return out;
}

std::string quoted(std::string_view cell) {
  const std::string_view start = text::prefix(text::trim(cell), quoted_characters);
  return start.size() < text::trim(cell).size() ? std::string(start) + "…" : std::string(start);
}

class ItemReader {
 public:
  ItemReader(const Sheet& sheet, const ColumnNumbers& columns, RecognisedSheet& result)
      : sheet_(sheet), columns_(columns), result_(result) {}

  void read(std::uint32_t first_row) {
    for (std::uint32_t row = first_row; row <= sheet_.last_row && result_.items.size() < max_items; ++row)
      read_row(row);
    if (!result_.items.empty()) {
      result_.first_row = result_.items.front().row;
      result_.last_row = result_.items.back().row;
    }
    warn_about_gaps();
  }

 private:
  [[nodiscard]] std::uint32_t column(Column role) const { return columns_[static_cast<std::size_t>(role)]; }
  [[nodiscard]] Place place(std::uint32_t row, Column role) const { return {row, column(role)}; }
  [[nodiscard]] std::string_view cell_text(std::uint32_t row, Column role) const {
    return column(role) == 0 ? std::string_view{} : sheet_.text(place(row, role));
  }
  /// The text, unless it belongs to a merged range that began in a row above.
  [[nodiscard]] std::string_view own_text(std::uint32_t row, Column role) const {
    if (column(role) == 0 || sheet_.anchor(place(row, role)).row != row) return {};
    return cell_text(row, role);
  }

  void warn(std::uint32_t row, Place at, std::string key, Args args = {}) {
    if (result_.warnings.size() >= max_warnings) return;
    const std::string cell = cell_name(at);
    args.emplace("row", std::to_string(row));
    args.emplace("cell", cell);
    result_.warnings.push_back({row, cell, std::move(key), std::move(args)});
  }

  void read_row(std::uint32_t row) {
    const Place number_cell = sheet_.anchor(place(row, Column::No));
    if (number_cell.row < row) {
      go_on(row);
      return;
    }
    const std::string_view number_text = sheet_.text(number_cell);
    if (const auto number = read_number(number_text)) {
      add_item(row, *number);
      return;
    }
    const std::string_view condition = text::trim(own_text(row, Column::Condition));
    const std::string_view criteria = text::trim(own_text(row, Column::Criteria));
    if (!text::trim(number_text).empty()) {
      // A section title across the columns and a repeated header are no items.
      const xlsx::Area* merge = sheet_.merge_at(number_cell);
      const bool across = merge != nullptr && merge->first.column != merge->last.column;
      const auto heading = read_heading(number_text);
      if (across || (heading && heading->column == Column::No)) return;
      if (!condition.empty() || !criteria.empty())
        warn(row, number_cell, "workbook.warning.number_text", {{"text", quoted(number_text)}});
      return;
    }
    if (!condition.empty()) {
      const xlsx::Area* merge = sheet_.merge_at(place(row, Column::Condition));
      if (merge != nullptr && merge->first.column != merge->last.column && merge->contains(place(row, Column::Score)))
        return;
      warn(row, number_cell, "workbook.warning.no_number", {{"text", quoted(condition)}});
    } else if (!criteria.empty()) {
      go_on(row);
    }
  }

  /// A further row of the item above: its number is merged over several rows, or only its criteria go on.
  void go_on(std::uint32_t row) {
    if (result_.items.empty() || skipped_last_) return;
    SheetItem& item = result_.items.back();
    const auto append = [](std::string& to, std::string_view more) {
      if (text::trim(more).empty()) return;
      if (!to.empty()) to += '\n';
      to += tidy(more);
    };
    append(item.condition, own_text(row, Column::Condition));
    append(item.criteria, own_text(row, Column::Criteria));
  }

  void add_item(std::uint32_t row, int number) {
    const auto [first, fresh] = rows_.emplace(number, row);
    skipped_last_ = !fresh;
    if (!fresh) {
      warn(row, sheet_.anchor(place(row, Column::No)), "workbook.warning.duplicate",
           {{"no", std::to_string(number)}, {"first", std::to_string(first->second)}});
      return;
    }
    SheetItem item;
    item.row = row;
    item.no = number;
    item.label = tidy(cell_text(row, Column::Label));
    item.condition = tidy(cell_text(row, Column::Condition));
    item.criteria = tidy(cell_text(row, Column::Criteria));
    item.area = tidy(cell_text(row, Column::Area));
    item.basis = tidy(cell_text(row, Column::Basis));
    item.due = tidy(cell_text(row, Column::Due));
    read_level_of(row, item);
    read_score_of(row, item);
    if (column(Column::Basis) != 0) item.basis_cell = cell_name(sheet_.anchor(place(row, Column::Basis)));
    if (column(Column::Due) != 0) item.due_cell = cell_name(sheet_.anchor(place(row, Column::Due)));
    result_.items.push_back(std::move(item));
  }

  void read_level_of(std::uint32_t row, SheetItem& item) {
    const std::string_view level = cell_text(row, Column::Level);
    item.level = read_level(level);
    if (!item.level && !text::trim(level).empty())
      warn(row, place(row, Column::Level), "workbook.warning.level", {{"text", quoted(level)}});
  }

  void read_score_of(std::uint32_t row, SheetItem& item) {
    const Place at = sheet_.anchor(place(row, Column::Score));
    item.score_cell = cell_name(at);
    const std::string_view score = sheet_.text(at);
    if (const auto read = read_score(score))
      item.score = *read;
    else
      warn(row, at, "workbook.warning.score", {{"text", quoted(score)}, {"no", std::to_string(item.no)}});
  }

  void warn_about_gaps() {
    if (rows_.empty()) return;
    std::string missing;
    std::size_t count = 0;
    for (int number = rows_.begin()->first; number < rows_.rbegin()->first; ++number) {
      if (rows_.contains(number)) continue;
      if (++count > listed_numbers) continue;
      if (!missing.empty()) missing += ", ";
      missing += std::to_string(number);
    }
    if (count > listed_numbers) missing += ", …";
    if (count > 0)
      result_.warnings.push_back(
          {std::nullopt, "", "workbook.warning.gap", {{"numbers", missing}, {"count", std::to_string(count)}}});
  }

  const Sheet& sheet_;
  const ColumnNumbers& columns_;
  RecognisedSheet& result_;
  std::map<int, std::uint32_t> rows_;
  bool skipped_last_ = false;
};

/// "2.3" out of a squashed title such as "…ガイドライン第2.3版" or "…v2.1"; "" when there is none.
std::string version_in(std::string_view squashed) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0; at + 3 <= squashed.size(); ++at) {
    if (!digit(squashed[at]) || squashed[at + 1] != '.' || !digit(squashed[at + 2])) continue;
    const std::string_view before = squashed.substr(0, at);
    const std::string_view after = squashed.substr(at + 3);
    if (!before.empty() && (digit(before.back()) || before.ends_with("."))) continue;
    if (!after.empty() && (digit(after.front()) || after.front() == '.')) continue;
    const bool marked = after.starts_with("版") || before.ends_with("v") || before.ends_with("ver") ||
                        before.ends_with("ver.") || before.ends_with("version") || before.ends_with("第") ||
                        before.ends_with("v.");
    if (marked) return std::string(squashed.substr(at, 3));
  }
  return "";
}

bool names_guideline(std::string_view squashed) {
  for (const std::string_view word : {"自工会", "部工会", "jama", "japia", "サイバーセキュリティガイドライン",
                                      "cybersecurityguideline", "自動車産業"})
    if (squashed.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace

void read_items(const Sheet& sheet, std::uint32_t first_row, const ColumnNumbers& columns, RecognisedSheet& result) {
  ItemReader(sheet, columns, result).read(first_row);
}

VersionGuess guess_version(const xlsx::Workbook& book, const Sheet& sheet, const std::vector<SheetItem>& items) {
  constexpr std::uint32_t title_rows = 12;
  constexpr std::size_t longest_title = 200;
  VersionGuess guess;
  bool named = false;
  std::string version;
  const auto look = [&](std::string_view title) {
    if (title.empty() || text::length(title) > longest_title) return;
    const std::string squashed = text::squash(title);
    named = named || names_guideline(squashed);
    if (version.empty()) version = version_in(squashed);
  };
  const auto look_at = [&](const Sheet& at) {
    look(at.name);
    for (const xlsx::Cell& cell : at.cells) {
      if (cell.place.row > title_rows) break;
      if (cell.kind == xlsx::CellKind::Text) look(cell.text);
    }
  };
  look_at(sheet);
  for (const Sheet& other : book.sheets)
    if (&other != &sheet) look_at(other);
  // 153 items from 2.1 on; the numbers have stayed the same since, so the latest is the best guess.
  constexpr std::size_t items_since_2_0 = 153;
  const bool usual_size = items.size() == items_since_2_0 && items.back().no == static_cast<int>(items_since_2_0);
  if (named || usual_size) guess.framework = "jama-japia";
  if (named && !version.empty())
    guess = {"jama-japia", version, Certainty::Certain};
  else if (usual_size)
    guess = {"jama-japia", version.empty() ? "2.3" : version, Certainty::Likely};
  return guess;
}

std::optional<int> read_number(std::string_view cell) {
  std::string squashed = text::squash(cell);
  for (const std::string_view prefix : {"no.", "no", "項番", "#", "第"})
    if (squashed.starts_with(prefix)) {
      squashed.erase(0, prefix.size());
      break;
    }
  if (squashed.starts_with(':')) squashed.erase(0, 1);
  if (squashed.ends_with(".0")) squashed.resize(squashed.size() - 2);
  if (squashed.ends_with('.')) squashed.pop_back();
  if (squashed.empty() || squashed.size() > 4 || squashed.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const int number = std::atoi(squashed.c_str());
  return number == 0 ? std::nullopt : std::optional(number);
}

std::optional<int> read_level(std::string_view cell) {
  std::string squashed = text::squash(cell);
  for (const std::string_view prefix : {"レベル", "level", "lv.", "lv", "l", "★", "☆"})
    if (squashed.starts_with(prefix)) {
      squashed.erase(0, prefix.size());
      break;
    }
  if (squashed.ends_with(".0")) squashed.resize(squashed.size() - 2);
  if (squashed.size() != 1 || squashed[0] < '1' || squashed[0] > '9') return std::nullopt;
  return squashed[0] - '0';
}

}  // namespace sonae::assessment
