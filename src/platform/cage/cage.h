#pragma once
// Parsers of foreign bytes run here (quality decision 2, IN07): a forked child without network, files or new
// processes, with capped memory and CPU; its answer comes back over a pipe.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::cage {

struct Limits {
  std::size_t memory_bytes = 512ULL * 1024 * 1024;  ///< RLIMIT_AS above what the process had
  int cpu_seconds = 10;                             ///< RLIMIT_CPU
  int wall_seconds = 30;
  std::size_t answer_bytes = 256ULL * 1024 * 1024;
};

/// Runs `work` in a child and gives what it returned. `work` sees the parent's memory as it was at the fork (the
/// input may simply be captured), holds no descriptor but the pipe, and may only compute.
/// An Error that `work` returns comes back as it is. A child that dies, hangs or says too much is Invalid
/// ("error.cage.died", "error.cage.time", "error.cage.memory"): the file is to blame, and the caller records a
/// security event. At most `cores` children run at once; others wait, at most `wall_seconds`, then Unavailable
/// ("error.busy").
[[nodiscard]] Result<std::string> run(const std::function<Result<std::string>()>& work, const Limits& limits = {});

}  // namespace sonae::cage
