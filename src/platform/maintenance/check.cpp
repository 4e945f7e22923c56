#include "platform/maintenance/check.h"

#include <openssl/crypto.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "platform/db/libpq.h"
#include "platform/keys.h"
#include "platform/maintenance/files.h"
#include "platform/maintenance/sqlite_file.h"
#include "platform/space.h"
#include "platform/trail/trail.h"

namespace sonae::maintenance {

namespace fs = std::filesystem;

namespace {

constexpr int trail_page = 500;

Error note(std::string key, Args args) { return {ErrorKind::Invalid, std::move(key), std::move(args), "", {}}; }

/// Folder 0700, everything in it closed to others and ours (SE04).
Result<void> check_permissions(const fs::path& folder, CheckReport& report) {
  struct stat info{};
  for (const fs::path& file : TRY(list_files(folder))) {
    const fs::path path = folder / file;
    if (::lstat(path.c_str(), &info) != 0) continue;
    if ((info.st_mode & 077) != 0) {
      report.findings.push_back(note("error.data.permissions", {{"path", path.string()}, {"mode", "600"}}));
    } else if (info.st_uid != ::geteuid()) {
      report.findings.push_back(note("data.check.owner", {{"path", path.string()}}));
    }
  }
  return {};
}

Result<void> check_database(const DataPlace& place, CheckReport& report) {
  if (!place.sqlite()) return {};
  const auto problems = check_sqlite(place.database_file());
  if (!problems) {
    report.findings.push_back(problems.error());
    return {};
  }
  for (const std::string& problem : *problems) {
    report.findings.push_back(
        note("data.check.database", {{"path", place.database_file().string()}, {"problem", problem}}));
  }
  return {};
}

Result<void> check_trail(const DataDirectory& data, Instant now, CheckReport& report) {
  const auto result = TRY(trail::verify(data.database(), trail::VerifyOptions{{}, {}, &data.blobs()}, now));
  report.records = result.records;
  for (const auto& problem : result.problems) {
    report.findings.push_back(note("audit.problem." + problem.what,
                                   {{"company", problem.company}, {"sequence", std::to_string(problem.sequence)}}));
  }
  return {};
}

/// Hashes that some record names.
Result<std::set<std::string>> named_blobs(db::Tx& tx, Instant now) {
  std::set<std::string> out;
  for (const auto& head : TRY(trail::checkpoints(tx, now))) {
    trail::Filter filter;
    filter.action_prefix = trail::blob_stored;
    filter.after = 0;
    filter.limit = trail_page;
    for (bool more = true; more;) {
      const auto page = TRY(trail::list(tx, Scope{Id<Company>::trusted(head.company), std::nullopt}, filter));
      for (const auto& record : page.records) {
        out.insert(record.entry.subject.id);
        filter.after = record.sequence;
      }
      more = page.more;
    }
  }
  return out;
}

/// Both ways: the trail's check has read every file that a record names; here the files are read and paired back.
Result<void> check_blobs(const DataDirectory& data, Instant now, CheckReport& report) {
  const auto named = TRY(data.database().read([&](db::Tx& tx) { return named_blobs(tx, now); }));
  for (const std::string& hash : TRY(data.blobs().list())) {
    ++report.blobs;
    if (const auto bytes = data.blobs().get(hash); !bytes) report.findings.push_back(bytes.error());
    // A crash between file and row leaves one; it harms nobody.
    if (!named.contains(hash)) report.notes.push_back(note("data.check.unnamed_blob", {{"hash", hash}}));
  }
  return {};
}

void check_space(const fs::path& folder, CheckReport& report) {
  const auto space = space_of(folder);
  if (!space) return;
  report.free_bytes = space->free;
  if (space->low()) {
    report.findings.push_back(
        note("data.check.space", {{"path", folder.string()}, {"free", std::to_string(space->free / 1024 / 1024)}}));
  }
}

}  // namespace

Result<Pairing> pair_files(const DataDirectory& data, Instant now) {
  const auto named = TRY(data.database().read([&](db::Tx& tx) { return named_blobs(tx, now); }));
  const auto there = TRY(data.blobs().list());
  Pairing pairing;
  std::ranges::set_difference(named, there, std::back_inserter(pairing.missing));
  std::ranges::set_difference(there, named, std::back_inserter(pairing.unnamed));
  return pairing;
}

Result<CheckReport> check(const DataPlace& place, Instant now) {
  CheckReport report;
  report.versions = {{"sqlite", sqlite3_libversion()},
                     {"openssl", OpenSSL_version(OPENSSL_VERSION)},
                     {"libsodium", sodium_version_string()}};
  if (db::load_libpq()) {
    const int version = db::pq().PQlibVersion();
    report.versions["libpq"] = std::to_string(version / 10000) + "." + std::to_string(version % 10000);
  }
  // A folder that others may enter is a finding here, no reason to look at nothing else.
  const auto closed = require_private(place.folder);
  if (!closed && closed.error().kind == ErrorKind::NotFound) return std::unexpected(closed.error());
  if (!closed) report.findings.push_back(closed.error());
  TRY(check_permissions(place.folder, report));
  TRY(check_database(place, report));
  check_space(place.folder, report);
  if (const auto key = load_key(place.key_file()); !key) report.findings.push_back(key.error());
  if (!closed) return report;
  const auto data = DataDirectory::open(place, DataDirectory::Access::Read);
  if (!data) {
    if (!report.findings.empty()) return report;
    return std::unexpected(data.error());
  }
  report.versions["engine"] = data->database().engine();
  TRY(check_trail(*data, now, report));
  TRY(check_blobs(*data, now, report));
  return report;
}

}  // namespace sonae::maintenance
