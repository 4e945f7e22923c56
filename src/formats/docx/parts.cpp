#include "formats/docx/parts.h"

#include <sstream>

namespace sonae::docx {

namespace {

constexpr const char* word_space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* package_relations = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr const char* font = "Yu Gothic";

pugi::xml_node add(pugi::xml_node parent, const char* name, const char* value = nullptr) {
  pugi::xml_node node = parent.append_child(name);
  if (value != nullptr) node.append_attribute("w:val") = value;
  return node;
}
pugi::xml_node add(pugi::xml_node parent, const char* name, int value) {
  return add(parent, name, std::to_string(value).c_str());
}
void set(pugi::xml_node node, const char* name, const char* value) { node.append_attribute(name) = value; }
void set(pugi::xml_node node, const char* name, int value) { node.append_attribute(name) = value; }

void add_fonts(pugi::xml_node properties) {
  pugi::xml_node fonts = properties.append_child("w:rFonts");
  // eastAsia is what Word sets Japanese in; without it the text falls back to the reader's default face.
  for (const char* kind : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) set(fonts, kind, font);
}

struct Style {
  const char* id;
  const char* name;
  const char* based_on;
  int half_points;
  bool bold;
  int before;
  int after;
  int line;  ///< 240 is single
  const char* colour;
  int outline;  ///< -1: body
};
constexpr Style styles[] = {
    {"Title", "Title", "Normal", 34, true, 0, 160, 320, nullptr, -1},
    {"Heading1", "heading 1", "Normal", 34, true, 0, 160, 320, nullptr, 0},
    {"Heading2", "heading 2", "Normal", 25, true, 300, 120, 300, "0017C1", 1},
    {"Heading3", "heading 3", "Normal", 21, true, 200, 80, 300, nullptr, 2},
    {"Small", "Small", "Normal", 16, false, 0, 80, 280, "4D4D4D", -1},
    {"Cell", "Cell", "Normal", 18, false, 0, 0, 270, nullptr, -1},
    {"Frame", "Frame", "Normal", 16, false, 0, 0, 240, "4D4D4D", -1},
};

void add_style(pugi::xml_node root, const Style& style) {
  pugi::xml_node node = root.append_child("w:style");
  set(node, "w:type", "paragraph");
  if (std::string_view(style.name) == "Small" || std::string_view(style.name) == "Cell" ||
      std::string_view(style.name) == "Frame")
    set(node, "w:customStyle", "1");
  set(node, "w:styleId", style.id);
  add(node, "w:name", style.name);
  add(node, "w:basedOn", style.based_on);
  if (style.outline >= 0) add(node, "w:next", "Normal");
  add(node, "w:qFormat");
  pugi::xml_node paragraph = add(node, "w:pPr");
  if (style.outline >= 0) add(paragraph, "w:keepNext");
  pugi::xml_node spacing = add(paragraph, "w:spacing");
  set(spacing, "w:before", style.before);
  set(spacing, "w:after", style.after);
  set(spacing, "w:line", style.line);
  set(spacing, "w:lineRule", "auto");
  if (style.outline >= 0) add(paragraph, "w:outlineLvl", style.outline);
  pugi::xml_node run = add(node, "w:rPr");
  if (style.bold) add(run, "w:b");
  if (style.colour != nullptr) add(run, "w:color", style.colour);
  add(run, "w:sz", style.half_points);
}

void add_field(pugi::xml_node paragraph, const char* instruction) {
  pugi::xml_node field = paragraph.append_child("w:fldSimple");
  set(field, "w:instr", instruction);
  add_run(field, "1");
}

/// "{page}/{pages}" with fields that Word counts itself.
void add_page_words(pugi::xml_node paragraph, std::string_view words) {
  while (!words.empty()) {
    const std::size_t open = words.find('{');
    if (open > 0) add_run(paragraph, std::string(words.substr(0, open)));
    if (open == std::string_view::npos) return;
    const std::size_t close = words.find('}', open);
    if (close == std::string_view::npos) return;
    const std::string_view name = words.substr(open + 1, close - open - 1);
    if (name == "page") add_field(paragraph, "PAGE");
    if (name == "pages") add_field(paragraph, "NUMPAGES");
    words.remove_prefix(close + 1);
  }
}

/// One line whose right half stands at the right margin.
pugi::xml_node make_frame(pugi::xml_document& xml, const char* root_name, int text_width, const char* rule) {
  pugi::xml_node paragraph = make_root(xml, root_name).append_child("w:p");
  pugi::xml_node properties = add(paragraph, "w:pPr");
  add(properties, "w:pStyle", "Frame");
  if (rule != nullptr) {
    pugi::xml_node line = add(add(properties, "w:pBdr"), rule, "single");
    set(line, "w:sz", 4);
    set(line, "w:space", 4);
    set(line, "w:color", "CCCCCC");
  }
  pugi::xml_node tab = add(add(properties, "w:tabs"), "w:tab", "right");
  set(tab, "w:pos", text_width);
  return paragraph;
}

void add_relation(pugi::xml_node root, const std::string& id, const std::string& type, const std::string& target) {
  pugi::xml_node node = root.append_child("Relationship");
  set(node, "Id", id.c_str());
  set(node, "Type", type.c_str());
  set(node, "Target", target.c_str());
}

}  // namespace

pugi::xml_node make_root(pugi::xml_document& xml, const char* name) {
  pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  set(declaration, "standalone", "yes");
  pugi::xml_node root = xml.append_child(name);
  if (std::string_view(name).starts_with("w:")) {
    set(root, "xmlns:w", word_space);
    set(root, "xmlns:r", relation_space);
  }
  return root;
}

std::string text_of(const pugi::xml_document& xml) {
  std::ostringstream out;
  xml.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

pugi::xml_node add_run(pugi::xml_node paragraph, const std::string& text) {
  pugi::xml_node run = paragraph.append_child("w:r");
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t stop = text.find_first_of("\n\t", at);
    const std::string piece = text.substr(at, stop == std::string::npos ? stop : stop - at);
    if (!piece.empty()) {
      pugi::xml_node node = run.append_child("w:t");
      set(node, "xml:space", "preserve");
      node.text().set(piece.c_str());
    }
    if (stop == std::string::npos) break;
    run.append_child(text[stop] == '\n' ? "w:br" : "w:tab");
    at = stop + 1;
  }
  return run;
}

std::string styles_part() {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "w:styles");
  pugi::xml_node defaults = add(root, "w:docDefaults");
  pugi::xml_node run = add(add(defaults, "w:rPrDefault"), "w:rPr");
  add_fonts(run);
  add(run, "w:sz", 20);
  add(run, "w:szCs", 20);
  pugi::xml_node language = add(run, "w:lang", "en-US");
  set(language, "w:eastAsia", "ja-JP");
  pugi::xml_node paragraph = add(add(defaults, "w:pPrDefault"), "w:pPr");
  add(paragraph, "w:kinsoku");
  add(paragraph, "w:overflowPunct");
  pugi::xml_node spacing = add(paragraph, "w:spacing");
  set(spacing, "w:after", 100);
  set(spacing, "w:line", 310);
  set(spacing, "w:lineRule", "auto");
  pugi::xml_node normal = root.append_child("w:style");
  set(normal, "w:type", "paragraph");
  set(normal, "w:default", "1");
  set(normal, "w:styleId", "Normal");
  add(normal, "w:name", "Normal");
  add(normal, "w:qFormat");
  for (const Style& style : styles) add_style(root, style);
  return text_of(xml);
}

