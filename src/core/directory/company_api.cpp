// The company's profile, the steps of its first run, and the links by which people get their accounts.

#include <memory>

#include "base/json.h"
#include "core/directory/api.h"
#include "core/directory/invitation.h"
#include "core/directory/profile.h"
#include "platform/http/routes.h"
#include "platform/session/qr.h"

namespace sonae::directory {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

/// One printed page after the other: more at once would be handed out by somebody who no longer looks at it.
constexpr std::size_t most_invitations = 200;

std::string text_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

std::optional<std::int64_t> number_of(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return value.as_int64();
}

json::value or_null(const std::optional<std::int64_t>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::object to_json(const Profile& profile) {
  return {{"name", profile.name},
          {"kana", profile.kana},
          {"sites", or_null(profile.sites)},
          {"headcount", or_null(profile.headcount)},
          {"computers", or_null(profile.computers)},
          {"fiscal_year_start", profile.fiscal_year_start},
          {"language", profile.language},
          {"version", profile.version}};
}

Response steps_response(const std::vector<Step>& steps) {
  json::array list;
  for (const Step& step : steps)
    list.push_back(json::object{{"step", step.key},
                                {"state", name_of(step.state)},
                                {"changed_at", step.changed_at ? step.changed_at->ms() : 0}});
  return Response::json(json::object{{"steps", std::move(list)}});
}

/// Where this page was loaded from: the gate has compared it with our own addresses (WB01).
std::string own_address(const Context& context) {
  const std::string origin = context.request.header("origin");
  return origin.empty() ? "https://" + context.request.header("host") : origin;
}

Result<json::object> to_json(const Invitation& invitation, const std::string& address) {
  const std::string path = "/invite#" + invitation.token;
  json::value department;
  if (!invitation.user.department.empty()) department = invitation.user.department_name;
  return json::object{{"user", invitation.user.id.text()},
                      {"name", invitation.user.name},
                      {"login", invitation.user.login},
                      {"department", std::move(department)},
                      {"path", path},
                      {"expires_at", invitation.expires_at.ms()},
                      {"qr_svg", TRY(session::qr_svg(address + path))}};
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> show_profile(const Context& context) {
    return Response::json(
        to_json(TRY(services_.database.read([&](db::Tx& tx) { return get_profile(tx, context.who()); }))));
  }

  Result<Response> put_profile(const Context& context) {
    const json::object& body = context.body();
    Profile profile;
    profile.name = text_of(body.at("name"));
    profile.kana = text_of(body.at("kana"));
    profile.sites = number_of(body.at("sites"));
    profile.headcount = number_of(body.at("headcount"));
    profile.computers = number_of(body.at("computers"));
    profile.fiscal_year_start = static_cast<int>(body.at("fiscal_year_start").as_int64());
    profile.language = text_of(body.at("language"));
    profile.version = body.at("version").as_int64();
    const Profile changed = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return change_profile(tx, context.who(), profile, context.now); }));
    return Response::json(to_json(changed));
  }

  Result<Response> show_steps(const Context& context) {
    return steps_response(TRY(services_.database.read([&](db::Tx& tx) { return list_steps(tx, context.who()); })));
  }

  Result<Response> put_step(const Context& context) {
    const json::object& body = context.body();
    const auto state = parse_step_state(text_of(body.at("state")));
    if (!state) return internal("a state that the schema let through");
    const Step step{text_of(body.at("step")), *state, {}};
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::put_step(tx, context.who(), step, context.now); }));
    return show_steps(context);
  }

  Result<Response> invite_one(const Context& context) {
    const auto id = Id<User>::parse(context.request.parameter("person"));
    if (!id) return not_found();
    const Invitation made =
        TRY(services_.database.write([&](db::WriteTx& tx) { return invite(tx, context.who(), *id, context.now); }));
    return Response::json(TRY(to_json(made, own_address(context))), 201);
  }

  Result<Response> invite_many(const Context& context) {
    std::vector<Id<User>> people;
    for (const json::value& id : context.body().at("people").as_array())
      people.push_back(Id<User>::trusted(text_of(id)));
    const auto made = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<std::vector<Invitation>> {
      TRY(require(context.who(), Permission::UsersManage));
      std::vector<Invitation> all;
      for (const auto& person : people) all.push_back(TRY(invite(tx, context.who(), person, context.now)));
      return all;
    }));
    json::array list;
    for (const Invitation& invitation : made) list.push_back(TRY(to_json(invitation, own_address(context))));
    return Response::json(json::object{{"invitations", std::move(list)}}, 201);
  }

 private:
  Services services_;
};

std::vector<Schema::Field> profile_fields() {
  return {field("name", Schema::string(400)),
          field("kana", Schema::string(400)),
          field("sites", Schema::integer(1, 10'000).nullable()),
          field("headcount", Schema::integer(1, 1'000'000).nullable()),
          field("computers", Schema::integer(0, 1'000'000).nullable()),
          field("fiscal_year_start", Schema::integer(1, 12)),
          field("language", Schema::enumeration({"", "ja", "en"})),
          field("version", Schema::integer(1))};
}

Schema steps_schema() {
  return Schema::object(
      {field("steps", Schema::array(Schema::object({field("step", Schema::string(40)),
                                                    field("state", Schema::enumeration({"open", "done", "later"})),
                                                    field("changed_at", Schema::integer(0))})))});
}

Schema invitation_schema() {
  return Schema::object({field("user", Schema::uuid()), field("name", Schema::string()),
                         field("login", Schema::string()), field("department", Schema::string().nullable()),
                         field("path", Schema::string().described("of the link, with its token; shown once")),
                         field("expires_at", Schema::integer(0)), field("qr_svg", Schema::string())});
}

}  // namespace

void add_company_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<Api>(std::move(services));
  using enum http::Method;
  using enum Permission;
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Result<Response> (Api::*action)(const Context&), std::optional<Schema> request,
                         Schema response) {
    router.add(http::with_forms(http::make_route(api, method, "/api/v1" + std::move(pattern),
                                                 {permission, RowScope::Company}, std::move(summary), action),
                                std::move(request), std::move(response)));
  };
  const Schema profile = Schema::object(profile_fields());

  route(Get, "/company/profile", CompanyManage, "What the company says of itself.", &Api::show_profile, {}, profile);
  route(Put, "/company/profile", CompanyManage, "Changes the company's profile.", &Api::put_profile, profile, profile);
  route(Get, "/setup-progress", CompanyManage, "Steps of the first run that were finished or put off.",
        &Api::show_steps, {}, steps_schema());
  route(Put, "/setup-progress", CompanyManage, "Says of one step of the first run how far it is.", &Api::put_step,
        Schema::object(
            {field("step", Schema::string(40)), field("state", Schema::enumeration({"open", "done", "later"}))}),
        steps_schema());
  route(Post, "/people/{person}/invitation", UsersManage,
        "A link by which a person gets an account: works once, for seven days, shown once.", &Api::invite_one,
        Schema::object({}), invitation_schema());
  route(Post, "/invitations", UsersManage, "The same for many people, for a printed list.", &Api::invite_many,
        Schema::object({field("people", Schema::array(Schema::uuid(), most_invitations))}),
        Schema::object({field("invitations", Schema::array(invitation_schema()))}));
}

}  // namespace sonae::directory
