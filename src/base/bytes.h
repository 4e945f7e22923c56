#pragma once
// Raw bytes, hexadecimal, SHA-256.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonae {

using Bytes = std::vector<std::byte>;
using Digest = std::array<std::byte, 32>;

[[nodiscard]] std::span<const std::byte> as_bytes(std::string_view text);
[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);
/// Nothing for odd length or a character outside 0-9 a-f A-F.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view hex);
/// URL-safe alphabet, no padding.
[[nodiscard]] std::string to_base64url(std::span<const std::byte> bytes);

[[nodiscard]] Digest sha256(std::span<const std::byte> bytes);
[[nodiscard]] inline Digest sha256(std::string_view text) { return sha256(as_bytes(text)); }

/// SHA-256 over pieces, for what does not fit in memory at once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(std::span<const std::byte> bytes);
  /// Once; the object is spent afterwards.
  [[nodiscard]] Digest finish();

 private:
  void* context_;
};

}  // namespace sonae
