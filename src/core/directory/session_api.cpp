// Sign-in, set-up and the own account. Every answer that carries a new cookie carries its CSRF token as well, in the
// body or, where there is none, in X-CSRF-Token.

#include <memory>

#include "base/json.h"
#include "core/directory/api.h"
#include "core/directory/invitation.h"
#include "core/directory/setup.h"
#include "platform/clock.h"
#include "platform/http/cookies.h"
#include "platform/http/reader.h"
#include "platform/http/routes.h"
#include "platform/session/gate.h"
#include "platform/session/qr.h"

namespace sonae::directory {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;
using session::Live;
using session::State;

std::string_view name_of(State state) {
  switch (state) {
    case State::PendingFactor:
      return "pending_factor";
    case State::PendingPassword:
      return "pending_password";
    case State::PendingEnrolment:
      return "pending_enrolment";
    case State::SignedIn:
      return "signed_in";
  }
  die("a session state without a name");
}

std::string text_of(const json::object& body, std::string_view name) {
  const auto& text = body.at(name).as_string();
  return {text.data(), text.size()};
}

json::array permissions_of(const Actor& actor) {
  using enum Permission;
  json::array names;
  for (const Permission permission :
       {SheetRead, SheetAnswer, SheetManage, SheetExport, SheetReview, AuditNote, CompanyManage, UsersManage,
        SettingsManage, Confirm, BreakGlassRead, ProgrammeRead, ProgrammeDirect, TrailRead, Metrics})
    if (actor.may(permission)) names.emplace_back(sonae::name_of(permission));
  return names;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> show(const Context& context) {
    const auto live = TRY(session::find_live(services_.sessions, context));
    if (live) return Response::json(TRY(signed_in_view(context, *live, cookie_in(context, session::session_cookie))));
    std::string anonymous = cookie_in(context, session::anonymous_cookie);
    const bool fresh = anonymous.empty();
    if (fresh) anonymous = session::new_token();
    Response response = Response::json(TRY(stranger_view(context, anonymous)));
    if (fresh) response.headers.emplace_back("Set-Cookie", session::set_anonymous_cookie(anonymous));
    return response;
  }

  Result<Response> sign_in(const Context& context) {
    const json::object& body = context.body();
    const auto opened = TRY(services_.sessions.sign_in(text_of(body, "login"), text_of(body, "password"),
                                                       session::client_of(context.request),
                                                       cookie_in(context, session::session_cookie), context.now));
    return opened_response(context, opened);
  }

  Result<Response> pass_factor(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    return opened_response(context,
                           TRY(services_.sessions.pass_factor(live, text_of(context.body(), "code"), context.now)));
  }

  Result<Response> begin_enrolment(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    const auto company = TRY(services_.database.read([&](db::Tx& tx) { return get_company(tx, live.actor.company); }));
    const auto enrolment = TRY(services_.sessions.begin_enrolment(live, "Sonae " + company.name));
    return Response::json(json::object{
        {"secret", enrolment.secret}, {"uri", enrolment.uri}, {"qr_svg", TRY(session::qr_svg(enrolment.uri))}});
  }

  Result<Response> confirm_enrolment(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    const auto enrolled = TRY(services_.sessions.confirm_enrolment(live, text_of(context.body(), "code"), context.now));
    json::array codes;
    for (const std::string& code : enrolled.recovery_codes) codes.emplace_back(code);
    Response response = Response::json(
        json::object{{"recovery_codes", std::move(codes)},
                     {"session", TRY(signed_in_view(context, enrolled.opened.live, enrolled.opened.cookie))}});
    hand_over(response, enrolled.opened);
    return response;
  }

  Result<Response> replace_password(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    return opened_response(
        context, TRY(services_.sessions.replace_initial_password(live, text_of(context.body(), "new"), context.now)));
  }

  Result<Response> sign_out(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    TRY(services_.sessions.sign_out(live, context.now));
    Response response = Response::no_content();
    response.headers.emplace_back("Set-Cookie", session::clear_session_cookie());
    response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    return response;
  }

  Result<Response> set_up(const Context& context) {
    const json::object& body = context.body();
    const SetUp command{
        .token = text_of(body, "token"),
        .company = {text_of(body, "company_name"), static_cast<int>(body.at("fiscal_year_start").as_int64())},
        .login = text_of(body, "login"),
        .name = text_of(body, "name"),
        .password = text_of(body, "password"),
        .secretariat = body.contains("secretariat") && body.at("secretariat").as_bool()};
    return opened_response(context, TRY(directory::set_up(services_.database, services_.sessions, command,
                                                          session::client_of(context.request), context.now)));
  }

  Result<Response> show_invitation(const Context& context) {
    const std::string token = text_of(context.body(), "token");
    const auto view = TRY(services_.database.read([&](db::Tx& tx) { return read_invitation(tx, token, context.now); }));
    return Response::json(json::object{{"company", view.company_name},
                                       {"name", view.name},
                                       {"login", view.login},
                                       {"second_factor", view.needs_factor}});
  }

  Result<Response> accept_invitation(const Context& context) {
    const json::object& body = context.body();
    return opened_response(context, TRY(directory::accept_invitation(
                                        services_.database, services_.sessions, text_of(body, "token"),
                                        text_of(body, "password"), session::client_of(context.request), context.now)));
  }

  Result<Response> change_me(const Context& context) {
    if (const auto* language = context.body().if_contains("language")) {
      const std::string chosen(language->as_string().c_str());
      TRY(services_.database.write(
          [&](db::WriteTx& tx) { return choose_language(tx, context.who(), chosen, context.now); }));
    }
    return show(context);
  }

  Result<Response> change_password(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    const auto opened = TRY(services_.sessions.change_password(live, text_of(context.body(), "current"),
                                                               text_of(context.body(), "new"), context.now));
    Response response = Response::no_content();
    hand_over(response, opened);
    response.headers.emplace_back("X-CSRF-Token", services_.sessions.keys().csrf_token(opened.cookie));
    return response;
  }

  Result<Response> list_sessions(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    const auto rows = TRY(services_.database.read(
        [&](db::Tx& tx) { return session::list_sessions(tx, live.row.company, live.row.user); }));
    json::array list;
    for (const session::SessionRow& row : rows)
      list.push_back(json::object{{"id", row.id},
                                  {"created_at", row.created_at.ms()},
                                  {"last_seen_at", row.last_seen_at.ms()},
                                  {"address", row.address},
                                  {"agent", row.agent},
                                  {"current", row.id == live.row.id}});
    return Response::json(json::object{{"sessions", std::move(list)}});
  }

  Result<Response> end_session(const Context& context) {
    const Live live = TRY(session::require_live(services_.sessions, context));
    TRY(services_.sessions.end_own_session(live, context.request.parameter("session"), context.now));
    return Response::no_content();
  }

 private:
  static std::string cookie_in(const Context& context, std::string_view name) {
    const http::Cookies cookies = http::parse_cookies(context.request.header("cookie"));
    const auto found = cookies.find(name);
    return found == cookies.end() ? "" : found->second;
  }

  json::object common_view(const Context& context, std::string_view state, std::string_view cookie,
                           std::string_view language) const {
    return {{"state", state},
            {"csrf", services_.sessions.keys().csrf_token(cookie)},
            {"language", language},
            {"today", date_in_zone(context.now, japan_offset_minutes).iso()},
            {"now", context.now.ms()},
            {"demo", services_.demo},
            {"version", services_.version},
            {"company", nullptr},
            {"user", nullptr}};
  }

  Result<json::value> stranger_view(const Context& context, std::string_view cookie) {
    const bool set_up_due = TRY(services_.database.read([](db::Tx& tx) { return needs_set_up(tx); }));
    const std::string language = http::preferred_language(context.request.header("accept-language"), "ja");
    return json::value(common_view(context, set_up_due ? "setup" : "anonymous", cookie, language));
  }

  Result<json::value> signed_in_view(const Context& context, const Live& live, std::string_view cookie) {
    struct Own {
      CompanyView company;
      UserView user;
    };
    const auto own = TRY(services_.database.read([&](db::Tx& tx) -> Result<Own> {
      return Own{TRY(get_company(tx, live.actor.company)), TRY(get_user(tx, live.actor, live.actor.user))};
    }));
    std::string language = own.user.language.empty() ? own.company.language : own.user.language;
    if (language.empty()) language = http::preferred_language(context.request.header("accept-language"), "ja");
    json::object view = common_view(context, name_of(live.state), cookie, language);
    view["company"] = json::object{{"id", own.company.id.text()},
                                   {"name", own.company.name},
                                   {"fiscal_year_start", own.company.fiscal_year_start}};
    view["user"] = user_json(live, own.user);
    return json::value(std::move(view));
  }

  static json::object user_json(const Live& live, const UserView& user) {
    json::array roles;
    for (const Role role : user.roles) roles.emplace_back(sonae::name_of(role));
    json::value department;
    if (!user.department.empty())
      department = json::object{{"id", user.department.text()}, {"name", user.department_name}};
    // Whoever still owes something may do nothing yet, and is not told otherwise.
    json::array permissions;
    if (live.state == State::SignedIn) permissions = permissions_of(live.actor);
    return {{"id", user.id.text()},
            {"login", user.login},
            {"name", user.name},
            {"roles", std::move(roles)},
            {"side", user.side == Side::Audit ? "audit" : "operation"},
            {"department", std::move(department)},
            {"permissions", std::move(permissions)}};
  }

  static void hand_over(Response& response, const session::Opened& opened) {
    response.headers.emplace_back("Set-Cookie", session::set_session_cookie(opened.cookie));
    response.headers.emplace_back("Set-Cookie", session::clear_anonymous_cookie());
  }

  Result<Response> opened_response(const Context& context, const session::Opened& opened) {
    Response response = Response::json(TRY(signed_in_view(context, opened.live, opened.cookie)));
    hand_over(response, opened);
    return response;
  }

  Services services_;
};

Schema session_schema() {
  const Schema named = Schema::object({field("id", Schema::uuid()), field("name", Schema::string())});
  return Schema::object(
      {field("state", Schema::enumeration({"setup", "anonymous", "pending_factor", "pending_password",
                                           "pending_enrolment", "signed_in"})),
       field("csrf", Schema::string().described("for X-CSRF-Token; changes with every new cookie")),
       field("language", Schema::enumeration({"ja", "en"})), field("today", Schema::date()),
       field("now", Schema::integer(0)), field("demo", Schema::boolean()), field("version", Schema::string()),
       field("company", Schema::object({field("id", Schema::uuid()), field("name", Schema::string()),
                                        field("fiscal_year_start", Schema::integer(1, 12))})
                            .nullable()),
       field("user", Schema::object({field("id", Schema::uuid()), field("login", Schema::string()),
                                     field("name", Schema::string()), field("roles", Schema::array(Schema::string())),
                                     field("side", Schema::enumeration({"operation", "audit"})),
                                     field("department", named.nullable()),
                                     field("permissions", Schema::array(Schema::string()))})
                         .nullable())});
}

// Longer than any password that is looked at, so that its own rule can say what is wrong.
Schema password_schema() { return Schema::string(2000); }

}  // namespace

