#pragma once
// Views of the slice as JSON, and JSON as its commands. No URL and no status code here: those are api.cpp's.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/assessment/assessment.h"
#include "platform/http/schema.h"

namespace sonae::assessment {

[[nodiscard]] json::value to_json(const Summary& summary);
/// Editable or not as the sheet stands.
[[nodiscard]] json::value to_json(const Answer& answer, const Summary& sheet, const Actor& actor);
[[nodiscard]] json::value to_json(const Sheet& sheet, const Actor& actor, std::string_view language);
[[nodiscard]] json::value to_json(const EditsSaved& saved, const Summary& sheet, const Actor& actor);
[[nodiscard]] json::value to_json(const Inspection& inspection, std::string_view language);
[[nodiscard]] json::value to_json(const Preview& preview);
[[nodiscard]] json::value to_json(const std::vector<SheetWarning>& warnings, std::string_view language);
[[nodiscard]] json::value to_json(const std::vector<Finding>& findings, const std::vector<Answer>& answers,
                                  std::string_view language);

/// The sheet in numbers, with last year's labels beside it for the radar.
struct TotalsView {
  TotalsOptions options;
  Sheet sheet;
  std::optional<Sheet> previous;
  std::map<std::string, std::string> department_names;  ///< by id
};
[[nodiscard]] json::value to_json(const TotalsView& view);
/// na=exclude|full, unanswered=zero|exclude. Invalid ("assessment.totals.treatment") for anything else.
[[nodiscard]] Result<TotalsOptions> totals_options_from(std::string_view na, std::string_view unanswered);

/// From bodies that passed their schema.
[[nodiscard]] Result<SaveEdits> edits_from(const json::object& body, Id<Assessment> assessment);
[[nodiscard]] Result<Mapping> mapping_from(const json::object& body);

[[nodiscard]] http::Schema edits_schema();
[[nodiscard]] http::Schema mapping_schema();
[[nodiscard]] http::Schema answer_schema();
[[nodiscard]] http::Schema inspection_schema();
[[nodiscard]] http::Schema summary_schema();

}  // namespace sonae::assessment
