#pragma once
// The installation's master key: 32 random bytes in a file of its own, from which sign-in derives what it needs (SE01).
// Never in the database, never in a log, part of every backup.

#include <filesystem>

#include "base/bytes.h"
#include "base/result.h"

namespace sonae {

/// Made when it is missing (written, fsynced and linked, so that a crash leaves all of it or nothing). Invalid
/// ("error.key.permissions", arg path) when others may read it or it belongs to somebody else; Internal
/// ("error.key.damaged") when it is not 32 bytes in hexadecimal.
[[nodiscard]] Result<Bytes> load_or_create_key(const std::filesystem::path& file);
/// NotFound ("error.data.missing") instead of making one.
[[nodiscard]] Result<Bytes> load_key(const std::filesystem::path& file);

}  // namespace sonae
