#include "base/search.h"

#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/text.h"

// ICU's UTF-8 macros narrow on purpose.
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

namespace sonae::search {

namespace {

/// Bytes [begin, end) of the text.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The folded text, and from which bytes each of its code points came.
struct Folded {
  std::u32string text;
  std::vector<Stretch> from;
};

/// Whether normalization never joins this code point with the one before it (half-width ｶ and ﾞ become one ガ).
bool begins_stretch(UChar32 c) {
  static const icu::Normalizer2* normalizer = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(error);
  }();
  return c < 0x80 || normalizer == nullptr || normalizer->hasBoundaryBefore(c);
}

Folded fold_with_places(std::string_view utf8) {
  Folded out;
  const auto add = [&](std::size_t begin, std::size_t end) {
    const std::string_view stretch = utf8.substr(begin, end - begin);
    const std::u32string folded = text::to_utf32(text::search_fold(stretch));
    for (const char32_t c : folded) {
      out.text += c;
      out.from.push_back({begin, end});
    }
    // A long-vowel mark that folding drops belongs to what it lengthens.
    if (folded.empty() && !text::trim(stretch).empty() && !out.from.empty() && out.from.back().end == begin)
      out.from.back().end = end;
  };
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  std::size_t begin = 0;
  for (std::int32_t at = 0; at < size;) {
    const auto here = static_cast<std::size_t>(at);
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    if (c < 0) return {};
    if (here > begin && begins_stretch(c)) {
      add(begin, here);
      begin = here;
    }
  }
  add(begin, utf8.size());
  return out;
}

/// Where words occur, in order, overlapping ones joined.
std::vector<Stretch> places_of(const Folded& folded, std::span<const std::string> words) {
  std::vector<Stretch> found;
  for (const std::string& word : words) {
    const std::u32string wanted = text::to_utf32(word);
    if (wanted.empty()) continue;
    for (std::size_t at = folded.text.find(wanted); at != std::u32string::npos; at = folded.text.find(wanted, at + 1))
      found.push_back({folded.from[at].begin, folded.from[at + wanted.size() - 1].end});
  }
  std::ranges::sort(found, {}, [](const Stretch& one) { return std::pair(one.begin, one.end); });
  std::vector<Stretch> joined;
  for (const Stretch& one : found) {
    if (!joined.empty() && one.begin <= joined.back().end)
      joined.back().end = std::max(joined.back().end, one.end);
    else
      joined.push_back(one);
  }
  return joined;
}

/// `count` code points before (or after) a byte that begins one.
std::size_t step_back(std::string_view utf8, std::size_t at, std::size_t count) {
  while (at > 0 && count > 0) {
    --at;
    if ((static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80) --count;
  }
  return at;
}
std::size_t step_on(std::string_view utf8, std::size_t at, std::size_t count) {
  return at + text::prefix(utf8.substr(at), count).size();
}

std::string in_one_line(std::string_view utf8) {
  std::string out;
  for (const char c : utf8) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank) out += c;
    if (blank && !out.ends_with(' ')) out += ' ';
  }
  return out;
}

}  // namespace

std::vector<std::string> words_of(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    std::string folded = text::search_fold(word);
    word.clear();
    if (folded.empty() || words.size() == max_words || std::ranges::find(words, folded) != words.end()) return;
    words.push_back(std::move(folded));
  };
  for (const char32_t c : text::to_utf32(query)) {
    const bool blank = c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0x3000 || c == 0xA0;
    if (blank)
      finish();
    else
      word += text::from_utf32(std::u32string_view(&c, 1));
  }
  finish();
  return words;
}

Excerpt excerpt(std::string_view text, std::span<const std::string> words, std::size_t length) {
  Excerpt out;
  const std::vector<Stretch> found = places_of(fold_with_places(text), words);
  if (found.empty()) return out;
  const std::size_t lead = std::min<std::size_t>(24, length / 4);
  const std::size_t begin = step_back(text, found.front().begin, lead);
  const std::size_t end = std::max(step_on(text, begin, length), found.front().end);
  std::size_t at = begin;
  const auto add = [&](std::size_t from, std::size_t to, bool marked) {
    if (to > from) out.parts.push_back({in_one_line(text.substr(from, to - from)), marked});
  };
  for (const Stretch& one : found) {
    if (one.end > end) break;
    add(at, one.begin, false);
    add(one.begin, one.end, true);
    at = one.end;
  }
  add(at, end, false);
  out.cut_before = begin > 0;
  out.cut_after = end < text.size();
  return out;
}

}  // namespace sonae::search
