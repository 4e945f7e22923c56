#include "platform/maintenance/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <span>

#include "base/bytes.h"
#include "platform/descriptor.h"

namespace sonae::maintenance {

namespace fs = std::filesystem;

namespace {

std::unexpected<Error> failed(const fs::path& path, int code) {
  std::string detail = path.string() + ": " + std::strerror(code);
  if (code == ENOSPC || code == EDQUOT) return unavailable("error.disk_full", std::move(detail));
  if (code == ENOENT) return not_found("error.data.missing", {{"path", path.string()}});
  return invalid("error.data.unusable", {{"path", path.string()}}, std::move(detail));
}

Result<void> write_all(int descriptor, std::span<const std::byte> bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(path, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

using Take = std::function<Result<void>(std::span<const std::byte>)>;

Result<void> read_pieces(const fs::path& path, const Take& take) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.get() < 0) return failed(path, errno);
  std::array<std::byte, 128 * 1024> buffer;
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(path, errno);
    if (got == 0) return {};
    TRY(take(std::span(buffer).first(static_cast<std::size_t>(got))));
  }
}

/// A new file with what `fill` writes to it, on stable storage.
Result<void> write_new(const fs::path& to, const std::function<Result<void>(int)>& fill) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  const Descriptor file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0) return failed(to, errno);
  TRY(fill(file.get()));
  if (::fsync(file.get()) != 0) return failed(to, errno);
  return {};
}

}  // namespace

Result<FileHash> hash_file(const fs::path& file) {
  FileHash out;
  Sha256 hash;
  TRY(read_pieces(file, [&](std::span<const std::byte> piece) -> Result<void> {
    hash.update(piece);
    out.size += static_cast<std::int64_t>(piece.size());
    return {};
  }));
  out.sha256 = to_hex(hash.finish());
  return out;
}

Result<void> copy_durably(const fs::path& from, const fs::path& to) {
  return write_new(to, [&](int descriptor) {
    return read_pieces(from, [&](std::span<const std::byte> piece) { return write_all(descriptor, piece, to); });
  });
}

Result<void> write_file(const fs::path& file, std::string_view bytes) {
  return write_new(file, [&](int descriptor) { return write_all(descriptor, as_bytes(bytes), file); });
}

Result<std::string> read_file(const fs::path& file, std::size_t limit) {
  std::string out;
  TRY(read_pieces(file, [&](std::span<const std::byte> piece) -> Result<void> {
    if (out.size() + piece.size() > limit)
      return invalid("error.data.unusable", {{"path", file.string()}}, "too large");
    out.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    return {};
  }));
  return out;
}

Result<std::vector<fs::path>> list_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (!entry->is_directory()) out.push_back(fs::relative(entry->path(), folder));
  }
  if (error) return failed(folder, error.value());
  std::sort(out.begin(), out.end());
  return out;
}

Result<void> sync_tree(const fs::path& folder) {
  std::vector<fs::path> folders = {folder};
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_directory()) folders.push_back(entry->path());
  }
  if (error) return failed(folder, error.value());
  for (const fs::path& one : folders) {
    const Descriptor file(::open(one.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) return failed(one, errno);
  }
  return {};
}

}  // namespace sonae::maintenance
