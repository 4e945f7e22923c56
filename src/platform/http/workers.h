#pragma once
// Threads with a bounded queue in front (RE08): what does not fit is refused at once instead of waiting unseen.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sonae::http {

class Workers {
 public:
  using Task = std::move_only_function<void()>;
  /// Low: gives way to the others when all cores are busy.
  enum class Priority : std::uint8_t { Normal, Low };
  Workers(int threads, int queue, Priority priority = Priority::Normal);
  /// Drops what still waits, finishes what runs.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when the queue is full; `task` is left alone then.
  [[nodiscard]] bool run(Task& task);
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work(Priority priority);
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace sonae::http
