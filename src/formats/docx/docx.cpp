#include "formats/docx/docx.h"

#include <algorithm>

#include "formats/docx/parts.h"
#include "formats/drawing/render.h"
#include "formats/zip/create.h"

namespace sonae::docx {

namespace {

constexpr int emu_per_pixel = 9525;
constexpr const char* drawing_space = "http://schemas.openxmlformats.org/drawingml/2006/main";
constexpr const char* placing_space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
constexpr const char* picture_space = "http://schemas.openxmlformats.org/drawingml/2006/picture";

void set(pugi::xml_node node, const char* name, const char* value) { node.append_attribute(name) = value; }
void set(pugi::xml_node node, const char* name, int value) { node.append_attribute(name) = value; }
pugi::xml_node add(pugi::xml_node parent, const char* name, const char* value = nullptr) {
  pugi::xml_node node = parent.append_child(name);
  if (value != nullptr) set(node, "w:val", value);
  return node;
}

const char* word_of(drawing::Anchor anchor) {
  switch (anchor) {
    case drawing::Anchor::Start:
      return "left";
    case drawing::Anchor::Middle:
      return "center";
    case drawing::Anchor::End:
      return "right";
  }
  die("an anchor without a word");
}

/// Writes the blocks one after the other; pictures and lists are numbered as they come.
class Writer {
 public:
  explicit Writer(const drawing::Document& document)
      : document_(document), paper_(paper_of(document)), root_(make_root(xml_, "w:document")) {
    set(root_, "xmlns:wp", placing_space);
    set(root_, "xmlns:a", drawing_space);
    set(root_, "xmlns:pic", picture_space);
    body_ = root_.append_child("w:body");
  }

  Result<std::string> write() {
    for (const drawing::Block& block : document_.blocks)
      TRY(std::visit([this](const auto& one) { return put(one); }, block));
    section();
    std::vector<zip::NewMember> parts = {{"[Content_Types].xml", content_types_part()},
                                         {"_rels/.rels", package_relations_part()},
                                         {"docProps/core.xml", core_part(document_.imprint)},
                                         {"word/document.xml", text_of(xml_)},
                                         {"word/_rels/document.xml.rels", document_relations_part(pictures_.size())},
                                         {"word/styles.xml", styles_part()},
                                         {"word/settings.xml", settings_part()},
                                         {"word/numbering.xml", numbering_part(numbering_)},
                                         {"word/header1.xml", header_part(document_, twips(text_width()))},
                                         {"word/footer1.xml", footer_part(document_, twips(text_width()))}};
    for (std::size_t i = 0; i < pictures_.size(); ++i)
      parts.push_back({"word/media/image" + std::to_string(i + 1) + ".png", std::move(pictures_[i])});
    return zip::create(parts);
  }

 private:
  [[nodiscard]] double text_width() const { return paper_.width - 2 * drawing::margin; }
  [[nodiscard]] double text_height() const { return paper_.height - 2 * drawing::margin - 60; }

  struct Paragraph {
    pugi::xml_node node;
    pugi::xml_node properties;
  };
  static Paragraph add_paragraph(pugi::xml_node parent, const char* style) {
    pugi::xml_node node = parent.append_child("w:p");
    pugi::xml_node properties = node.append_child("w:pPr");
    if (style != nullptr) add(properties, "w:pStyle", style);
    return {node, properties};
  }
  /// Two tables that touch would become one, and the last thing of a document is a paragraph.
  void close_gap() {
    if (!gap_) return;
    gap_ = false;
    pugi::xml_node spacing = add(add_paragraph(body_, nullptr).properties, "w:spacing");
    set(spacing, "w:after", 0);
    set(spacing, "w:line", 120);
    set(spacing, "w:lineRule", "exact");
  }
  /// In the flow of the text; the first one after a break begins a page.
  Paragraph add_to_body(const char* style) {
    if (!turn_) close_gap();
    gap_ = false;
    const Paragraph paragraph = add_paragraph(body_, style);
    if (turn_) add(paragraph.properties, "w:pageBreakBefore");
    turn_ = false;
    return paragraph;
  }
  static void align(const Paragraph& paragraph, drawing::Anchor anchor) {
    if (anchor != drawing::Anchor::Start) add(paragraph.properties, "w:jc", word_of(anchor));
  }

