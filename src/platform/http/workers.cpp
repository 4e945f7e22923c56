#include "platform/http/workers.h"

#include <sys/resource.h>
#include <unistd.h>

namespace sonae::http {

namespace {

constexpr int low_niceness = 10;

}  // namespace

Workers::Workers(int threads, int queue, Priority priority) : limit_(static_cast<std::size_t>(queue)) {
  idle_ = static_cast<std::size_t>(threads);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this, priority] { work(priority); });
}

Workers::~Workers() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

bool Workers::run(Task& task) {
  {
    const std::scoped_lock lock(mutex_);
    // A task that an idle thread is about to take does not count as waiting.
    if (stopping_ || tasks_.size() >= limit_ + idle_) return false;
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::scoped_lock lock(mutex_);
  return tasks_.size();
}

void Workers::work(Priority priority) {
  // Where the system forbids it, the thread works like the others.
  if (priority == Priority::Low) (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), low_niceness);
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
    if (stopping_) return;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    --idle_;
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
    ++idle_;
  }
}

}  // namespace sonae::http
