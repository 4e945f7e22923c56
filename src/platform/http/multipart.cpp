#include "platform/http/multipart.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "base/text.h"
#include "platform/http/reader.h"

namespace sonae::http {

namespace {

constexpr std::size_t max_parts = 32;
constexpr std::size_t max_part_head = 4096;
constexpr std::string_view line_end = "\r\n";

std::unexpected<Error> bad(std::string why) { return invalid("error.request.multipart", {}, std::move(why)); }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return low(x) == low(y); });
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

// Reads one `name=value` or `name="value"` after a semicolon. Browsers escape a quotation mark as %22 and line ends
// as %0D %0A (the HTML standard), never with a backslash.
struct Parameter {
  std::string_view name;
  std::string_view value;
};
std::optional<Parameter> next_parameter(std::string_view& rest) {
  skip_blanks(rest);
  if (!rest.starts_with(';')) return std::nullopt;
  rest.remove_prefix(1);
  skip_blanks(rest);
  const std::size_t equals = rest.find('=');
  if (equals == std::string_view::npos || !is_token(rest.substr(0, equals))) return std::nullopt;
  Parameter parameter{rest.substr(0, equals), {}};
  rest.remove_prefix(equals + 1);
  if (rest.starts_with('"')) {
    const std::size_t quote = rest.find('"', 1);
    if (quote == std::string_view::npos) return std::nullopt;
    parameter.value = rest.substr(1, quote - 1);
    rest.remove_prefix(quote + 1);
  } else {
    const std::size_t end = std::min(rest.find_first_of("; \t"), rest.size());
    parameter.value = rest.substr(0, end);
    if (!is_token(parameter.value)) return std::nullopt;
    rest.remove_prefix(end);
  }
  return parameter;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "%22") {
      out += '"';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// name and file name of "form-data; name=…; filename=…".
Result<void> read_disposition(std::string_view value, Upload& upload) {
  constexpr std::string_view kind = "form-data";
  if (!equal_ignoring_case(value.substr(0, kind.size()), kind)) return bad("not form-data");
  value.remove_prefix(kind.size());
  bool named = false;
  bool file_named = false;
  while (const auto parameter = next_parameter(value)) {
    const std::string text = unescape(parameter->value);
    if (!text::is_utf8(text) || text::has_forbidden_control(text) || text.find_first_of("\r\n") != std::string::npos)
      return bad("a name is not plain text");
    if (equal_ignoring_case(parameter->name, "name") && !named) {
      upload.name = text;
      named = true;
    } else if (equal_ignoring_case(parameter->name, "filename") && !file_named) {
      upload.file_name = text;
      file_named = true;
    } else {
      return bad("unexpected parameter of Content-Disposition");
    }
  }
  skip_blanks(value);
  if (!value.empty() || !named || upload.name.empty()) return bad("malformed Content-Disposition");
  return {};
}

Result<Upload> read_part_head(std::string_view head) {
  Upload upload;
  bool disposition = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find(line_end), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + line_end.size(), head.size()));
    if (line.find_first_of("\r\n") != std::string_view::npos) return bad("bare line end in a part's head");
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return bad("malformed part header");
    std::string_view value = line.substr(colon + 1);
    skip_blanks(value);
    if (equal_ignoring_case(line.substr(0, colon), "content-disposition") && !disposition) {
      TRY(read_disposition(value, upload));
      disposition = true;
    } else if (equal_ignoring_case(line.substr(0, colon), "content-type") && upload.content_type.empty()) {
      if (text::has_forbidden_control(value)) return bad("control character in Content-Type");
      upload.content_type = value;
    } else {
      return bad("unexpected part header");
    }
  }
  if (!disposition) return bad("part without Content-Disposition");
  return upload;
}

struct Piece {
  Upload upload;
  std::size_t begin;
  std::size_t size;
};

Result<std::vector<Piece>> find_pieces(std::string_view body, const std::string& boundary) {
  const std::string delimiter = "\r\n--" + boundary;
  std::vector<Piece> pieces;
  const std::string_view first = std::string_view(delimiter).substr(line_end.size());
  if (!body.starts_with(first)) return bad("does not begin with the boundary");
  std::size_t at = first.size();
  while (true) {
    const std::string_view rest = body.substr(at);
    if (rest == "--" || rest == "--\r\n") return pieces;
    if (!rest.starts_with(line_end)) return bad("malformed boundary line");
    at += line_end.size();
    const std::string_view head_and_more = body.substr(at, max_part_head);
    const std::size_t blank = head_and_more.find("\r\n\r\n");
    if (blank == std::string_view::npos) return bad("part's head is too long or has no end");
    if (pieces.size() == max_parts) return bad("too many parts");
    Upload upload = TRY(read_part_head(head_and_more.substr(0, blank)));
    at += blank + 2 * line_end.size();
    const std::size_t end = body.find(delimiter, at);
    if (end == std::string_view::npos) return bad("the last boundary is missing");
    pieces.push_back({std::move(upload), at, end - at});
    at = end + delimiter.size();
  }
}

}  // namespace

std::string boundary_of(std::string_view content_type) {
  constexpr std::string_view kind = "multipart/form-data";
  if (!equal_ignoring_case(content_type.substr(0, kind.size()), kind)) return {};
  content_type.remove_prefix(kind.size());
  const auto parameter = next_parameter(content_type);
  if (!parameter || !equal_ignoring_case(parameter->name, "boundary") || !content_type.empty()) return {};
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("'()+_,-./:=?").contains(c);
  };
  const std::string_view boundary = parameter->value;
  if (boundary.empty() || boundary.size() > 70 || !std::ranges::all_of(boundary, allowed)) return {};
  return std::string(boundary);
}

Result<std::vector<Upload>> parse_multipart(std::string_view content_type, std::string body) {
  const std::string boundary = boundary_of(content_type);
  if (boundary.empty()) return bad("no boundary");
  std::vector<Piece> pieces = TRY(find_pieces(body, boundary));
  const auto largest = std::ranges::max_element(pieces, {}, &Piece::size);
  for (auto piece = pieces.begin(); piece != pieces.end(); ++piece)
    if (piece != largest) piece->upload.bytes = body.substr(piece->begin, piece->size);
  if (largest != pieces.end()) {
    body.resize(largest->begin + largest->size);
    body.erase(0, largest->begin);
    largest->upload.bytes = std::move(body);
  }
  std::vector<Upload> uploads;
  for (Piece& piece : pieces) uploads.push_back(std::move(piece.upload));
  return uploads;
}

}  // namespace sonae::http
