#pragma once
// The system calls with which files are written, each with a fault that can be switched on. A program that links this
// file calls these in place of the C library's.

namespace sonae::support {

enum class SystemCall { Open, Write, Fsync, Rename };

/// The n-th call of that kind from now on (0: the next), on this thread, fails with `error_number`, and with
/// `from_then_on` every later one. Heals when it goes out of scope.
class FailingCall {
 public:
  FailingCall(SystemCall call, int n, bool from_then_on, int error_number);
  ~FailingCall();
  FailingCall(const FailingCall&) = delete;
  FailingCall& operator=(const FailingCall&) = delete;
  [[nodiscard]] bool sprung() const;
};

}  // namespace sonae::support
