#pragma once
// What the kernel takes away from a caged child (IN07).

#include <linux/filter.h>

#include <cstddef>
#include <vector>

namespace sonae::cage {

/// The filter program: read, write, memory, time, exit; everything else ends the process. Memory may never become
/// executable. Built once in the parent, so that the child only makes system calls before it is locked in.
[[nodiscard]] const std::vector<sock_filter>& filter_program();

/// In the child, right after the fork: closes every descriptor but `pipe`, sets the limits and the filter.
/// `memory_bytes` is the whole address space allowed. False when the kernel refused any of it; the child must then
/// leave without touching the input.
[[nodiscard]] bool lock_in(int pipe, std::size_t memory_bytes, int cpu_seconds,
                           const std::vector<sock_filter>& program);

/// Address space that this process has mapped now.
[[nodiscard]] std::size_t mapped_bytes();

}  // namespace sonae::cage
