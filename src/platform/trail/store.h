#pragma once
// Rows of the trail, as they lie in the database: for append, list and verify.

#include <functional>

#include "platform/trail/merkle.h"
#include "platform/trail/record.h"

namespace sonae::trail {

struct Head {
  std::string company;
  std::int64_t size = 0;
  Bytes root;
  Bytes peaks;
};

/// A record with everything that the proof needs. Bytes are as found, of any length: a verifier looks at them.
struct StoredRecord {
  Record record;
  std::optional<Bytes> before_salt;
  std::optional<Bytes> before_commitment;
  bool has_before = false;
  std::optional<Bytes> after_salt;
  std::optional<Bytes> after_commitment;
  bool has_after = false;
  bool erased = false;
  Bytes leaf;
  Bytes root;
};

[[nodiscard]] Result<std::optional<Head>> find_head(db::Tx& tx, std::string_view company);
[[nodiscard]] Result<std::vector<Head>> list_heads(db::Tx& tx);
[[nodiscard]] Result<void> save_head(db::WriteTx& tx, const Head& head, Instant now);
[[nodiscard]] Result<void> insert_record(db::WriteTx& tx, const StoredRecord& row);
/// Companies that have records or a head, in order.
[[nodiscard]] Result<std::vector<std::string>> list_companies(db::Tx& tx);
/// Records after `sequence`, oldest first.
[[nodiscard]] Result<std::vector<StoredRecord>> list_stored(db::Tx& tx, std::string_view company, std::int64_t sequence,
                                                            int limit);

}  // namespace sonae::trail
