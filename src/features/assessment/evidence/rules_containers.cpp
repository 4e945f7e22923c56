#include "features/assessment/evidence/rules_containers.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace sonae::assessment::evidence {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view end_mark = "PK\x05\x06"sv;
constexpr std::string_view entry_mark = "PK\x01\x02"sv;
constexpr std::size_t end_size = 22;
constexpr std::size_t entry_size = 46;
constexpr std::size_t longest_comment = 65'535;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return out;
}

struct Contents {
  bool types = false;
  bool sheet = false;
  bool document = false;
  bool slides = false;
  bool macros = false;
  bool encrypted = false;
};

void note_entry(Contents& contents, std::string_view entry, std::string_view name) {
  contents.encrypted = contents.encrypted || (number_at(entry, 8, 2) & 1U) != 0;
  const std::string path = lower(name);
  contents.types = contents.types || path == "[content_types].xml";
  contents.sheet = contents.sheet || path == "xl/workbook.xml";
  contents.document = contents.document || path == "word/document.xml";
  contents.slides = contents.slides || path == "ppt/presentation.xml";
  contents.macros = contents.macros || path.ends_with("vbaproject.bin") || path.ends_with("vbadata.xml") ||
                    path.starts_with("xl/macrosheets/");
}

/// Nothing when the central directory is not where it says it is.
std::optional<Contents> read_contents(std::string_view bytes) {
  const std::size_t from = bytes.size() > end_size + longest_comment ? bytes.size() - end_size - longest_comment : 0;
  const std::size_t end = bytes.rfind(end_mark);
  if (end == std::string_view::npos || end < from || bytes.size() - end < end_size) return std::nullopt;
  const std::size_t begin = number_at(bytes, end + 16, 4);
  const std::size_t entries = number_at(bytes, end + 10, 2);
  if (begin > end) return std::nullopt;
  std::string_view directory = bytes.substr(begin, end - begin);
  Contents contents;
  for (std::size_t i = 0; i < entries; ++i) {
    if (directory.size() < entry_size || !directory.starts_with(entry_mark)) return std::nullopt;
    const std::size_t name = number_at(directory, 28, 2);
    const std::size_t whole = entry_size + name + number_at(directory, 30, 2) + number_at(directory, 32, 2);
    if (directory.size() < whole) return std::nullopt;
    note_entry(contents, directory, directory.substr(entry_size, name));
    directory.remove_prefix(whole);
  }
  return contents;
}

/// Names inside a compound file are UTF-16, little end first.
bool holds_name(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with(end_mark); }

Result<FileType> office_in_zip(std::string_view bytes) {
  const auto contents = read_contents(bytes);
  if (!contents) return invalid("evidence.file.unknown");
  if (contents->encrypted) return invalid("evidence.file.protected");
  const int kinds = int{contents->sheet} + int{contents->document} + int{contents->slides};
  if (!contents->types || kinds != 1) return invalid("evidence.file.archive");
  if (contents->macros) return invalid("evidence.file.macros");
  return contents->sheet ? FileType::Xlsx : contents->document ? FileType::Docx : FileType::Pptx;
}

bool is_compound(std::string_view bytes) { return bytes.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv); }

Result<FileType> office_in_compound(std::string_view bytes) {
  // A protected .xlsx or .docx is a compound file around an encrypted stream.
  if (holds_name(bytes, "EncryptedPackage")) return invalid("evidence.file.protected");
  if (holds_name(bytes, "_VBA_PROJECT")) return invalid("evidence.file.macros");
  if (holds_name(bytes, "__properties_version1.0")) return FileType::Msg;
  if (holds_name(bytes, "PowerPoint Document")) return FileType::Ppt;
  if (holds_name(bytes, "WordDocument")) return FileType::Doc;
  if (holds_name(bytes, "Workbook")) return FileType::Xls;
  return invalid("evidence.file.unknown");
}

}  // namespace sonae::assessment::evidence
