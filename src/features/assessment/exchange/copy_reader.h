#pragma once
// An edited copy beside the workbook it was made from, read together in the caged child.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/exchange/other_cells.h"
#include "features/assessment/recogniser.h"

namespace sonae::assessment::exchange {

struct CopyReading {
  RecognisedSheet carrier;
  RecognisedSheet copy;
  OtherCells others;
  /// Answer cells of the copy that are calculated: a file that carries answers must not have any.
  std::vector<std::string> formulas;
  /// Answer cells of the copy whose result is an error (#VALUE!): no answer.
  std::vector<std::string> errors;
};

/// Invalid as Workbook::open and `recognise` for the copy; Internal when the carrier, which could be read once, can no
/// longer. `mapping`: the columns as they were pointed out by hand for the carrier. Errors of cage::run besides.
[[nodiscard]] Result<CopyReading> read_copy(std::string_view carrier, std::string_view copy,
                                            const std::optional<Mapping>& mapping);

/// For the cage's pipe.
[[nodiscard]] std::string encode(const CopyReading& reading);
/// Nothing when the bytes are not exactly such a value.
[[nodiscard]] std::optional<CopyReading> decode_reading(std::string_view bytes);

}  // namespace sonae::assessment::exchange
