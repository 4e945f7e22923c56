#pragma once
// What can become a PDF: pages whose every part has its place (the executive page), and flowing documents (records,
// comparisons): headings, paragraphs, tables with repeated heads, pictures. Plain data; render.h makes the bytes.
// All texts, those of the foot too, come from the caller in the reader's language; message keys for the foot stand in
// i18n/*/drawing.json: `paper.page` (args page, pages), `paper.output` (arg at), `paper.confidential`.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"
#include "formats/drawing/drawing.h"

namespace sonae::drawing {

constexpr double a4_short = 793.7;  ///< 210 mm
constexpr double a4_long = 1122.5;  ///< 297 mm
constexpr double margin = 56.7;     ///< 15 mm

/// Metadata. The same `created` and content give the same bytes.
struct Imprint {
  std::string title;
  std::string author;  ///< the company
  Instant created;
};

// ---- pages with everything in its place ----

struct Run {
  std::string text;
  Weight weight = Weight::Regular;
  Colour colour = Colour::Fg;
  double size = 0;  ///< 0: the paragraph's
};
/// Wrapped to `width` by the rules of Japanese typesetting; `at` is its upper left corner.
struct Paragraph {
  Point at;
  double width = 0;
  double size = 13;
  double line_height = 1.5;  ///< of the size
  int lines = 0;             ///< at most; what does not fit ends in "…". 0: no limit
  std::vector<Run> runs;
};
struct Placed {
  Point at;
  Drawing drawing;
};
struct Page {
  double width = a4_short;
  double height = a4_long;
  std::vector<Shape> shapes;
  std::vector<Placed> pictures;
  std::vector<Paragraph> paragraphs;
};
struct Pages {
  Imprint imprint;
  std::vector<Page> pages;
};

// ---- flowing documents ----

struct Heading {
  std::string text;
  int level = 2;  ///< 1: title, 2, 3
  Anchor align = Anchor::Start;
};
struct Prose {
  std::string text;  ///< \n begins a new line
  bool small = false;
  Anchor align = Anchor::Start;
};
/// Each item behind its marker, its further lines below its first.
struct List {
  std::vector<std::string> items;
  std::string marker = "\u30fb";  ///< a middle dot; where it holds "{n}", the number is filled in
  int start = 1;
};
struct Column {
  std::string heading;
  double share = 1;  ///< of the width, relative to the other columns
  Anchor align = Anchor::Start;
};
struct Cell {
  /// As one line of thought; pieces marked as added are bold and underlined, removed ones struck through.
  enum class Mark : std::uint8_t { None, Added, Removed };
  struct Piece {
    std::string text;
    Mark mark = Mark::None;
  };
  std::vector<Piece> pieces;
  Cell() = default;
  Cell(std::string text) : pieces{{std::move(text), Mark::None}} {}  // NOLINT: a text is a cell
  Cell(const char* text) : Cell(std::string(text)) {}                // NOLINT: likewise
};
/// The head is repeated on every page; a row is kept together unless it is taller than a page.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< shorter rows end in empty cells
};
struct Figure {
  Drawing drawing;         ///< scaled down when larger than the page
  std::string words = {};  ///< what it shows, for those who cannot see it (Word)
};
struct Break {};  ///< a new page

using Block = std::variant<Heading, Prose, List, Table, Figure, Break>;

enum class Sheet : std::uint8_t { A4, A3 };

struct Document {
  Imprint imprint;
  bool landscape = false;
  std::string head_right;    ///< small, at the upper right of every page: company name
  std::string foot_left;     ///< output time, version
  std::string page_words;    ///< "{page}/{pages}ページ"; both names are filled in
  std::string confidential;  ///< "社外秘" framed at the upper left of every page; "": none
  std::vector<Block> blocks;
  Sheet sheet = Sheet::A4;
};

struct Size {
  double width = 0;
  double height = 0;
};
[[nodiscard]] inline Size paper_of(const Document& document) {
  const Size upright = document.sheet == Sheet::A4 ? Size{a4_short, a4_long} : Size{a4_long, a4_short * 2};
  return document.landscape ? Size{upright.height, upright.width} : upright;
}

}  // namespace sonae::drawing
