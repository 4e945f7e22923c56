#include "platform/cage/sandbox.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "platform/cage/filter.h"
#include "platform/descriptor.h"

namespace sonae::cage {

namespace {

// g++ says it with a macro, clang with a feature.
#if defined(__SANITIZE_ADDRESS__)
#define SONAE_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SONAE_SANITIZED
#endif
#endif
#ifdef SONAE_SANITIZED
constexpr Build build = Build::Sanitized;
constexpr rlim_t max_descriptors = 64;
#else
constexpr Build build = Build::Plain;
constexpr rlim_t max_descriptors = 0;
#endif

#if defined(__x86_64__)
constexpr Calls calls = x86_64_calls;
#elif defined(__aarch64__)
constexpr Calls calls = aarch64_calls;
#else
#error "The cage needs the system call numbers of this architecture (platform/cage/filter.h)."
#endif
static_assert(calls.mmap == SYS_mmap && calls.mprotect == SYS_mprotect && calls.read == SYS_read &&
              calls.write == SYS_write && calls.brk == SYS_brk && calls.munmap == SYS_munmap &&
              calls.mremap == SYS_mremap && calls.madvise == SYS_madvise && calls.exit == SYS_exit &&
              calls.exit_group == SYS_exit_group && calls.futex == SYS_futex &&
              calls.rt_sigreturn == SYS_rt_sigreturn && calls.clock_gettime == SYS_clock_gettime &&
              calls.gettimeofday == SYS_gettimeofday && calls.sched_yield == SYS_sched_yield &&
              calls.restart_syscall == SYS_restart_syscall && calls.rt_sigprocmask == SYS_rt_sigprocmask &&
              calls.sigaltstack == SYS_sigaltstack && calls.pipe2 == SYS_pipe2 && calls.close == SYS_close);

constexpr FilterProgram program = make_filter(calls, build);

bool limit(__rlimit_resource kind, rlim_t soft, rlim_t hard) {
  const rlimit both{soft, hard};
  return setrlimit(kind, &both) == 0;
}

bool limit(__rlimit_resource kind, rlim_t value) { return limit(kind, value, value); }

/// At the soft limit SIGXCPU ends the child, which tells the parent why; the hard one is a second later.
bool limit_cpu(rlim_t seconds) { return limit(RLIMIT_CPU, seconds, seconds + 1); }

bool close_all_but(int pipe) {
  const auto keep = static_cast<unsigned>(pipe);
  const bool below = keep == 0 || syscall(SYS_close_range, 0U, keep - 1, 0U) == 0;
  return below && syscall(SYS_close_range, keep + 1, ~0U, 0U) == 0;
}

}  // namespace

bool lock_in(int pipe, std::size_t memory_bytes, int cpu_seconds) {
  // Handlers of the server must not run here.
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGCHLD}) signal(number, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) return false;
  if (!close_all_but(pipe)) return false;
  if (!limit(RLIMIT_AS, memory_bytes) || !limit_cpu(static_cast<rlim_t>(cpu_seconds)) || !limit(RLIMIT_FSIZE, 0) ||
      !limit(RLIMIT_NPROC, 0) || !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_NOFILE, max_descriptors))
    return false;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  const sock_fprog description{program.size(), const_cast<sock_filter*>(program.data())};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &description) == 0;
}

void settle_heap() {
  constexpr std::size_t first = 1024 * 1024;
  mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
  mallopt(M_TOP_PAD, first);
  void* block = std::malloc(first);
  if (block == nullptr) return;
  // Whole pages inside the block; a kernel without this advice refuses, and pages come one by one.
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const auto begin = (reinterpret_cast<std::size_t>(block) + page - 1) / page * page;
  madvise(reinterpret_cast<void*>(begin), first - 2 * page, MADV_POPULATE_WRITE);
  std::free(block);
}

std::size_t mapped_bytes() {
  const Descriptor file(open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  char text[64] = {};
  const ssize_t size = read(file.get(), text, sizeof text - 1);
  return size <= 0 ? 0 : std::strtoul(text, nullptr, 10) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace sonae::cage
