#pragma once
// A fair gate: `permits` callers inside, the others in the order in which they came, no more than `room` of them and
// none longer than it wants to wait (RE08). std::mutex lets a busy thread overtake for ever; with fifty writers that is
// the difference between p50 and p99.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

namespace sonae::db {

class Turnstile {
 public:
  Turnstile(std::size_t permits, std::size_t room) : free_(permits), room_(room) {}

  /// False: too many are waiting already, or the time is over.
  [[nodiscard]] bool enter(std::int64_t wait_ms);
  void leave();
  /// Gives the caller's place to the next in line. False when nobody waits: then the caller is still inside.
  [[nodiscard]] bool hand_over();

 private:
  struct Waiter {
    std::condition_variable wake;
    bool inside = false;
  };
  void admit_next();

  std::mutex mutex_;
  std::deque<Waiter*> queue_;
  std::size_t free_;
  std::size_t room_;
};

}  // namespace sonae::db
