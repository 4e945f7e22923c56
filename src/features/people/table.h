#pragma once
// A people's table as bytes: pasted text, CSV or a workbook, told apart by their first bytes. Read in the caged child
// (IN07). Absent: what the columns mean (headings.h).

#include <string>
#include <string_view>
#include <vector>

#include "features/people/headings.h"

namespace sonae::people {

/// More than the people and departments that can be kept, with room for titles and blank lines.
constexpr std::size_t most_table_rows = 6'000;
constexpr std::size_t most_table_columns = 100;
constexpr std::size_t longest_table_cell = 4'000;  ///< bytes

struct Table {
  std::string kind;      ///< "csv" "xlsx"
  std::string encoding;  ///< csv: "utf-8" "utf-8-bom" "cp932"
  std::string sheet;     ///< xlsx: the one that was read, the first with headings, else the first visible
  std::vector<Row> rows;
};

/// Invalid: "people.file.empty", "csv.*", "workbook.*", "error.cage.*", each with a remedy and its place.
[[nodiscard]] Result<Table> read_table(std::string_view bytes);

}  // namespace sonae::people
