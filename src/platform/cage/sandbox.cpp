#include "platform/cage/sandbox.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include "base/result.h"

namespace sonae::cage {

namespace {

/// What the allocator, the C++ runtime and the pipe need. No open, no socket, no clone, no ioctl.
constexpr std::array allowed = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rt_sigprocmask),
#ifdef __SANITIZE_ADDRESS__
    // The sanitizers' own: the signal stack around a throw, a pipe to see whether memory can be read.
    SCMP_SYS(sigaltstack),
    SCMP_SYS(pipe2),
    SCMP_SYS(close),
#endif
};

#ifdef __SANITIZE_ADDRESS__
constexpr rlim_t max_descriptors = 64;
#else
constexpr rlim_t max_descriptors = 0;
#endif

std::vector<sock_filter> build_program() {
  const scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (context == nullptr) die("seccomp_init");
  bool good = true;
  for (const int call : allowed) good = good && seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0) == 0;
  const auto without_execution = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  good = good && seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, without_execution) == 0;
  good = good && seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, without_execution) == 0;
  // libseccomp writes its program to a descriptor; one in memory keeps the file system out of it.
  const int file = memfd_create("filter", MFD_CLOEXEC);
  good = good && file >= 0 && seccomp_export_bpf(context, file) == 0;
  seccomp_release(context);
  const off_t size = good ? lseek(file, 0, SEEK_END) : -1;
  if (size <= 0) die("seccomp filter cannot be built");
  std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
  const auto bytes = program.size() * sizeof(sock_filter);
  if (pread(file, program.data(), bytes, 0) != static_cast<ssize_t>(bytes)) die("seccomp filter cannot be read");
  close(file);
  return program;
}

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

const std::vector<sock_filter>& filter_program() {
  static const std::vector<sock_filter> program = build_program();
  return program;
}

bool lock_in(int pipe, std::size_t memory_bytes, int cpu_seconds, const std::vector<sock_filter>& program) {
  // Handlers of the server must not run here.
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGCHLD}) signal(number, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) return false;
  if (!close_all_but(pipe)) return false;
  if (!limit(RLIMIT_AS, memory_bytes) || !limit_cpu(static_cast<rlim_t>(cpu_seconds)) || !limit(RLIMIT_FSIZE, 0) ||
      !limit(RLIMIT_NPROC, 0) || !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_NOFILE, max_descriptors))
    return false;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  sock_fprog description{static_cast<unsigned short>(program.size()), const_cast<sock_filter*>(program.data())};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &description) == 0;
}

std::size_t mapped_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long pages = 0;
  const int read = std::fscanf(file, "%lu", &pages);
  std::fclose(file);
  return read == 1 ? pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace sonae::cage
