#pragma once
// The two sides of a comparison by their names in addresses: a version of the company, or a pack of this program.

#include <string>
#include <string_view>

#include "features/assessment/versions/versions.h"

namespace sonae::assessment::versions {

struct Side {
  VersionEntry entry;
  Wording wording;
};
/// NotFound: no such version of this company, no such pack.
[[nodiscard]] Result<Side> load_side(db::Tx& tx, const Actor& actor, std::string_view side);
[[nodiscard]] Side side_of(const frameworks::Version& version);
[[nodiscard]] std::string side_name(const frameworks::VersionId& version);

}  // namespace sonae::assessment::versions
