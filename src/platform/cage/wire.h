#pragma once
// The narrow format in which a caged child answers: numbers and length-prefixed byte strings, nothing else. The reader
// trusts nothing: the child may have been taken over by the file it read.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace sonae::cage {

class WireWriter {
 public:
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) bytes_.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// After the first reading beyond the end `ok()` is false and everything read is 0 or empty.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t number() {
    if (bytes_.size() - at_ < 8) {
      at_ = bytes_.size();
      ok_ = false;
    }
    if (!ok_) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_ + i])) << (8 * i);
    at_ += 8;
    return value;
  }
  [[nodiscard]] std::string text() {
    const std::uint64_t size = number();
    if (size > bytes_.size() - at_) ok_ = false;
    if (!ok_) return {};
    std::string value(bytes_.substr(at_, static_cast<std::size_t>(size)));
    at_ += static_cast<std::size_t>(size);
    return value;
  }
  /// A count of things that each take at least `bytes_each` bytes: never more than can still follow.
  [[nodiscard]] std::uint64_t count(std::uint64_t bytes_each) {
    const std::uint64_t value = number();
    if (value > (bytes_.size() - at_) / bytes_each) ok_ = false;
    return ok_ ? value : 0;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  /// Everything was read and nothing is left.
  [[nodiscard]] bool finished() const { return ok_ && at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace sonae::cage
