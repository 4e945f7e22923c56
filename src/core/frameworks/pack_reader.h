#pragma once
// From the JSON of data/frameworks/*.json to a Pack. Strict: an unknown key, a missing language or a wrong type is a
// problem with its place, and reading goes on, so that one run shows all of them.

#include <optional>
#include <string>
#include <vector>

#include "core/frameworks/frameworks.h"

namespace sonae::frameworks {

/// A pack that takes labels and items from another one ("jama-japia 2.3"). Only the numbers listed stay confirmed;
/// the other confirmed ones become likely, because nobody has checked them for this version.
struct Inheritance {
  std::string from;
  std::vector<int> keep_confirmed;
};

struct ReadPack {
  Pack pack;
  std::optional<Inheritance> inherits;
};

/// Nothing when the file is not a JSON object of the known schema number; problems tell why.
[[nodiscard]] std::optional<ReadPack> read_pack(const PackFile& file, std::vector<Problem>& problems);

}  // namespace sonae::frameworks
