#include "platform/trail/merkle.h"

#include <algorithm>
#include <bit>

namespace sonae::trail {

Digest leaf_hash(std::span<const std::byte> record) {
  Bytes preimage;
  preimage.reserve(record.size() + 1);
  preimage.push_back(std::byte{0});
  preimage.insert(preimage.end(), record.begin(), record.end());
  return sha256(preimage);
}

Digest node_hash(const Digest& left, const Digest& right) {
  std::array<std::byte, 65> preimage;
  preimage[0] = std::byte{1};
  std::copy(left.begin(), left.end(), preimage.begin() + 1);
  std::copy(right.begin(), right.end(), preimage.begin() + 33);
  return sha256(preimage);
}

std::optional<Merkle> Merkle::from(std::int64_t size, std::span<const std::byte> peaks) {
  if (size < 0) return std::nullopt;
  const auto count = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
  if (peaks.size() != count * 32) return std::nullopt;
  Merkle tree;
  tree.size_ = size;
  tree.peaks_.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    std::copy_n(peaks.begin() + static_cast<std::ptrdiff_t>(i * 32), 32, tree.peaks_[i].begin());
  return tree;
}

void Merkle::append(const Digest& leaf) {
  Digest right = leaf;
  // Every trailing one bit of the old size is a full subtree that now becomes the left half of a larger one.
  for (auto rest = static_cast<std::uint64_t>(size_); (rest & 1) != 0; rest >>= 1) {
    right = node_hash(peaks_.back(), right);
    peaks_.pop_back();
  }
  peaks_.push_back(right);
  ++size_;
}

Digest Merkle::root() const {
  if (peaks_.empty()) return sha256(std::span<const std::byte>());
  Digest root = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node_hash(*peak, root);
  return root;
}

Bytes Merkle::peaks() const {
  Bytes out;
  out.reserve(peaks_.size() * 32);
  for (const Digest& peak : peaks_) out.insert(out.end(), peak.begin(), peak.end());
  return out;
}

}  // namespace sonae::trail