  Result<void> put(const drawing::Heading& heading) {
    const char* style = heading.level <= 1 ? "Heading1" : heading.level == 2 ? "Heading2" : "Heading3";
    const Paragraph paragraph = add_to_body(style);
    align(paragraph, heading.align);
    add_run(paragraph.node, heading.text);
    return {};
  }

  Result<void> put(const drawing::Prose& prose) {
    const Paragraph paragraph = add_to_body(prose.small ? "Small" : nullptr);
    align(paragraph, prose.align);
    add_run(paragraph.node, prose.text);
    return {};
  }

  Result<void> put(const drawing::List& list) {
    numbering_.markers.push_back(list.marker);
    numbering_.starts.push_back(list.start);
    for (const std::string& item : list.items) {
      const Paragraph paragraph = add_to_body(nullptr);
      pugi::xml_node number = add(paragraph.properties, "w:numPr");
      add(number, "w:ilvl", "0");
      add(number, "w:numId", std::to_string(numbering_.markers.size()).c_str());
      add_run(paragraph.node, item);
    }
    return {};
  }

  Result<void> put(const drawing::Break&) {
    turn_ = true;
    return {};
  }

  Result<void> put(const drawing::Figure& figure) {
    pictures_.push_back(TRY(drawing::to_png(figure.drawing, 2)));
    const double scale = std::min({1.0, text_width() / figure.drawing.width, text_height() / figure.drawing.height});
    Paragraph paragraph = add_to_body(nullptr);
    align(paragraph, drawing::Anchor::Middle);
    add_picture(paragraph.node.append_child("w:r"), static_cast<int>(figure.drawing.width * scale * emu_per_pixel),
                static_cast<int>(figure.drawing.height * scale * emu_per_pixel), figure.words);
    return {};
  }

  void add_picture(pugi::xml_node run, int width, int height, const std::string& words) {
    const int number = static_cast<int>(pictures_.size());
    const std::string name = "image" + std::to_string(number);
    pugi::xml_node placed = run.append_child("w:drawing").append_child("wp:inline");
    const auto extent = [&](pugi::xml_node node) {
      set(node, "cx", width);
      set(node, "cy", height);
    };
    extent(placed.append_child("wp:extent"));
    pugi::xml_node properties = placed.append_child("wp:docPr");
    set(properties, "id", number);
    set(properties, "name", name.c_str());
    set(properties, "descr", words.c_str());  // what a screen reader says
    pugi::xml_node data = placed.append_child("a:graphic").append_child("a:graphicData");
    set(data, "uri", picture_space);
    pugi::xml_node picture = data.append_child("pic:pic");
    pugi::xml_node known = picture.append_child("pic:nvPicPr");
    pugi::xml_node inner = known.append_child("pic:cNvPr");
    set(inner, "id", number);
    set(inner, "name", name.c_str());
    known.append_child("pic:cNvPicPr");
    pugi::xml_node fill = picture.append_child("pic:blipFill");
    set(fill.append_child("a:blip"), "r:embed", ("rImage" + std::to_string(number)).c_str());
    fill.append_child("a:stretch").append_child("a:fillRect");
    pugi::xml_node shape = picture.append_child("pic:spPr");
    pugi::xml_node frame = shape.append_child("a:xfrm");
    pugi::xml_node corner = frame.append_child("a:off");
    set(corner, "x", 0);
    set(corner, "y", 0);
    extent(frame.append_child("a:ext"));
    pugi::xml_node form = shape.append_child("a:prstGeom");
    set(form, "prst", "rect");
    form.append_child("a:avLst");
  }

  Result<void> put(const drawing::Table& table) {
    std::vector<int> widths;
    double shares = 0;
    for (const drawing::Column& column : table.columns) shares += column.share;
    for (const drawing::Column& column : table.columns) widths.push_back(twips(text_width() * column.share / shares));

    if (turn_)
      add_to_body("Small");
    else
      close_gap();
    pugi::xml_node node = body_.append_child("w:tbl");
    table_properties(node, widths);
    std::vector<drawing::Cell> names;
    for (const drawing::Column& column : table.columns) names.emplace_back(column.heading);
    add_row(node, table, widths, names, Row::Head);
    for (const auto& cells : table.rows) add_row(node, table, widths, cells, Row::Body);
    gap_ = true;
    return {};
  }