std::string settings_part() {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "w:settings");
  add(root, "w:defaultTabStop", 840);
  add(root, "w:characterSpacingControl", "compressPunctuation");
  pugi::xml_node mode = add(add(root, "w:compat"), "w:compatSetting", "15");
  set(mode, "w:name", "compatibilityMode");
  set(mode, "w:uri", "http://schemas.microsoft.com/office/word");
  return text_of(xml);
}

std::string numbering_part(const Numbering& numbering) {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "w:numbering");
  for (std::size_t i = 0; i < numbering.markers.size(); ++i) {
    std::string words = numbering.markers[i];
    const std::size_t hole = words.find("{n}");
    if (hole != std::string::npos) words.replace(hole, 3, "%1");
    pugi::xml_node list = root.append_child("w:abstractNum");
    set(list, "w:abstractNumId", static_cast<int>(i));
    add(list, "w:multiLevelType", "singleLevel");
    pugi::xml_node level = add(list, "w:lvl");
    set(level, "w:ilvl", 0);
    add(level, "w:start", numbering.starts[i]);
    add(level, "w:numFmt", hole == std::string::npos ? "bullet" : "decimal");
    add(level, "w:suff", "tab");
    add(level, "w:lvlText", words.c_str());
    add(level, "w:lvlJc", "left");
    // Room for the marker: about a character of it is as wide as the text is high.
    const int room = words.size() > 4 ? 1000 : 420;
    pugi::xml_node indent = add(add(level, "w:pPr"), "w:ind");
    set(indent, "w:left", room);
    set(indent, "w:hanging", room);
    add_fonts(add(level, "w:rPr"));
  }
  for (std::size_t i = 0; i < numbering.markers.size(); ++i) {
    pugi::xml_node number = root.append_child("w:num");
    set(number, "w:numId", static_cast<int>(i) + 1);
    add(number, "w:abstractNumId", static_cast<int>(i));
  }
  return text_of(xml);
}

