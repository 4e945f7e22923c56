#include "features/assessment/target/api.h"

#include <charconv>
#include <memory>

#include "base/json.h"
#include "features/assessment/target/target.h"
#include "platform/http/routes.h"

namespace sonae::assessment::target {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

constexpr int first_year = 2000;
constexpr int last_year = 2100;

std::string text_in(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

std::optional<Date> date_in(const json::value& value) {
  return value.is_null() ? std::nullopt : Date::parse_iso(text_in(value));
}

json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }

json::value to_json(const Target& target) {
  json::array numbers;
  for (const int no : target.numbers) numbers.emplace_back(no);
  json::array customers;
  for (const Customer& customer : target.customers)
    customers.push_back(json::object{{"name", customer.name}, {"due", or_null(customer.due)}});
  return json::object{{"fiscal_year", target.fiscal_year},
                      {"level", target.level ? json::value(*target.level) : json::value(nullptr)},
                      {"items", write_numbers(target.numbers)},
                      {"numbers", std::move(numbers)},
                      {"customers", std::move(customers)},
                      {"due", or_null(target.due)},
                      {"version", target.version}};
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> show(const Context& context) {
    const int year = TRY(year_in(context));
    return Response::json(
        to_json(TRY(services_.database.read([&](db::Tx& tx) { return get_target(tx, context.who(), year); }))));
  }

  Result<Response> put(const Context& context) {
    const json::object& body = context.body();
    Target target;
    target.fiscal_year = TRY(year_in(context));
    if (const auto& level = body.at("level"); !level.is_null()) target.level = static_cast<int>(level.as_int64());
    target.numbers = TRY(read_numbers(text_in(body.at("items"))));
    for (const json::value& customer : body.at("customers").as_array())
      target.customers.push_back({text_in(customer.at("name")), date_in(customer.at("due"))});
    target.due = date_in(body.at("due"));
    target.version = body.at("version").as_int64();
    const Target stored = TRY(
        services_.database.write([&](db::WriteTx& tx) { return put_target(tx, context.who(), target, context.now); }));
    return Response::json(to_json(stored));
  }

 private:
  static Result<int> year_in(const Context& context) {
    const std::string& text = context.request.parameter("year");
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size() || year < first_year || year > last_year)
      return not_found();
    return year;
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  const Schema level = Schema::integer(1, 3).nullable();
  const Schema due = Schema::date().nullable();
  const Schema customers =
      Schema::array(Schema::object({field("name", Schema::string(400)), field("due", due)}), most_customers);
  const Schema items = Schema::string(2'000).described("numbers and ranges as people type them: \"12, 15-18\"");
  const Schema answer = Schema::object(
      {field("fiscal_year", Schema::integer(first_year, last_year)), field("level", level),
       field("items", Schema::string()), field("numbers", Schema::array(Schema::integer(1, largest_number))),
       field("customers", customers), field("due", due), field("version", Schema::integer(0))});
  const auto route = [&](http::Method method, Permission permission, std::string summary,
                         Result<Response> (Api::*action)(const Context&)) {
    return http::answering(http::make_route(api, method, "/api/v1/targets/{year}", {permission, RowScope::Company},
                                            std::move(summary), action),
                           answer);
  };
  router.add(route(Get, Permission::SignedIn, "What the company promised for a fiscal year.", &Api::show));
  auto put = route(Put, Permission::CompanyManage, "Says what the company promised for a fiscal year.", &Api::put);
  put.body = http::Body::Json;
  put.request = Schema::object({field("level", level), field("items", items), field("customers", customers),
                                field("due", due), field("version", Schema::integer(0))});
  put.body_limit = 64ULL * 1024;
  router.add(std::move(put));
}

}  // namespace sonae::assessment::target
