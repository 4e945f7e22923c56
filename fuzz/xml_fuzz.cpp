// Any bytes: every event lies inside the document, offsets never run backwards, depth never exceeds the limit.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/xml/scanner.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sonae::xml::Event;
  constexpr std::array<std::string_view, 2> known = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                                     "urn:a"};
  sonae::xml::Scanner scanner(std::string_view(reinterpret_cast<const char*>(data), size), known);
  std::size_t last = 0;
  std::string text;
  for (Event event = scanner.next(); event != Event::Done && event != Event::Broken; event = scanner.next()) {
    if (scanner.begin() < last || scanner.end() < scanner.begin() || scanner.end() > size || scanner.depth() > 64)
      std::abort();
    last = scanner.begin();
    text.clear();
    if (event == Event::Text) static_cast<void>(scanner.append_text(text));
    if (event == Event::Start)
      for (const auto& attribute : scanner.attributes())
        static_cast<void>(sonae::xml::decode(attribute.raw, text, true));
  }
  return 0;
}
