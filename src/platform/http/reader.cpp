#include "platform/http/reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "base/text.h"

namespace sonae::http {

namespace {

std::unexpected<Error> refuse(const char* key) { return invalid(key); }

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_tchar(char c) { return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").contains(c); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Headers of which a second one can only be a mistake or an attack: nobody may choose which of the two counts.
constexpr std::array<std::string_view, 14> single_headers = {
    "authorization", "content-encoding", "content-length", "content-type",       "cookie",
    "host",          "if-none-match",    "origin",         "sec-fetch-site",     "transfer-encoding",
    "x-csrf-token",  "expect",           "user-agent",     "content-disposition"};

Result<void> read_request_line(std::string_view line, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return refuse("error.request.line");
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || target.empty() || target.contains(' ')) return refuse("error.request.line");
  for (const char c : target)
    if (is_control(c) || static_cast<unsigned char>(c) >= 0x80) return refuse("error.request.line");
  if (version == "HTTP/1.1")
    head.minor_version = 1;
  else if (version == "HTTP/1.0")
    head.minor_version = 0;
  else
    return refuse(version.starts_with("HTTP/") ? "error.request.version" : "error.request.line");
  head.method = method;
  head.target = target;
  return {};
}

Result<void> read_header(std::string_view line, Head& head) {
  if (line.front() == ' ' || line.front() == '\t') return refuse("error.request.header");  // obs-fold
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse("error.request.header");
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trim_blanks(line.substr(colon + 1));
  for (const char c : value)
    if (is_control(c) && c != '\t') return refuse("error.request.header");
  const auto [at, fresh] = head.headers.emplace(name, value);
  if (fresh) return {};
  if (std::ranges::find(single_headers, name) != single_headers.end())
    return refuse(name == "content-length" || name == "transfer-encoding" ? "error.request.framing"
                                                                          : "error.request.header");
  at->second += ", ";
  at->second += value;
  return {};
}

Result<void> read_framing(Head& head) {
  const auto length = head.headers.find("content-length");
  const auto coding = head.headers.find("transfer-encoding");
  if (coding != head.headers.end()) {
    const bool sound = length == head.headers.end() && head.minor_version == 1 && lower(coding->second) == "chunked";
    if (!sound) return refuse("error.request.framing");
    head.chunked = true;
  }
  if (length != head.headers.end()) {
    const std::string& digits = length->second;
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || digits.size() > 18 || problem != std::errc() || end != digits.data() + digits.size())
      return refuse("error.request.framing");
    head.content_length = value;
  }
  return {};
}

Result<void> read_connection(Head& head) {
  head.keep_alive = head.minor_version == 1;
  if (const auto connection = head.headers.find("connection"); connection != head.headers.end()) {
    std::string_view rest = connection->second;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string option = lower(trim_blanks(rest.substr(0, comma)));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
      if (option == "close") head.keep_alive = false;
    }
  }
  if (const auto expect = head.headers.find("expect"); expect != head.headers.end()) {
    if (lower(expect->second) != "100-continue") return refuse("error.request.header");
    head.expect_continue = head.minor_version == 1;
  }
  const bool has_host = head.headers.contains("host") && !head.headers.find("host")->second.empty();
  if (!has_host && head.minor_version == 1) return refuse("error.request.header");
  return {};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Part : std::uint8_t { Path, Query };

// Characters that may stand there as they are (RFC 3986 pchar and "/"; in the query also "?").
bool may_stand(char c, Part part) {
  if (is_alnum(c) || std::string_view("-._~!$&'()*+,;=:@/").contains(c)) return true;
  return part == Part::Query && c == '?';
}

// Decodes once. What must not come out of a decoding is decided here and nowhere else.
std::optional<std::string> decode(std::string_view raw, Part part) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      if (i + 2 >= raw.size()) return std::nullopt;
      const int high = hex_digit(raw[i + 1]);
      const int low = hex_digit(raw[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
      if (part == Part::Path && (c == '/' || c == '\\' || c == '%')) return std::nullopt;
      const bool line = c == '\t' || c == '\n' || c == '\r';
      if (is_control(c) && !(part == Part::Query && line)) return std::nullopt;
    } else if (part == Part::Query && c == '+') {
      c = ' ';
    } else if (!may_stand(c, part)) {
      return std::nullopt;
    }
    out += c;
  }
  if (!text::is_utf8(out)) return std::nullopt;
  return out;
}

