#pragma once
// The parts of a Word package that hardly depend on the document: styles, numbering, settings, relations.

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "formats/drawing/paper.h"

namespace sonae::docx {

/// Twentieths of a point, as Word counts; 96 pixels are an inch.
[[nodiscard]] inline int twips(double pixels) { return static_cast<int>(pixels * 15 + 0.5); }

/// How a document numbers its lists: each list counts for itself.
struct Numbering {
  std::vector<std::string> markers;  ///< of list 1, 2, …; "{n}" is the number
  std::vector<int> starts;
};

/// `xmlns:w` and `xmlns:r` on the root element.
pugi::xml_node make_root(pugi::xml_document& xml, const char* name);
[[nodiscard]] std::string text_of(const pugi::xml_document& xml);

/// A run of text with line breaks and tabs kept.
pugi::xml_node add_run(pugi::xml_node paragraph, const std::string& text);

[[nodiscard]] std::string styles_part();
[[nodiscard]] std::string settings_part();
[[nodiscard]] std::string numbering_part(const Numbering& numbering);
[[nodiscard]] std::string header_part(const drawing::Document& document, int text_width);
[[nodiscard]] std::string footer_part(const drawing::Document& document, int text_width);
[[nodiscard]] std::string core_part(const drawing::Imprint& imprint);
[[nodiscard]] std::string content_types_part();
[[nodiscard]] std::string package_relations_part();
[[nodiscard]] std::string document_relations_part(std::size_t pictures);

}  // namespace sonae::docx
