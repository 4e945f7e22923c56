#include "formats/xlsx/sheet_scan.h"

#include <charconv>
#include <optional>

#include "formats/xlsx/package.h"

namespace sonae::xlsx {

namespace {

std::optional<std::uint32_t> read_row_number(std::string_view raw) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (error != std::errc() || end != raw.data() + raw.size() || value == 0 || value > max_row) return std::nullopt;
  return value;
}

bool truth(std::optional<std::string_view> raw) { return raw && (*raw == "1" || *raw == "true"); }

class Pass {
 public:
  Pass(std::string_view document, std::string_view part, SheetVisitor& visitor)
      : scanner_(document, spaces), document_(document), part_(part), visitor_(visitor) {}

  Result<void> run() {
    if (scanner_.next() != xml::Event::Start) return broken_part(scanner_, part_);
    if (!is_main(scanner_, "worksheet")) return broken_package("not a worksheet", part_);
    while (true) {
      switch (scanner_.next()) {
        case xml::Event::Done:
          return {};
        case xml::Event::Broken:
          return broken_part(scanner_, part_);
        case xml::Event::Start:
          if (is_main(scanner_, "sheetData") && scanner_.depth() == 2)
            TRY(sheet_data());
          else
            visitor_.other(scanner_);
          break;
        default:
          break;
      }
      if (scanner_.trouble() != xml::Trouble::None) return broken_part(scanner_, part_);
    }
  }

 private:
  Result<void> sheet_data() {
    const Span tag{scanner_.begin(), scanner_.end()};
    const std::string_view prefix = scanner_.prefix();
    const bool self_closing = scanner_.self_closing();
    while (true) {
      const xml::Event event = scanner_.next();
      if (event == xml::Event::Broken || event == xml::Event::Done) return broken_part(scanner_, part_);
      if (event == xml::Event::End) break;
      if (event != xml::Event::Start) continue;
      if (is_main(scanner_, "row"))
        TRY(row());
      else if (!skip_element(scanner_))
        return broken_part(scanner_, part_);
    }
    visitor_.sheet_data(tag, {tag.end, self_closing ? tag.end : scanner_.begin()}, prefix, self_closing);
    return {};
  }

  Result<void> row() {
    RowMark mark;
    mark.row = row_ + 1;
    if (const auto raw = scanner_.attribute("r")) {
      const auto number = read_row_number(*raw);
      if (!number) return broken_package("bad row number", part_);
      mark.row = *number;
    }
    if (mark.row > max_row) return broken_package("bad row number", part_);
    row_ = mark.row;
    column_ = 0;
    mark.tag = {scanner_.begin(), scanner_.end()};
    mark.self_closing = scanner_.self_closing();
    mark.hidden = truth(scanner_.attribute("hidden"));
    mark.prefix = scanner_.prefix();
    mark.spans = scanner_.attribute("spans").value_or("");
    if (truth(scanner_.attribute("customFormat"))) mark.style = scanner_.attribute("s").value_or("");
    visitor_.row_begins(mark);
    while (true) {
      const xml::Event event = scanner_.next();
      if (event == xml::Event::Broken || event == xml::Event::Done) return broken_part(scanner_, part_);
      if (event == xml::Event::End) break;
      if (event != xml::Event::Start) continue;
      if (is_main(scanner_, "c"))
        TRY(cell());
      else if (!skip_element(scanner_))
        return broken_part(scanner_, part_);
    }
    mark.end_tag = scanner_.begin();
    mark.end = scanner_.end();
    visitor_.row_ends(mark);
    return {};
  }

  Result<void> cell() {
    CellMark mark;
    mark.place = {row_, column_ + 1};
    if (const auto raw = scanner_.attribute("r")) {
      const auto place = parse_place(*raw);
      if (!place || place->row != row_)
        return broken_package("cell " + std::string(raw->substr(0, 20)) + " in row " + std::to_string(row_), part_);
      mark.place = *place;
    }
    if (mark.place.column > max_column) return broken_package("bad column", part_);
    column_ = mark.place.column;
    mark.whole.begin = scanner_.begin();
    mark.prefix = scanner_.prefix();
    mark.style = scanner_.attribute("s").value_or("");
    if (const auto type = scanner_.attribute("t")) {
      mark.type = *type;
      mark.type_attribute = type_span(*type);
    }
    while (true) {
      const xml::Event event = scanner_.next();
      if (event == xml::Event::Broken || event == xml::Event::Done) return broken_part(scanner_, part_);
      if (event == xml::Event::End) break;
      if (event == xml::Event::Start) TRY(cell_child(mark));
    }
    mark.whole.end = scanner_.end();
    visitor_.cell(mark);
    return {};
  }

  Result<void> cell_child(CellMark& mark) {
    bool read = false;
    if (is_main(scanner_, "v")) {
      mark.value.begin = scanner_.begin();
      std::string text;
      read = read_text(scanner_, text);
      mark.value.end = scanner_.end();
      mark.has_value = !text.empty();
      if (mark.type != "inlineStr") mark.text = std::move(text);
    } else if (is_main(scanner_, "is")) {
      std::string text;
      read = read_rich_text(scanner_, text);
      if (mark.type == "inlineStr") mark.text = decode_escapes(std::move(text));
    } else if (is_main(scanner_, "f")) {
      mark.formula.present = true;
      mark.formula.type = scanner_.attribute("t").value_or("");
      mark.formula.shared_index = scanner_.attribute("si").value_or("");
      mark.formula.area = scanner_.attribute("ref").value_or("");
      read = read_text(scanner_, mark.formula.text);
    } else {
      read = skip_element(scanner_);
    }
    if (!read) return broken_part(scanner_, part_);
    return {};
  }

  /// The attribute t with its name, quotes and the white space before it.
  Span type_span(std::string_view raw) const {
    std::size_t begin = static_cast<std::size_t>(raw.data() - document_.data());
    const std::size_t end = begin + raw.size() + 1;
    // Back over the quote, white space, "=", white space; the scanner has seen that the name is exactly "t".
    --begin;
    while (document_[begin] != '=') --begin;
    while (document_[begin] != 't') --begin;
    while (begin > 0 && (document_[begin - 1] == ' ' || document_[begin - 1] == '\n' || document_[begin - 1] == '\r' ||
                         document_[begin - 1] == '\t'))
      --begin;
    return {begin, end};
  }

  xml::Scanner scanner_;
  std::string_view document_;
  std::string_view part_;
  SheetVisitor& visitor_;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
};

}  // namespace

Result<void> scan_sheet(std::string_view document, std::string_view part, SheetVisitor& visitor) {
  return Pass(document, part, visitor).run();
}

}  // namespace sonae::xlsx
