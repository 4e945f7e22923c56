#include "support/failing_memory.h"

#include <sqlite3.h>

#include <atomic>

namespace sonae::support {

namespace {

sqlite3_mem_methods system_memory{};
std::atomic<bool> armed = false;
std::atomic<int> countdown = 0;
std::atomic<bool> lasting = false;
std::atomic<bool> has_sprung = false;

bool strikes() {
  if (!armed) return false;
  if (countdown > 0) {
    --countdown;
    return false;
  }
  if (has_sprung && !lasting) return false;
  has_sprung = true;
  return true;
}

void* allocate(int bytes) { return strikes() ? nullptr : system_memory.xMalloc(bytes); }
void* reallocate(void* old, int bytes) { return strikes() ? nullptr : system_memory.xRealloc(old, bytes); }

void use(sqlite3_mem_methods& methods) {
  sqlite3_shutdown();
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
  sqlite3_initialize();
}

}  // namespace

FailingMemory::FailingMemory() {
  heal();
  // The library tells its allocator only before it is in use.
  sqlite3_shutdown();
  if (system_memory.xMalloc == nullptr) sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory);
  sqlite3_mem_methods failing = system_memory;
  failing.xMalloc = allocate;
  failing.xRealloc = reallocate;
  use(failing);
}

FailingMemory::~FailingMemory() {
  heal();
  use(system_memory);
}

void FailingMemory::fail_at(int n, bool from_then_on) {
  has_sprung = false;
  lasting = from_then_on;
  countdown = n;
  armed = true;
}
void FailingMemory::heal() { armed = false; }
bool FailingMemory::sprung() const { return has_sprung; }

}  // namespace sonae::support
