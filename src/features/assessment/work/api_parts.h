#pragma once
// What the API files of this folder share.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "features/assessment/assessment.h"
#include "features/assessment/work/progress.h"
#include "features/assessment/work/questions.h"
#include "features/assessment/work/waivers.h"
#include "platform/http/http.h"
#include "platform/http/routes.h"

namespace sonae::assessment::work {

using http::id_in;
[[nodiscard]] Result<Id<Assessment>> assessment_in(const http::Context& context);
/// NotFound unless it is a number of at most six digits.
[[nodiscard]] Result<int> item_in(std::string_view text);
/// "" when the field is absent or null.
[[nodiscard]] std::string text_in(const json::object& body, std::string_view name);
[[nodiscard]] std::optional<Date> date_in(const json::object& body, std::string_view name);

[[nodiscard]] json::value or_null(const std::string& text);
[[nodiscard]] json::value or_null(const std::optional<Date>& date);
[[nodiscard]] json::value or_null(const std::optional<Instant>& at);

[[nodiscard]] json::value to_json(const Submission& submission);
[[nodiscard]] json::value to_json(const Progress& progress);
[[nodiscard]] json::value to_json(const Question& question);
[[nodiscard]] json::value to_json(const Waiver& waiver);

[[nodiscard]] http::Schema submission_schema();
[[nodiscard]] http::Schema question_schema();
[[nodiscard]] http::Schema waiver_schema();

/// Adds routes of one Api class under its assessment.
template <typename Api>
class Routes {
 public:
  using Handler = Result<http::Response> (Api::*)(const http::Context&);
  Routes(http::Router& router, std::shared_ptr<Api> api) : router_(router), api_(std::move(api)) {}

  /// `pattern` follows "/api/v1".
  [[nodiscard]] http::Route make(http::Method method, const std::string& pattern, http::Access access,
                                 std::string summary, Handler handler) const {
    return http::make_route(api_, method, "/api/v1" + pattern, access, std::move(summary), handler);
  }
  void add(http::Route route) { router_.add(std::move(route)); }
  void add(http::Route route, http::Schema body, std::optional<http::Schema> answer = std::nullopt) {
    route = http::with_body(std::move(route), std::move(body));
    route.response = std::move(answer);
    router_.add(std::move(route));
  }

 private:
  http::Router& router_;
  std::shared_ptr<Api> api_;
};

}  // namespace sonae::assessment::work
