#pragma once
// A place in a folded text (date_mentions.h) that moves on only when what is asked for stands there. Pure.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace sonae::assessment {

using Chars = std::u32string_view;

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

/// Position in the folded text; every `take` moves on only when it matches.
class Cursor {
 public:
  Cursor(Chars text, std::size_t at) : text_(text), at_(at) {}
  [[nodiscard]] std::size_t at() const { return at_; }
  void set(std::size_t at) { at_ = at; }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0';
  }
  [[nodiscard]] char32_t before() const { return at_ > 0 ? text_[at_ - 1] : U'\0'; }
  bool take(Chars word) {
    if (text_.substr(at_).starts_with(word)) {
      at_ += word.size();
      return true;
    }
    return false;
  }
  template <std::size_t N>
  std::optional<int> take_one_of(const std::array<std::pair<Chars, int>, N>& words) {
    for (const auto& [word, value] : words)
      if (take(word)) return value;
    return std::nullopt;
  }
  void spaces() {
    while (peek() == U' ') ++at_;
  }
  /// Exactly the run of digits that stands here, when it has between `least` and `most` of them.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (is_digit(peek(length)) && length <= most) value = value * 10 + static_cast<int>(peek(length++) - U'0');
    if (length < least || length > most) return std::nullopt;
    at_ += length;
    return value;
  }

 private:
  Chars text_;
  std::size_t at_;
};

}  // namespace sonae::assessment
