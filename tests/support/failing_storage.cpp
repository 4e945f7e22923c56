#include "support/failing_storage.h"

#include <sqlite3.h>

#include <atomic>
#include <cstring>

namespace sonae::support {

namespace {

std::atomic<bool> fail_sync = false;
std::atomic<bool> full = false;

std::atomic<int> armed_call = -1;
std::atomic<int> countdown = 0;
std::atomic<bool> lasting_fault = false;
std::atomic<bool> has_sprung = false;

bool strikes(FailingStorage::Call call) {
  if (armed_call != static_cast<int>(call)) return false;
  if (countdown > 0) {
    --countdown;
    return false;
  }
  if (has_sprung && !lasting_fault) return false;
  has_sprung = true;
  return true;
}

/// The system's file with a method table of our own in front. The real file lies behind it in the same memory.
struct File {
  sqlite3_file base;
  sqlite3_io_methods methods;
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
}

sqlite3_vfs failing;
sqlite3_vfs* system_vfs = nullptr;

template <auto Method, typename... Args>
int forward(sqlite3_file* file, Args... args) {
  return (real(file)->pMethods->*Method)(real(file), args...);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  if (full) return SQLITE_FULL;
  if (strikes(FailingStorage::Call::Write)) return SQLITE_IOERR_WRITE;
  return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}
int sync(sqlite3_file* file, int flags) {
  if (fail_sync.exchange(false) || strikes(FailingStorage::Call::Sync)) return SQLITE_IOERR_FSYNC;
  return real(file)->pMethods->xSync(real(file), flags);
}
void shared_memory_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* self = reinterpret_cast<File*>(file);
  std::memset(self, 0, sizeof(File));
  if (strikes(FailingStorage::Call::Open)) return SQLITE_CANTOPEN;
  const int code = system_vfs->xOpen(system_vfs, name, real(file), flags, out_flags);
  if (code != SQLITE_OK) return code;
  using Methods = sqlite3_io_methods;
  self->methods = Methods{};
  self->methods.iVersion = 2;
  self->methods.xClose = forward<&Methods::xClose>;
  self->methods.xRead = forward<&Methods::xRead, void*, int, sqlite3_int64>;
  self->methods.xWrite = write;
  self->methods.xTruncate = forward<&Methods::xTruncate, sqlite3_int64>;
  self->methods.xSync = sync;
  self->methods.xFileSize = forward<&Methods::xFileSize, sqlite3_int64*>;
  self->methods.xLock = forward<&Methods::xLock, int>;
  self->methods.xUnlock = forward<&Methods::xUnlock, int>;
  self->methods.xCheckReservedLock = forward<&Methods::xCheckReservedLock, int*>;
  self->methods.xFileControl = forward<&Methods::xFileControl, int, void*>;
  self->methods.xSectorSize = forward<&Methods::xSectorSize>;
  self->methods.xDeviceCharacteristics = forward<&Methods::xDeviceCharacteristics>;
  self->methods.xShmMap = forward<&Methods::xShmMap, int, int, int, void volatile**>;
  self->methods.xShmLock = forward<&Methods::xShmLock, int, int, int>;
  self->methods.xShmBarrier = shared_memory_barrier;
  self->methods.xShmUnmap = forward<&Methods::xShmUnmap, int>;
  self->base.pMethods = &self->methods;
  return SQLITE_OK;
}

}  // namespace

FailingStorage::FailingStorage() {
  fail_sync = false;
  full = false;
  heal();
  system_vfs = sqlite3_vfs_find(nullptr);
  failing = *system_vfs;
  failing.pNext = nullptr;
  failing.zName = "failing";
  failing.szOsFile = static_cast<int>(sizeof(File)) + system_vfs->szOsFile;
  failing.xOpen = open;
  sqlite3_vfs_register(&failing, 0);
}

FailingStorage::~FailingStorage() { sqlite3_vfs_unregister(&failing); }

void FailingStorage::fail_next_sync() { fail_sync = true; }
void FailingStorage::set_full(bool now_full) { full = now_full; }

void FailingStorage::fail_at(Call call, int n, Lasting lasting) {
  has_sprung = false;
  lasting_fault = lasting == Lasting::FromThenOn;
  countdown = n;
  armed_call = static_cast<int>(call);
}
void FailingStorage::heal() { armed_call = -1; }
bool FailingStorage::sprung() const { return has_sprung; }

}  // namespace sonae::support
