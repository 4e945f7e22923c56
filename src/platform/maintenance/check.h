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

/// Evidence and record paired both ways, by name alone: nothing is read (RE02).
struct Pairing {
  std::vector<std::string> missing;  ///< named by a record, and not there
  std::vector<std::string> unnamed;  ///< there, and named by nobody: a crash between file and row leaves one
};
[[nodiscard]] Result<Pairing> pair_files(const DataDirectory& data, Instant now);

}  // namespace sonae::maintenance
