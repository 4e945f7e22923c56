#pragma once
// Owners of decisions and directions, and what the API files of the programme share.

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "features/governance/promises.h"
#include "formats/drawing/paper.h"
#include "platform/http/http.h"
#include "platform/http/routes.h"

namespace sonae::governance {

/// {"kind":"role|department|user","id":…}: the request's form.
[[nodiscard]] http::Schema owner_form();
/// The same with "name".
[[nodiscard]] http::Schema owner_schema();
/// None set when it names nobody: check_owner refuses that, after the use case has looked whether the actor may know.
[[nodiscard]] tasks::Owner owner_in(const json::value& value);
[[nodiscard]] json::value to_json(const tasks::Owner& owner, const OwnerNames& names, std::string_view language);

/// {"state":"none|open|done|dropped","note","closed_at"}
[[nodiscard]] http::Schema standing_schema();
[[nodiscard]] json::value to_json(const Standing& standing);

[[nodiscard]] std::string text_in(const json::object& body, std::string_view name);
/// A field whose schema is a date; else ends the process.
[[nodiscard]] Date date_in(const json::object& body, std::string_view name);
[[nodiscard]] json::value or_null(const std::optional<Instant>& at);
[[nodiscard]] http::Response pdf_response(std::string bytes, std::string_view stem);

/// "format" of the query: pdf (when nothing is said) or docx.
[[nodiscard]] http::Schema::Field paper_format();
[[nodiscard]] Result<http::Response> paper_response(const http::Context& context, const drawing::Document& document,
                                                    std::string_view stem);

}  // namespace sonae::governance
