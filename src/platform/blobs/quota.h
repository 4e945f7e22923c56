#pragma once
// How much people may store in files (IN13): per person, per department and per company, counted in bytes and in files.
// Pure: the caller counts what is stored in the transaction that adds the row, so that two uploads at once cannot both
// take the last place (on PostgreSQL a serialization failure replays one of them; SQLite has one writer).

#include <cstdint>
#include <optional>

#include "base/result.h"

namespace sonae::blobs {

struct Amount {
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};

/// The limits of an installation; the configuration sets the bytes (quota_user, quota_department, quota_company, in
/// MiB).
struct Quotas {
  Amount user{2'000, 2LL * 1024 * 1024 * 1024};
  Amount department{20'000, 20LL * 1024 * 1024 * 1024};
  Amount company{200'000, 100LL * 1024 * 1024 * 1024};
};

/// What is stored now. Files that were deleted but can still be restored count: their bytes are there.
struct Stored {
  Amount user;
  std::optional<Amount> department;  ///< nothing: the file belongs to no department
  Amount company;
};

/// Whether one more file of `bytes` fits. Conflict names the narrowest limit that does not hold it: "quota.user.bytes",
/// "quota.user.files", "quota.department.…", "quota.company.…", with `limit` and `stored` (files, or bytes as people
/// read them). Exactly the limit still fits.
[[nodiscard]] Result<void> require_room(const Quotas& quotas, const Stored& stored, std::int64_t bytes);

/// "256 KiB", "1.5 GiB": how people read an amount.
[[nodiscard]] std::string readable_bytes(std::int64_t bytes);

}  // namespace sonae::blobs
