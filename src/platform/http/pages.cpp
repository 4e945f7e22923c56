#include "platform/http/pages.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "platform/http/wire.h"

namespace sonae::http {

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_twin(std::string_view name) { return name.ends_with(".br") || name.ends_with(".gz"); }

// If-None-Match is a list of tags or "*"; weak marks do not matter for comparing (RFC 9110 §13.1.2).
bool names_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view entry = trim(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    if (entry.starts_with("W/")) entry.remove_prefix(2);
    if (entry == "*" || entry == tag) return true;
  }
  return false;
}

}  // namespace

std::string_view content_type_of(std::string_view file_name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".map", "application/json; charset=utf-8"},
  }};
  for (const auto& [ending, type] : types)
    if (file_name.ends_with(ending)) return type;
  return "application/octet-stream";
}

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  while (!accept_encoding.empty()) {
    const std::size_t comma = accept_encoding.find(',');
    const std::string_view entry = trim(accept_encoding.substr(0, comma));
    accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size() : comma + 1);
    const std::size_t semicolon = entry.find(';');
    if (trim(entry.substr(0, semicolon)) != coding) continue;
    if (semicolon == std::string_view::npos) return true;
    const std::string_view weight = trim(entry.substr(semicolon + 1));
    return !(weight.starts_with("q=0") && weight.find_first_of("123456789", 3) == std::string_view::npos);
  }
  return false;
}

Pages::Pages(std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files)
    if (!is_twin(file.name))
      files_.emplace(file.name, File{file.bytes, {}, {}, to_hex(sha256(file.bytes)).substr(0, 32)});
  for (const EmbeddedFile& file : files) {
    if (!is_twin(file.name)) continue;
    const auto plain = files_.find(file.name.substr(0, file.name.size() - 3));
    if (plain == files_.end()) continue;
    (file.name.ends_with(".br") ? plain->second.brotli : plain->second.gzip) = file.bytes;
  }
}

std::optional<Page> Pages::find(std::string_view path, std::string_view accept_encoding,
                                std::string_view if_none_match) const {
  std::string_view name = path.substr(std::min<std::size_t>(1, path.size()));
  auto found = files_.find(name);
  const bool hashed = name.starts_with("assets/");
  const std::string own_document = std::string(name) + ".html";
  const bool standalone = found == files_.end() && files_.contains(own_document) && own_document != "index.html";
  if (standalone) {
    name = own_document;
    found = files_.find(name);
  }
  if (found == files_.end() && !hashed) {
    name = "index.html";
    found = files_.find(name);
  }
  if (found == files_.end()) return std::nullopt;

  const File& file = found->second;
  Page page;
  page.content_type = content_type_of(name);
  page.body = file.plain;
  std::string tag = "\"" + file.tag;
  if (!file.brotli.empty() && accepts(accept_encoding, "br")) {
    page.body = file.brotli;
    page.headers.emplace_back("Content-Encoding", "br");
    tag += "-br";
  } else if (!file.gzip.empty() && accepts(accept_encoding, "gzip")) {
    page.body = file.gzip;
    page.headers.emplace_back("Content-Encoding", "gzip");
    tag += "-gz";
  }
  tag += "\"";
  if (standalone) {
    page.headers.emplace_back("Content-Security-Policy", standalone_page_policy);
    page.headers.emplace_back("X-Robots-Tag", "noindex, nofollow");
  }
  page.headers.emplace_back("ETag", tag);
  page.headers.emplace_back("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file.brotli.empty() || !file.gzip.empty()) page.headers.emplace_back("Vary", "Accept-Encoding");
  if (names_tag(if_none_match, tag)) {
    page.status = 304;
    page.body = {};
    std::erase_if(page.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
  }
  return page;
}

}  // namespace sonae::http