std::string header_part(const drawing::Document& document, int text_width) {
  pugi::xml_document xml;
  pugi::xml_node paragraph = make_frame(xml, "w:hdr", text_width, nullptr);
  if (!document.confidential.empty()) {
    pugi::xml_node run = add_run(paragraph, document.confidential);
    pugi::xml_node look = run.prepend_child("w:rPr");
    add(look, "w:b");
    add(look, "w:color", "CE0000");
    pugi::xml_node frame = add(look, "w:bdr", "single");
    set(frame, "w:sz", 8);
    set(frame, "w:space", 0);
    set(frame, "w:color", "CE0000");
  }
  add_run(paragraph, "\t" + document.head_right);
  return text_of(xml);
}

std::string footer_part(const drawing::Document& document, int text_width) {
  pugi::xml_document xml;
  pugi::xml_node paragraph = make_frame(xml, "w:ftr", text_width, "w:top");
  add_run(paragraph, document.foot_left + "\t");
  add_page_words(paragraph, document.page_words);
  return text_of(xml);
}

std::string core_part(const drawing::Imprint& imprint) {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "cp:coreProperties");
  set(root, "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
  set(root, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  set(root, "xmlns:dcterms", "http://purl.org/dc/terms/");
  set(root, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  root.append_child("dc:title").text().set(imprint.title.c_str());
  root.append_child("dc:creator").text().set(imprint.author.c_str());
  const std::string created = iso(imprint.created).substr(0, 19) + "Z";
  for (const char* name : {"dcterms:created", "dcterms:modified"}) {
    pugi::xml_node node = root.append_child(name);
    set(node, "xsi:type", "dcterms:W3CDTF");
    node.text().set(created.c_str());
  }
  return text_of(xml);
}

std::string content_types_part() {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "Types");
  set(root, "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
  const auto ending = [&](const char* extension, const char* type) {
    pugi::xml_node node = root.append_child("Default");
    set(node, "Extension", extension);
    set(node, "ContentType", type);
  };
  ending("rels", "application/vnd.openxmlformats-package.relationships+xml");
  ending("xml", "application/xml");
  ending("png", "image/png");
  const auto part = [&](const char* name, const std::string& type) {
    pugi::xml_node node = root.append_child("Override");
    set(node, "PartName", name);
    set(node, "ContentType", type.c_str());
  };
  const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  part("/word/document.xml", word + "document.main+xml");
  part("/word/styles.xml", word + "styles+xml");
  part("/word/settings.xml", word + "settings+xml");
  part("/word/numbering.xml", word + "numbering+xml");
  part("/word/header1.xml", word + "header+xml");
  part("/word/footer1.xml", word + "footer+xml");
  part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
  return text_of(xml);
}

std::string package_relations_part() {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "Relationships");
  set(root, "xmlns", package_relations);
  add_relation(root, "rId1", std::string(relation_space) + "/officeDocument", "word/document.xml");
  add_relation(root, "rId2", std::string(package_relations) + "/metadata/core-properties", "docProps/core.xml");
  return text_of(xml);
}

std::string document_relations_part(std::size_t pictures) {
  pugi::xml_document xml;
  pugi::xml_node root = make_root(xml, "Relationships");
  set(root, "xmlns", package_relations);
  const std::string space = std::string(relation_space) + "/";
  add_relation(root, "rStyles", space + "styles", "styles.xml");
  add_relation(root, "rSettings", space + "settings", "settings.xml");
  add_relation(root, "rNumbering", space + "numbering", "numbering.xml");
  add_relation(root, "rHeader", space + "header", "header1.xml");
  add_relation(root, "rFooter", space + "footer", "footer1.xml");
  for (std::size_t i = 1; i <= pictures; ++i)
    add_relation(root, "rImage" + std::to_string(i), space + "image", "media/image" + std::to_string(i) + ".png");
  return text_of(xml);
}

}  // namespace sonae::docx
