#include "formats/drawing/module/flow.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string_view>

namespace sonae::drawing::module {

namespace {

constexpr double text_size = 12.5;  // 9.4 pt
constexpr double table_size = 11.5;
constexpr double small_size = 10.5;
constexpr double line_height = 1.55;
constexpr double cell_room = 6;  // left and right of a cell's text
constexpr double cell_air = 4;   // above and below
constexpr double head_room = 26;
constexpr double foot_room = 26;

/// One line of a text that has been set, as it will stand on its page.
struct SetLine {
  std::shared_ptr<PangoLayout> layout;
  int index = 0;
  double x = 0;
  double baseline = 0;
};
struct SetFigure {
  const Drawing* drawing = nullptr;
  Point at;
  double scale = 1;
};
struct SetPage {
  std::vector<Shape> grounds;  ///< under the text
  std::vector<SetLine> lines;
  std::vector<SetFigure> figures;
};

/// A text broken into lines, each with its place below the top of the text.
class SetText {
 public:
  SetText(Canvas& canvas, const std::vector<Span>& spans, const Setting& setting)
      : layout_(canvas.set(spans, setting).release(), ReleaseObject()), step_(setting.size * setting.line_height) {
    PangoLayoutIter* iter = pango_layout_get_iter(layout_.get());
    do {
      PangoRectangle logical{};
      pango_layout_iter_get_line_extents(iter, nullptr, &logical);
      lines_.push_back({static_cast<double>(logical.x) / PANGO_SCALE,
                        static_cast<double>(pango_layout_iter_get_baseline(iter) - logical.y) / PANGO_SCALE});
    } while (pango_layout_iter_next_line(iter) != FALSE);
    pango_layout_iter_free(iter);
  }

  [[nodiscard]] int count() const { return static_cast<int>(lines_.size()); }
  [[nodiscard]] double step() const { return step_; }
  [[nodiscard]] double height() const { return step_ * count(); }
  /// Of the longest line.
  [[nodiscard]] double width() const {
    int wide = 0;
    pango_layout_get_size(layout_.get(), &wide, nullptr);
    return static_cast<double>(wide) / PANGO_SCALE;
  }
  /// Lines `first` to `end` with the first one's top at `at`.
  void place(SetPage& page, Point at, int first, int end) const {
    for (int i = first; i < std::min(end, count()); ++i) {
      const Line& line = lines_[static_cast<std::size_t>(i)];
      page.lines.push_back({layout_, i, at.x + line.x, at.y + step_ * (i - first) + line.baseline});
    }
  }

 private:
  struct Line {
    double x = 0;
    double baseline = 0;  ///< below the line's top
  };
  std::shared_ptr<PangoLayout> layout_;
  double step_;
  std::vector<Line> lines_;
};

std::string filled(std::string words, std::string_view name, std::size_t number) {
  if (const std::size_t at = words.find(name); at != std::string::npos)
    words.replace(at, name.size(), std::to_string(number));
  return words;
}

class Composer {
 public:
  Composer(Canvas& canvas, const Document& document)
      : canvas_(canvas), document_(document), size_(paper_of(document)), y_(top()) {
    pages_.emplace_back();
    for (const Block& block : document.blocks) std::visit([this](const auto& one) { add(one); }, block);
  }
  [[nodiscard]] const std::vector<SetPage>& pages() const { return pages_; }

 private:
  [[nodiscard]] double top() const { return margin + head_room; }
  [[nodiscard]] double bottom() const { return size_.height - margin - foot_room; }
  [[nodiscard]] double width() const { return size_.width - 2 * margin; }
  [[nodiscard]] SetPage& page() { return pages_.back(); }
  [[nodiscard]] bool fits(double height) const { return y_ + height <= bottom() + 0.01; }
  void turn() {
    pages_.emplace_back();
    y_ = top();
  }

  /// Line by line over as many pages as it takes.
  void add_text(const SetText& text, double indent) {
    for (int line = 0; line < text.count(); ++line) {
      if (!fits(text.step())) turn();
      text.place(page(), {margin + indent, y_}, line, line + 1);
      y_ += text.step();
    }
  }

