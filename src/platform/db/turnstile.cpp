#include "platform/db/turnstile.h"

#include <algorithm>
#include <chrono>

namespace sonae::db {

bool Turnstile::enter(std::int64_t wait_ms) {
  std::unique_lock lock(mutex_);
  if (free_ > 0 && queue_.empty()) {
    --free_;
    return true;
  }
  if (queue_.size() >= room_) return false;
  Waiter self;
  queue_.push_back(&self);
  self.wake.wait_for(lock, std::chrono::milliseconds(wait_ms), [&] { return self.inside; });
  if (!self.inside) queue_.erase(std::find(queue_.begin(), queue_.end(), &self));
  return self.inside;
}

void Turnstile::admit_next() {
  Waiter* next = queue_.front();
  queue_.pop_front();
  next->inside = true;
  // Under the lock: the waiter lives on its thread's stack and may be gone as soon as it can run.
  next->wake.notify_one();
}

void Turnstile::leave() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) {
    ++free_;
  } else {
    admit_next();
  }
}

bool Turnstile::hand_over() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return false;
  admit_next();
  return true;
}

}  // namespace sonae::db
