#pragma once
// How Sonae speaks of trouble. Expected trouble is a value (`Result`); impossible trouble ends the process
// with its place (`MUST`). Exceptions exist only where a vendor throws and are caught at platform's edge.

#include <cstdint>
#include <cstdlib>
#include <expected>
#include <map>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sonae {

/// The closed set of troubles; mapped to HTTP and exit codes in one place each.
enum class ErrorKind : std::uint8_t { NotFound, Forbidden, Invalid, Conflict, Unavailable, Internal };

/// Named arguments of a message, all already text (numbers without separators, dates as ISO).
using Args = std::map<std::string, std::string, std::less<>>;

/// One thing wrong with one place of the input: `place` is a JSON pointer ("/items/3/score"), a cell
/// ("シート名!B5") or a field name; `key` a message key with `args`.
struct FieldError {
  std::string place;
  std::string key;
  Args args;
};

/// `key` + `args` are for the person (message catalogues, ja and en); `detail` is for the log and is never
/// sent to a client. An empty `detail` means that the key says it all.
struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string key;
  Args args;
  std::string detail;
  std::vector<FieldError> fields;
};

template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string key, Args args = {},
                                                 std::string detail = {}) {
  return std::unexpected(Error{kind, std::move(key), std::move(args), std::move(detail), {}});
}
[[nodiscard]] inline std::unexpected<Error> not_found(std::string key = "error.not_found", Args args = {}) {
  return fail(ErrorKind::NotFound, std::move(key), std::move(args));
}
[[nodiscard]] inline std::unexpected<Error> invalid(std::string key, Args args = {}, std::string detail = {}) {
  return fail(ErrorKind::Invalid, std::move(key), std::move(args), std::move(detail));
}
[[nodiscard]] inline std::unexpected<Error> forbidden(std::string key = "error.forbidden", Args args = {}) {
  return fail(ErrorKind::Forbidden, std::move(key), std::move(args));
}
[[nodiscard]] inline std::unexpected<Error> conflict(std::string key, Args args = {}) {
  return fail(ErrorKind::Conflict, std::move(key), std::move(args));
}
[[nodiscard]] inline std::unexpected<Error> unavailable(std::string key, std::string detail = {}) {
  return fail(ErrorKind::Unavailable, std::move(key), {}, std::move(detail));
}
/// The person sees only error.internal and the request id; `detail` goes to the log.
[[nodiscard]] inline std::unexpected<Error> internal(std::string detail) {
  return fail(ErrorKind::Internal, "error.internal", {}, std::move(detail));
}

/// Prints place and reason to standard error and aborts. For what cannot happen whatever a user sends.
[[noreturn]] void die(std::string_view reason, std::source_location where = std::source_location::current());

}  // namespace sonae

#define SONAE_CONCAT_(a, b) a##b
#define SONAE_CONCAT(a, b) SONAE_CONCAT_(a, b)

/// Early return of the error; otherwise the value:  `auto row = TRY(tx.find(...));`
/// (A statement expression: g++ and clang both have it; there is no standard form before C++26. The counter keeps the
/// name of one TRY from hiding another's that stands in a lambda among its arguments.)
#define TRY(...) SONAE_TRY_(SONAE_CONCAT(sonae_try_result_, __COUNTER__), __VA_ARGS__)
#define SONAE_TRY_(name, ...)                                   \
  __extension__({                                               \
    auto name = (__VA_ARGS__);                                  \
    if (!name) return std::unexpected(std::move(name).error()); \
    ::sonae::detail::take(std::move(name));                     \
  })

/// The value of something that cannot fail here; ends the process when it does.
#define MUST(...) SONAE_MUST_(SONAE_CONCAT(sonae_must_result_, __COUNTER__), __VA_ARGS__)
#define SONAE_MUST_(name, ...)                                              \
  __extension__({                                                           \
    auto name = (__VA_ARGS__);                                              \
    if (!name) ::sonae::die(name.error().key + ": " + name.error().detail); \
    ::sonae::detail::take(std::move(name));                                 \
  })

namespace sonae::detail {
template <typename T>
T take(std::expected<T, Error>&& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
}  // namespace sonae::detail
