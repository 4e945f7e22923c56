#pragma once
// The seccomp program of the cage (IN07): which system calls a caged child may make. A plain array that the compiler
// builds: a library that builds it at run time takes as long as filling a workbook.
//
// 1. A process of another architecture, or a call of x86-64's x32 interface, is ended.
// 2. What the list names is allowed; mmap and mprotect only without PROT_EXEC.
// 3. Everything else ends the process.

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace sonae::cage {

/// The numbers of one architecture. Ours are checked against the system's header in sandbox.cpp.
struct Calls {
  std::uint32_t architecture;
  bool x32;  ///< numbers with bit 30 set are another interface to the same kernel
  std::uint32_t mmap, mprotect;
  // The allocator, the C++ runtime and the pipe.
  std::uint32_t read, write, brk, munmap, mremap, madvise, exit, exit_group, futex, rt_sigreturn, clock_gettime,
      gettimeofday, sched_yield, restart_syscall, rt_sigprocmask;
  // The sanitizers' own: the signal stack around a throw, a pipe to see whether memory can be read.
  std::uint32_t sigaltstack, pipe2, close;
};

inline constexpr Calls x86_64_calls = {.architecture = AUDIT_ARCH_X86_64,
                                       .x32 = true,
                                       .mmap = 9,
                                       .mprotect = 10,
                                       .read = 0,
                                       .write = 1,
                                       .brk = 12,
                                       .munmap = 11,
                                       .mremap = 25,
                                       .madvise = 28,
                                       .exit = 60,
                                       .exit_group = 231,
                                       .futex = 202,
                                       .rt_sigreturn = 15,
                                       .clock_gettime = 228,
                                       .gettimeofday = 96,
                                       .sched_yield = 24,
                                       .restart_syscall = 219,
                                       .rt_sigprocmask = 14,
                                       .sigaltstack = 131,
                                       .pipe2 = 293,
                                       .close = 3};
inline constexpr Calls aarch64_calls = {.architecture = AUDIT_ARCH_AARCH64,
                                        .x32 = false,
                                        .mmap = 222,
                                        .mprotect = 226,
                                        .read = 63,
                                        .write = 64,
                                        .brk = 214,
                                        .munmap = 215,
                                        .mremap = 216,
                                        .madvise = 233,
                                        .exit = 93,
                                        .exit_group = 94,
                                        .futex = 98,
                                        .rt_sigreturn = 139,
                                        .clock_gettime = 113,
                                        .gettimeofday = 169,
                                        .sched_yield = 124,
                                        .restart_syscall = 128,
                                        .rt_sigprocmask = 135,
                                        .sigaltstack = 132,
                                        .pipe2 = 59,
                                        .close = 57};

enum class Build : std::uint8_t { Plain, Sanitized };

/// One length for every architecture and build; instructions that are not needed end the process as well.
using FilterProgram = std::array<sock_filter, 32>;

namespace detail {

class FilterWriter {
 public:
  constexpr void put(std::uint16_t code, std::uint32_t value, std::uint8_t yes = 0, std::uint8_t no = 0) {
    program_[used_++] = {code, yes, no, value};
  }
  constexpr void load(std::size_t offset) { put(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
  constexpr void give(std::uint32_t verdict) { put(BPF_RET | BPF_K, verdict); }
  /// When the loaded number is `value`, to the instruction `target`.
  constexpr void equal(std::uint32_t value, std::size_t target) {
    put(BPF_JMP | BPF_JEQ | BPF_K, value, static_cast<std::uint8_t>(target - used_ - 1), 0);
  }
  constexpr void any_bit(std::uint32_t bits, std::size_t target) {
    put(BPF_JMP | BPF_JSET | BPF_K, bits, static_cast<std::uint8_t>(target - used_ - 1), 0);
  }
  [[nodiscard]] constexpr std::size_t used() const { return used_; }
  [[nodiscard]] constexpr FilterProgram done() const { return program_; }

 private:
  FilterProgram program_{};
  std::size_t used_ = 0;
};

}  // namespace detail

[[nodiscard]] constexpr FilterProgram make_filter(const Calls& calls, Build build) {
  // The last instructions, to which the others jump (only ever forward): end it, allow it, look at the protection.
  constexpr std::size_t kill = FilterProgram().size() - 6;
  constexpr std::size_t allow = kill + 1;
  constexpr std::size_t protection = kill + 2;
  constexpr std::size_t executable = kill + 5;
  detail::FilterWriter out;
  out.load(offsetof(seccomp_data, arch));
  out.put(BPF_JMP | BPF_JEQ | BPF_K, calls.architecture, 0, static_cast<std::uint8_t>(kill - out.used() - 1));
  out.load(offsetof(seccomp_data, nr));
  if (calls.x32) out.any_bit(1U << 30, kill);
  out.equal(calls.mmap, protection);
  out.equal(calls.mprotect, protection);
  for (const std::uint32_t call : {calls.read, calls.write, calls.brk, calls.munmap, calls.mremap, calls.madvise,
                                   calls.exit, calls.exit_group, calls.futex, calls.rt_sigreturn, calls.clock_gettime,
                                   calls.gettimeofday, calls.sched_yield, calls.restart_syscall, calls.rt_sigprocmask})
    out.equal(call, allow);
  if (build == Build::Sanitized)
    for (const std::uint32_t call : {calls.sigaltstack, calls.pipe2, calls.close}) out.equal(call, allow);
  while (out.used() <= kill) out.give(SECCOMP_RET_KILL_PROCESS);
  out.give(SECCOMP_RET_ALLOW);
  // The third argument of mmap and mprotect; both machines are little-endian, its low half comes first.
  out.load(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t));
  out.any_bit(PROT_EXEC, executable);
  out.give(SECCOMP_RET_ALLOW);
  out.give(SECCOMP_RET_KILL_PROCESS);
  return out.done();
}

}  // namespace sonae::cage
