#pragma once
// New workbooks (libxlsxwriter). For filling an existing one see fill.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace sonae::xlsx {

enum class Look : std::uint8_t {
  Plain,
  Title,    ///< bold, larger
  Heading,  ///< bold on grey, framed, wrapped
  Text,     ///< framed, wrapped, top
  Answer,   ///< as Text, on a light ground, not locked
  Typed     ///< framed, of the format "text": what people type there keeps its leading zeros
};

/// Row and column count from 0. Text is written as text whatever it begins with (IN11).
struct NewCell {
  std::uint32_t row = 0;
  std::uint16_t column = 0;
  std::string text;
  std::optional<double> number;  ///< instead of the text
  Look look = Look::Plain;
};

/// A pulldown on rows first to last of one column.
struct NewChoices {
  std::uint32_t first_row = 0;
  std::uint32_t last_row = 0;
  std::uint16_t column = 0;
  std::vector<std::string> values;  ///< together at most 255 characters
};

struct NewSheet {
  std::string name;
  std::vector<double> widths;  ///< of the columns from A on, in characters
  std::vector<NewCell> cells;
  std::vector<NewChoices> choices;
  std::uint32_t heading_row = 0;  ///< frozen with all above it and repeated on every printed page
  std::uint16_t frozen_columns = 0;
};

/// The bytes of an .xlsx: A3 landscape, one page wide. The same input gives the same bytes. Internal when the library
/// refuses (a name over 31 characters, a cell over 32,767).
[[nodiscard]] Result<std::string> create(const std::vector<NewSheet>& sheets);

}  // namespace sonae::xlsx
