// RE03: a program that saves is killed at random moments (SIGKILL), again and again on the same data. What it was told
// is saved must be there, nothing may be half there, the record must verify.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "platform/clock.h"
#include "platform/data_directory.h"
#include "platform/trail/trail.h"
#include "support/engines.h"

namespace sonae {
namespace {

const Id<Company> company = Id<Company>::trusted("01890000-0000-7000-8000-000000000001");
constexpr int default_cycles = 60;
constexpr int writers = 3;

/// One save: an evidence file, two rows that belong together, the record of both.
Result<std::int64_t> save(const DataDirectory& data, const std::string& text) {
  const std::string hash = TRY(data.blobs().put(text));
  return data.database().write([&](db::WriteTx& tx) -> Result<std::int64_t> {
    const auto sequence = TRY(trail::append_blob(tx, trail::system_origin(company, "test"), hash,
                                                 static_cast<std::int64_t>(text.size()), now()));
    TRY(tx.execute("insert into left_half (sequence, hash) values ($1, $2)", {sequence, hash}));
    TRY(tx.execute("insert into right_half (sequence, hash) values ($1, $2)", {sequence, hash}));
    return sequence;
  });
}

/// Saves from several threads until it is killed; tells each sequence number after its save was confirmed.
[[noreturn]] void save_until_killed(const DataPlace& place, int pipe, int cycle) {
  const auto data = MUST(DataDirectory::open(place, DataDirectory::Access::Write));
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (std::int64_t n = 0;; ++n) {
        const auto sequence =
            save(data, std::to_string(cycle) + "/" + std::to_string(writer) + "/" + std::to_string(n));
        if (!sequence) die(sequence.error().key + ": " + sequence.error().detail);
        if (::write(pipe, &*sequence, sizeof *sequence) != sizeof *sequence) ::_exit(1);
      }
    });
  }
  threads.front().join();
  ::_exit(1);
}

std::int64_t largest_confirmed(int pipe) {
  std::int64_t largest = 0;
  std::int64_t sequence = 0;
  while (::read(pipe, &sequence, sizeof sequence) == sizeof sequence) largest = std::max(largest, sequence);
  return largest;
}

TEST(Kill, LosesNothingThatWasConfirmedAndLeavesNothingHalfDone) {
  const char* wanted = std::getenv("SONAE_KILL_CYCLES");
  const int cycles = wanted == nullptr ? default_cycles : std::atoi(wanted);
  support::TempFolder folder;
  const DataPlace place{folder.path() / "data", ""};
  {
    const auto data = MUST(DataDirectory::create(place, now()));
    const auto make = [&](db::Sql sql) {
      MUST(data.database().write([&](db::WriteTx& tx) { return tx.execute(sql); }, db::Purpose::Housekeeping));
    };
    make("create table left_half (sequence integer primary key, hash text not null)");
    make("create table right_half (sequence integer primary key, hash text not null)");
  }
  std::mt19937 dice(std::random_device{}());
  std::uniform_int_distribution<int> milliseconds(1, 60);
  std::int64_t confirmed = 0;
  std::int64_t slowest_ms = 0;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(pipe[0]);
      save_until_killed(place, pipe[1], cycle);
    }
    ::close(pipe[1]);
    std::int64_t first = 0;
    ASSERT_EQ(::read(pipe[0], &first, sizeof first), static_cast<ssize_t>(sizeof first)) << "the child saved nothing";
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(dice)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    confirmed = std::max({confirmed, first, largest_confirmed(pipe[0])});
    ::close(pipe[0]);

    const std::int64_t started = monotonic_ms();
    const auto data = MUST(DataDirectory::open(place, DataDirectory::Access::Write));
    const auto stored = MUST(data.database().read([](db::Tx& tx) { return tx.query("select size from trail_head"); }));
    slowest_ms = std::max(slowest_ms, monotonic_ms() - started);
    ASSERT_GE(stored.at(0).integer(0), confirmed) << "a confirmed save is gone, cycle " << cycle;
    const auto halves = MUST(data.database().read([](db::Tx& tx) {
      return tx.query(
          "select (select count(*) from left_half), (select count(*) from right_half),"
          " (select count(*) from left_half l join right_half r on l.sequence = r.sequence and l.hash = r.hash)");
    }));
    ASSERT_EQ(halves.at(0).integer(0), stored.at(0).integer(0));
    ASSERT_EQ(halves.at(0).integer(1), stored.at(0).integer(0));
    ASSERT_EQ(halves.at(0).integer(2), stored.at(0).integer(0));
    const auto proof = MUST(trail::verify(data.database(), trail::VerifyOptions{{}, {}, &data.blobs()}, now()));
    ASSERT_TRUE(proof.problems.empty()) << proof.problems.front().what << " " << proof.problems.front().sequence;
  }
  std::cout << cycles << " kills, " << confirmed << " confirmed saves, slowest recovery " << slowest_ms << " ms\n";
}

}  // namespace
}  // namespace sonae
