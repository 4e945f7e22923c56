#pragma once
// The web page as it was built into the binary: every file with its precompressed twins and its ETag.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded.h"

namespace sonae::http {

struct Page {
  int status = 200;  ///< or 304
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  ///< ETag, Cache-Control, Vary, Content-Encoding
  std::string_view body;                                     ///< lives as long as the process
};

class Pages {
 public:
  /// "x.js.br" and "x.js.gz" are taken as twins of "x.js" and not served under their own names.
  explicit Pages(std::span<const EmbeddedFile> files);

  /// The file at `path` ("/assets/x.js"); a document of its own where there is one ("/emergency": emergency.html, under
  /// its own policy, for no search engine); else index.html for every path outside /assets/ (the page finds its own
  /// way). Nothing when neither is there. Files under assets/ carry a hash in their name and never change.
  [[nodiscard]] std::optional<Page> find(std::string_view path, std::string_view accept_encoding,
                                         std::string_view if_none_match) const;

 private:
  struct File {
    std::string_view plain;
    std::string_view brotli;
    std::string_view gzip;
    std::string tag;  // SHA-256 of the plain bytes
  };
  std::map<std::string, File, std::less<>> files_;
};

[[nodiscard]] std::string_view content_type_of(std::string_view file_name);
/// Whether Accept-Encoding takes `coding`: named and not with q=0.
[[nodiscard]] bool accepts(std::string_view accept_encoding, std::string_view coding);

}  // namespace sonae::http
