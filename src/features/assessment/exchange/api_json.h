#pragma once
// Views of exchange.h as JSON, and JSON as its commands. No URL and no status code here.

#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/assessment/exchange/exchange.h"
#include "platform/http/schema.h"

namespace sonae::assessment::exchange {

[[nodiscard]] json::value to_json(const Export& made);
[[nodiscard]] json::value to_json(const Copy& copy);
[[nodiscard]] json::value to_json(const std::vector<KnownFile>& known);
[[nodiscard]] json::value to_json(const CopyComparison& comparison, std::string_view language);

/// From a body that passed its schema.
[[nodiscard]] MergeCopy merge_from(const json::object& body, Id<Assessment> assessment, Id<CopyTag> copy);

[[nodiscard]] http::Schema export_schema();
[[nodiscard]] http::Schema copy_schema();
[[nodiscard]] http::Schema comparison_schema();
[[nodiscard]] http::Schema merge_schema();

}  // namespace sonae::assessment::exchange
