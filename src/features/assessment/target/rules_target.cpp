#include "features/assessment/target/rules_target.h"

#include <algorithm>

#include "base/text.h"

namespace sonae::assessment::target {

namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// After NFKC: hyphens, dashes, the wave dash, and the long-vowel mark that a Japanese keyboard gives for "-".
bool is_range_mark(char32_t c) {
  return c == U'-' || c == U'~' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x301c || c == 0x30fc;
}

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r'; }

bool is_separator(char32_t c) {
  return is_blank(c) || c == U',' || c == U';' || c == U'/' || c == 0x3001 || c == 0x30fb;  // 、 and ・
}

/// Pieces between separators; blanks beside a range mark belong to the range.
std::vector<std::u32string> pieces_of(std::string_view text) {
  const std::u32string all = text::to_utf32(text::nfkc(text));
  std::vector<std::u32string> pieces;
  std::u32string piece;
  const auto finish = [&] {
    if (!piece.empty()) pieces.push_back(std::move(piece));
    piece.clear();
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_separator(all[i])) {
      piece += all[i];
      continue;
    }
    const std::size_t next = all.find_first_not_of(U" \t", i);
    const bool joins = is_blank(all[i]) && ((!piece.empty() && is_range_mark(piece.back())) ||
                                            (next != std::u32string::npos && is_range_mark(all[next])));
    if (!joins) finish();
  }
  finish();
  return pieces;
}

/// The number at the front, with "No." before or the counter 番 after it.
std::optional<int> take_number(std::u32string_view& rest) {
  for (const std::u32string_view prefix : {U"No.", U"no.", U"NO.", U"No", U"no", U"NO"})
    if (rest.starts_with(prefix)) {
      rest.remove_prefix(prefix.size());
      break;
    }
  std::size_t digits = 0;
  int number = 0;
  while (digits < rest.size() && is_digit(rest[digits]) && digits < 6)
    number = number * 10 + static_cast<int>(rest[digits++] - U'0');
  if (digits == 0) return std::nullopt;
  rest.remove_prefix(digits);
  if (rest.starts_with(char32_t{0x756a})) rest.remove_prefix(1);
  return number;
}

struct Range {
  int first = 0;
  int last = 0;
};

std::optional<Range> range_of(std::u32string_view piece) {
  const auto first = take_number(piece);
  if (!first) return std::nullopt;
  if (piece.empty()) return Range{*first, *first};
  if (!is_range_mark(piece.front())) return std::nullopt;
  piece.remove_prefix(1);
  const auto last = take_number(piece);
  if (!last || !piece.empty()) return std::nullopt;
  return Range{*first, *last};
}

}  // namespace

Result<std::vector<int>> read_numbers(std::string_view text) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  std::vector<int> numbers;
  for (const std::u32string& piece : pieces_of(text)) {
    const std::string shown(text::prefix(text::from_utf32(piece), 40));
    const auto range = range_of(piece);
    if (!range || range->first == 0) {
      error.fields.push_back({"/items", "target.items.unreadable", {{"piece", shown}}});
    } else if (range->last < range->first) {
      error.fields.push_back({"/items", "target.items.range", {{"piece", shown}}});
    } else if (range->last > largest_number) {
      error.fields.push_back(
          {"/items", "target.items.large", {{"piece", shown}, {"limit", std::to_string(largest_number)}}});
    } else {
      for (int no = range->first; no <= range->last; ++no) numbers.push_back(no);
    }
  }
  if (!error.fields.empty()) return std::unexpected(std::move(error));
  std::ranges::sort(numbers);
  const auto repeated = std::ranges::unique(numbers);
  numbers.erase(repeated.begin(), repeated.end());
  return numbers;
}

std::string write_numbers(std::span<const int> ascending) {
  std::string text;
  const auto add = [&](const std::string& piece) { text += (text.empty() ? "" : ", ") + piece; };
  for (std::size_t i = 0; i < ascending.size();) {
    std::size_t end = i + 1;
    while (end < ascending.size() && ascending[end] == ascending[end - 1] + 1) ++end;
    if (end - i >= 3) {
      add(std::to_string(ascending[i]) + "-" + std::to_string(ascending[end - 1]));
      i = end;
    } else {
      add(std::to_string(ascending[i++]));
    }
  }
  return text;
}

bool is_targeted(const Goal& goal, const GoalItem& item) {
  if (goal.level && item.level && *item.level <= *goal.level) return true;
  return std::ranges::binary_search(goal.numbers, item.no);
}

bool is_reached(Score score) { return score == Score::Complete || score == Score::NotApplicable; }

Distance measure(const Goal& goal, std::span<const GoalItem> items) {
  Distance distance;
  if (goal.empty()) return distance;
  for (const GoalItem& item : items) {
    if (!is_targeted(goal, item)) {
      if (goal.level && !item.level) distance.level_unknown.push_back(item.no);
      continue;
    }
    ++distance.items;
    if (is_reached(item.score)) {
      ++distance.reached;
      continue;
    }
    distance.open.push_back(item.no);
    if (!goal.hand_in) continue;
    const bool in_time = item.due && *item.due <= *goal.hand_in;
    (in_time ? distance.in_time : distance.not_in_time).push_back(item.no);
  }
  for (const int no : goal.numbers)
    if (std::ranges::find(items, no, &GoalItem::no) == items.end()) distance.missing.push_back(no);
  return distance;
}

}  // namespace sonae::assessment::target
