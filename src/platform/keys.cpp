#include "platform/keys.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/clock.h"

namespace sonae {

namespace {

constexpr std::size_t key_bytes = 32;

std::unexpected<Error> unusable(const std::filesystem::path& file) {
  return invalid("error.data.unusable", {{"path", file.string()}}, std::strerror(errno));
}

Result<void> write_new(const std::filesystem::path& file) {
  const std::string temporary = file.string() + ".new-" + to_hex(random_bytes<8>());
  const std::string text = to_hex(random_bytes<key_bytes>()) + "\n";
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return unusable(file);
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  // link() does not replace a key that another process has made meanwhile.
  const bool linked = written && (::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int problem = errno;
  ::unlink(temporary.c_str());
  const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  errno = problem;
  if (!linked) return unusable(file);
  return {};
}

}  // namespace

Result<Bytes> load_key(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) {
    if (errno == ENOENT) return not_found("error.data.missing", {{"path", file.string()}});
    return unusable(file);
  }
  struct stat info{};
  char buffer[key_bytes * 2 + 2] = {};
  const bool known = ::fstat(descriptor, &info) == 0;
  const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
  ::close(descriptor);
  if (!known || (info.st_mode & 077) != 0 || info.st_uid != ::geteuid()) {
    return invalid("error.key.permissions", {{"path", file.string()}});
  }
  std::string_view text(buffer, got > 0 ? static_cast<std::size_t>(got) : 0);
  if (text.ends_with('\n')) text.remove_suffix(1);
  auto key = from_hex(text);
  if (!key || key->size() != key_bytes) {
    return fail(ErrorKind::Internal, "error.key.damaged", {{"path", file.string()}});
  }
  return *std::move(key);
}

Result<Bytes> load_or_create_key(const std::filesystem::path& file) {
  if (::access(file.c_str(), F_OK) != 0) TRY(write_new(file));
  return load_key(file);
}

}  // namespace sonae
