#pragma once
// The self-check of an installation (RE19): beside a running server, changes nothing.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/data_directory.h"

namespace sonae::maintenance {

struct CheckReport {
  std::map<std::string, std::string> versions;  ///< library -> version
  std::int64_t records = 0;                     ///< of the trail
  std::int64_t blobs = 0;
  std::int64_t free_bytes = 0;
  std::vector<Error> findings;  ///< what has to be put right
  std::vector<Error> notes;     ///< what is worth knowing: files that no record names yet
};
/// The errors of DataDirectory::open, when there is nothing that could be checked.
[[nodiscard]] Result<CheckReport> check(const DataPlace& place, Instant now);

}  // namespace sonae::maintenance
