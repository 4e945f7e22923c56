#pragma once
// Files that were built into the binary (cmake/embed.cmake).

#include <string_view>

namespace sonae {

struct EmbeddedFile {
  std::string_view name;   ///< relative to the bundle's root, e.g. "ja/error.json"
  std::string_view bytes;  ///< lives as long as the process
};

}  // namespace sonae
