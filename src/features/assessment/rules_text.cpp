// What the rules read out of free text: the lines of 達成基準, and whether a basis names something.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/assessment/rules.h"

namespace sonae::assessment {

namespace {

using Chars = std::u32string_view;

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_mark(char32_t c) { return Chars(U"・･•●■◆○◯▪◦‣-*※").find(c) != Chars::npos; }

/// Length of the mark in front of a criterion: "・", "①", "(1)", "1.", "1)", "a)", "ア)"; 0 for none.
std::size_t mark_length(Chars line) {
  if (line.empty()) return 0;
  const auto skip_space = [&](std::size_t at) {
    while (at < line.size() && (line[at] == U' ' || line[at] == U'\u3000' || line[at] == U'\t')) ++at;
    return at;
  };
  if (is_mark(line[0])) return skip_space(1);
  if ((line[0] >= U'①' && line[0] <= U'⑳') || (line[0] >= U'❶' && line[0] <= U'❿')) return skip_space(1);
  const auto is_digit = [](char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); };
  const auto is_letter = [](char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'ア' && c <= U'オ'); };
  const bool opened = line[0] == U'(' || line[0] == U'（';
  std::size_t at = opened ? 1 : 0;
  const std::size_t begin = at;
  while (at < line.size() && at < begin + 2 && is_digit(line[at])) ++at;
  const bool number = at > begin;
  if (!number && at < line.size() && is_letter(line[at])) ++at;
  if (at == begin || at >= line.size()) return 0;
  const char32_t close = line[at];
  const bool bracket = close == U')' || close == U'）';
  const bool dot = number && !opened && (close == U'.' || close == U'．' || close == U'、');
  // "1.5時間" is a figure, "1. 規程" a mark.
  if (dot && at + 1 < line.size() && is_digit(line[at + 1])) return 0;
  return bracket || dot ? skip_space(at + 1) : 0;
}

bool is_katakana(char32_t c) { return (c >= U'ァ' && c <= U'ヺ') || c == U'ー'; }
bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

/// A product name: Latin letters of three or more that are not a month or a filler word, or a longer katakana word.
bool names_product(Chars folded) {
  static constexpr std::array<Chars, 26> fillers = {U"rev", U"ver", U"version", U"the",   U"and",   U"done", U"all",
                                                    U"yes", U"not", U"since",   U"today", U"until", U"year", U"month",
                                                    U"jan", U"feb", U"mar",     U"apr",   U"may",   U"jun",  U"jul",
                                                    U"aug", U"sep", U"oct",     U"nov",   U"dec"};
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t end = at;
    if (is_latin(folded[at])) {
      while (end < folded.size() && is_latin(folded[end])) ++end;
      const Chars word = folded.substr(at, end - at);
      if (word.size() >= 3 && std::find(fillers.begin(), fillers.end(), word) == fillers.end()) return true;
    } else if (is_katakana(folded[at])) {
      while (end < folded.size() && is_katakana(folded[end])) ++end;
      if (end - at >= 6) return true;
    }
    at = std::max(end, at + 1);
  }
  return false;
}

}  // namespace

std::vector<std::string> split_criteria(std::string_view text) {
  std::vector<std::string> marked;
  std::vector<std::string> lines;
  bool any_mark = false;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    const std::string_view line = text::trim(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty()) continue;
    const std::u32string chars = text::to_utf32(line);
    const std::size_t mark = mark_length(chars);
    const std::string body = text::from_utf32(Chars(chars).substr(mark));
    if (body.empty()) continue;
    any_mark = any_mark || mark > 0;
    lines.emplace_back(line);
    if (mark > 0 || marked.empty())
      marked.push_back(body);
    else
      marked.back() += "\n" + body;
  }
  return any_mark ? marked : lines;
}

bool names_rule_or_system(std::string_view text) {
  const std::string squashed = text::squash(text);
  static constexpr std::array<std::string_view, 49> words = {"規程",
                                                             "規則",
                                                             "規定",
                                                             "規約",
                                                             "基準",
                                                             "手順",
                                                             "要領",
                                                             "要綱",
                                                             "マニュアル",
                                                             "方針",
                                                             "ポリシー",
                                                             "ルール",
                                                             "ガイド",
                                                             "標準",
                                                             "誓約",
                                                             "契約",
                                                             "覚書",
                                                             "協定",
                                                             "台帳",
                                                             "一覧",
                                                             "リスト",
                                                             "様式",
                                                             "帳票",
                                                             "計画書",
                                                             "計画表",
                                                             "体制図",
                                                             "議事録",
                                                             "記録",
                                                             "チェックシート",
                                                             "システム",
                                                             "ソフト",
                                                             "ツール",
                                                             "サービス",
                                                             "サーバ",
                                                             "ウイルス",
                                                             "クラウド",
                                                             "ファイアウォール",
                                                             "認証",
                                                             "暗号",
                                                             "バックアップ",
                                                             "utm",
                                                             "edr",
                                                             "mdm",
                                                             "vpn",
                                                             "wsus",
                                                             "仕様書",
                                                             "通達",
                                                             "教育資料",
                                                             "社内報"};
  if (contains_any(squashed, words)) return true;
  static constexpr std::array<std::string_view, 3> quotes = {"「", "『", "【"};
  if (contains_any(squashed, quotes)) return true;
  const std::u32string folded = text::to_utf32(squashed);
  const std::size_t clause = folded.find(U'第');
  if (clause != std::u32string::npos && folded.find(U'条', clause) != std::u32string::npos) return true;
  return names_product(folded);
}

}  // namespace sonae::assessment