  static void table_properties(pugi::xml_node table, const std::vector<int>& widths) {
    pugi::xml_node properties = table.append_child("w:tblPr");
    int whole = 0;
    for (const int width : widths) whole += width;
    pugi::xml_node size = properties.append_child("w:tblW");
    set(size, "w:w", whole);
    set(size, "w:type", "dxa");
    pugi::xml_node borders = properties.append_child("w:tblBorders");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
      pugi::xml_node line = add(borders, side, "single");
      set(line, "w:sz", 4);
      set(line, "w:space", 0);
      set(line, "w:color", "949494");
    }
    set(properties.append_child("w:tblLayout"), "w:type", "fixed");
    pugi::xml_node room = properties.append_child("w:tblCellMar");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right"}) {
      pugi::xml_node margin = room.append_child(side);
      set(margin, "w:w", std::string_view(side) == "w:top" || std::string_view(side) == "w:bottom" ? 40 : 90);
      set(margin, "w:type", "dxa");
    }
    pugi::xml_node grid = table.append_child("w:tblGrid");
    for (const int width : widths) set(grid.append_child("w:gridCol"), "w:w", width);
  }

  enum class Row : std::uint8_t { Head, Body };
  static void add_row(pugi::xml_node table, const drawing::Table& form, const std::vector<int>& widths,
                      const std::vector<drawing::Cell>& cells, Row kind) {
    pugi::xml_node row = table.append_child("w:tr");
    pugi::xml_node properties = row.append_child("w:trPr");
    properties.append_child("w:cantSplit");
    if (kind == Row::Head) properties.append_child("w:tblHeader");
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
      pugi::xml_node cell = row.append_child("w:tc");
      pugi::xml_node look = cell.append_child("w:tcPr");
      pugi::xml_node width = look.append_child("w:tcW");
      set(width, "w:w", widths[i]);
      set(width, "w:type", "dxa");
      if (kind == Row::Head) {
        pugi::xml_node shade = add(look, "w:shd", "clear");
        set(shade, "w:color", "auto");
        set(shade, "w:fill", "F2F2F2");
      }
      const Paragraph paragraph = add_paragraph(cell, "Cell");
      align(paragraph, form.columns[i].align);
      if (i >= cells.size()) continue;
      for (const drawing::Cell::Piece& piece : cells[i].pieces) add_piece(paragraph.node, piece, kind);
    }
  }

  static void add_piece(pugi::xml_node paragraph, const drawing::Cell::Piece& piece, Row kind) {
    pugi::xml_node run = add_run(paragraph, piece.text);
    if (kind == Row::Body && piece.mark == drawing::Cell::Mark::None) return;
    pugi::xml_node look = run.prepend_child("w:rPr");
    if (kind == Row::Head || piece.mark == drawing::Cell::Mark::Added) look.append_child("w:b");
    if (piece.mark == drawing::Cell::Mark::Removed) look.append_child("w:strike");
    if (piece.mark == drawing::Cell::Mark::Added) add(look, "w:u", "single");
  }

  void section() {
    close_gap();
    pugi::xml_node section = body_.append_child("w:sectPr");
    for (const auto& [name, id] :
         {std::pair("w:headerReference", "rHeader"), std::pair("w:footerReference", "rFooter")}) {
      pugi::xml_node reference = section.append_child(name);
      set(reference, "w:type", "default");
      set(reference, "r:id", id);
    }
    pugi::xml_node size = section.append_child("w:pgSz");
    set(size, "w:w", twips(paper_.width));
    set(size, "w:h", twips(paper_.height));
    if (document_.landscape) set(size, "w:orient", "landscape");
    pugi::xml_node margins = section.append_child("w:pgMar");
    const int side = twips(drawing::margin);
    set(margins, "w:top", side + 400);
    set(margins, "w:right", side);
    set(margins, "w:bottom", side + 400);
    set(margins, "w:left", side);
    set(margins, "w:header", side);
    set(margins, "w:footer", side - 200);
    set(margins, "w:gutter", 0);
  }

  const drawing::Document& document_;
  drawing::Size paper_;
  pugi::xml_document xml_;
  pugi::xml_node root_;
  pugi::xml_node body_;
  Numbering numbering_;
  std::vector<std::string> pictures_;
  bool gap_ = false;   ///< a table was the last thing
  bool turn_ = false;  ///< the next paragraph begins a page
};

}  // namespace

Result<std::string> write(const drawing::Document& document) { return Writer(document).write(); }

}  // namespace sonae::docx
