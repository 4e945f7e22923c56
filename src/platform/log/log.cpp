#include "platform/log/log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>

#include "base/time.h"
#include "platform/clock.h"

namespace sonae::log {

namespace {

constexpr std::size_t max_value_bytes = 2000;
constexpr int kept_files = 5;

// Length of the UTF-8 character at `at`, 0 when the bytes there are not one.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xc0) != 0x80) return 0;
  if (length == 3 && ((lead == 0xe0 && byte(at + 1) < 0xa0) || (lead == 0xed && byte(at + 1) >= 0xa0))) return 0;
  if (length == 4 && ((lead == 0xf0 && byte(at + 1) < 0x90) || (lead == 0xf4 && byte(at + 1) >= 0x90))) return 0;
  return length;
}

void append_hex(std::string& out, unsigned value) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u00";
  out += digits[(value >> 4) & 15];
  out += digits[value & 15];
}

// JSON text in which nothing can end the line or steer a terminal: C0, DEL and C1 controls are escaped, stray bytes
// appear as the code point of the same number.
void append_text(std::string& out, std::string_view text) {
  out += '"';
  const bool cut = text.size() > max_value_bytes;
  if (cut) text = text.substr(0, max_value_bytes);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const auto lead = static_cast<unsigned char>(text[i]);
    const bool c1 = length == 2 && lead == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (length == 1 && (lead == '"' || lead == '\\')) {
      out += '\\';
      out += text[i];
    } else if (length == 0 || (length == 1 && (lead < 0x20 || lead == 0x7f))) {
      append_hex(out, lead);
    } else if (c1) {
      append_hex(out, static_cast<unsigned char>(text[i + 1]));
    } else {
      out += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  if (cut) out += "…";
  out += '"';
}

std::string to_line(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = "{\"time\":\"" + iso(now()) + "\",\"level\":\"";
  line += name_of(level);
  line += "\",\"event\":";
  append_text(line, event);
  for (const auto& [name, value] : fields) {
    line += ',';
    append_text(line, name);
    line += ':';
    if (const auto* number = std::get_if<std::int64_t>(&value))
      line += std::to_string(*number);
    else
      append_text(line, std::get<std::string>(value));
  }
  line += "}\n";
  return line;
}

}  // namespace

std::string_view name_of(Level level) {
  switch (level) {
    case Level::Debug:
      return "debug";
    case Level::Info:
      return "info";
    case Level::Warning:
      return "warning";
    case Level::Error:
      return "error";
  }
  return "error";
}

std::optional<Level> parse_level(std::string_view name) {
  for (const Level level : {Level::Debug, Level::Info, Level::Warning, Level::Error})
    if (name_of(level) == name) return level;
  return std::nullopt;
}

struct Log::State {
  Options options;
  std::function<void(std::string_view)> sink;
  std::mutex mutex;
  int descriptor = STDERR_FILENO;
  std::int64_t written = 0;

  struct Rate {
    std::int64_t minute = 0;
    std::int64_t lines = 0;
    std::int64_t dropped = 0;
  };
  std::map<std::string, Rate, std::less<>> rates;

  ~State() { close_file(); }

  void close_file() {
    if (descriptor != STDERR_FILENO && descriptor >= 0) ::close(descriptor);
    descriptor = STDERR_FILENO;
  }

  // False leaves errno.
  bool open_file() {
    const int opened = ::open(options.file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (opened < 0) return false;
    struct stat facts{};
    written = ::fstat(opened, &facts) == 0 ? facts.st_size : 0;
    close_file();
    descriptor = opened;
    return true;
  }

  void rotate() {
    std::error_code ignored;
    for (int i = kept_files - 1; i >= 1; --i)
      std::filesystem::rename(options.file.string() + "." + std::to_string(i),
                              options.file.string() + "." + std::to_string(i + 1), ignored);
    std::filesystem::rename(options.file, options.file.string() + ".1", ignored);
    // Without a new file the old one goes on being written: better than silence.
    if (!open_file()) written = 0;
  }

  void emit(const std::string& line) {
    if (sink) return sink(line);
    if (!options.file.empty() && written + static_cast<std::int64_t>(line.size()) > options.rotate_bytes) rotate();
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t count = ::write(descriptor, rest.data(), rest.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return;  // disk full or pipe closed: the line is lost, the request is not (TR06)
      written += count;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  // Whether one more line of this event fits into its minute; sums up what did not when a new minute begins.
  bool has_room(std::string_view event) {
    const std::int64_t minute = monotonic_ms() / 60'000;
    auto found = rates.find(event);
    if (found == rates.end()) found = rates.emplace(event, Rate{minute, 0, 0}).first;
    Rate& rate = found->second;
    if (rate.minute != minute) {
      const std::int64_t dropped = rate.dropped;
      rate = {minute, 0, 0};
      if (dropped > 0) emit(to_line(Level::Warning, "log.dropped", {{"of", std::string(event)}, {"lines", dropped}}));
    }
    if (++rate.lines <= options.lines_per_minute_and_event) return true;
    ++rate.dropped;
    return false;
  }
};

Log::Log(std::unique_ptr<State> state) : state_(std::move(state)) {}
Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::open(Options options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  if (!state->options.file.empty() && !state->open_file())
    return invalid("config.log.file", {{"file", state->options.file.string()}, {"reason", std::strerror(errno)}});
  return std::unique_ptr<Log>(new Log(std::move(state)));
}

std::unique_ptr<Log> Log::to(std::function<void(std::string_view)> sink, Options options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->sink = std::move(sink);
  return std::unique_ptr<Log>(new Log(std::move(state)));
}

void Log::write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < state_->options.level) return;
  const std::string line = to_line(level, event, fields);
  const std::scoped_lock lock(state_->mutex);
  if (state_->has_room(event)) state_->emit(line);
}

void Log::error(std::string_view event, const Error& error, std::string_view request_id) {
  write(Level::Error, event, {{"request_id", std::string(request_id)}, {"key", error.key}, {"detail", error.detail}});
}

void Log::reopen() {
  const std::scoped_lock lock(state_->mutex);
  if (!state_->options.file.empty()) static_cast<void>(state_->open_file());
}

}  // namespace sonae::log
