#pragma once
// Word documents from the same description as PDFs (drawing::Document): headings as styles, lists as Word's own
// numbering, tables with repeated heads, header and footer with page n of N, pictures as PNG. What people get can be
// edited: nothing is placed by spaces or typed numbers.
//
// ECMA-376 part 1 (WordprocessingML), the transitional forms that Word 2010 and later and LibreOffice read.
// Absent on purpose: tracked changes, fields other than page numbers, macros, links to other files.

#include <string>

#include "base/result.h"
#include "formats/drawing/paper.h"

namespace sonae::docx {

inline constexpr std::string_view media_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The bytes of a .docx. The same document gives the same bytes. Figures are drawn as render.h says, and fail as it
/// says; a document without figures needs no renderer.
[[nodiscard]] Result<std::string> write(const drawing::Document& document);

}  // namespace sonae::docx
