#pragma once
// The operation record: an append-only Merkle log per company (RFC 9162 hashing), written in the transaction of the
// change itself (TR01).
//
// Invariants (tests cite the number)
//  1. Sequence numbers of a company start at 1 and have no gap.
//  2. leaf = SHA-256(0x00 ‖ canonical record); node = SHA-256(0x01 ‖ left ‖ right).
//  3. The canonical record holds salted SHA-256 commitments of `before` and `after`, never the values, so that a
//     value can be erased by law while the proof still holds (TR04 later).
//  4. trail_head keeps size, root and the right edge ("peaks"): appending is O(log n).

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/blobs/blobs.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::trail {

enum class Outcome : std::uint8_t { Done, Denied, Failed };

struct Entry {
  std::string action;  ///< "assessment.answer.save": slice.subject.verb
  EntityRef subject;   ///< what it was done to; id may be empty
  std::string before;  ///< JSON of the changed fields, "" when there was nothing
  std::string after;   ///< JSON of the changed fields, "" when nothing is left
  Outcome outcome = Outcome::Done;
};

/// {"name":"value",…} for Entry::before and ::after, in the order given.
[[nodiscard]] std::string fields_json(const std::vector<std::pair<std::string, std::string>>& fields);

/// Who, for records written without a signed-in person: {"company", "", "command line"…}.
struct Origin {
  Id<Company> company;
  std::string actor_id;    ///< user id, or "" for the system
  std::string actor_name;  ///< shown in lists; not part of the proof
  std::string address;
  std::string request_id;
};
[[nodiscard]] Origin origin_of(const Actor& actor);
/// Command line or start-up.
[[nodiscard]] Origin system_origin(Id<Company> company, std::string what);

/// Appends and marks the transaction as recorded. Gives the sequence number.
[[nodiscard]] Result<std::int64_t> append(db::WriteTx& tx, const Origin& origin, const Entry& entry, Instant now);

struct Record {
  std::int64_t sequence = 0;
  Instant at;
  Origin origin;
  Entry entry;
};
struct Page {
  std::vector<Record> records;
  bool more = false;
};
struct Filter {
  std::optional<EntityRef> subject = {};
  std::string action_prefix = {};           ///< "" for all
  std::optional<std::int64_t> before = {};  ///< records with a smaller sequence number
  std::optional<std::int64_t> after = {};   ///< records with a larger one, oldest first
  int limit = 50;                           ///< at most 500
};
/// Newest first (oldest first with `after`).
[[nodiscard]] Result<Page> list(db::Tx& tx, const Scope& scope, const Filter& filter);

struct Checkpoint {
  std::string company;
  std::int64_t size = 0;
  std::string root;  ///< hexadecimal
  Instant at;
  /// Roots of the full subtrees, largest first, hexadecimal; "" when only size and root were kept. With them a later
  /// verification may start here instead of at the first record.
  std::string peaks = {};
};
[[nodiscard]] Result<std::vector<Checkpoint>> checkpoints(db::Tx& tx, Instant now);

struct Verification {
  std::int64_t records = 0;
  /// None when all is well; else the first bad sequence number of each company and what is wrong with it.
  struct Problem {
    std::string company;
    std::int64_t sequence = 0;
    std::string what;  ///< "edited" "removed" "inserted" "reordered" "truncated" "replaced" "evidence"
  };
  std::vector<Problem> problems;
  std::vector<Checkpoint> heads;  ///< of the tree as recomputed
};

struct VerifyOptions {
  std::vector<Checkpoint> kept = {};       ///< kept elsewhere; several sizes of one company are fine
  std::vector<Checkpoint> since = {};      ///< trusted: records up to their size are not read again; needs their peaks
  const blobs::Store* evidence = nullptr;  ///< every "blob.stored" record's file is read and hashed
};
/// Recomputes every leaf and the tree; compares with trail_head and, where given, with checkpoints that were kept
/// elsewhere (TR02). Streams: memory does not grow with the log. A whole log that was rewritten consistently shows only
/// against a kept checkpoint; then the named sequence is the first one that no matching checkpoint covers.
/// Invalid ("audit.checkpoint.peaks") when a checkpoint has peaks that do not give its root, a `since` none at all.
[[nodiscard]] Result<Verification> verify(db::Database& database, const VerifyOptions& options, Instant now);
[[nodiscard]] inline Result<Verification> verify(db::Database& database, const std::vector<Checkpoint>& kept,
                                                 Instant now) {
  return verify(database, VerifyOptions{kept, {}, nullptr}, now);
}

/// The record that says: this file is evidence, with this hash. In the transaction that makes the row referring to it.
inline constexpr std::string_view blob_stored = "blob.stored";
[[nodiscard]] Result<std::int64_t> append_blob(db::WriteTx& tx, const Origin& origin, std::string_view hash,
                                               std::int64_t size, Instant now);

/// Value and salt of a record are gone, its proof stays (invariant 3). Only right together with a record of this action
/// whose subject is {"trail.record", "<sequence>"}; verification demands it.
inline constexpr std::string_view value_erased = "trail.value.erase";

/// Checkpoints as a file: {"checkpoints":[{"company","size","root","peaks","at"}]}.
[[nodiscard]] std::string write_checkpoints(const std::vector<Checkpoint>& checkpoints);
/// Invalid ("audit.checkpoint.file", arg place) for anything else.
[[nodiscard]] Result<std::vector<Checkpoint>> read_checkpoints(std::string_view text);

}  // namespace sonae::trail
