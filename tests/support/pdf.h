#pragma once
// PDFs read back by poppler, as another program sees them.

#include <filesystem>
#include <string>
#include <vector>

namespace sonae::support {

struct PdfInfo {
  int pages = 0;
  std::string title;
  std::string size;  ///< "595.276 x 841.89 pts (A4)"
};
/// Ends the test program when poppler refuses the bytes.
[[nodiscard]] PdfInfo pdf_info(const std::string& bytes);
/// The text of page `page` (from 1; 0: all), as pdftotext -layout gives it.
[[nodiscard]] std::string pdf_text(const std::string& bytes, int page = 0);
/// Names of the embedded fonts; a font that is not embedded ends the test program.
[[nodiscard]] std::vector<std::string> pdf_fonts(const std::string& bytes);

}  // namespace sonae::support
