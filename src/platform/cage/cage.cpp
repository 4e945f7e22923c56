#include "platform/cage/cage.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <new>
#include <semaphore>

#include "platform/cage/sandbox.h"
#include "platform/cage/wire.h"
#include "platform/descriptor.h"

// Why a plain fork and not a fresh program: the child needs the input, which it already shares with the parent, and no
// path to an executable, no argument passing and no second copy of the bytes. What makes it safe in a process with
// threads: glibc takes the allocator's locks around fork, so memory works in the child; the filter is a constant; the
// child takes no lock of ours, loads nothing and opens nothing; ICU, whose first use takes a lock, is used once by the
// parent before the first fork (assessment/workbook.cpp). A child that hangs all the same ends by `wall_seconds`.

namespace sonae::cage {

namespace {

using Clock = std::chrono::steady_clock;

enum class Status : std::uint64_t { Value = 1, Failure = 2, Memory = 3, Thrown = 4 };

constexpr int exit_not_locked_in = 97;

/// The processors that this process may use; std::thread would read them from a file.
int processors() {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(1, CPU_COUNT(&set)) : 1;
}

std::counting_semaphore<>& places() {
  static std::counting_semaphore<> semaphore(processors());
  return semaphore;
}

class Place {
 public:
  explicit Place(Clock::time_point deadline) : taken_(places().try_acquire_until(deadline)) {}
  ~Place() {
    if (taken_) places().release();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool taken() const { return taken_; }

 private:
  bool taken_;
};

std::string encode(const Error& error) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(error.kind));
  out.text(error.key);
  out.text(error.detail);
  const auto put_args = [&out](const Args& args) {
    out.number(args.size());
    for (const auto& [name, value] : args) {
      out.text(name);
      out.text(value);
    }
  };
  put_args(error.args);
  out.number(error.fields.size());
  for (const FieldError& field : error.fields) {
    out.text(field.place);
    out.text(field.key);
    put_args(field.args);
  }
  return out.take();
}

Error decode_error(std::string_view bytes) {
  WireReader in(bytes);
  Error error;
  const std::uint64_t kind = in.number();
  error.key = in.text();
  error.detail = in.text();
  const auto take_args = [&in](Args& args) {
    for (std::uint64_t left = in.count(16); left > 0; --left) {
      std::string name = in.text();
      args[std::move(name)] = in.text();
    }
  };
  take_args(error.args);
  for (std::uint64_t left = in.count(24); left > 0; --left) {
    FieldError& field = error.fields.emplace_back();
    field.place = in.text();
    field.key = in.text();
    take_args(field.args);
  }
  if (!in.finished() || kind > static_cast<std::uint64_t>(ErrorKind::Internal))
    return Error{ErrorKind::Invalid, "error.cage.died", {}, "answer cannot be read", {}};
  error.kind = static_cast<ErrorKind>(kind);
  return error;
}

void write_all(int pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(pipe, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void answer(int pipe, Status status, std::string_view payload) {
  WireWriter head;
  head.number(static_cast<std::uint64_t>(status));
  head.number(payload.size());
  write_all(pipe, head.take());
  write_all(pipe, payload);
}

[[noreturn]] void work_in_child(int pipe, const std::function<Result<std::string>()>& work) {
  try {
    const Result<std::string> result = work();
    if (result)
      answer(pipe, Status::Value, *result);
    else
      answer(pipe, Status::Failure, encode(result.error()));
  } catch (const std::bad_alloc&) {
    // No allocation here: there may be none to give.
    const char head[16] = {static_cast<char>(Status::Memory)};
    write_all(pipe, {head, sizeof head});
  } catch (...) {
    const char head[16] = {static_cast<char>(Status::Thrown)};
    write_all(pipe, {head, sizeof head});
  }
  // Not exit: destructors and handlers belong to the parent.
  _exit(0);
}

enum class Reading : std::uint8_t { Complete, Closed, TooLong, Late };

/// Reads until the child closes its end.
Reading read_answer(int pipe, Clock::time_point deadline, std::size_t limit, std::string& out) {
  std::size_t wanted = 16;
  out.clear();
  while (true) {
    if (out.size() == 16 && wanted == 16) {
      const std::uint64_t length = (WireReader(std::string_view(out).substr(8))).number();
      if (length > limit) return Reading::TooLong;
      wanted += static_cast<std::size_t>(length);
      out.reserve(wanted);
    }
    if (out.size() == wanted) return Reading::Complete;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return Reading::Late;
    pollfd waiting{pipe, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready < 0 && errno != EINTR) return Reading::Closed;
    if (ready <= 0) continue;
    const std::size_t at = out.size();
    out.resize(std::min(wanted, at + 256 * 1024));
    const ssize_t got = read(pipe, out.data() + at, out.size() - at);
    out.resize(at + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return Reading::Closed;
    if (got < 0 && errno != EINTR) return Reading::Closed;
  }
}

int reap(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::unexpected<Error> verdict(Reading reading, int status) {
  const bool cpu = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU);
  if (reading == Reading::Late || cpu) return invalid("error.cage.time");
  if (reading == Reading::TooLong) return invalid("error.cage.memory", {}, "answer too long");
  if (WIFSIGNALED(status)) return invalid("error.cage.died", {}, "signal " + std::to_string(WTERMSIG(status)));
  return invalid("error.cage.died", {}, "exit " + std::to_string(WEXITSTATUS(status)));
}

}  // namespace

Result<std::string> run(const std::function<Result<std::string>()>& work, const Limits& limits) {
  const auto deadline = Clock::now() + std::chrono::seconds(limits.wall_seconds);
  const Place place(deadline);
  if (!place.taken()) return unavailable("error.busy");
  const std::size_t memory = mapped_bytes() + limits.memory_bytes;

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return internal("cage: pipe: " + std::string(std::strerror(errno)));
  const Descriptor reading_end(ends[0]);
  Descriptor writing_end(ends[1]);
  const pid_t child = fork();
  if (child < 0) return unavailable("error.busy", "cage: fork: " + std::string(std::strerror(errno)));
  if (child == 0) {
    if (!lock_in(ends[1], memory, limits.cpu_seconds)) _exit(exit_not_locked_in);
    settle_heap();
    work_in_child(ends[1], work);
  }
  writing_end.reset();
  std::string bytes;
  const Reading reading = read_answer(reading_end.get(), deadline, limits.answer_bytes, bytes);
  // Whatever it still wanted to do: the answer is here, or there is none.
  kill(child, SIGKILL);
  const int status = reap(child);
  if (reading != Reading::Complete) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == exit_not_locked_in)
      return internal("cage: the kernel refused the limits");
    return verdict(reading, status);
  }
  const auto kind = static_cast<Status>(WireReader(bytes).number());
  const std::string_view payload = std::string_view(bytes).substr(16);
  switch (kind) {
    case Status::Value:
      return std::string(payload);
    case Status::Failure:
      return std::unexpected(decode_error(payload));
    case Status::Memory:
      return invalid("error.cage.memory");
    case Status::Thrown:
      break;
  }
  return invalid("error.cage.died", {}, "exception");
}

}  // namespace sonae::cage
