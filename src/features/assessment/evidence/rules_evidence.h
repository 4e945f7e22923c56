#pragma once
// Which files and links may stand as evidence, and what their names become. Pure.
//
// Source: IN12 (OWASP ASVS 5.0 V5.2-5.4, 安全なウェブサイトの作り方 3): the content decides, never the name or the sent
// type; what a browser could run (HTML, SVG, XML) is refused, and so is what nobody can look into (archives, protected
// files) or what runs in an office program (macros).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::assessment::evidence {

/// Larger files are refused before they are read. Scanned minutes reach about 15 MiB; anything bigger has so far been a
/// video attached by mistake.
constexpr std::int64_t max_file_bytes = 20LL * 1024 * 1024;
/// Links and files of one item that are not deleted.
constexpr std::int64_t max_pieces = 50;
constexpr std::size_t max_name_length = 200;
constexpr std::size_t max_url_length = 2'000;

enum class FileType : std::uint8_t {
  Pdf,
  Png,
  Jpeg,
  Gif,
  Webp,
  Heic,
  Tiff,
  Xlsx,
  Docx,
  Pptx,
  Xls,
  Doc,
  Ppt,
  Msg,
  Eml,
  Csv,
  Text,
};
[[nodiscard]] std::span<const FileType> all_file_types();
[[nodiscard]] std::string_view name_of(FileType type);  ///< "pdf" "png" …: also the usual extension
[[nodiscard]] std::optional<FileType> parse_file_type(std::string_view name);
[[nodiscard]] std::string_view media_type_of(FileType type);

/// By the bytes; `name` only tells CSV from other plain text, which are equally harmless. Invalid: evidence.file.empty,
/// .large (arg limit), .markup (HTML, SVG, XML), .archive, .macros, .protected, .unknown.
[[nodiscard]] Result<FileType> recognise_file(std::string_view bytes, std::string_view name);

/// The name under which a file is listed: the last part of a path, NFC, at most max_name_length code points; nothing
/// when no readable name is left. Direction and zero-width marks stay: `visible` shows them.
[[nodiscard]] std::optional<std::string> listed_name(std::string_view sent);

/// Direction and zero-width marks become ⟨U+202E⟩, so that no name can read backwards (IN04, CWE-1007).
[[nodiscard]] std::string visible(std::string_view text);

/// The name a browser saves the file under: what systems refuse in names becomes _, no leading dot, no device name of
/// Windows, and always an extension of its content: "page.html" that is plain text is saved as "page.html.txt".
[[nodiscard]] std::string download_name(std::string_view name, FileType type);

enum class LinkKind : std::uint8_t {
  Web,    ///< http or https: the page makes it a link that says its host
  Share,  ///< a path on a file server or drive: text to copy, never a link
};
struct Link {
  LinkKind kind = LinkKind::Web;
  std::string url;   ///< as typed, without white space around it
  std::string host;  ///< lower case; "" for a drive letter
};
/// Invalid: evidence.link.empty, .long (arg limit), .scheme (neither web address nor file path), .host, .credentials
/// ("https://known.example@evil.example" names another host than it seems to), .characters.
[[nodiscard]] Result<Link> read_link(std::string_view text);

}  // namespace sonae::assessment::evidence
