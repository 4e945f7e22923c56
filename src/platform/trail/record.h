#pragma once
// What the proof covers: the canonical bytes of one record. tools/verify-trail.py computes the same from this text.
//
// canonical = field ‖ field ‖ …, each field = length (4 bytes, big-endian) ‖ that many bytes, in this order:
//    1 "sonae-trail-1"
//    2 company_id            5 actor_id        8 subject_id          11 request_id
//    3 sequence              6 action          9 outcome             12 before_commitment
//    4 at (epoch ms)         7 subject_kind   10 address             13 after_commitment
// Texts are UTF-8; sequence and at are 8 bytes big-endian, outcome is one byte (0 done, 1 denied, 2 failed); a
// commitment is 32 bytes, or of length 0 where there was no value. actor_name is not covered: names change.
// commitment = SHA-256(salt ‖ value), salt 16 random bytes, value the UTF-8 text as stored.

#include "base/bytes.h"
#include "platform/trail/trail.h"

namespace sonae::trail {

using Commitment = std::optional<Digest>;

struct Commitments {
  Commitment before;
  Commitment after;
};

[[nodiscard]] Digest commit(std::span<const std::byte> salt, std::string_view value);
[[nodiscard]] Bytes canonical(const Record& record, const Commitments& commitments);
/// The leaf of `record` as if it stood at `sequence`.
[[nodiscard]] Digest leaf_of(const Record& record, const Commitments& commitments, std::int64_t sequence);

}  // namespace sonae::trail
