#pragma once
// One pass over a worksheet part: rows and cells with their byte offsets, in the order in which they stand.
// Reading, filling and the search for stale results all build on it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/xlsx/address.h"
#include "formats/xml/scanner.h"

namespace sonae::xlsx {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] bool empty() const { return begin == end; }
};

struct RowMark {
  std::uint32_t row = 0;
  Span tag;  ///< "<row ...>"
  bool self_closing = false;
  bool hidden = false;
  std::string_view prefix;
  std::string_view spans;   ///< raw attribute
  std::string_view style;   ///< raw attribute, only when customFormat is set
  std::size_t end_tag = 0;  ///< where "</row>" begins; known when the row has ended
  std::size_t end = 0;      ///< behind the row
};

struct FormulaMark {
  bool present = false;
  std::string text;       ///< decoded; empty for the followers of a shared formula
  std::string_view type;  ///< "", "shared", "array", "dataTable"
  std::string_view shared_index;
  std::string_view area;  ///< attribute ref
};

struct CellMark {
  Place place;
  Span whole;
  std::string_view prefix;
  std::string_view type;   ///< raw attribute t
  std::string_view style;  ///< raw attribute s
  Span type_attribute;     ///< " t="..."" with the space before it; empty when absent
  FormulaMark formula;
  bool has_value = false;  ///< a <v> with at least one byte in it
  Span value;              ///< the whole <v> element
  std::string text;        ///< decoded content of <v>, or of <is> without furigana
};

class SheetVisitor {
 public:
  virtual ~SheetVisitor() = default;
  virtual void row_begins(const RowMark&) {}
  virtual void cell(CellMark&) = 0;
  virtual void row_ends(const RowMark&) {}
  /// Start of an element outside sheetData. The visitor may read the element to its end.
  virtual void other(xml::Scanner&) {}
  /// `content` lies between the tags; both ends are the same place behind "<sheetData/>" when it is self-closing.
  virtual void sheet_data(Span tag, Span content, std::string_view prefix, bool self_closing) {
    static_cast<void>(tag), static_cast<void>(content), static_cast<void>(prefix), static_cast<void>(self_closing);
  }
};

/// Invalid `workbook.xml.*` or `workbook.xlsx.broken` with the part and the place.
[[nodiscard]] Result<void> scan_sheet(std::string_view document, std::string_view part, SheetVisitor& visitor);

}  // namespace sonae::xlsx
