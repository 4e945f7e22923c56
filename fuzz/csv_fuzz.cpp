// CSV: whatever was read comes out the same when it is written and read again.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "formats/csv/csv.h"

using namespace sonae;

namespace {

constexpr csv::Limits limits{.records = 2'000, .columns = 50, .cell_bytes = 4'000};

Result<std::vector<std::vector<std::string>>> read(std::string_view text, char separator, const csv::Limits& within) {
  csv::Reader reader(text, separator, within);
  std::vector<std::vector<std::string>> records;
  std::size_t line = 0;
  while (auto record = TRY(reader.next())) {
    if (record->line <= line) die("lines do not grow");
    line = record->line;
    records.push_back(std::move(record->cells));
  }
  return records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = csv::decode({reinterpret_cast<const char*>(data), size});
  if (!decoded) return 0;
  if (!text::is_utf8(decoded->text)) die("decoded text is not UTF-8");
  auto records = read(decoded->text, csv::find_separator(decoded->text), limits);
  if (!records) return 0;
  // A line with nothing but an empty cell is an empty line, and a guard is taken off once.
  std::erase_if(*records, [](const auto& cells) { return cells.size() == 1 && cells.front().empty(); });
  std::vector<std::string> lost;
  const std::string written = csv::write(*records, csv::Encoding::Utf8, lost);
  auto again = read(written, ',', {.records = 2'000, .columns = 50, .cell_bytes = 4'001});
  if (!again || again->size() != records->size()) die("what was written cannot be read");
  for (std::size_t i = 0; i < records->size(); ++i) {
    if ((*again)[i].size() != (*records)[i].size()) die("cells were lost");
    for (std::size_t j = 0; j < (*records)[i].size(); ++j)
      if (csv::unguarded((*again)[i][j]) != (*records)[i][j] && (*again)[i][j] != (*records)[i][j])
        die("a cell changed");
  }
  return 0;
}
