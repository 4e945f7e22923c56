#include "features/assessment/compare.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

#include "base/text.h"

namespace sonae::assessment {

namespace {

using Chars = std::u32string_view;

constexpr double reworded_anywhere = 0.5;
constexpr double reworded_in_place = 0.25;
/// How far apart, in items, still counts as the same place of the sheet.
constexpr int same_place = 2;

/// An item in the form it is compared in.
struct Prepared {
  int no = 0;
  std::string text;  ///< squashed condition, "" when there is none
  std::string criteria;
  std::string label;
  std::vector<std::uint64_t> pairs;    ///< two-character groups, sorted, repeated as often as they occur
  std::optional<std::size_t> partner;  ///< index on the other side
};

std::vector<std::uint64_t> pairs_of(std::string_view squashed) {
  const std::u32string chars = text::to_utf32(squashed);
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 0; i + 1 < chars.size(); ++i)
    pairs.push_back((static_cast<std::uint64_t>(chars[i]) << 32) | chars[i + 1]);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

double dice(const Prepared& a, const Prepared& b) {
  if (a.text == b.text) return 1;
  if (a.pairs.empty() && b.pairs.empty()) return 0;
  std::size_t common = 0;
  auto left = a.pairs.begin();
  auto right = b.pairs.begin();
  while (left != a.pairs.end() && right != b.pairs.end()) {
    if (*left < *right) {
      ++left;
    } else if (*right < *left) {
      ++right;
    } else {
      ++common;
      ++left;
      ++right;
    }
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.pairs.size() + b.pairs.size());
}

std::vector<Prepared> prepare(std::span<const ComparedItem> items) {
  std::vector<Prepared> prepared;
  prepared.reserve(items.size());
  for (const ComparedItem& item : items) {
    Prepared p;
    p.no = item.no;
    p.text = text::squash(item.condition);
    p.criteria = text::squash(item.criteria);
    p.label = text::squash(item.label);
    p.pairs = pairs_of(p.text);
    prepared.push_back(std::move(p));
  }
  return prepared;
}

using Side = std::vector<Prepared>;

void join(Side& older, std::size_t i, Side& newer, std::size_t j) {
  older[i].partner = j;
  newer[j].partner = i;
}

/// Equal texts in the order of the sheet: the longest common subsequence, among equal lengths the one with most
/// equal numbers, so that five identical lines of which the third was dropped lose the third.
void match_in_order(Side& older, Side& newer) {
  const std::size_t rows = older.size();
  const std::size_t columns = newer.size();
  const auto weight = [&](std::size_t i, std::size_t j) -> std::uint32_t {
    if (older[i].text.empty() || older[i].text != newer[j].text) return 0;
    return 10000U + (older[i].no == newer[j].no ? 1U : 0U);
  };
  std::vector<std::uint32_t> best((rows + 1) * (columns + 1), 0);
  const auto cell = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return best[i * (columns + 1) + j]; };
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      const std::uint32_t here = weight(i, j);
      cell(i, j) = std::max({cell(i + 1, j), cell(i, j + 1), here > 0 ? here + cell(i + 1, j + 1) : 0});
    }
  }
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    const std::uint32_t here = weight(i, j);
    if (here > 0 && cell(i, j) == here + cell(i + 1, j + 1)) {
      join(older, i++, newer, j++);
    } else if (cell(i, j) == cell(i + 1, j)) {
      ++i;
    } else {
      ++j;
    }
  }
}

/// Equal texts that crossed over, the same number first.
void match_out_of_order(Side& older, Side& newer) {
  std::multimap<std::string, std::size_t> open;
  for (std::size_t j = 0; j < newer.size(); ++j)
    if (!newer[j].partner && !newer[j].text.empty()) open.emplace(newer[j].text, j);
  for (const bool same_number : {true, false}) {
    for (std::size_t i = 0; i < older.size(); ++i) {
      if (older[i].partner || older[i].text.empty()) continue;
      const auto [begin, end] = open.equal_range(older[i].text);
      for (auto it = begin; it != end; ++it) {
        if (same_number && newer[it->second].no != older[i].no) continue;
        join(older, i, newer, it->second);
        open.erase(it);
        break;
      }
    }
  }
}

