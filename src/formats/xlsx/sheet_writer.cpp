#include "formats/xlsx/sheet_writer.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "formats/xlsx/package.h"
#include "formats/xlsx/sheet_reader.h"
#include "formats/xlsx/sheet_scan.h"

namespace sonae::xlsx {

namespace {

struct Patch {
  Span span;
  std::string text;
};

struct ColumnStyle {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string style;
};

std::uint32_t small_number(std::string_view raw) {
  std::uint32_t value = 0;
  std::from_chars(raw.data(), raw.data() + raw.size(), value);
  return value;
}

std::string tag_name(std::string_view prefix, std::string_view local) {
  return prefix.empty() ? std::string(local) : std::string(prefix) + ":" + std::string(local);
}

std::string cell_element(std::string_view prefix, Place place, std::string_view style, const Value& value) {
  const std::string c = tag_name(prefix, "c");
  const std::string v = tag_name(prefix, "v");
  std::string out = "<" + c + " r=\"" + cell_name(place) + "\"";
  if (!style.empty()) out += " s=\"" + std::string(style) + "\"";
  if (const auto* number = std::get_if<double>(&value)) {
    out += "><" + v + ">" + number_text(*number) + "</" + v + "></" + c + ">";
  } else if (const auto* truth = std::get_if<bool>(&value)) {
    out += " t=\"b\"><" + v + ">" + (*truth ? "1" : "0") + "</" + v + "></" + c + ">";
  } else if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !text->empty()) {
    const std::string is = tag_name(prefix, "is");
    const std::string t = tag_name(prefix, "t");
    out += " t=\"inlineStr\"><" + is + "><" + t + " xml:space=\"preserve\">" + xml::escape(encode_escapes(*text)) +
           "</" + t + "></" + is + "></" + c + ">";
  } else {
    out += "/>";
  }
  return out;
}

class Writer : public SheetVisitor {
 public:
  Writer(const std::map<Place, Value>& writes, const std::set<Place>& stale)
      : writes_(writes), stale_(stale), next_(writes.begin()) {}

  void row_begins(const RowMark& row) override {
    if (row.row <= last_row_) disorder_ = "row " + std::to_string(row.row);
    last_row_ = row.row;
    last_column_ = 0;
    // Rows that are missing before this one.
    std::string missing;
    while (next_ != writes_.end() && next_->first.row < row.row) missing += new_row(row.prefix);
    if (!missing.empty()) patches_.push_back({{row.tag.begin, row.tag.begin}, std::move(missing)});
    row_style_ = row.style;
    patch_spans(row);
  }

  void cell(CellMark& mark) override {
    if (mark.place.column <= last_column_) disorder_ = "cell " + cell_name(mark.place);
    last_column_ = mark.place.column;
    std::string before;
    while (in_row(mark.place.row) && next_->first.column < mark.place.column) before += new_cell(mark.prefix);
    if (!before.empty()) patches_.push_back({{mark.whole.begin, mark.whole.begin}, std::move(before)});
    if (next_ != writes_.end() && next_->first == mark.place) {
      patches_.push_back({mark.whole, cell_element(mark.prefix, mark.place, mark.style, next_->second)});
      ++next_;
    } else if (mark.has_value && stale_.contains(mark.place)) {
      // The type belongs to the result; without one the cell has none either.
      if (!mark.type_attribute.empty()) patches_.push_back({mark.type_attribute, ""});
      patches_.push_back({mark.value, ""});
    }
  }

  void row_ends(const RowMark& row) override {
    std::string tail;
    while (in_row(row.row)) tail += new_cell(row.prefix);
    if (tail.empty()) return;
    if (!row.self_closing) {
      patches_.push_back({{row.end_tag, row.end_tag}, std::move(tail)});
      return;
    }
    patches_.push_back({{row.tag.end - 2, row.tag.end}, ">" + tail + "</" + tag_name(row.prefix, "row") + ">"});
  }

  void sheet_data(Span tag, Span content, std::string_view prefix, bool self_closing) override {
    seen_data_ = true;
    std::string rows;
    while (next_ != writes_.end()) rows += new_row(prefix);
    if (rows.empty()) return;
    if (self_closing)
      patches_.push_back({{tag.end - 2, tag.end}, ">" + rows + "</" + tag_name(prefix, "sheetData") + ">"});
    else
      patches_.push_back({{content.end, content.end}, std::move(rows)});
  }

