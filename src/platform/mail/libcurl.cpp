#include "platform/mail/libcurl.h"

#include <dlfcn.h>

#include <string>

namespace sonae::mail {

namespace {

constexpr const char* library_name = "libcurl.so.4";

struct Loaded {
  Libcurl functions;
  std::string problem;
};

Loaded load() {
  Loaded loaded;
  void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    loaded.problem = ::dlerror();
    return loaded;
  }
#define SONAE_LIBCURL_FIND(name)                                                        \
  loaded.functions.name = reinterpret_cast<decltype(&::name)>(::dlsym(library, #name)); \
  if (loaded.functions.name == nullptr) loaded.problem = std::string(library_name) + " has no " + #name;
  SONAE_LIBCURL_FUNCTIONS(SONAE_LIBCURL_FIND)
#undef SONAE_LIBCURL_FIND
  if (loaded.problem.empty() && loaded.functions.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    loaded.problem = std::string(library_name) + " does not start";
  return loaded;
}

}  // namespace

Result<const Libcurl*> load_libcurl() {
  static const Loaded once = load();
  if (!once.problem.empty()) return unavailable("mail.libcurl", once.problem);
  return &once.functions;
}

}  // namespace sonae::mail
