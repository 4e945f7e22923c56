#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/text.h"
#include "formats/xlsx/package.h"

namespace sonae::xlsx {

namespace {

/// The code unit of an escape "_xHHHH_" that begins at `at`.
std::optional<char32_t> escape_at(std::string_view text, std::size_t at) {
  if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const char c = text[i];
    value <<= 4;
    if (c >= '0' && c <= '9')
      value |= static_cast<char32_t>(c - '0');
    else if (c >= 'A' && c <= 'F')
      value |= static_cast<char32_t>(c - 'A' + 10);
    else if (c >= 'a' && c <= 'f')
      value |= static_cast<char32_t>(c - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

/// Whether something in the text may need an escape; most texts have nothing of the kind. U+FFFE and U+FFFF, which XML
/// cannot hold, begin with EF BF.
bool may_need_escapes(std::string_view text) {
  const auto suspicious = [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t' && u != '\n') || u == '_';
  };
  return std::ranges::any_of(text, suspicious) || text.find("\xEF\xBF") != std::string_view::npos;
}

void append_escape(std::string& out, char32_t c) {
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "_x%04X_", static_cast<unsigned>(c));
  out += buffer;
}

}  // namespace

std::string decode_escapes(std::string text) {
  if (text.find("_x") == std::string::npos) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto unit = escape_at(text, at);
    if (!unit) {
      out.push_back(text[at++]);
      continue;
    }
    at += 7;
    char32_t c = *unit;
    if (c >= 0xD800 && c <= 0xDBFF) {
      const auto low = escape_at(text, at);
      if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + (*low - 0xDC00);
        at += 7;
      }
    }
    out += text::from_utf32(std::u32string(1, c >= 0xD800 && c <= 0xDFFF ? U'\uFFFD' : c));
  }
  return out;
}

std::string encode_escapes(std::string_view text) {
  if (!may_need_escapes(text)) return std::string(text);
  std::string out;
  std::size_t plain_from = 0;
  const std::u32string points = text::to_utf32(text);
  std::string current;
  for (const char32_t c : points) {
    current = text::from_utf32(std::u32string(1, c));
    if (c == U'_' && escape_at(text, plain_from))
      out += "_x005F_";
    else if (!xml::is_char(c) || c == U'\r')
      append_escape(out, c);
    else
      out += current;
    plain_from += current.size();
  }
  return out;
}

bool skip_element(xml::Scanner& scanner) {
  const std::size_t depth = scanner.depth();
  while (true) {
    const xml::Event event = scanner.next();
    if (event == xml::Event::Broken || event == xml::Event::Done) return false;
    if (event == xml::Event::End && scanner.depth() < depth) return true;
  }
}

bool read_text(xml::Scanner& scanner, std::string& out) {
  const std::size_t depth = scanner.depth();
  while (true) {
    switch (scanner.next()) {
      case xml::Event::Text:
        if (!scanner.append_text(out)) return false;
        break;
      case xml::Event::End:
        if (scanner.depth() < depth) return true;
        break;
      case xml::Event::Start:
        break;
      default:
        return false;
    }
  }
}

bool read_rich_text(xml::Scanner& scanner, std::string& out) {
  const std::size_t depth = scanner.depth();
  while (true) {
    switch (scanner.next()) {
      case xml::Event::Start:
        // Furigana is how a text is read aloud, not what it says.
        if (is_main(scanner, "t")) {
          if (!read_text(scanner, out)) return false;
        } else if (!is_main(scanner, "r") && !skip_element(scanner)) {
          return false;
        }
        break;
      case xml::Event::End:
        if (scanner.depth() < depth) return true;
        break;
      case xml::Event::Text:
        break;
      default:
        return false;
    }
  }
}

Result<std::deque<std::string>> read_shared_strings(const zip::Archive& archive, const std::string& part) {
  std::deque<std::string> texts;
  if (part.empty()) return texts;
  const zip::Member* member = archive.find(part);
  if (member == nullptr) return broken_package("missing part", part);
  const std::string document = TRY(archive.read(*member));
  xml::Scanner scanner(document, spaces);
  while (true) {
    const xml::Event event = scanner.next();
    if (event == xml::Event::Done) return texts;
    if (event == xml::Event::Broken) return broken_part(scanner, part);
    if (event != xml::Event::Start || !is_main(scanner, "si")) continue;
    std::string text;
    if (!read_rich_text(scanner, text)) return broken_part(scanner, part);
    texts.push_back(decode_escapes(std::move(text)));
  }
}

}  // namespace sonae::xlsx
