// One value says the shape of a body: for refusing, and for the description.

#include "platform/http/schema.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/http/http.h"
#include "platform/messages/messages.h"

namespace sonae::http {
namespace {

const Schema edit = Schema::object({
    field("no", Schema::integer(1, 999)),
    field("score", Schema::enumeration({"2", "1", "0", "該当なし", ""})),
    field("due", Schema::date().nullable()),
    optional("ticks", Schema::array(Schema::boolean(), 3)),
    optional("id", Schema::uuid()),
    optional("basis", Schema::string(5)),
    optional("columns", Schema::map(Schema::string(3))),
    optional("share", Schema::number()),
});

struct Case {
  const char* body;
  const char* place;  // "" when it fits
  const char* key;
};
std::ostream& operator<<(std::ostream& out, const Case& test) { return out << test.body; }
class Shapes : public ::testing::TestWithParam<Case> {};

TEST_P(Shapes, fit_or_are_refused_with_a_pointer) {
  const auto checked = edit.check(MUST(json::parse(GetParam().body)));
  if (std::string_view(GetParam().key).empty()) {
    EXPECT_TRUE(checked) << checked.error().fields.at(0).place << " " << checked.error().fields.at(0).key;
    return;
  }
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().key, "error.body");
  EXPECT_EQ(checked.error().fields.at(0).place, GetParam().place);
  EXPECT_EQ(checked.error().fields.at(0).key, GetParam().key);
  for (const std::string& language : messages::languages())
    EXPECT_TRUE(messages::has(language, checked.error().fields.at(0).key)) << language;
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, Shapes,
    ::testing::Values(
        Case{R"({"no":1,"score":"該当なし","due":null})", "", ""},
        Case{
            R"({"no":1,"score":"","due":"2026-09-30","ticks":[true],"basis":"五文字です","share":0.5,"columns":{"a":"D"}})",
            "", ""},
        Case{R"({"score":"2","due":null})", "/no", "error.field.missing"},
        Case{R"({"no":"1","score":"2","due":null})", "/no", "error.field.type.integer"},
        Case{R"({"no":1.0,"score":"2","due":null})", "/no", "error.field.type.integer"},
        Case{R"({"no":1000,"score":"2","due":null})", "/no", "error.field.range"},
        Case{R"({"no":null,"score":"2","due":null})", "/no", "error.field.type.integer"},
        Case{R"({"no":1,"score":"3","due":null})", "/score", "error.field.choice"},
        Case{R"({"no":1,"score":"2","due":"2026-02-30"})", "/due", "error.field.date"},
        Case{R"({"no":1,"score":"2","due":null,"ticks":[true,1]})", "/ticks/1", "error.field.type.boolean"},
        Case{R"({"no":1,"score":"2","due":null,"ticks":[true,true,true,true]})", "/ticks", "error.field.too_many"},
        Case{R"({"no":1,"score":"2","due":null,"id":"x"})", "/id", "error.field.uuid"},
        Case{R"({"no":1,"score":"2","due":null,"basis":"六文字ですよ"})", "/basis", "error.field.too_long"},
        Case{R"({"no":1,"score":"2","due":null,"basis":"\u001b["})", "/basis", "error.field.control"},
        Case{R"({"no":1,"score":"2","due":null,"columns":{"a/b~":"long"}})", "/columns/a~1b~0", "error.field.too_long"},
        Case{R"({"no":1,"score":"2","due":null,"role":"x"})", "/role", "error.field.unknown"},
        Case{R"([])", "", "error.field.type.object"}));

TEST(ShapeTest, at_most_twenty_problems_are_told) {
  std::string body = R"({"no":1,"score":"2","due":null)";
  for (int i = 0; i < 50; ++i) body += ",\"x" + std::to_string(i) + "\":1";
  EXPECT_EQ(edit.check(MUST(json::parse(body + "}"))).error().fields.size(), 20U);
}

TEST(ShapeTest, the_description_says_the_same) {
  const json::value described = edit.openapi();
  EXPECT_EQ(json::write(described.at("properties").at("due")), R"({"type":["string","null"],"format":"date"})");
  EXPECT_EQ(json::write(described.at("required")), R"(["no","score","due"])");
  EXPECT_EQ(described.at("additionalProperties"), false);
  EXPECT_EQ(json::write(described.at("properties").at("no")), R"({"type":"integer","minimum":1,"maximum":999})");
}

Router sample_routes(bool reversed) {
  const Handler handler = [](const Context&) -> Result<Response> { return Response::no_content(); };
  std::vector<Route> routes(3);
  routes[0] = {.method = Method::Get,
               .pattern = "/api/v1/items/{no}",
               .permission = Permission::SheetRead,
               .scope = RowScope::Department,
               .summary = "One item.",
               .handler = handler,
               .response = Schema::any()};
  routes[1] = {.method = Method::Post,
               .pattern = "/api/v1/items",
               .permission = Permission::SheetManage,
               .scope = RowScope::Company,
               .summary = "Makes an item.",
               .handler = handler,
               .body = Body::Json,
               .request = edit};
  routes[2] = {.method = Method::Get,
               .pattern = "/api/v1/items/all",
               .permission = Permission::SheetRead,
               .scope = RowScope::Company,
               .summary = "All items.",
               .handler = handler,
               .query = {optional("limit", Schema::integer(1, 500))}};
  if (reversed) std::ranges::reverse(routes);
  Router router;
  for (Route& route : routes) router.add(std::move(route));
  return router;
}

TEST(RouterTest, the_more_exact_pattern_wins_whatever_the_order) {
  for (const bool reversed : {false, true}) {
    const Router router = sample_routes(reversed);
    EXPECT_EQ(router.match(Method::Get, "/api/v1/items/all").route->summary, "All items.");
    const Router::Match match = router.match(Method::Get, "/api/v1/items/12");
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.parameters.at("no"), "12");
    EXPECT_EQ(router.match(Method::Get, "/api/v1/items/").route, nullptr);
    EXPECT_EQ(router.match(Method::Get, "/api/v1/items/1/2").route, nullptr);
    EXPECT_FALSE(router.match(Method::Get, "/api/v1/items/1/2").path_known);
    EXPECT_TRUE(router.match(Method::Delete, "/api/v1/items").path_known);
  }
}

TEST(RouterTest, two_routes_of_one_shape_stop_the_start) {
  Router router = sample_routes(false);
  Route twin = router.routes().at(0);
  twin.pattern = "/api/v1/items/{item}";
  EXPECT_DEATH(router.add(twin), "twice");
}

TEST(RouterTest, the_description_does_not_depend_on_the_order_of_adding) {
  EXPECT_EQ(json::write(sample_routes(false).openapi("1.0")), json::write(sample_routes(true).openapi("1.0")));
  EXPECT_EQ(json::write(sample_routes(false).describe()), json::write(sample_routes(true).describe()));
}

TEST(RouterTest, the_description_names_parameters_bodies_and_permissions) {
  const json::value api = sample_routes(false).openapi("1.0");
  EXPECT_EQ(api.at("openapi"), "3.1.0");
  const json::value& one = api.at("paths").at("/api/v1/items/{no}").at("get");
  EXPECT_EQ(one.at("operationId"), "get_items_no");
  EXPECT_EQ(one.at("parameters").at(0).at("name"), "no");
  EXPECT_EQ(one.at("parameters").at(0).at("in"), "path");
  EXPECT_EQ(one.at("x-permission"), "sheet.read");
  const json::value& make = api.at("paths").at("/api/v1/items").at("post");
  EXPECT_EQ(make.at("requestBody").at("content").at("application/json").at("schema"), edit.openapi());
  EXPECT_EQ(make.at("parameters").at(0).at("name"), "X-CSRF-Token");
  EXPECT_EQ(api.at("paths").at("/api/v1/items/all").at("get").at("parameters").at(0).at("in"), "query");
}

TEST(ResponseTest, a_japanese_file_name_travels_in_both_forms) {
  const Response response = Response::download("x", "application/pdf", "自己\"評価\r\n.pdf");
  EXPECT_EQ(response.headers.at(0).second,
            "attachment; filename=\"_______.pdf\"; "
            "filename*=UTF-8''%E8%87%AA%E5%B7%B1%22%E8%A9%95%E4%BE%A1%0D%0A.pdf");
  EXPECT_EQ(response.headers.at(1).second, "sandbox; default-src 'none'");
}

}  // namespace
}  // namespace sonae::http
