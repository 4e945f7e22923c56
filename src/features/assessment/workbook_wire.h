#pragma once
// Inspection and preview as bytes for the cage's pipe. Internal to workbook.cpp.

#include <optional>
#include <string>
#include <string_view>

#include "features/assessment/workbook.h"

namespace sonae::assessment {

[[nodiscard]] std::string encode(const Inspection& inspection);
[[nodiscard]] std::string encode(const Preview& preview);
/// Nothing when the bytes are not exactly such a value.
[[nodiscard]] std::optional<Inspection> decode_inspection(std::string_view bytes);
[[nodiscard]] std::optional<Preview> decode_preview(std::string_view bytes);

}  // namespace sonae::assessment
