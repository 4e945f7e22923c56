#pragma once
// Inspection and preview as bytes for the cage's pipe. Internal to the slice.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/workbook.h"
#include "platform/cage/wire.h"

namespace sonae::assessment {

[[nodiscard]] std::string encode(const Inspection& inspection);
[[nodiscard]] std::string encode(const Preview& preview);
/// Nothing when the bytes are not exactly such a value.
[[nodiscard]] std::optional<Inspection> decode_inspection(std::string_view bytes);
[[nodiscard]] std::optional<Preview> decode_preview(std::string_view bytes);

/// One recognised sheet among other things. `take` is false when the bytes are no such value.
void put(cage::WireWriter& out, const RecognisedSheet& sheet);
[[nodiscard]] bool take(cage::WireReader& in, RecognisedSheet& sheet);
void put(cage::WireWriter& out, const std::vector<SheetTab>& tabs);
[[nodiscard]] std::vector<SheetTab> take_tabs(cage::WireReader& in);

}  // namespace sonae::assessment
