#pragma once
// New archives as office packages use them: deflated members in the order given, without dates. The same members give
// the same bytes (with one zlib version).

#include <string>
#include <vector>

#include "base/result.h"

namespace sonae::zip {

struct NewMember {
  std::string name;  ///< "word/document.xml"
  std::string content;
};
/// Internal above 2 GiB or 65,000 members: nothing that this product writes comes near.
[[nodiscard]] Result<std::string> create(const std::vector<NewMember>& members);

}  // namespace sonae::zip
