#pragma once
// Finding words in Japanese text as people type them: width, kana, case and long-vowel marks do not count, and words of
// two characters (監査, 台帳) are words. Substrings, no dictionary: Japanese has no spaces to tear words apart at.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::search {

/// More words than this are ignored: a query is a line, not a text.
constexpr std::size_t max_words = 10;

/// What has to be found: parts between white space (also U+3000), folded by text::search_fold, each once. Parts of
/// nothing but marks that folding drops are no words.
[[nodiscard]] std::vector<std::string> words_of(std::string_view query);

/// Part of a text, found or between what was found, in the text's own spelling.
struct Part {
  std::string text;
  bool found = false;
  friend bool operator==(const Part&, const Part&) = default;
};
struct Excerpt {
  std::vector<Part> parts;
  bool cut_before = false;
  bool cut_after = false;
};
/// About `length` code points around the first word that occurs, every occurrence in it marked; white space becomes one
/// space. No parts when no word occurs.
[[nodiscard]] Excerpt excerpt(std::string_view text, std::span<const std::string> words, std::size_t length);

}  // namespace sonae::search
