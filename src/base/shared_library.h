#pragma once
// C libraries of the system that are loaded when one of their functions is first called. Linked in the ordinary way
// OpenSSL would cost every command more time than filling a workbook takes: the loader looks up thousands of names.
//
// SONAE_FORWARD defines a function of such a library in our program, with the signature of the library's own header
// (any other does not compile), so that the linker has no need of the library and callers see no difference. A function
// that nobody forwards is an undefined reference when the program is linked. Absent: unloading (the libraries leave
// handlers behind), data symbols, functions with "...".

#include <atomic>
#include <utility>

namespace sonae {

class SharedLibrary {
 public:
  /// `name` as the loader searches it: "libssl.so.3". It must outlive the object.
  explicit constexpr SharedLibrary(const char* name) : name_(name) {}

  /// The address of a function. Any thread, but not in a caged child, which may open nothing.
  /// Ends the process when the library is not installed or has no such function: the package depends on it.
  [[nodiscard]] void* find(const char* function) const;

 private:
  const char* name_;
};

/// A function that is searched at its first call.
template <typename Function>
class SharedFunction {
 public:
  constexpr SharedFunction(const SharedLibrary& library, const char* name) : library_(library), name_(name) {}

  template <typename... Arguments>
  auto operator()(Arguments... arguments) {
    // Two threads may both search: they find the same.
    Function found = found_.load(std::memory_order_acquire);
    if (found == nullptr) {
      found = reinterpret_cast<Function>(library_.find(name_));
      found_.store(found, std::memory_order_release);
    }
    return found(std::forward<Arguments>(arguments)...);
  }

 private:
  const SharedLibrary& library_;
  const char* name_;
  std::atomic<Function> found_ = nullptr;
};

}  // namespace sonae

// clang-format off
#define SONAE_FORWARD(library, result, name, parameters, arguments)       \
  extern "C" result name parameters {                                     \
    static constinit ::sonae::SharedFunction<decltype(&::name)> function(library, #name); \
    return function arguments;                                            \
  }
// clang-format on