  void add(const Heading& heading) {
    const double size = heading.level <= 1 ? 22 : heading.level == 2 ? 16 : 13.5;
    const double indent = heading.level == 2 ? 11 : 0;
    const SetText text(canvas_, {{heading.text, 0, Weight::Bold, Colour::Fg, false, false}},
                       {width() - indent, size, 1.4, 0, heading.align});
    if (y_ > top()) y_ += heading.level <= 2 ? 18 : 12;
    constexpr double followers = 84;  // a heading never stands alone at the foot of a page
    if (!fits(text.height() + followers)) turn();
    if (heading.level == 2)
      page().grounds.emplace_back(Rect{margin, y_ + 2, 4, text.height() - 4, 0, {Colour::Key}, {}});
    add_text(text, indent);
    y_ += heading.level <= 1 ? 10 : 6;
  }

  void add(const Prose& prose) {
    const double size = prose.small ? small_size : text_size;
    const Colour colour = prose.small ? Colour::Fg2 : Colour::Fg;
    add_text(SetText(canvas_, {{prose.text, 0, Weight::Regular, colour, false, false}},
                     {width(), size, prose.small ? 1.5 : 1.65, 0, prose.align}),
             0);
    y_ += 6;
  }

  void add(const List& list) {
    int number = list.start;
    for (const std::string& item : list.items) {
      const Setting one_line{-1, text_size, 1.65, 0, {}};
      const SetText marker(canvas_, {plain(filled(list.marker, "{n}", static_cast<std::size_t>(number++)))}, one_line);
      const double indent = std::max(marker.width() + 6, 20.0);
      const SetText text(canvas_, {plain(item)}, {width() - indent, text_size, 1.65, 0, {}});
      if (!fits(text.step())) turn();
      marker.place(page(), {margin, y_}, 0, 1);
      add_text(text, indent);
      y_ += 2;
    }
    y_ += 6;
  }
  static Span plain(std::string text) { return {std::move(text), 0, Weight::Regular, Colour::Fg, false, false}; }

  void add(const Figure& figure) {
    const double scale = std::min({1.0, width() / figure.drawing.width, (bottom() - top()) / figure.drawing.height});
    const double height = figure.drawing.height * scale;
    if (!fits(height)) turn();
    page().figures.push_back({&figure.drawing, {margin + (width() - figure.drawing.width * scale) / 2, y_}, scale});
    y_ += height + 10;
  }

  void add(const Break&) {
    if (y_ > top()) turn();
  }

  struct Row {
    std::vector<SetText> cells;
    [[nodiscard]] int lines() const {
      int most = 1;
      for (const SetText& cell : cells) most = std::max(most, cell.count());
      return most;
    }
    [[nodiscard]] double height(int lines) const { return lines * table_size * line_height + 2 * cell_air; }
  };

  Row set_row(const Table& table, const std::vector<double>& widths, const std::vector<Cell>& cells, Weight weight) {
    Row row;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      std::vector<Span> spans;
      if (i < cells.size())
        for (const Cell::Piece& piece : cells[i].pieces)
          spans.push_back({piece.text, 0, piece.mark == Cell::Mark::Added ? Weight::Bold : weight,
                           piece.mark == Cell::Mark::Removed ? Colour::Fg2 : Colour::Fg,
                           piece.mark == Cell::Mark::Added, piece.mark == Cell::Mark::Removed});
      row.cells.emplace_back(canvas_, spans,
                             Setting{widths[i] - 2 * cell_room, table_size, line_height, 0, table.columns[i].align});
    }
    return row;
  }

  /// Lines `first` to `end` of the row as one box.
  void place_row(const Row& row, const std::vector<double>& widths, int first, int end, bool head) {
    const double height = row.height(end - first);
    double x = margin;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      page().grounds.emplace_back(Rect{x,
                                       y_,
                                       widths[i],
                                       height,
                                       0,
                                       {head ? Colour::Bg2 : Colour::None},
                                       {head ? Colour::Bd : Colour::Bd2, 0.8, Dash::Solid}});
      row.cells[i].place(page(), {x + cell_room, y_ + cell_air}, first, end);
      x += widths[i];
    }
    y_ += height;
  }

