#include "platform/session/password_policy.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "embedded/passwords.h"
#include "platform/clock.h"
#include "platform/session/password.h"

namespace sonae::session {

namespace {

using Covered = std::vector<bool>;

/// Fewer unforeseeable characters than this, and the password is one of those that are tried first.
constexpr std::size_t enough_unforeseeable = 4;
constexpr std::size_t longest_word = 24;

std::u32string folded(std::string_view utf8) {
  std::u32string text = text::to_utf32(text::nfkc(utf8));
  for (char32_t& c : text)
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  return text;
}

std::set<std::u32string> read_common_words() {
  std::set<std::u32string> words;
  for (const EmbeddedFile& file : embedded::passwords()) {
    std::size_t start = 0;
    while (start < file.bytes.size()) {
      const std::size_t end = std::min(file.bytes.find('\n', start), file.bytes.size());
      const std::string_view line = text::trim(file.bytes.substr(start, end - start));
      if (!line.empty() && line.front() != '#') words.insert(folded(line));
      start = end + 1;
    }
  }
  return words;
}

const std::set<std::u32string>& common_words() {
  static const std::set<std::u32string> words = read_common_words();
  return words;
}

// Names come as people write them: each part counts, and so does the whole without spaces.
std::set<std::u32string> parts_of(const std::vector<std::string>& names) {
  std::set<std::u32string> parts;
  for (const std::string& name : names) {
    std::u32string whole;
    std::u32string part;
    const auto finish = [&] {
      const bool ascii = std::ranges::all_of(part, [](char32_t c) { return c < 0x80; });
      if (part.size() >= (ascii ? 3U : 2U)) parts.insert(part);
      part.clear();
    };
    for (const char32_t c : folded(name)) {
      const bool separator = c == U' ' || c == U'.' || c == U'-' || c == U'_' || c == U'@' || c == U'(' || c == U')';
      if (separator) {
        finish();
      } else {
        part += c;
        whole += c;
      }
    }
    finish();
    if (whole.size() >= 3) parts.insert(whole);
  }
  return parts;
}

// What people write instead of letters: P@ssw0rd is password. `one` is what 1 and ! stand for (i or l).
std::u32string without_disguise(std::u32string text, char32_t one) {
  for (char32_t& c : text) {
    switch (c) {
      case U'@':
      case U'4':
        c = U'a';
        break;
      case U'0':
        c = U'o';
        break;
      case U'3':
        c = U'e';
        break;
      case U'$':
      case U'5':
        c = U's';
        break;
      case U'7':
        c = U't';
        break;
      case U'8':
        c = U'b';
        break;
      case U'1':
      case U'!':
        c = one;
        break;
      default:
        break;
    }
  }
  return text;
}

void cover(Covered& covered, std::size_t from, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) covered[from + i] = true;
}

void cover_words(Covered& covered, const std::u32string& text, const std::set<std::u32string>& words) {
  for (std::size_t from = 0; from < text.size(); ++from)
    for (std::size_t count = std::min(longest_word, text.size() - from); count >= 2; --count)
      if (words.contains(text.substr(from, count))) {
        cover(covered, from, count);
        break;
      }
}

// Steps of one kind: aaa, abc, 321, and neighbours on the keyboard.
bool is_step(char32_t a, char32_t b, int direction) {
  static constexpr std::array<std::u32string_view, 4> rows = {U"1234567890-^", U"qwertyuiop@[", U"asdfghjkl;:]",
                                                              U"zxcvbnm,./"};
  if (static_cast<std::int64_t>(b) - static_cast<std::int64_t>(a) == direction) return true;
  if (direction == 0) return false;
  return std::ranges::any_of(rows, [&](std::u32string_view row) {
    const std::size_t at = row.find(a);
    if (at == std::u32string_view::npos) return false;
    const std::size_t next = at + static_cast<std::size_t>(direction);
    return next < row.size() && row[next] == b;
  });
}

void cover_runs(Covered& covered, const std::u32string& text) {
  for (const int direction : {0, 1, -1}) {
    std::size_t start = 0;
    for (std::size_t i = 1; i <= text.size(); ++i) {
      if (i < text.size() && is_step(text[i - 1], text[i], direction)) continue;
      if (i - start >= 3) cover(covered, start, i - start);
      start = i;
    }
  }
}

// "abcabcabc" says no more than "abc".
void cover_repetition(Covered& covered, const std::u32string& text) {
  for (std::size_t period = 1; period <= text.size() / 2; ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
    if (repeats) return cover(covered, period, text.size() - period);
  }
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || c >= 0x80; }

void cover_years_and_ends(Covered& covered, const std::u32string& text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool century = text.substr(i, 2) == U"19" || text.substr(i, 2) == U"20";
    if (century && is_digit(text[i + 2]) && is_digit(text[i + 3])) cover(covered, i, 4);
  }
  // Up to four digits and any signs at either end are the decoration that every guessing program adds.
  const auto trim_end = [&](auto at) {
    int digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t place = at(i);
      if (is_letter(text[place]) || (is_digit(text[place]) && ++digits > 4)) return;
      covered[place] = true;
    }
  };
  trim_end([](std::size_t i) { return i; });
  trim_end([&](std::size_t i) { return text.size() - 1 - i; });
}

}  // namespace

std::size_t unforeseeable_characters(std::string_view password, const std::vector<std::string>& own_words) {
  const std::u32string text = folded(password);
  const std::set<std::u32string> names = parts_of(own_words);
  Covered plain(text.size(), false);
  cover_runs(plain, text);
  cover_repetition(plain, text);
  cover_years_and_ends(plain, text);
  std::size_t fewest = text.size();
  for (const std::u32string& form : {text, without_disguise(text, U'i'), without_disguise(text, U'l')}) {
    Covered covered = plain;
    cover_words(covered, form, common_words());
    cover_words(covered, form, names);
    fewest = std::min(fewest, static_cast<std::size_t>(std::ranges::count(covered, false)));
  }
  return fewest;
}

std::unexpected<Error> fail_password(std::string key, Args args) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({"/new", std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

bool is_short_password(std::string_view password) {
  return text::length(text::nfc(password).value_or("")) < minimum_alone;
}

Result<void> check_password(std::string_view password, PasswordUse use, const std::vector<std::string>& own_words) {
  const auto normal = text::nfc(password);
  if (password.size() > max_password_bytes || !normal)
    return fail_password("session.password.too_large", {{"limit", std::to_string(max_password_bytes)}});
  const std::size_t minimum = use == PasswordUse::Alone ? minimum_alone : minimum_beside_factor;
  if (text::length(*normal) < minimum)
    return fail_password("session.password.short", {{"minimum", std::to_string(minimum)}});
  if (unforeseeable_characters(*normal, own_words) < enough_unforeseeable)
    return fail_password("session.password.common");
  return {};
}

std::string new_initial_password() {
  static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";  // 31, without look-alikes
  std::string password;
  for (int group = 0; group < 4; ++group) {
    if (group > 0) password += '-';
    for (int i = 0; i < 5;) {
      // 248 is the largest multiple of 31 in a byte: what lies above is drawn again, so that no letter is likelier.
      const auto byte = std::to_integer<unsigned>(random_bytes<1>()[0]);
      if (byte >= 248) continue;
      password += alphabet[byte % 31];
      ++i;
    }
  }
  return password;
}

}  // namespace sonae::session
