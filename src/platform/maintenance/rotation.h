#pragma once
// A new master key for an installation that nobody serves (SE01).
//
// Invariants (tests cite the number)
//  1. Whenever the process dies, the next start has the one key that fits the database: the new key lies beside the old
//     one (`keys.next`) before anything is sealed with it, everything is sealed anew in one transaction, and only then
//     does it take the old one's place. A start that finds `keys.next` asks the database which of the two it is.
//  2. Neither key is ever printed, logged or recorded.

#include <cstdint>
#include <filesystem>

#include "platform/data_directory.h"

namespace sonae::maintenance {

struct Rotation {
  std::int64_t sealed = 0;  ///< values that were sealed anew
};

/// Makes and takes a new master key; the record of every company says that it happened. `data` is open for writing, so
/// no server runs. Internal when a sealed value does not open with the present key: then nothing has changed.
[[nodiscard]] Result<Rotation> rotate_master_key(const DataDirectory& data, Instant now);

/// Finishes or takes back a change that was cut off (invariant 1). Does nothing when there was none. Called before the
/// key is used, by whoever holds the lock.
[[nodiscard]] Result<void> settle_master_key(const DataPlace& place, db::Database& database);

struct SecretView {
  std::string name;  ///< "master"
  std::filesystem::path file;
  std::int64_t changed_at_ms = 0;  ///< of the file
  std::int64_t sealed = 0;         ///< values in the database that need it
};
[[nodiscard]] Result<std::vector<SecretView>> list_secrets(const DataDirectory& data);

}  // namespace sonae::maintenance
