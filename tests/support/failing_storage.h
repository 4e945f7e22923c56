#pragma once
// SQLite's own file layer with two faults that can be switched on: the next fsync fails, and the disk is full.

#include <string>

namespace sonae::support {

/// Registered while it lives; one at a time.
class FailingStorage {
 public:
  FailingStorage();
  ~FailingStorage();
  FailingStorage(const FailingStorage&) = delete;
  FailingStorage& operator=(const FailingStorage&) = delete;

  [[nodiscard]] std::string name() const { return "failing"; }
  void fail_next_sync();
  void set_full(bool full);

  enum class Call { Open, Write, Sync };
  enum class Lasting { Once, FromThenOn };
  /// The n-th call of that kind from now on (0: the next) fails, and with FromThenOn every later one.
  void fail_at(Call call, int n, Lasting lasting);
  void heal();
  /// Whether the fault of fail_at has happened.
  [[nodiscard]] bool sprung() const;
};

}  // namespace sonae::support