/// Items without any text have only their number.
void match_by_number(Side& older, Side& newer) {
  std::multimap<int, std::size_t> open;
  for (std::size_t j = 0; j < newer.size(); ++j)
    if (!newer[j].partner && newer[j].text.empty()) open.emplace(newer[j].no, j);
  for (std::size_t i = 0; i < older.size(); ++i) {
    if (older[i].partner || !older[i].text.empty()) continue;
    const auto it = open.find(older[i].no);
    if (it == open.end()) continue;
    join(older, i, newer, it->second);
    open.erase(it);
  }
}

/// For each old item the place on the new side where it would stand if only its neighbours decided.
std::vector<int> expected_places(const Side& older) {
  std::vector<int> places(older.size(), 0);
  int offset = 0;
  for (std::size_t i = 0; i < older.size(); ++i) {
    if (older[i].partner) offset = static_cast<int>(*older[i].partner) - static_cast<int>(i);
    places[i] = static_cast<int>(i) + offset;
  }
  return places;
}

/// Pairs what is left by likeness, best first. Same number, place and label raise a pair's rank and lower the bar.
void match_reworded(Side& older, Side& newer) {
  struct Candidate {
    double rank;
    std::size_t i;
    std::size_t j;
  };
  const std::vector<int> places = expected_places(older);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < older.size(); ++i) {
    if (older[i].partner) continue;
    for (std::size_t j = 0; j < newer.size(); ++j) {
      if (newer[j].partner || older[i].text.empty() || newer[j].text.empty()) continue;
      const double alike = dice(older[i], newer[j]);
      const bool number = older[i].no == newer[j].no;
      const bool place = number || std::abs(places[i] - static_cast<int>(j)) <= same_place;
      const bool in_place = place && older[i].label == newer[j].label;
      if (alike < (in_place ? reworded_in_place : reworded_anywhere)) continue;
      candidates.push_back({alike + (in_place ? 0.1 : 0) + (number ? 0.05 : 0), i, j});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(-a.rank, a.i, a.j) < std::tuple(-b.rank, b.i, b.j);
  });
  for (const Candidate& candidate : candidates)
    if (!older[candidate.i].partner && !newer[candidate.j].partner) join(older, candidate.i, newer, candidate.j);
}

bool is_katakana(char32_t c) { return (c >= U'ァ' && c <= U'ヿ') || (c >= U'\uff66' && c <= U'\uff9f'); }

bool is_letter_or_digit(char32_t c) {
  const bool ascii = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  const bool wide = (c >= U'０' && c <= U'９') || (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ');
  return ascii || wide;
}

/// Runs of katakana, and of letters and digits; every other character (kanji, hiragana, marks) stands alone.
std::vector<std::string> words_of(std::string_view utf8) {
  const std::u32string chars = text::to_utf32(utf8);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < chars.size();) {
    std::size_t end = at + 1;
    while (end < chars.size() && ((is_katakana(chars[at]) && is_katakana(chars[end])) ||
                                  (is_letter_or_digit(chars[at]) && is_letter_or_digit(chars[end]))))
      ++end;
    words.push_back(text::from_utf32(Chars(chars).substr(at, end - at)));
    at = end;
  }
  return words;
}

/// The condition and every line of the criteria, each under the item's number.
std::vector<ComparedItem> one_per_text(std::span<const ComparedItem> items) {
  constexpr std::size_t shortest_line = 8;
  std::vector<ComparedItem> lines;
  for (const ComparedItem& item : items) {
    lines.push_back({item.no, item.condition, "", ""});
    for (std::size_t begin = 0; begin < item.criteria.size();) {
      const std::size_t end = std::min(item.criteria.find('\n', begin), item.criteria.size());
      const std::string_view line = std::string_view(item.criteria).substr(begin, end - begin);
      if (text::length(line) >= shortest_line) lines.push_back({item.no, std::string(line), "", ""});
      begin = end + 1;
    }
  }
  return lines;
}

/// No pair of texts of these lengths can be more alike.
double most_alike(const Prepared& a, const Prepared& b) {
  if (a.text == b.text) return 1;
  const auto fewer = static_cast<double>(std::min(a.pairs.size(), b.pairs.size()));
  const auto both = static_cast<double>(a.pairs.size() + b.pairs.size());
  return both == 0 ? 0 : 2 * fewer / both;
}

void add_span(std::vector<TextSpan>& spans, SpanKind kind, const std::string& word) {
  if (!spans.empty() && spans.back().kind == kind)
    spans.back().text += word;
  else
    spans.push_back({kind, word});
}

}  // namespace

