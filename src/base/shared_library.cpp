#include "base/shared_library.h"

#include <dlfcn.h>

#include <string>

#include "base/result.h"

namespace sonae {

void* SharedLibrary::find(const char* function) const {
  // Loading it again only counts. Never closed: the libraries leave handlers behind that must stay where they are.
  void* library = ::dlopen(name_, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) die(::dlerror());
  void* found = ::dlsym(library, function);
  if (found == nullptr) die(std::string(name_) + " has no " + function);
  return found;
}

}  // namespace sonae
