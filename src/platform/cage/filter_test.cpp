#include "platform/cage/filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>

namespace sonae::cage {
namespace {

/// What the kernel does with a program: the few instructions that ours has, anything else is a failure.
std::optional<std::uint32_t> run(const FilterProgram& program, const seccomp_data& data) {
  std::uint32_t loaded = 0;
  for (std::size_t at = 0; at < program.size(); ++at) {
    const sock_filter& step = program[at];
    switch (step.code) {
      case BPF_LD | BPF_W | BPF_ABS:
        if (step.k % 4 != 0 || step.k >= sizeof data) return std::nullopt;
        std::memcpy(&loaded, reinterpret_cast<const char*>(&data) + step.k, sizeof loaded);
        break;
      case BPF_JMP | BPF_JEQ | BPF_K:
        at += loaded == step.k ? step.jt : step.jf;
        break;
      case BPF_JMP | BPF_JSET | BPF_K:
        at += (loaded & step.k) != 0 ? step.jt : step.jf;
        break;
      case BPF_RET | BPF_K:
        return step.k;
      default:
        return std::nullopt;
    }
  }
  return std::nullopt;  // it ran off its end
}

seccomp_data call(const Calls& calls, std::uint32_t number, std::uint64_t protection = 0) {
  seccomp_data data{};
  data.arch = calls.architecture;
  data.nr = static_cast<int>(number);
  data.args[2] = protection;
  return data;
}

std::set<std::uint32_t> allowed(const Calls& calls, Build build, std::uint64_t third_argument) {
  std::set<std::uint32_t> numbers;
  for (std::uint32_t number = 0; number < 1024; ++number) {
    const auto verdict = run(make_filter(calls, build), call(calls, number, third_argument));
    EXPECT_TRUE(verdict == SECCOMP_RET_ALLOW || verdict == SECCOMP_RET_KILL_PROCESS) << number;
    if (verdict == SECCOMP_RET_ALLOW) numbers.insert(number);
  }
  return numbers;
}

// The numbers once more, as the kernel's tables have them: syscall_64.tbl and asm-generic/unistd.h.
TEST(Filter, AllowsExactlyTheListedCallsOnX86) {
  EXPECT_EQ(allowed(x86_64_calls, Build::Plain, PROT_READ | PROT_WRITE),
            (std::set<std::uint32_t>{0, 1, 9, 10, 11, 12, 14, 15, 24, 25, 28, 60, 96, 202, 219, 228, 231}));
}

TEST(Filter, AllowsExactlyTheListedCallsOnArm) {
  EXPECT_EQ(allowed(aarch64_calls, Build::Plain, PROT_READ | PROT_WRITE),
            (std::set<std::uint32_t>{63, 64, 93, 94, 98, 113, 124, 128, 135, 139, 169, 214, 215, 216, 222, 226, 233}));
}

TEST(Filter, AllowsNoExecutableMemory) {
  for (const Calls& calls : {x86_64_calls, aarch64_calls}) {
    std::set<std::uint32_t> expected = allowed(calls, Build::Plain, PROT_READ);
    EXPECT_EQ(expected.erase(calls.mmap) + expected.erase(calls.mprotect), 2U);
    EXPECT_EQ(allowed(calls, Build::Plain, PROT_EXEC), expected);
    EXPECT_EQ(allowed(calls, Build::Plain, PROT_READ | PROT_WRITE | PROT_EXEC), expected);
  }
}

TEST(Filter, AddsTheSanitizersCallsToTheirBuildsAlone) {
  for (const Calls& calls : {x86_64_calls, aarch64_calls}) {
    std::set<std::uint32_t> expected = allowed(calls, Build::Plain, PROT_READ);
    expected.insert({calls.sigaltstack, calls.pipe2, calls.close});
    EXPECT_EQ(expected.size(), 20U);
    EXPECT_EQ(allowed(calls, Build::Sanitized, PROT_READ), expected);
  }
}

TEST(Filter, EndsCallsOfAnotherArchitectureAndOfTheX32Interface) {
  for (const Build build : {Build::Plain, Build::Sanitized}) {
    EXPECT_EQ(run(make_filter(x86_64_calls, build), call(aarch64_calls, x86_64_calls.read)), SECCOMP_RET_KILL_PROCESS);
    EXPECT_EQ(run(make_filter(aarch64_calls, build), call(x86_64_calls, aarch64_calls.read)), SECCOMP_RET_KILL_PROCESS);
    for (std::uint32_t number = 0; number < 1024; ++number)
      EXPECT_EQ(run(make_filter(x86_64_calls, build), call(x86_64_calls, number | (1U << 30))),
                SECCOMP_RET_KILL_PROCESS);
  }
}

TEST(Filter, JumpsOnlyForwardAndInside) {
  for (const Calls& calls : {x86_64_calls, aarch64_calls}) {
    const FilterProgram program = make_filter(calls, Build::Sanitized);
    for (std::size_t at = 0; at < program.size(); ++at)
      if ((program[at].code & 0x07) == BPF_JMP) {
        EXPECT_LT(at + 1 + std::max(program[at].jt, program[at].jf), program.size());
      }
    EXPECT_EQ(program.back().code, BPF_RET | BPF_K);
  }
}

}  // namespace
}  // namespace sonae::cage