void add_session_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<Api>(std::move(services));
  using Action = Result<Response> (Api::*)(const Context&);
  using enum http::Method;
  const auto route = [&](http::Method method, std::string pattern, Permission permission, RowScope scope,
                         std::string summary, Action action, std::optional<Schema> request,
                         std::optional<Schema> response, http::Cost cost = http::Cost::Normal) {
    http::Route made = http::with_forms(
        http::make_route(api, method, "/api/v1" + std::move(pattern), {permission, scope}, std::move(summary), action),
        std::move(request), std::move(response));
    made.cost = cost;
    router.add(std::move(made));
  };
  using enum Permission;
  const auto code = Schema::object({field("code", Schema::string(100))});

  route(Get, "/session", Public, RowScope::Self, "Who is signed in, and what the session still owes.", &Api::show, {},
        session_schema());
  route(Post, "/session", Public, RowScope::Self, "Signs in.", &Api::sign_in,
        Schema::object({field("login", Schema::string(200)), field("password", password_schema())}), session_schema(),
        http::Cost::Hashing);
  route(Post, "/session/factor", PendingFactor, RowScope::Self, "Takes the second factor or a recovery code.",
        &Api::pass_factor, code, session_schema());
  route(Post, "/session/enrolment", PendingFactor, RowScope::Self, "Offers a new second factor.", &Api::begin_enrolment,
        Schema::object({}),
        Schema::object(
            {field("secret", Schema::string()), field("uri", Schema::string()), field("qr_svg", Schema::string())}));
  route(Put, "/session/enrolment", PendingFactor, RowScope::Self, "Confirms the new second factor by a code.",
        &Api::confirm_enrolment, code,
        Schema::object({field("recovery_codes", Schema::array(Schema::string())), field("session", session_schema())}));
  route(Put, "/session/password", PendingFactor, RowScope::Self, "Replaces the initial password.",
        &Api::replace_password, Schema::object({field("new", password_schema())}), session_schema(),
        http::Cost::Hashing);
  route(Delete, "/session", PendingFactor, RowScope::Self, "Signs out.", &Api::sign_out, {}, {});
  route(Post, "/setup", Public, RowScope::None, "Makes the company and its first administrator, once.", &Api::set_up,
        Schema::object({field("token", Schema::string(100)), field("company_name", Schema::string(400)),
                        field("fiscal_year_start", Schema::integer(1, 12)), field("login", Schema::string(400)),
                        field("name", Schema::string(400)), field("password", password_schema()),
                        http::optional("secretariat", Schema::boolean())}),
        session_schema(), http::Cost::Hashing);
  route(Post, "/invitation", Public, RowScope::None, "What a link to a new account is for.", &Api::show_invitation,
        Schema::object({field("token", Schema::string(200))}),
        Schema::object({field("company", Schema::string()), field("name", Schema::string()),
                        field("login", Schema::string()), field("second_factor", Schema::boolean())}));
  route(Post, "/invitation/acceptance", Public, RowScope::None, "Sets the password of a new account and signs in.",
        &Api::accept_invitation,
        Schema::object({field("token", Schema::string(200)), field("password", password_schema())}), session_schema(),
        http::Cost::Hashing);
  route(Patch, "/me", SignedIn, RowScope::Self, "Changes own settings.", &Api::change_me,
        Schema::object({http::optional("language", Schema::enumeration({"ja", "en"}))}), session_schema());
  route(Put, "/me/password", SignedIn, RowScope::Self, "Changes the own password and ends the other sessions.",
        &Api::change_password, Schema::object({field("current", password_schema()), field("new", password_schema())}),
        {}, http::Cost::Hashing);
  route(Get, "/me/sessions", SignedIn, RowScope::Self, "The own sessions, newest first.", &Api::list_sessions, {},
        Schema::object({field(
            "sessions",
            Schema::array(Schema::object({field("id", Schema::uuid()), field("created_at", Schema::integer(0)),
                                          field("last_seen_at", Schema::integer(0)), field("address", Schema::string()),
                                          field("agent", Schema::string()), field("current", Schema::boolean())})))}));
  route(Delete, "/me/sessions/{session}", SignedIn, RowScope::Self, "Ends one of the own sessions.", &Api::end_session,
        {}, {});
}

void add_routes(http::Router& router, Services services) {
  add_session_routes(router, services);
  add_people_routes(router, services);
  add_company_routes(router, services);
  add_department_routes(router, services);
  add_second_person_routes(router, services);
  add_organisation_routes(router, std::move(services));
}

}  // namespace sonae::directory
