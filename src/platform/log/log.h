#pragma once
// The program's own log: JSON lines, one event one line (TR05). It names users by id, routes by pattern, and never
// holds passwords, tokens, cookies, bodies or query text. What a person is told comes from messages, never from here.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/result.h"

namespace sonae::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error };
[[nodiscard]] std::string_view name_of(Level level);  ///< "debug" "info" "warning" "error"
[[nodiscard]] std::optional<Level> parse_level(std::string_view name);

/// Text or a whole number.
using FieldValue = std::variant<std::string, std::int64_t>;
using Field = std::pair<std::string_view, FieldValue>;

struct Options {
  Level level = Level::Info;
  std::filesystem::path file;                      ///< "": standard error
  int lines_per_minute_and_event = 6000;           ///< more of one event are counted and summed up in one line (TR06)
  std::int64_t rotate_bytes = 64LL * 1024 * 1024;  ///< the file becomes file.1 (then .2 … .5) at this size
};

/// Safe to use from every thread. Writing never fails for the caller: a full disk loses log lines, not requests.
class Log {
 public:
  /// Invalid ("config.log.file") when the file cannot be opened for appending. It is made with mode 0600.
  [[nodiscard]] static Result<std::unique_ptr<Log>> open(Options options);
  /// Each finished line goes to `sink` (tests); the caller keeps `sink` alive.
  [[nodiscard]] static std::unique_ptr<Log> to(std::function<void(std::string_view)> sink, Options options = {});
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// `event` is a fixed name of ours ("request", "tls.reload"); values may hold anything: control characters,
  /// line ends and bytes that are not UTF-8 are escaped, and values are cut at 2,000 bytes.
  void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
  /// The rest of an error that the person is not shown.
  void error(std::string_view event, const Error& error, std::string_view request_id = {});
  /// Closes and opens the file again, for logrotate (SIGHUP). Nothing for standard error.
  void reopen();

 private:
  struct State;
  explicit Log(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sonae::log
