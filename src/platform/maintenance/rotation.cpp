#include "platform/maintenance/rotation.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/descriptor.h"
#include "platform/keys.h"
#include "platform/mail/settings.h"
#include "platform/session/reseal.h"
#include "platform/trail/trail.h"

namespace sonae::maintenance {

namespace fs = std::filesystem;

namespace {

fs::path next_file(const DataPlace& place) { return fs::path(place.key_file().string() + ".next"); }

std::unexpected<Error> unusable(const fs::path& file) {
  return invalid("error.data.unusable", {{"path", file.string()}}, std::strerror(errno));
}

Result<void> sync_folder(const fs::path& folder) {
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0 || ::fsync(file.get()) != 0) return unusable(folder);
  return {};
}

Result<void> take_place(const DataPlace& place) {
  if (::rename(next_file(place).c_str(), place.key_file().c_str()) != 0) return unusable(place.key_file());
  return sync_folder(place.folder);
}

Result<void> take_back(const DataPlace& place) {
  if (::unlink(next_file(place).c_str()) != 0 && errno != ENOENT) return unusable(next_file(place));
  return sync_folder(place.folder);
}

/// One sealed value tells: all were sealed anew in one transaction.
Result<std::optional<bool>> fits_sealed(db::Tx& tx, const session::Keys& keys) {
  const auto seeds = TRY(session::opens_sealed(tx, keys));
  return seeds ? seeds : TRY(mail::opens_sealed(tx, keys));
}

// Every company's record says it; an installation without a company has its own line.
Result<void> record(db::WriteTx& tx, std::int64_t sealed, Instant now) {
  const trail::Entry entry{"installation.key.rotate",
                           {"secret", "master"},
                           "",
                           trail::fields_json({{"sealed", std::to_string(sealed)}}),
                           {}};
  bool recorded = false;
  for (const trail::Checkpoint& head : TRY(trail::checkpoints(tx, now))) {
    TRY(trail::append(tx, trail::system_origin(Id<Company>::trusted(head.company), "command line"), entry, now));
    recorded = true;
  }
  if (recorded) return {};
  const auto own = Id<Company>::trusted(std::string(installation_company));
  TRY(trail::append(tx, trail::system_origin(own, "command line"), entry, now));
  return {};
}

}  // namespace

Result<Rotation> rotate_master_key(const DataDirectory& data, Instant now) {
  const DataPlace& place = data.place();
  TRY(settle_master_key(place, data.database()));
  const session::Keys present(TRY(load_key(place.key_file())));
  const session::Keys next(TRY(load_or_create_key(next_file(place))));
  const auto sealed = data.database().write([&](db::WriteTx& tx) -> Result<std::int64_t> {
    const std::int64_t count = TRY(session::reseal(tx, present, next)) + TRY(mail::reseal(tx, present, next));
    TRY(record(tx, count, now));
    return count;
  });
  // A failed commit may have happened after all: which key fits is asked, not assumed.
  TRY(settle_master_key(place, data.database()));
  if (!sealed) return std::unexpected(sealed.error());
  // Nothing is sealed yet: both keys fit, and the new one is wanted.
  if (fs::exists(next_file(place))) TRY(take_place(place));
  return Rotation{*sealed};
}

Result<void> settle_master_key(const DataPlace& place, db::Database& database) {
  if (!fs::exists(next_file(place))) return {};
  const session::Keys next(TRY(load_key(next_file(place))));
  const auto fits = TRY(database.read([&](db::Tx& tx) { return fits_sealed(tx, next); }));
  if (!fits) return {};
  return *fits ? take_place(place) : take_back(place);
}

Result<std::vector<SecretView>> list_secrets(const DataDirectory& data) {
  const fs::path file = data.place().key_file();
  TRY(load_key(file));
  struct stat facts{};
  if (::stat(file.c_str(), &facts) != 0) return unusable(file);
  const std::int64_t changed = facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1'000'000;
  const auto sealed = TRY(data.database().read(
      [](db::Tx& tx) -> Result<std::int64_t> { return TRY(session::count_sealed(tx)) + TRY(mail::count_sealed(tx)); }));
  return std::vector<SecretView>{{"master", file, changed, sealed}};
}

}  // namespace sonae::maintenance
