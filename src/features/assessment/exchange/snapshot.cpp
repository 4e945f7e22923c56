#include "features/assessment/exchange/snapshot.h"

#include <array>
#include <charconv>

namespace sonae::assessment::exchange {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    switch (text[i]) {
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case 'r':
        out += '\r';
        break;
      case '\\':
        out += '\\';
        break;
      default:
        return std::nullopt;
    }
  }
  return out;
}

std::optional<std::pair<int, AnswerValues>> read_line(std::string_view line) {
  std::array<std::string_view, 4> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = i + 1 == parts.size() ? line.size() : line.find('\t');
    if (end == std::string_view::npos) return std::nullopt;
    parts[i] = line.substr(0, end);
    line.remove_prefix(i + 1 == parts.size() ? end : end + 1);
  }
  int no = 0;
  const auto [end, error] = std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), no);
  if (error != std::errc{} || end != parts[0].data() + parts[0].size()) return std::nullopt;
  const auto score = parse_score(parts[1]);
  auto basis = unescaped(parts[3]);
  if (!score || !basis) return std::nullopt;
  AnswerValues values{*score, std::move(*basis), std::nullopt};
  if (!parts[2].empty()) {
    values.due = Date::parse_iso(parts[2]);
    if (!values.due) return std::nullopt;
  }
  return std::pair(no, std::move(values));
}

}  // namespace

std::string write_snapshot(const Snapshot& answers) {
  std::string out;
  for (const auto& [no, values] : answers) {
    out += std::to_string(no);
    out += '\t';
    out += text_of(values.score);
    out += '\t';
    out += values.due ? values.due->iso() : "";
    out += '\t';
    out += escaped(values.basis);
    out += '\n';
  }
  return out;
}

std::optional<Snapshot> read_snapshot(std::string_view text) {
  Snapshot answers;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto line = read_line(text.substr(0, end));
    if (!line) return std::nullopt;
    answers.insert(std::move(*line));
    text.remove_prefix(end + 1);
  }
  return answers;
}

}  // namespace sonae::assessment::exchange
