#pragma once
// The right edge of a Merkle tree as RFC 9162 hashes it: enough to append and to give the root.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace sonae::trail {

/// SHA-256(0x00 ‖ record)
[[nodiscard]] Digest leaf_hash(std::span<const std::byte> record);
/// SHA-256(0x01 ‖ left ‖ right)
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);

class Merkle {
 public:
  Merkle() = default;
  /// Nothing when `peaks` are not as many as the one bits of `size`, 32 bytes each, largest subtree first.
  [[nodiscard]] static std::optional<Merkle> from(std::int64_t size, std::span<const std::byte> peaks);

  void append(const Digest& leaf);
  /// SHA-256 of nothing for the empty tree.
  [[nodiscard]] Digest root() const;
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] Bytes peaks() const;

 private:
  std::int64_t size_ = 0;
  std::vector<Digest> peaks_;
};

}  // namespace sonae::trail
