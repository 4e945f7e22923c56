#include "app/sheet_files.h"
#include "platform/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace sonae::app {

namespace {

std::unexpected<Error> failed(std::string_view what, const std::string& path, int number) {
  return invalid("workbook.command." + std::string(what), {{"file", path}, {"reason", std::strerror(number)}});
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about{};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return failed("read", path, errno);
  if (S_ISDIR(about.st_mode)) return failed("read", path, EISDIR);
  const auto too_big = [&] {
    return invalid("workbook.file.too_big", {{"limit", std::to_string(max_bytes / (1024 * 1024))}, {"file", path}});
  };
  if (S_ISREG(about.st_mode) && static_cast<std::uint64_t>(about.st_size) > max_bytes) return too_big();
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(about.st_size) + 1);
  std::size_t used = 0;
  while (true) {
    if (used == bytes.size()) bytes.resize(used * 2);
    const ssize_t got = ::read(file.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", path, errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > max_bytes) return too_big();
  }
  bytes.resize(used);
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.get() < 0) return failed("write", path, errno);
  // mkostemp makes it 0600; an existing file keeps its mode, a new one gets the usual one.
  struct stat old{};
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t mode = ::stat(path.c_str(), &old) == 0 ? (old.st_mode & 07777U) : (0666U & ~mask);
  // Not synced: what a power cut takes can be made again from the inputs, and waiting for the disk takes longer than
  // all the rest.
  if (!write_all(file.get(), bytes) || ::fchmod(file.get(), mode) != 0 ||
      ::rename(temporary.c_str(), path.c_str()) != 0) {
    const int number = errno;
    ::unlink(temporary.c_str());
    return failed("write", path, number);
  }
  return {};
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::equivalent(a, b, error) && !error;
}

}  // namespace sonae::app
