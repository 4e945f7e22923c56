#include "base/result.h"

#include <cstdio>

namespace sonae {

void die(std::string_view reason, std::source_location where) {
  std::fprintf(stderr, "fatal: %.*s (%s:%u)\n", static_cast<int>(reason.size()), reason.data(), where.file_name(),
               static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace sonae
