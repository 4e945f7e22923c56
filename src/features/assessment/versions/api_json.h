#pragma once
// Views of versions as JSON.

#include <string_view>

#include "base/json.h"
#include "features/assessment/versions/versions.h"
#include "platform/http/schema.h"

namespace sonae::assessment::versions {

[[nodiscard]] json::value to_json(const VersionEntry& entry);
/// Unchanged items are counted, not listed, unless their level changed.
[[nodiscard]] json::value to_json(const VersionComparison& comparison);
[[nodiscard]] json::value to_json(const ItemChange& change);
[[nodiscard]] json::value to_json(const CarryPreview& preview);
[[nodiscard]] json::value to_json(const SheetComparison& view);
[[nodiscard]] json::value to_json(const Kept& kept);
[[nodiscard]] json::value to_json(const Trend& trend, std::string_view language);
[[nodiscard]] json::value to_json(const ScsView& view, std::string_view language);

[[nodiscard]] http::Schema entry_schema();
[[nodiscard]] http::Schema comparison_schema();
[[nodiscard]] http::Schema change_schema();
[[nodiscard]] http::Schema sheet_comparison_schema();
[[nodiscard]] http::Schema carry_preview_schema();
[[nodiscard]] http::Schema kept_schema();
[[nodiscard]] http::Schema trend_schema();
[[nodiscard]] http::Schema scs_schema();

}  // namespace sonae::assessment::versions
