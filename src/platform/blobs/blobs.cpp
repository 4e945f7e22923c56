#include "platform/blobs/blobs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "platform/clock.h"
#include "platform/descriptor.h"
#include "platform/space.h"

namespace sonae::blobs {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view temporary_prefix = ".new-";

std::unexpected<Error> failed(const fs::path& path, int code) {
  std::string detail = path.string() + ": " + std::strerror(code);
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  return unavailable(full ? "error.disk_full" : "error.db.stopped", std::move(detail));
}

bool is_hash(std::string_view hash) {
  return hash.size() == 64 &&
         std::all_of(hash.begin(), hash.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<void> make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failed(folder, errno);
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0 || ::fsync(file.get()) != 0) return failed(folder, errno);
  return {};
}

Result<void> write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string> read_all(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.get() < 0) {
    if (errno == ENOENT) return not_found("error.blob.missing");
    return failed(path, errno);
  }
  std::string bytes;
  struct stat info{};
  if (::fstat(file.get(), &info) == 0 && info.st_size > 0) bytes.reserve(static_cast<std::size_t>(info.st_size));
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(path, errno);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
}

/// Writes, fsyncs and reads back a new file; removes it on any failure.
Result<void> write_verified(const fs::path& path, std::string_view bytes, const std::string& hash) {
  const auto write = [&]() -> Result<void> {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0) return failed(path, errno);
    TRY(write_all(file.get(), bytes, path));
    if (::fsync(file.get()) != 0) return failed(path, errno);
    if (to_hex(sha256(TRY(read_all(path)))) != hash) return failed(path, EIO);
    return {};
  };
  auto written = write();
  if (!written) ::unlink(path.c_str());
  return written;
}

}  // namespace

Result<Store> Store::open_existing(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return not_found("error.data.missing", {{"path", folder.string()}});
  return Store(folder);
}

Result<Store> Store::open(const fs::path& folder) {
  TRY(make_folder(folder));
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().filename().string().starts_with(temporary_prefix)) ::unlink(entry->path().c_str());
  }
  if (error) return failed(folder, error.value());
  return Store(folder);
}

fs::path Store::path_of(std::string_view hash) const { return folder_ / hash.substr(0, 2) / hash; }

Result<std::string> Store::put(std::string_view bytes) const {
  std::string hash = to_hex(sha256(bytes));
  const fs::path target = path_of(hash);
  if (::access(target.c_str(), F_OK) == 0) {
    // The bytes may have rotted since; then this upload is the cure.
    if (const auto kept = get(hash)) return hash;
  }
  if (const auto space = space_of(folder_); space && !space->holds(static_cast<std::int64_t>(bytes.size())))
    return failed(target, ENOSPC);
  const fs::path folder = target.parent_path();
  const bool new_folder = ::access(folder.c_str(), F_OK) != 0;
  TRY(make_folder(folder));
  const fs::path temporary = folder / (std::string(temporary_prefix) + to_hex(random_bytes<8>()));
  TRY(write_verified(temporary, bytes, hash));
  if (::rename(temporary.c_str(), target.c_str()) != 0) {
    const int code = errno;
    ::unlink(temporary.c_str());
    return failed(target, code);
  }
  TRY(sync_folder(folder));
  if (new_folder) TRY(sync_folder(folder_));
  return hash;
}

Result<std::string> Store::get(std::string_view hash) const {
  if (!is_hash(hash)) return not_found("error.blob.missing");
  std::string bytes = TRY(read_all(path_of(hash)));
  if (to_hex(sha256(bytes)) != hash) {
    return fail(ErrorKind::Internal, "error.blob.damaged", {{"hash", std::string(hash)}});
  }
  return bytes;
}

Result<std::vector<std::string>> Store::list() const {
  std::vector<std::string> out;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder_, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (is_hash(name)) out.push_back(std::move(name));
  }
  if (error) return failed(folder_, error.value());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace sonae::blobs