bool has_bad_segment(std::string_view path) {
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t slash = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, slash - begin);
    if (segment == "." || segment == ".." || (segment.empty() && slash < path.size())) return true;
    begin = slash + 1;
  }
  return false;
}

Result<void> read_query(std::string_view raw, Target& target) {
  constexpr std::size_t max_names = 100;
  while (!raw.empty()) {
    const std::size_t end = raw.find('&');
    const std::string_view pair = raw.substr(0, end);
    raw.remove_prefix(end == std::string_view::npos ? raw.size() : end + 1);
    const std::size_t equals = pair.find('=');
    const auto name = decode(pair.substr(0, equals), Part::Query);
    const auto value = decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), Part::Query);
    const bool sound = name && value && !name->empty() && target.query.size() < max_names &&
                       target.query.emplace(*name, *value).second;
    if (!sound) return refuse("error.request.query");
  }
  return {};
}

}  // namespace

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_tchar); }

Result<std::optional<std::size_t>> find_head_end(std::string_view arrived, const HeadLimits& limits) {
  std::size_t line_begin = 0;
  std::size_t headers_begin = 0;  // 0: still in the request line
  std::size_t lines = 0;
  while (true) {
    const std::size_t end = arrived.find_first_of("\r\n", line_begin);
    const std::size_t line_size = std::min(end, arrived.size()) - line_begin;
    if (headers_begin == 0 && line_size > limits.request_line) return refuse("error.request.line_too_long");
    if (headers_begin != 0 && std::min(end, arrived.size()) - headers_begin > limits.header_bytes)
      return refuse("error.request.headers_too_large");
    if (end == std::string_view::npos) return std::nullopt;
    if (arrived[end] == '\n') return refuse(headers_begin == 0 ? "error.request.line" : "error.request.header");
    if (end + 1 == arrived.size()) return std::nullopt;
    if (arrived[end + 1] != '\n') return refuse(headers_begin == 0 ? "error.request.line" : "error.request.header");
    if (line_size == 0) {
      if (headers_begin == 0) return refuse("error.request.line");
      return end + 2;
    }
    if (headers_begin == 0)
      headers_begin = end + 2;
    else if (++lines > limits.header_count)
      return refuse("error.request.headers_too_large");
    line_begin = end + 2;
  }
}

Result<Head> parse_head(std::string_view bytes, const HeadLimits& limits) {
  const auto end = TRY(find_head_end(bytes, limits));
  if (!end || *end != bytes.size()) return refuse("error.request.header");
  Head head;
  const std::size_t first = bytes.find("\r\n");
  TRY(read_request_line(bytes.substr(0, first), head));
  for (std::size_t begin = first + 2; begin + 2 < bytes.size();) {
    const std::size_t line_end = bytes.find("\r\n", begin);
    TRY(read_header(bytes.substr(begin, line_end - begin), head));
    begin = line_end + 2;
  }
  TRY(read_framing(head));
  TRY(read_connection(head));
  return head;
}

Result<Target> parse_target(std::string_view raw) {
  if (!raw.starts_with('/')) return refuse("error.request.target");
  const std::size_t question = raw.find('?');
  auto path = decode(raw.substr(0, question), Part::Path);
  if (!path || has_bad_segment(*path)) return refuse("error.request.target");
  Target target;
  target.path = std::move(*path);
  if (question != std::string_view::npos) TRY(read_query(raw.substr(question + 1), target));
  return target;
}

std::string preferred_language(std::string_view accept, std::string_view otherwise) {
  std::string best(otherwise);
  int best_weight = 0;
  while (!accept.empty()) {
    const std::size_t comma = accept.find(',');
    const std::string range = lower(trim_blanks(accept.substr(0, comma)));
    accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
    const bool japanese = range.starts_with("ja");
    if (!japanese && !range.starts_with("en")) continue;
    int weight = 1000;
    if (const std::size_t q = range.find(";q=0"); q != std::string::npos) {
      weight = 0;
      int place = 100;
      for (std::size_t i = q + 5; i < range.size() && place > 0 && range[i] >= '0' && range[i] <= '9'; ++i, place /= 10)
        weight += (range[i] - '0') * place;
    }
    if (weight > best_weight) {
      best = japanese ? "ja" : "en";
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace sonae::http
