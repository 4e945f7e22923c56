#include "platform/cage/cage.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace sonae::cage {
namespace {

std::string key_of(const Result<std::string>& result) { return result ? "value" : result.error().key; }

Result<std::string> fine() { return std::string("fine"); }

TEST(Cage, GivesBackWhatTheWorkGave) {
  const std::string input(3 * 1024 * 1024, 'x');
  EXPECT_EQ(*run([&]() -> Result<std::string> { return input + "!"; }), input + "!");
  EXPECT_EQ(*run([]() -> Result<std::string> { return std::string(); }), "");
}

TEST(Cage, GivesBackTheErrorOfTheWork) {
  const auto result = run([]() -> Result<std::string> {
    return std::unexpected(
        Error{ErrorKind::NotFound, "some.key", {{"a", "b"}}, "detail", {{"/place", "field.key", {{"c", "d"}}}}});
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::NotFound);
  EXPECT_EQ(result.error().key, "some.key");
  EXPECT_EQ(result.error().args.at("a"), "b");
  EXPECT_EQ(result.error().detail, "detail");
  ASSERT_EQ(result.error().fields.size(), 1U);
  EXPECT_EQ(result.error().fields[0].args.at("c"), "d");
}

TEST(Cage, SurvivesAChildThatCrashesExitsOrThrows) {
  EXPECT_EQ(key_of(run([]() -> Result<std::string> {
              // Away from any mapping, and not a null pointer, so that no sanitizer steps in before the kernel does.
              asm volatile("ud2");
              return fine();
            })),
            "error.cage.died");
  EXPECT_EQ(key_of(run([]() -> Result<std::string> { _exit(0); })), "error.cage.died");
  EXPECT_EQ(key_of(run([]() -> Result<std::string> { throw 1; })), "error.cage.died");
}

TEST(Cage, EndsAChildThatLoopsByCpuAndByWallTime) {
  const auto loop = []() -> Result<std::string> {
    for (std::atomic<std::uint64_t> i = 0;; ++i) {
    }
  };
  Limits cpu;
  cpu.cpu_seconds = 1;
  EXPECT_EQ(key_of(run(loop, cpu)), "error.cage.time");
  Limits wall;
  wall.wall_seconds = 1;
  EXPECT_EQ(key_of(run(loop, wall)), "error.cage.time");
}

TEST(Cage, EndsAChildThatWantsTooMuchMemory) {
  const auto result = run([]() -> Result<std::string> {
    std::string sum;
    for (int i = 0; i < 64; ++i) {
      auto block = std::make_unique<std::vector<char>>(64UL * 1024 * 1024, static_cast<char>(i));
      sum.push_back((*block)[static_cast<std::size_t>(i)]);
      static_cast<void>(block.release());
    }
    return sum;
  });
  // An address sanitizer ends the child itself instead of letting it throw.
  EXPECT_TRUE(key_of(result) == "error.cage.memory" || key_of(result) == "error.cage.died") << key_of(result);
}

TEST(Cage, RefusesAnAnswerThatIsTooLong) {
  Limits limits;
  limits.answer_bytes = 10;
  EXPECT_EQ(key_of(run([]() -> Result<std::string> { return std::string(11, 'x'); }, limits)), "error.cage.memory");
}

TEST(Cage, ChildCannotOpenConnectForkOrRunCode) {
  EXPECT_EQ(key_of(run([]() -> Result<std::string> { return std::to_string(open("/etc/hostname", O_RDONLY)); })),
            "error.cage.died");
  EXPECT_EQ(key_of(run([]() -> Result<std::string> { return std::to_string(socket(AF_INET, SOCK_STREAM, 0)); })),
            "error.cage.died");
  EXPECT_EQ(key_of(run([]() -> Result<std::string> { return std::to_string(fork()); })), "error.cage.died");
  EXPECT_EQ(key_of(run([]() -> Result<std::string> {
              return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                             nullptr
                         ? std::string("a")
                         : std::string("b");
            })),
            "error.cage.died");
}

TEST(Cage, ChildHoldsNoDescriptorButItsPipe) {
  const int secret = open("/dev/zero", O_RDONLY);
  ASSERT_GE(secret, 0);
  const auto result = run([secret]() -> Result<std::string> {
    char byte = 0;
    return std::string(read(secret, &byte, 1) == 1 ? "read" : "closed");
  });
  close(secret);
  EXPECT_EQ(*result, "closed");
}

TEST(Cage, WorksFromManyThreadsAtOnce) {
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&good, i] {
      for (int round = 0; round < 5; ++round) {
        const auto result = run([i, round]() -> Result<std::string> {
          std::vector<std::string> work(1000, std::to_string(i * 10 + round));
          return work.back();
        });
        if (result && *result == std::to_string(i * 10 + round)) ++good;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 40);
}

}  // namespace
}  // namespace sonae::cage
