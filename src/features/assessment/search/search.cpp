#include "features/assessment/search/search.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>

#include "base/text.h"
#include "features/assessment/store.h"

namespace sonae::assessment::search {

namespace {

constexpr std::size_t passage_length = 120;

/// An item with the texts it is found by; made once for every version, however many years used it.
struct SearchedItem {
  frameworks::VersionItem item;
  std::string folded;
};
using Version = std::map<int, SearchedItem>;

/// U+0001 stands between texts: no word begins in one and ends in the next.
constexpr char fence = '\x01';

Result<Version> fold_version(db::Tx& tx, const Scope& scope, const frameworks::VersionId& id) {
  Version version;
  for (frameworks::VersionItem& item : TRY(frameworks::get_version(tx, scope, id)).items) {
    std::string folded = text::search_fold(item.condition) + fence + text::search_fold(item.criteria) + fence +
                         text::search_fold(item.label);
    const int no = item.no;
    version.emplace(no, SearchedItem{std::move(item), std::move(folded)});
  }
  return version;
}

std::optional<int> number_meant(std::string_view word) {
  for (const std::string_view prefix : {"no.", "no"})
    if (word.starts_with(prefix)) {
      word.remove_prefix(prefix.size());
      break;
    }
  int no = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), no);
  if (word.empty() || error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return no;
}

struct Query {
  std::vector<std::string> words;
  std::vector<std::optional<int>> numbers;  ///< what a word means as a number; one per word
};

struct Match {
  bool all = false;
  bool number = false;  ///< a word is the number of the item
};

Match match(const Query& query, const SearchedItem& item, const Answer& answer) {
  std::optional<std::string> folded_answer;
  Match result{true, false};
  for (std::size_t i = 0; i < query.words.size(); ++i) {
    const std::string& word = query.words[i];
    const bool number = query.numbers[i] == answer.no;
    result.number = result.number || number;
    if (number || item.folded.contains(word)) continue;
    if (!folded_answer) folded_answer = text::search_fold(answer.basis) + fence + text::search_fold(answer.responder);
    if (!folded_answer->contains(word)) return {};
  }
  return result;
}

Hit hit_of(const Summary& sheet, const frameworks::VersionItem& item, const Answer& answer,
           std::span<const std::string> words) {
  Hit hit{sheet.id,       sheet.fiscal_year, sheet.title,       answer.no, item.label,
          item.condition, answer.score,      answer.department, {}};
  const auto look = [&](Where where, std::string_view text) {
    auto excerpt = sonae::search::excerpt(text, words, passage_length);
    if (!excerpt.parts.empty()) hit.passages.push_back({where, std::move(excerpt)});
  };
  look(Where::Condition, item.condition);
  look(Where::Basis, answer.basis);
  look(Where::Criteria, item.criteria);
  look(Where::Label, item.label);
  look(Where::Responder, answer.responder);
  return hit;
}

}  // namespace

std::string_view name_of(Where where) {
  switch (where) {
    case Where::Condition:
      return "condition";
    case Where::Criteria:
      return "criteria";
    case Where::Label:
      return "label";
    case Where::Basis:
      return "basis";
    case Where::Responder:
      return "responder";
  }
  die("a place without a name");
}

Result<Found> search_items(db::Tx& tx, const Actor& actor, std::string_view text, int this_year) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  Query query{sonae::search::words_of(text), {}};
  Found found;
  if (query.words.empty()) return found;
  for (const std::string& word : query.words) query.numbers.push_back(number_meant(word));

  std::vector<Summary> sheets = TRY(store::list_assessments(tx, scope));
  std::ranges::stable_sort(sheets, {}, [&](const Summary& sheet) { return sheet.fiscal_year != this_year; });
  std::map<frameworks::VersionId, Version> versions;
  for (const Summary& sheet : sheets) {
    if (!versions.contains(sheet.framework))
      versions.emplace(sheet.framework, TRY(fold_version(tx, scope, sheet.framework)));
    const Version& version = versions.at(sheet.framework);
    std::vector<Hit> by_number;
    std::vector<Hit> by_text;
    for (const Answer& answer : TRY(store::list_answers(tx, scope, sheet.id))) {
      const auto item = version.find(answer.no);
      if (item == version.end()) continue;
      const Match matched = match(query, item->second, answer);
      if (!matched.all) continue;
      // The item of a number may stand at the end of a sheet whose every row holds its digits.
      std::vector<Hit>& place = matched.number ? by_number : by_text;
      if (place.size() <= max_hits) place.push_back(hit_of(sheet, item->second.item, answer, query.words));
    }
    std::ranges::move(by_number, std::back_inserter(found.hits));
    std::ranges::move(by_text, std::back_inserter(found.hits));
    if (found.hits.size() > max_hits) break;
  }
  found.more = found.hits.size() > max_hits;
  if (found.more) found.hits.resize(max_hits);
  return found;
}

}  // namespace sonae::assessment::search
