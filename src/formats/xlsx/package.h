#pragma once
// The package around the sheets: which part is what, the workbook part, relationships, styles and shared strings.
// Relationship targets are names inside the archive; external ones are never followed (IN06).

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/xlsx/workbook.h"
#include "formats/xml/scanner.h"
#include "formats/zip/archive.h"

namespace sonae::xlsx {

/// Indices into `spaces`. Strict and transitional files say the same in different namespaces; see `is_main`.
enum Space : int { Main = 0, StrictMain, Relations, StrictRelations, Excel14, ExcelMain };
inline constexpr std::array<std::string_view, 6> spaces = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "http://schemas.microsoft.com/office/excel/2006/main"};

[[nodiscard]] inline bool is_main(const xml::Scanner& scanner) {
  return scanner.space() == Main || scanner.space() == StrictMain;
}
[[nodiscard]] inline bool is_main(const xml::Scanner& scanner, std::string_view local) {
  return is_main(scanner) && scanner.local() == local;
}

/// The error of a part that the scanner refused: `workbook.xml.<trouble>` with part and line.
[[nodiscard]] std::unexpected<Error> broken_part(const xml::Scanner& scanner, std::string_view part);
[[nodiscard]] std::unexpected<Error> broken_package(std::string_view reason, std::string_view part);

struct SheetEntry {
  std::string name;
  std::string part;
  bool hidden = false;
  /// Position among all tabs (chart sheets included): what localSheetId and 3-D references count.
  int tab = 0;
};

struct WorkbookPart {
  std::string name;  ///< of the part
  std::vector<SheetEntry> sheets;
  std::vector<std::string> tabs;  ///< names of all tabs, chart sheets included
  std::vector<DefinedName> names;
  bool epoch_1904 = false;
  bool calculates_on_load = false;
  bool macros = false;
  std::string shared_strings;  ///< part names; "" when absent
  std::string styles;
};

/// Refuses what is not a workbook at all, each with its own key and remedy: `workbook.file.empty`, `.encrypted`,
/// `.xls`,
/// `.csv`, `.not_zip`, `.xlsb`, `.ods`, `.docx`, `.no_workbook`.
[[nodiscard]] Result<zip::Archive> open_package(std::string_view bytes);
[[nodiscard]] Result<WorkbookPart> read_workbook_part(const zip::Archive& archive);

/// The texts by index. Furigana (rPh) is left out, rich text is joined, `_x000D_` escapes are decoded.
[[nodiscard]] Result<std::deque<std::string>> read_shared_strings(const zip::Archive& archive, const std::string& part);

enum class NumberForm : std::uint8_t { Plain, Date, Text };
/// The form of each style (index into cellXfs).
[[nodiscard]] Result<std::vector<NumberForm>> read_styles(const zip::Archive& archive, const std::string& part);

/// Reads the rest of an `si` or `is` element (its Start was the last event) and appends its text.
/// False when the scanner refused or a reference is unknown.
[[nodiscard]] bool read_rich_text(xml::Scanner& scanner, std::string& out);
/// Reads the rest of a simple element and appends its text. False as above.
[[nodiscard]] bool read_text(xml::Scanner& scanner, std::string& out);
/// Skips the rest of the element whose Start was the last event.
[[nodiscard]] bool skip_element(xml::Scanner& scanner);

/// "_x000D_" -> CR and so on; "_x005F_" shields an underscore (ST_Xstring).
[[nodiscard]] std::string decode_escapes(std::string text);
/// The reverse, for text (UTF-8) that XML cannot hold or that looks like an escape.
[[nodiscard]] std::string encode_escapes(std::string_view text);

/// True when a number format shows a date or a time.
[[nodiscard]] bool is_date_format(std::string_view code);

}  // namespace sonae::xlsx
