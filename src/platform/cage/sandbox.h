#pragma once
// What the kernel takes away from a caged child (IN07).

#include <cstddef>

namespace sonae::cage {

/// In the child, right after the fork: closes every descriptor but `pipe`, sets the limits and the filter.
/// Only system calls: it is safe however many threads the parent has. `memory_bytes` is the whole address space
/// allowed. False when the kernel refused any of it; the child must then leave without touching the input.
[[nodiscard]] bool lock_in(int pipe, std::size_t memory_bytes, int cpu_seconds);

/// In the child, behind lock_in: the heap keeps what it once had, and its first megabyte is there at once. A child
/// lives for milliseconds; fetching its memory page by page would take a good part of them.
void settle_heap();

/// Address space that this process has mapped now.
[[nodiscard]] std::size_t mapped_bytes();

}  // namespace sonae::cage
