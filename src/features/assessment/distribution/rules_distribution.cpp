#include "features/assessment/distribution/rules_distribution.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/result.h"
#include "base/text.h"

namespace sonae::assessment::distribution {

namespace {

enum class Trade : std::uint8_t {
  It,
  Security,
  General,
  People,
  Legal,
  Buying,
  Sales,
  Plant,
  Quality,
  Design,
  Money,
  Plan,
};

struct TradeWord {
  std::string_view text;  ///< squashed
  Trade trade;
};
// Longer words first: 情報セキュリティ is not 情報.
constexpr std::array trade_words = {
    TradeWord{"情報セキュリティ", Trade::Security},
    TradeWord{"セキュリティ", Trade::Security},
    TradeWord{"informationsecurity", Trade::Security},
    TradeWord{"security", Trade::Security},
    TradeWord{"情報システム", Trade::It},
    TradeWord{"システム", Trade::It},
    TradeWord{"情シス", Trade::It},
    TradeWord{"デジタル", Trade::It},
    TradeWord{"ネットワーク", Trade::It},
    TradeWord{"informationsystems", Trade::It},
    TradeWord{"informationtechnology", Trade::It},
    TradeWord{"情報", Trade::It},
    TradeWord{"it", Trade::It},
    TradeWord{"dx", Trade::It},
    TradeWord{"総務", Trade::General},
    TradeWord{"管理本部", Trade::General},
    TradeWord{"管理部", Trade::General},
    TradeWord{"庶務", Trade::General},
    TradeWord{"施設", Trade::General},
    TradeWord{"設備管理", Trade::General},
    TradeWord{"generalaffairs", Trade::General},
    TradeWord{"facilities", Trade::General},
    TradeWord{"人事", Trade::People},
    TradeWord{"労務", Trade::People},
    TradeWord{"教育", Trade::People},
    TradeWord{"humanresources", Trade::People},
    TradeWord{"hr", Trade::People},
    TradeWord{"法務", Trade::Legal},
    TradeWord{"コンプライアンス", Trade::Legal},
    TradeWord{"知財", Trade::Legal},
    TradeWord{"legal", Trade::Legal},
    TradeWord{"調達", Trade::Buying},
    TradeWord{"購買", Trade::Buying},
    TradeWord{"資材", Trade::Buying},
    TradeWord{"procurement", Trade::Buying},
    TradeWord{"purchasing", Trade::Buying},
    TradeWord{"営業", Trade::Sales},
    TradeWord{"販売", Trade::Sales},
    TradeWord{"sales", Trade::Sales},
    TradeWord{"製造", Trade::Plant},
    TradeWord{"生産", Trade::Plant},
    TradeWord{"工場", Trade::Plant},
    TradeWord{"プレス", Trade::Plant},
    TradeWord{"組立", Trade::Plant},
    TradeWord{"production", Trade::Plant},
    TradeWord{"manufacturing", Trade::Plant},
    TradeWord{"plant", Trade::Plant},
    TradeWord{"factory", Trade::Plant},
    TradeWord{"品質", Trade::Quality},
    TradeWord{"quality", Trade::Quality},
    TradeWord{"設計", Trade::Design},
    TradeWord{"技術", Trade::Design},
    TradeWord{"開発", Trade::Design},
    TradeWord{"engineering", Trade::Design},
    TradeWord{"design", Trade::Design},
    TradeWord{"経理", Trade::Money},
    TradeWord{"財務", Trade::Money},
    TradeWord{"finance", Trade::Money},
    TradeWord{"経営企画", Trade::Plan},
    TradeWord{"企画", Trade::Plan},
    TradeWord{"planning", Trade::Plan},
};

// Who does the work where a company has no department of the trade.
std::vector<Trade> stand_ins(Trade trade) {
  using enum Trade;
  switch (trade) {
    case Security:
      return {It, General, Plan};
    case It:
      return {Security, General};
    case People:
      return {General};
    case Legal:
      return {General, Plan};
    case General:
      return {People, Plan, Money};
    case Buying:
      return {Sales, Plant};
    case Plant:
      return {Design};
    case Design:
      return {Plant};
    case Sales:
    case Quality:
    case Money:
    case Plan:
      return {};
  }
  die("a trade without stand-ins");
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Short Latin words stand alone: "it" is not in "unit".
bool says(std::string_view squashed, std::string_view word) {
  for (std::size_t at = squashed.find(word); at != std::string_view::npos; at = squashed.find(word, at + 1)) {
    if (word.size() > 2) return true;
    const bool free_before = at == 0 || !is_letter(squashed[at - 1]);
    const std::size_t end = at + word.size();
    if (free_before && (end == squashed.size() || !is_letter(squashed[end]))) return true;
  }
  return false;
}

/// Squashed word by word, so that "Group IT" does not become one word.
std::string squashed_words(std::string_view text) {
  std::string words;
  std::u32string word;
  for (const char32_t c : text::to_utf32(text::nfkc(text)) + U' ') {
    if (c != U' ' && c != U'\t' && c != U'\n') {
      word += c;
      continue;
    }
    if (!word.empty()) words += (words.empty() ? "" : " ") + text::squash(text::from_utf32(word));
    word.clear();
  }
  return words;
}

std::optional<Trade> trade_of(std::string_view text) {
  const std::string squashed = text::squash(text);
  const std::string apart = squashed_words(text);
  for (const TradeWord& word : trade_words)
    if (says(word.text.size() > 2 ? squashed : apart, word.text)) return word.trade;
  return std::nullopt;
}

/// "IT・情報セキュリティ" in parts: the first one that a department fits decides.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  std::u32string part;
  for (const char32_t c : text::to_utf32(text::nfkc(text)) + U',') {
    const bool separates = c == U',' || c == U'/' || c == U';' || c == U'\n' || c == U'&' || c == 0x3001 || c == 0x30fb;
    if (!separates) {
      part += c;
      continue;
    }
    if (const std::string utf8 = text::from_utf32(part); !text::trim(utf8).empty())
      parts.emplace_back(text::trim(utf8));
    part.clear();
  }
  return parts;
}

const Candidate* upper_of(const Candidate* a, const Candidate* b) {
  if (a == nullptr) return b;
  return b->depth < a->depth ? b : a;
}

const Candidate* by_name(std::string_view part, std::span<const Candidate> departments) {
  const std::string wanted = text::squash(part);
  const Candidate* same = nullptr;
  const Candidate* near = nullptr;
  for (const Candidate& one : departments) {
    const std::string name = text::squash(one.name);
    if (name == wanted) same = upper_of(same, &one);
    // 総務 is 総務部, and 総務部門 is 総務. One character says too little.
    const bool holds =
        text::length(wanted) > 1 && text::length(name) > 1 && (name.find(wanted) == 0 || wanted.find(name) == 0);
    if (holds) near = upper_of(near, &one);
  }
  return same != nullptr ? same : near;
}

const Candidate* by_trade(Trade trade, std::span<const Candidate> departments) {
  const Candidate* found = nullptr;
  for (const Candidate& one : departments)
    if (trade_of(one.name) == trade) found = upper_of(found, &one);
  return found;
}

const Candidate* by_id(std::string_view id, std::span<const Candidate> departments) {
  const auto found = std::ranges::find(departments, id, &Candidate::id);
  return found == departments.end() ? nullptr : &*found;
}

Proposal propose_one(const ItemHints& item, std::span<const Candidate> departments) {
  if (!item.assigned.empty() && by_id(item.assigned, departments) != nullptr)
    return {item.no, item.assigned, Reason::Assigned, ""};
  if (!item.last_year.empty() && by_id(item.last_year, departments) != nullptr)
    return {item.no, item.last_year, Reason::LastYear, ""};
  if (std::string found = department_for(item.area, departments); !found.empty())
    return {item.no, std::move(found), Reason::Area, item.area};
  if (std::string found = department_for(item.hint, departments); !found.empty())
    return {item.no, std::move(found), Reason::Hint, item.hint};
  return {item.no, "", Reason::Nothing, ""};
}

}  // namespace

std::string_view name_of(Reason reason) {
  switch (reason) {
    case Reason::Nothing:
      return "nothing";
    case Reason::Assigned:
      return "assigned";
    case Reason::LastYear:
      return "last_year";
    case Reason::Area:
      return "area";
    case Reason::Hint:
      return "hint";
  }
  die("a reason without a name");
}

std::string department_for(std::string_view text, std::span<const Candidate> departments) {
  const std::vector<std::string> parts = parts_of(text);
  for (const std::string& part : parts)
    if (const Candidate* named = by_name(part, departments)) return named->id;
  for (const std::string& part : parts)
    if (const auto trade = trade_of(part))
      if (const Candidate* found = by_trade(*trade, departments)) return found->id;
  for (const std::string& part : parts)
    if (const auto trade = trade_of(part))
      for (const Trade other : stand_ins(*trade))
        if (const Candidate* found = by_trade(other, departments)) return found->id;
  return "";
}

std::vector<std::string> departments_in(std::string_view text, std::span<const Candidate> departments) {
  std::vector<std::string> all;
  for (const std::string& part : parts_of(text)) {
    std::string found = department_for(part, departments);
    if (!found.empty() && std::ranges::find(all, found) == all.end()) all.push_back(std::move(found));
  }
  return all;
}

bool names_every_department(std::string_view text) {
  constexpr std::array<std::string_view, 6> words = {"各部",   "全部門",         "全部署",
                                                     "全社員", "alldepartments", "eachdepartment"};
  const std::string squashed = text::squash(text);
  return std::ranges::any_of(words, [&](std::string_view word) { return squashed.find(word) != std::string::npos; });
}

std::vector<Proposal> propose(std::span<const ItemHints> items, std::span<const Candidate> departments) {
  std::vector<Proposal> proposals;
  proposals.reserve(items.size());
  for (const ItemHints& item : items) proposals.push_back(propose_one(item, departments));
  return proposals;
}

}  // namespace sonae::assessment::distribution
