#pragma once
// JSON of this slice, both ways.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/contacts/calls.h"
#include "features/contacts/cards.h"
#include "features/contacts/readiness.h"
#include "features/contacts/words.h"
#include "platform/http/http.h"

namespace sonae::contacts {

/// "" when absent or null.
[[nodiscard]] std::string text_in(const json::object& body, std::string_view name);
[[nodiscard]] std::optional<Date> date_in(const json::object& body, std::string_view name);
[[nodiscard]] json::value or_null(const std::optional<Date>& date);

/// NotFound for a word that is no purpose, as for a foreign id.
[[nodiscard]] Result<Purpose> purpose_in(std::string_view name);
[[nodiscard]] Details details_in(const json::object& body);

[[nodiscard]] json::array texts_json(const std::vector<std::string>& texts);
[[nodiscard]] json::object to_json(const Contact& contact);
[[nodiscard]] json::object to_json(const Need& need);
[[nodiscard]] json::object to_json(const Readiness& readiness, std::string_view language);
[[nodiscard]] json::object to_json(const CallTest& test);
[[nodiscard]] json::object to_json(const Words& words);
[[nodiscard]] json::object to_json(const Card& card);
[[nodiscard]] json::object to_json(const Face& face);

[[nodiscard]] http::Schema purpose_schema();
[[nodiscard]] http::Schema details_schema();
[[nodiscard]] http::Schema contact_schema();
[[nodiscard]] http::Schema need_schema();
[[nodiscard]] http::Schema readiness_schema();
[[nodiscard]] http::Schema test_schema();
[[nodiscard]] http::Schema words_schema();
[[nodiscard]] http::Schema card_schema();
[[nodiscard]] http::Schema face_schema();

}  // namespace sonae::contacts
