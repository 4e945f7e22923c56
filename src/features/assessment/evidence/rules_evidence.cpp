#include "features/assessment/evidence/rules_evidence.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "features/assessment/evidence/rules_containers.h"

namespace sonae::assessment::evidence {

namespace {

using std::string_view_literals::operator""sv;

struct TypeFacts {
  FileType type;
  std::string_view name;
  std::string_view media_type;
  std::array<std::string_view, 3> extensions;  ///< all that the content may be called; the first is the usual one
};

constexpr std::array<TypeFacts, 17> types = {{
    {FileType::Pdf, "pdf", "application/pdf", {"pdf"}},
    {FileType::Png, "png", "image/png", {"png"}},
    {FileType::Jpeg, "jpg", "image/jpeg", {"jpg", "jpeg", "jpe"}},
    {FileType::Gif, "gif", "image/gif", {"gif"}},
    {FileType::Webp, "webp", "image/webp", {"webp"}},
    {FileType::Heic, "heic", "image/heic", {"heic", "heif", "hif"}},
    {FileType::Tiff, "tif", "image/tiff", {"tif", "tiff"}},
    {FileType::Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {"xlsx", "xltx"}},
    {FileType::Docx,
     "docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     {"docx", "dotx"}},
    {FileType::Pptx,
     "pptx",
     "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     {"pptx", "ppsx", "potx"}},
    {FileType::Xls, "xls", "application/vnd.ms-excel", {"xls"}},
    {FileType::Doc, "doc", "application/msword", {"doc"}},
    {FileType::Ppt, "ppt", "application/vnd.ms-powerpoint", {"ppt", "pps"}},
    {FileType::Msg, "msg", "application/vnd.ms-outlook", {"msg"}},
    {FileType::Eml, "eml", "message/rfc822", {"eml"}},
    {FileType::Csv, "csv", "text/csv", {"csv"}},
    {FileType::Text, "txt", "text/plain", {"txt", "log", "csv"}},
}};

constexpr std::array<FileType, types.size()> listed_types = [] {
  std::array<FileType, types.size()> all{};
  for (std::size_t i = 0; i < types.size(); ++i) all[i] = types[i].type;
  return all;
}();

const TypeFacts& facts_of(FileType type) {
  for (const TypeFacts& facts : types)
    if (facts.type == type) return facts;
  die("a file type without facts");
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
  return out;
}

std::string_view extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

// ---- content ----

std::optional<FileType> picture_or_pdf(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return FileType::Pdf;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return FileType::Png;
  if (bytes.starts_with("\xff\xd8\xff"sv)) return FileType::Jpeg;
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return FileType::Gif;
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return FileType::Webp;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return FileType::Tiff;
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") {
    constexpr std::array brands = {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "mif1"sv, "msf1"sv};
    if (std::ranges::find(brands, bytes.substr(8, 4)) != brands.end()) return FileType::Heic;
  }
  return std::nullopt;
}

/// The text as UTF-8, whichever of the encodings that Japanese offices have it is in; nothing for other bytes.
std::optional<std::string> plain_text(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf"sv)) bytes.remove_prefix(3);
  if (bytes.starts_with("\xff\xfe"sv) || bytes.starts_with("\xfe\xff"sv)) {
    const std::size_t high = bytes.front() == '\xff' ? 1 : 0;
    if (bytes.size() % 2 != 0) return std::nullopt;
    std::string ascii;  // enough to see markup; other characters are nobody's business here
    for (std::size_t i = 2; i < bytes.size(); i += 2) {
      const char low_byte = bytes[i + 1 - high];
      const bool is_ascii = bytes[i + high] == '\0' && static_cast<unsigned char>(low_byte) < 0x80;
      ascii += is_ascii ? low_byte : '?';
    }
    return text::has_forbidden_control(ascii) ? std::nullopt : std::optional(std::move(ascii));
  }
  std::optional<std::string> utf8 = text::is_utf8(bytes) ? std::string(bytes) : text::from_cp932(bytes);
  if (!utf8 || text::has_forbidden_control(*utf8)) return std::nullopt;
  return utf8;
}

/// Header fields at the beginning, among them one that every mail has.
bool is_mail(std::string_view text) {
  bool known = false;
  int fields = 0;
  std::string_view head = text.substr(0, 16'384);
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (fields == 0) return false;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string name = lower(line.substr(0, colon));
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) return false;
    known = known || name == "received" || name == "message-id" || name == "mime-version";
    ++fields;
  }
  return known && fields >= 2;
}

/// What browsers would take for a page or a drawing when they guess.
bool is_markup(std::string_view text) {
  const std::string head = lower(text.substr(0, 4'096));
  if (text::trim(head).starts_with('<')) return true;
  return std::ranges::any_of(std::array{"<!doctype"sv, "<html"sv, "<script"sv, "<svg"sv, "<body"sv, "<iframe"sv},
                             [&](std::string_view tag) { return head.find(tag) != std::string::npos; });
}

Result<FileType> text_type(std::string_view bytes, std::string_view name) {
  const auto text = plain_text(bytes);
  if (!text) return invalid("evidence.file.unknown");
  if (is_mail(*text)) return FileType::Eml;
  if (is_markup(*text)) return invalid("evidence.file.markup");
  return lower(extension_of(name)) == "csv" ? FileType::Csv : FileType::Text;
}

// ---- names ----

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
         c == 0x061C || c == 0x180E || c == 0x00AD || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

std::string code_name(char32_t c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string hex;
  for (auto value = static_cast<std::uint32_t>(c); value != 0; value >>= 4) hex.insert(hex.begin(), digits[value & 15]);
  while (hex.size() < 4) hex.insert(hex.begin(), '0');
  return "\xE2\x9F\xA8U+" + hex + "\xE2\x9F\xA9";
}

/// Device names of Windows, whatever extension follows.
bool is_device(std::string_view name) {
  std::string stem = lower(name.substr(0, name.find('.')));
  while (stem.ends_with(' ')) stem.pop_back();
  constexpr std::array devices = {"con"sv, "prn"sv, "aux"sv, "nul"sv, "conin$"sv, "conout$"sv};
  if (std::ranges::find(devices, stem) != devices.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

// ---- links ----

constexpr std::string_view drive_letters = "abcdefghijklmnopqrstuvwxyz";

bool is_drive_path(std::string_view text) {
  return text.size() > 3 && drive_letters.contains(lower(text[0])) && text[1] == ':' &&
         (text[2] == '\\' || text[2] == '/');
}

Result<std::string> host_in(std::string_view authority) {
  if (authority.contains('@')) return invalid("evidence.link.credentials");
  std::string_view host = authority;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return invalid("evidence.link.host");
    host = host.substr(0, end + 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  const std::string_view port = authority.substr(host.size());
  if (!port.empty() && (port[0] != ':' || port.find_first_not_of("0123456789", 1) != std::string_view::npos))
    return invalid("evidence.link.host");
  const bool odd = host.find_first_of("\"'<>\\^`{|}%,;!$&()*+=~") != std::string_view::npos;
  if (odd || host.find_first_not_of(".-_") == std::string_view::npos) return invalid("evidence.link.host");
  return lower(host);
}

/// \\server\share\… or //server/share/…
Result<Link> share_link(std::string_view text) {
  const std::string_view rest = text.substr(2);
  const std::string host = TRY(host_in(rest.substr(0, rest.find_first_of("\\/"))));
  return Link{LinkKind::Share, std::string(text), host};
}

}  // namespace

std::span<const FileType> all_file_types() { return listed_types; }
std::string_view name_of(FileType type) { return facts_of(type).name; }
std::string_view media_type_of(FileType type) { return facts_of(type).media_type; }

std::optional<FileType> parse_file_type(std::string_view name) {
  for (const TypeFacts& facts : types)
    if (facts.name == name) return facts.type;
  return std::nullopt;
}

Result<FileType> recognise_file(std::string_view bytes, std::string_view name) {
  if (bytes.empty()) return invalid("evidence.file.empty");
  if (bytes.size() > static_cast<std::size_t>(max_file_bytes))
    return invalid("evidence.file.large", {{"limit", std::to_string(max_file_bytes / 1024 / 1024) + " MB"}});
  if (const auto type = picture_or_pdf(bytes)) return *type;
  if (is_zip(bytes)) return office_in_zip(bytes);
  if (is_compound(bytes)) return office_in_compound(bytes);
  return text_type(bytes, name);
}

std::optional<std::string> listed_name(std::string_view sent) {
  const auto clean = text::clean_free_text(sent);
  if (!clean || clean->find_first_of("\n\t") != std::string::npos) return std::nullopt;
  std::string_view name = *clean;
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  name = text::trim(name);
  if (name.find_first_not_of(". ") == std::string_view::npos) return std::nullopt;
  if (text::length(name) <= max_name_length) return std::string(name);
  // The end holds the extension, the beginning what the file is about.
  const std::string extension = "." + std::string(text::prefix(extension_of(name), 10));
  return std::string(text::prefix(name, max_name_length - extension.size())) + extension;
}

std::string visible(std::string_view text) {
  std::string out;
  for (const char32_t c : text::to_utf32(text))
    out += is_invisible(c) ? code_name(c) : text::from_utf32(std::u32string_view(&c, 1));
  return out;
}

std::string download_name(std::string_view name, FileType type) {
  std::string safe;
  for (const char32_t c : text::to_utf32(name)) {
    const bool refused = c < 0x20 || c == 0x7F || is_invisible(c) || U"/\\:*?\"<>|"sv.contains(c);
    safe += refused ? "_" : text::from_utf32(std::u32string_view(&c, 1));
  }
  while (safe.ends_with('.') || safe.ends_with(' ')) safe.pop_back();
  if (safe.empty() || safe.front() == '.' || is_device(safe)) safe.insert(safe.begin(), '_');
  const auto& fitting = facts_of(type).extensions;
  const std::string extension = lower(extension_of(safe));
  if (extension.empty() || std::ranges::find(fitting, extension) == fitting.end())
    safe += "." + std::string(fitting.front());
  return safe;
}

Result<Link> read_link(std::string_view typed) {
  const std::string_view text = text::trim(typed);
  if (text.empty()) return invalid("evidence.link.empty");
  if (text::length(text) > max_url_length)
    return invalid("evidence.link.long", {{"limit", std::to_string(max_url_length)}});
  const bool controls = text::has_forbidden_control(text) || text.find_first_of("\t\r\n") != std::string_view::npos;
  if (controls || std::ranges::any_of(text::to_utf32(text), is_invisible)) return invalid("evidence.link.characters");
  if (text.starts_with("\\\\") || text.starts_with("//")) return share_link(text);
  if (is_drive_path(text)) return Link{LinkKind::Share, std::string(text), ""};

  const std::size_t colon = text.find("://");
  const std::string scheme = colon == std::string_view::npos ? "" : lower(text.substr(0, colon));
  const bool web = scheme == "http" || scheme == "https";
  if (!web && scheme != "file" && scheme != "smb") return invalid("evidence.link.scheme");
  const std::string_view rest = text.substr(colon + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (scheme == "file" && authority.empty()) return Link{LinkKind::Share, std::string(text), ""};
  const std::string host = TRY(host_in(authority));
  if (!web) return Link{LinkKind::Share, std::string(text), host};
  if (text.find_first_of(" \"<>\\^`{|}") != std::string_view::npos) return invalid("evidence.link.characters");
  return Link{LinkKind::Web, std::string(text), host};
}

}  // namespace sonae::assessment::evidence
