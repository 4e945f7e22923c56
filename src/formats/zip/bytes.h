#pragma once
// Little-endian numbers at checked offsets. Lengths come from foreign headers: every sum is made in 64 bits and
// compared with what is there before it is used.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sonae::zip {

/// A window on foreign bytes. Reading beyond its end gives nothing.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool has(std::uint64_t offset, std::uint64_t length) const {
    return offset <= bytes_.size() && length <= bytes_.size() - offset;
  }
  [[nodiscard]] std::optional<std::string_view> slice(std::uint64_t offset, std::uint64_t length) const {
    if (!has(offset, length)) return std::nullopt;
    return bytes_.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
  }
  [[nodiscard]] std::optional<std::uint64_t> number(std::uint64_t offset, unsigned width) const {
    const auto piece = slice(offset, width);
    if (!piece) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>((*piece)[i])) << (8 * i);
    return value;
  }

 private:
  std::string_view bytes_;
};

inline void put(std::string& out, std::uint64_t value, unsigned width) {
  for (unsigned i = 0; i < width; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
}

}  // namespace sonae::zip