double similarity(std::string_view a, std::string_view b) {
  const std::vector<ComparedItem> items = {{1, std::string(a), "", ""}, {2, std::string(b), "", ""}};
  const Side prepared = prepare(items);
  return dice(prepared[0], prepared[1]);
}

std::vector<std::vector<Likeness>> find_alike(std::span<const std::string> texts, std::span<const ComparedItem> items,
                                              double least, std::size_t most) {
  const std::vector<ComparedItem> lines = one_per_text(items);
  const Side known = prepare(lines);
  std::vector<ComparedItem> asked;
  asked.reserve(texts.size());
  for (const std::string& text : texts) asked.push_back({0, text, "", ""});
  std::vector<std::vector<Likeness>> found;
  found.reserve(texts.size());
  for (const Prepared& text : prepare(asked)) {
    std::map<int, double> best;
    for (const Prepared& line : known) {
      if (line.text.empty() || text.text.empty() || most_alike(text, line) < least) continue;
      const double alike = dice(text, line);
      if (alike >= least && alike > best[line.no]) best[line.no] = alike;
    }
    std::vector<Likeness>& list = found.emplace_back();
    for (const auto& [no, alike] : best)
      if (alike >= least) list.push_back({no, std::round(alike * 1000) / 1000});
    std::ranges::sort(list, [](const Likeness& a, const Likeness& b) {
      return std::tuple(-a.similarity, a.no) < std::tuple(-b.similarity, b.no);
    });
    if (list.size() > most) list.resize(most);
  }
  return found;
}

std::optional<int> number_before(const Comparison& comparison, int no) {
  for (const Move& move : comparison.moved)
    if (move.to == no) return move.from;
  for (const Rewording& rewording : comparison.reworded)
    if (rewording.to == no) return rewording.from;
  if (std::ranges::find(comparison.added, no) != comparison.added.end()) return std::nullopt;
  return no;
}

Comparison compare_items(std::span<const ComparedItem> older_items, std::span<const ComparedItem> newer_items) {
  Side older = prepare(older_items);
  Side newer = prepare(newer_items);
  match_in_order(older, newer);
  match_out_of_order(older, newer);
  match_by_number(older, newer);
  match_reworded(older, newer);

  Comparison result;
  for (const Prepared& item : older)
    if (!item.partner) result.removed.push_back(item.no);
  for (const Prepared& item : newer) {
    if (!item.partner) {
      result.added.push_back(item.no);
      continue;
    }
    const Prepared& before = older[*item.partner];
    if (before.text != item.text) {
      result.reworded.push_back({before.no, item.no, std::round(dice(before, item) * 100) / 100});
      continue;
    }
    if (before.no != item.no)
      result.moved.push_back({before.no, item.no});
    else
      ++result.unchanged;
    if (before.criteria != item.criteria) result.criteria_changed.push_back({before.no, item.no});
  }
  return result;
}

std::vector<TextSpan> mark_changes(std::string_view older, std::string_view newer) {
  constexpr std::size_t most_words = 2000;
  const std::vector<std::string> before = words_of(older);
  const std::vector<std::string> after = words_of(newer);
  std::vector<TextSpan> spans;
  if (before.size() > most_words || after.size() > most_words)
    return {{SpanKind::Removed, std::string(older)}, {SpanKind::Added, std::string(newer)}};
  const std::size_t columns = after.size() + 1;
  std::vector<std::uint32_t> best((before.size() + 1) * columns, 0);
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      best[i * columns + j] = before[i] == after[j] ? best[(i + 1) * columns + j + 1] + 1
                                                    : std::max(best[(i + 1) * columns + j], best[i * columns + j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() && j < after.size()) {
    if (before[i] == after[j]) {
      add_span(spans, SpanKind::Kept, before[i++]);
      ++j;
    } else if (best[(i + 1) * columns + j] >= best[i * columns + j + 1]) {
      add_span(spans, SpanKind::Removed, before[i++]);
    } else {
      add_span(spans, SpanKind::Added, after[j++]);
    }
  }
  while (i < before.size()) add_span(spans, SpanKind::Removed, before[i++]);
  while (j < after.size()) add_span(spans, SpanKind::Added, after[j++]);
  return spans;
}

}  // namespace sonae::assessment