  void add(const Table& table) {
    double shares = 0;
    for (const Column& column : table.columns) shares += column.share;
    std::vector<double> widths;
    std::vector<Cell> names;
    for (const Column& column : table.columns) {
      widths.push_back(width() * column.share / shares);
      names.emplace_back(column.heading);
    }
    const Row head = set_row(table, widths, names, Weight::Bold);
    const double head_height = head.height(head.lines());
    const double whole_page = bottom() - top() - head_height;
    bool first = true;
    for (const auto& cells : table.rows) {
      const Row row = set_row(table, widths, cells, Weight::Regular);
      const double height = row.height(row.lines());
      const bool kept = height <= whole_page;
      const double least = kept ? height : row.height(3);
      if (!fits(least + (first ? head_height : 0))) {
        turn();
        first = true;
      }
      if (first) place_row(head, widths, 0, head.lines(), true);
      first = false;
      if (kept) {
        place_row(row, widths, 0, row.lines(), false);
        continue;
      }
      for (int line = 0; line < row.lines();) {
        const double room = bottom() - y_ - 2 * cell_air;
        const int count = std::max(1, static_cast<int>(std::floor(room / (table_size * line_height))));
        place_row(row, widths, line, std::min(line + count, row.lines()), false);
        line += count;
        if (line >= row.lines()) break;
        turn();
        place_row(head, widths, 0, head.lines(), true);
      }
    }
    if (table.rows.empty()) place_row(head, widths, 0, head.lines(), true);
    y_ += 12;
  }

  Canvas& canvas_;
  const Document& document_;
  Size size_;
  std::vector<SetPage> pages_;
  double y_;
};

void draw_frame(Canvas& canvas, const Document& document, std::size_t page, std::size_t pages) {
  const Size size = paper_of(document);
  const double head = margin - 4;
  const double foot = size.height - margin + 12;
  const auto small = [](Point at, std::string text, Anchor anchor, Weight weight = Weight::Regular) {
    return Text{at, std::move(text), small_size, anchor, weight, Colour::Fg2, 0, ""};
  };
  if (!document.confidential.empty()) {
    Text mark{{margin + 8, head}, document.confidential, 12, Anchor::Start, Weight::Bold, Colour::Ng, 0, ""};
    const Layout layout = canvas.set({{mark.content, 0, Weight::Bold, Colour::Ng, false, false}}, {-1, 12, 1.5, 0, {}});
    int width = 0;
    pango_layout_get_size(layout.get(), &width, nullptr);
    const double long_side = static_cast<double>(width) / PANGO_SCALE;
    canvas.draw(Shape(Rect{margin, head - 15, long_side + 16, 21, 0, {}, {Colour::Ng, 1.2, Dash::Solid}}));
    canvas.draw(Shape(mark));
  }
  canvas.draw(Shape(small({size.width - margin, head}, document.head_right, Anchor::End)));
  canvas.draw(
      Shape(Path{{{margin, foot - 17}, {size.width - margin, foot - 17}}, false, {}, {Colour::Bd2, 0.8, Dash::Solid}}));
  canvas.draw(Shape(small({margin, foot}, document.foot_left, Anchor::Start)));
  canvas.draw(Shape(small({size.width - margin, foot},
                          filled(filled(document.page_words, "{page}", page), "{pages}", pages), Anchor::End)));
}

}  // namespace

void draw_document(Canvas& canvas, const Document& document) {
  const Composer composed(canvas, document);
  std::size_t number = 0;
  for (const SetPage& page : composed.pages()) {
    draw_frame(canvas, document, ++number, composed.pages().size());
    for (const Shape& ground : page.grounds) canvas.draw(ground);
    for (const SetFigure& figure : page.figures) canvas.draw(*figure.drawing, figure.at, figure.scale);
    for (const SetLine& line : page.lines) {
      cairo_move_to(canvas.cairo(), line.x, line.baseline);
      pango_cairo_show_layout_line(canvas.cairo(), pango_layout_get_line_readonly(line.layout.get(), line.index));
    }
    cairo_new_path(canvas.cairo());
    cairo_show_page(canvas.cairo());
  }
}

}  // namespace sonae::drawing::module