  void other(xml::Scanner& scanner) override {
    if (is_main(scanner, "col")) {
      if (const auto style = scanner.attribute("style"))
        columns_.push_back({small_number(scanner.attribute("min").value_or("")),
                            small_number(scanner.attribute("max").value_or("")), std::string(*style)});
    } else if (is_main(scanner, "dimension")) {
      if (const auto raw = scanner.attribute("ref")) dimension_ = *raw;
    }
  }

  Result<std::string> finish(std::string_view document, std::string_view part) {
    if (!disorder_.empty()) return broken_package("out of order: " + disorder_, part);
    if (!seen_data_) return broken_package("no sheetData", part);
    patch_dimension(document);
    for (auto& [view, text] : attribute_patches_) {
      const auto begin = static_cast<std::size_t>(view.data() - document.data());
      patches_.push_back({{begin, begin + view.size()}, std::move(text)});
    }
    std::ranges::stable_sort(patches_, {}, [](const Patch& patch) { return patch.span.begin; });
    std::string out;
    out.reserve(document.size() + 64 * patches_.size());
    std::size_t at = 0;
    for (const Patch& patch : patches_) {
      out += document.substr(at, patch.span.begin - at);
      out += patch.text;
      at = patch.span.end;
    }
    out += document.substr(at);
    return out;
  }

 private:
  [[nodiscard]] bool in_row(std::uint32_t row) const { return next_ != writes_.end() && next_->first.row == row; }

  std::string new_cell(std::string_view prefix) {
    const Place place = next_->first;
    std::string style(row_style_);
    for (const ColumnStyle& column : columns_)
      if (style.empty() && place.column >= column.first && place.column <= column.last) style = column.style;
    std::string out = cell_element(prefix, place, style, next_->second);
    ++next_;
    return out;
  }

  std::string new_row(std::string_view prefix) {
    const std::uint32_t row = next_->first.row;
    const std::string name = tag_name(prefix, "row");
    row_style_ = {};
    std::string out = "<" + name + " r=\"" + std::to_string(row) + "\">";
    while (in_row(row)) out += new_cell(prefix);
    return out + "</" + name + ">";
  }

  /// spans="1:10" promises that no cell stands outside.
  void patch_spans(const RowMark& row) {
    const std::size_t colon = row.spans.find(':');
    if (colon == std::string_view::npos || row.spans.find(' ') != std::string_view::npos) return;
    const std::uint32_t first = small_number(row.spans.substr(0, colon));
    const std::uint32_t last = small_number(row.spans.substr(colon + 1));
    std::uint32_t low = first;
    std::uint32_t high = last;
    for (auto write = next_; write != writes_.end() && write->first.row == row.row; ++write) {
      low = std::min(low, write->first.column);
      high = std::max(high, write->first.column);
    }
    if (low != first || high != last)
      attribute_patches_.emplace_back(row.spans, std::to_string(low) + ":" + std::to_string(high));
  }

  void patch_dimension(std::string_view document) {
    const auto area = parse_area(dimension_);
    if (!area || dimension_.data() < document.data()) return;
    Area grown = *area;
    for (const auto& [place, value] : writes_) {
      grown.first = {std::min(grown.first.row, place.row), std::min(grown.first.column, place.column)};
      grown.last = {std::max(grown.last.row, place.row), std::max(grown.last.column, place.column)};
    }
    if (grown == *area) return;
    attribute_patches_.emplace_back(dimension_, cell_name(grown.first) + ":" + cell_name(grown.last));
  }

  const std::map<Place, Value>& writes_;
  const std::set<Place>& stale_;
  std::map<Place, Value>::const_iterator next_;
  std::vector<Patch> patches_;
  std::vector<std::pair<std::string_view, std::string>> attribute_patches_;
  std::vector<ColumnStyle> columns_;
  std::string_view row_style_;
  std::string_view dimension_;
  std::uint32_t last_row_ = 0;
  std::uint32_t last_column_ = 0;
  std::string disorder_;
  bool seen_data_ = false;
};

}  // namespace

Result<std::string> write_sheet(std::string_view document, std::string_view part, const std::map<Place, Value>& writes,
                                const std::set<Place>& stale) {
  Writer writer(writes, stale);
  TRY(scan_sheet(document, part, writer));
  return writer.finish(document, part);
}

}  // namespace sonae::xlsx
