#pragma once
// zlib behind three functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sonae::zip {

[[nodiscard]] std::uint32_t crc_of(std::string_view bytes);
/// Raw deflate data that unpacks to exactly `size` bytes and is used up by it; nothing for anything else. Never
/// writes more than `size` bytes.
[[nodiscard]] std::optional<std::string> inflate_exactly(std::string_view packed, std::size_t size);
/// Raw deflate. The same input gives the same bytes (with one zlib version).
[[nodiscard]] std::string deflate_bytes(std::string_view bytes);

}  // namespace sonae::zip
