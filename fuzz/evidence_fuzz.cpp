// Evidence: what a file is, what its name becomes, where a link leads. The input is all three at once.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "features/assessment/evidence/rules_evidence.h"

using namespace sonae;
using namespace sonae::assessment;

namespace {

void check_file(std::string_view bytes) {
  const auto type = evidence::recognise_file(bytes, "a.csv");
  if (!type) return;
  const bool plain = *type == evidence::FileType::Text || *type == evidence::FileType::Csv;
  if (plain && text::trim(bytes.substr(0, 64)).starts_with('<')) die("markup passed as plain text");
}

void check_name(std::string_view sent) {
  const auto name = evidence::listed_name(sent);
  if (!name) return;
  if (!text::is_utf8(*name) || text::length(*name) > evidence::max_name_length) die("a name that cannot be listed");
  if (name->find_first_of("/\\\n") != std::string::npos) die("a name with a path");
  const std::string shown = evidence::visible(*name);
  if (evidence::visible(shown) != shown) die("something invisible is left");
  for (const evidence::FileType type : evidence::all_file_types()) {
    const std::string saved = evidence::download_name(*name, type);
    if (saved.find_first_of("/\\:*?\"<>|") != std::string::npos || saved.starts_with('.')) die("a name systems refuse");
    if (evidence::visible(saved) != saved) die("something invisible would be saved");
    if (evidence::download_name(saved, type) != saved) die("a saved name is not stable");
  }
}

void check_link(std::string_view typed) {
  const auto link = evidence::read_link(typed);
  if (!link || link->kind != evidence::LinkKind::Web) return;
  if (link->host.empty() || link->url.find_first_of(" \"<>\\\n") != std::string::npos) die("a link that deceives");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_file(input);
  check_name(input);
  check_link(input);
  return 0;
}
