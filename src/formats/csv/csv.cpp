#include "formats/csv/csv.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sonae::csv {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// "=", "+", "-", "@" and their full-width forms; tab and CR, which some programs drop before they look.
constexpr std::array<std::string_view, 10> formula_starts = {
    "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

bool starts_like_formula(std::string_view cell) {
  return std::ranges::any_of(formula_starts, [&](std::string_view start) { return cell.starts_with(start); });
}

std::unexpected<Error> refuse(std::string key, std::size_t line, Args more = {}) {
  more.emplace("line", std::to_string(line));
  return invalid(std::move(key), std::move(more));
}

std::string quoted(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8:
      return "utf-8";
    case Encoding::Utf8WithMark:
      return "utf-8-bom";
    case Encoding::Cp932:
      return "cp932";
  }
  die("an encoding without a name");
}

Result<Decoded> decode(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return invalid("csv.utf16");
  if (bytes.starts_with(byte_order_mark)) {
    bytes.remove_prefix(byte_order_mark.size());
    if (!text::is_utf8(bytes)) return invalid("csv.encoding");
    return Decoded{Encoding::Utf8WithMark, std::string(bytes)};
  }
  if (text::is_utf8(bytes)) return Decoded{Encoding::Utf8, std::string(bytes)};
  auto decoded = text::from_cp932(bytes);
  if (!decoded) return invalid("csv.encoding");
  return Decoded{Encoding::Cp932, std::move(*decoded)};
}

char find_separator(std::string_view utf8) {
  constexpr std::array<char, 3> candidates = {',', '\t', ';'};
  std::array<std::size_t, 3> counts{};
  bool inside = false;
  std::size_t seen = 0;
  for (const char c : utf8) {
    if (c == '"') inside = !inside;
    // Blank lines in front say nothing.
    if (!inside && (c == '\n' || c == '\r')) {
      if (seen > 0) break;
      continue;
    }
    ++seen;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (!inside && c == candidates[i]) ++counts[i];
  }
  return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

bool Reader::at_cell_end() const {
  return at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
}

void Reader::skip_line_end() {
  if (at_ == text_.size()) return;
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
}

Result<std::string> Reader::read_quoted(std::size_t column) {
  const std::size_t opened = line_;
  std::string cell;
  ++at_;
  while (true) {
    if (at_ == text_.size()) return refuse("csv.quote", opened);
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      if (at_ == text_.size() || text_[at_] != '"') break;
      cell += '"';
      ++at_;
    } else if (c == '\n' || c == '\r') {
      skip_line_end();
      cell += '\n';
    } else {
      cell += c;
      ++at_;
    }
    if (cell.size() > limits_.cell_bytes)
      return refuse("csv.cell", opened,
                    {{"column", std::to_string(column)}, {"limit", std::to_string(limits_.cell_bytes)}});
  }
  if (!at_cell_end()) return refuse("csv.quote", opened);
  return cell;
}

Result<std::string> Reader::read_cell(std::size_t column) {
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted(column);
  const std::size_t begin = at_;
  while (!at_cell_end()) ++at_;
  if (at_ - begin > limits_.cell_bytes)
    return refuse("csv.cell", line_,
                  {{"column", std::to_string(column)}, {"limit", std::to_string(limits_.cell_bytes)}});
  return std::string(text_.substr(begin, at_ - begin));
}

Result<std::optional<Record>> Reader::next() {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) skip_line_end();
  if (at_ == text_.size()) return std::nullopt;
  if (records_ == limits_.records) return refuse("csv.records", line_, {{"limit", std::to_string(limits_.records)}});
  ++records_;
  Record record;
  record.line = line_;
  while (true) {
    if (record.cells.size() == limits_.columns)
      return refuse("csv.columns", record.line, {{"limit", std::to_string(limits_.columns)}});
    std::string cell = TRY(read_cell(record.cells.size() + 1));
    if (text::has_forbidden_control(cell)) return refuse("csv.control", record.line);
    record.cells.push_back(std::move(cell));
    if (at_ == text_.size() || text_[at_] != separator_) break;
    ++at_;
  }
  skip_line_end();
  return record;
}

std::string guarded(std::string_view cell) {
  return starts_like_formula(cell) ? "'" + std::string(cell) : std::string(cell);
}

std::string_view unguarded(std::string_view cell) {
  return cell.starts_with('\'') && starts_like_formula(cell.substr(1)) ? cell.substr(1) : cell;
}

std::string write(const std::vector<std::vector<std::string>>& records, Encoding encoding,
                  std::vector<std::string>& lost) {
  std::string out;
  for (const auto& cells : records) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      out += quoted(guarded(cells[i]));
    }
    out += "\r\n";
  }
  if (encoding == Encoding::Utf8WithMark) return std::string(byte_order_mark) + out;
  if (encoding == Encoding::Utf8) return out;
  std::string encoded = text::to_cp932(out, lost);
  std::ranges::sort(lost);
  const auto repeated = std::ranges::unique(lost);
  lost.erase(repeated.begin(), repeated.end());
  return encoded;
}

}  // namespace sonae::csv
