#pragma once
// SQLite's memory with a fault: the n-th request for it is refused, as when the machine has none left.

namespace sonae::support {

/// In force while it lives; one at a time, and no SQLite connection may be open when it begins or ends.
class FailingMemory {
 public:
  FailingMemory();
  ~FailingMemory();
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;

  /// The n-th request from now on (0: the next) is refused, and with `from_then_on` every later one.
  void fail_at(int n, bool from_then_on);
  void heal();
  [[nodiscard]] bool sprung() const;
};

}  // namespace sonae::support
