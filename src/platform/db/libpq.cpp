#include "platform/db/libpq.h"

#include <dlfcn.h>

namespace sonae::db {

namespace {

constexpr const char* library_name = "libpq.so.5";

struct Loaded {
  Libpq functions;
  std::string problem;
};

Loaded load() {
  Loaded loaded;
  // Never closed: OpenSSL and Kerberos leave handlers behind that must stay where they are.
  void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    loaded.problem = ::dlerror();
    return loaded;
  }
#define SONAE_LIBPQ_FIND(name)                                                          \
  loaded.functions.name = reinterpret_cast<decltype(&::name)>(::dlsym(library, #name)); \
  if (loaded.functions.name == nullptr) loaded.problem = std::string(library_name) + " has no " + #name;
  SONAE_LIBPQ_FUNCTIONS(SONAE_LIBPQ_FIND)
#undef SONAE_LIBPQ_FIND
  return loaded;
}

const Loaded& loaded() {
  static const Loaded once = load();
  return once;
}

}  // namespace

Result<void> load_libpq() {
  if (!loaded().problem.empty()) return unavailable("error.db.libpq", loaded().problem);
  return {};
}

const Libpq& pq() { return loaded().functions; }

}  // namespace sonae::db
