#pragma once
// Comma, tab and semicolon separated text (RFC 4180), read and written as Excel and LibreOffice do it in Japan: UTF-8
// with or without a byte order mark, or CP932 (Windows' Shift_JIS). Knows cells, not what they mean.
// Absent on purpose: UTF-16, comments, other quotation marks, guessing of types: "00123" stays "00123".
//
// Reading is record by record and bounded (IN10); every refusal names the line. Runs on untrusted bytes: call it inside
// platform/cage (IN07).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::csv {

enum class Encoding : std::uint8_t { Utf8, Utf8WithMark, Cp932 };
[[nodiscard]] std::string_view name_of(Encoding encoding);  ///< "utf-8" "utf-8-bom" "cp932"

/// A file's text, now UTF-8 without a mark.
struct Decoded {
  Encoding encoding = Encoding::Utf8;
  std::string text;
};
/// Invalid: "csv.utf16" for Excel's "Unicode text", "csv.encoding" for what is neither UTF-8 nor CP932.
[[nodiscard]] Result<Decoded> decode(std::string_view bytes);

/// Above these a reader stops with a refusal.
struct Limits {
  std::size_t records = 20'000;
  std::size_t columns = 200;
  std::size_t cell_bytes = 32'767;
};

struct Record {
  std::size_t line = 1;  ///< on which it begins, from 1
  std::vector<std::string> cells;
};

/// The separator that stands most often outside quotes in the first line: tab, comma or semicolon; comma when none.
[[nodiscard]] char find_separator(std::string_view utf8);

class Reader {
 public:
  /// `utf8` outlives the reader.
  Reader(std::string_view utf8, char separator, const Limits& limits = {})
      : text_(utf8), separator_(separator), limits_(limits) {}

  /// The next record that is not an empty line; nothing at the end. Line ends are CR LF, LF or CR; inside quotes they
  /// become LF. Invalid with arg line: "csv.quote" (a quotation mark that is never closed, or text after the closing
  /// one), "csv.control", and with arg limit "csv.records", "csv.columns", "csv.cell" (also arg column, from 1).
  [[nodiscard]] Result<std::optional<Record>> next();

 private:
  [[nodiscard]] Result<std::string> read_cell(std::size_t column);
  [[nodiscard]] Result<std::string> read_quoted(std::size_t column);
  [[nodiscard]] bool at_cell_end() const;
  void skip_line_end();

  std::string_view text_;
  char separator_;
  Limits limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t records_ = 0;
};

/// One record after the other, separated by commas, lines ended by CR LF. What a spreadsheet would run as a formula
/// gets an apostrophe before it (IN11); `unguarded` takes it away again. With Cp932, characters it cannot hold are put
/// into `lost`, each once, and the text is of no use then.
[[nodiscard]] std::string write(const std::vector<std::vector<std::string>>& records, Encoding encoding,
                                std::vector<std::string>& lost);

/// The text with an apostrophe before it when it begins with = + - @ tab CR or a full-width form of these.
[[nodiscard]] std::string guarded(std::string_view cell);
/// What was meant by a cell that we or a spreadsheet guarded so.
[[nodiscard]] std::string_view unguarded(std::string_view cell);

}  // namespace sonae::csv
