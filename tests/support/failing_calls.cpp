#include "support/failing_calls.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <optional>

namespace sonae::support {

namespace {

struct Fault {
  SystemCall call;
  int countdown;
  bool from_then_on;
  int error_number;
  bool sprung = false;
};
thread_local std::optional<Fault> fault;

bool strikes(SystemCall call) {
  if (!fault || fault->call != call) return false;
  if (fault->countdown > 0) {
    --fault->countdown;
    return false;
  }
  if (fault->sprung && !fault->from_then_on) return false;
  fault->sprung = true;
  errno = fault->error_number;
  return true;
}

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

FailingCall::FailingCall(SystemCall call, int n, bool from_then_on, int error_number) {
  fault = Fault{call, n, from_then_on, error_number};
}
FailingCall::~FailingCall() { fault.reset(); }
bool FailingCall::sprung() const { return fault && fault->sprung; }

}  // namespace sonae::support

using sonae::support::real;
using sonae::support::strikes;
using sonae::support::SystemCall;

extern "C" int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
  }
  if (strikes(SystemCall::Open)) return -1;
  static const auto call = real<int (*)(const char*, int, ...)>("open");
  return call(path, flags, mode);
}

extern "C" ssize_t write(int file, const void* bytes, size_t count) {
  if (strikes(SystemCall::Write)) return -1;
  static const auto call = real<ssize_t (*)(int, const void*, size_t)>("write");
  return call(file, bytes, count);
}

extern "C" int fsync(int file) {
  if (strikes(SystemCall::Fsync)) return -1;
  static const auto call = real<int (*)(int)>("fsync");
  return call(file);
}

extern "C" int rename(const char* from, const char* to) noexcept {
  if (strikes(SystemCall::Rename)) return -1;
  static const auto call = real<int (*)(const char*, const char*)>("rename");
  return call(from, to);
}
