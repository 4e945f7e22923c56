#include "core/notices/api.h"

#include <memory>

#include "base/json.h"
#include "platform/http/routes.h"

namespace sonae::notices {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

constexpr std::size_t most_lines = 5'000;

std::string text_of(const json::object& body, std::string_view name) {
  const auto& text = body.at(name).as_string();
  return {text.data(), text.size()};
}

json::value at_or_null(const std::optional<Instant>& at) { return at ? json::value(at->ms()) : json::value(nullptr); }

json::object to_json(const mail::Outcome& outcome) {
  return {{"reason", outcome.reason}, {"code", outcome.code}, {"reply", outcome.reply}};
}

json::object to_json(const mail::ServerState& state) {
  json::object object = to_json(state.last);
  object["down_since"] = at_or_null(state.down_since);
  object["tries"] = state.tries;
  object["next_try_at"] = state.down_since ? json::value(state.next_try_at.ms()) : json::value(nullptr);
  object["last_sent_at"] = at_or_null(state.last_sent_at);
  return object;
}

json::object to_json(const Undelivered& undelivered) {
  const mail::Failure& failure = undelivered.failure;
  json::object object = to_json(failure.outcome);
  object["id"] = failure.id;
  object["user"] = failure.user.text();
  object["name"] = undelivered.name;
  object["address"] = failure.to.mailbox;
  object["changed"] = undelivered.changed;
  object["subject"] = failure.subject;
  object["failed_at"] = failure.failed_at.ms();
  return object;
}

json::object to_json(const MailView& view) {
  json::array undelivered;
  for (const Undelivered& one : view.undelivered) undelivered.push_back(to_json(one));
  return {{"source", name_of(view.source)},
          {"host", view.server.host},
          {"port", view.server.port},
          {"security", mail::name_of(view.server.security)},
          {"user", view.server.user},
          {"has_password", view.has_password},
          {"sender_address", view.server.sender.mailbox},
          {"sender_name", view.server.sender.name},
          {"reply_to", view.server.reply_to},
          {"version", view.version},
          {"link_base", view.link_base},
          {"link_configured", view.link_configured},
          {"state", to_json(view.state)},
          {"waiting", view.depth.waiting},
          {"undelivered", std::move(undelivered)}};
}

json::object to_json(const PaperPerson& person, const std::string& language) {
  json::array lines;
  for (const PaperLine& line : person.lines) {
    const Words words = words_of(line.what, language);
    lines.push_back(json::object{
        {"id", line.id}, {"made_at", line.made_at.ms()}, {"subject", words.subject}, {"text", words.text}});
  }
  return {{"user", person.reader.id.text()},
          {"name", person.reader.name},
          {"employee_no", person.reader.employee_no},
          {"department", person.reader.department},
          {"mail", person.reader.mail},
          {"why", name_of(person.why)},
          {"lines", std::move(lines)}};
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> show_mail(const Context& context) {
    return Response::json(to_json(TRY(services_.database.read(
        [&](db::Tx& tx) { return get_mail(tx, context.who(), services_.keys, services_.post); }))));
  }

  Result<Response> put_mail(const Context& context) {
    const json::object& body = context.body();
    ChangeMail change;
    change.server.host = text_of(body, "host");
    change.server.port = static_cast<std::uint16_t>(body.at("port").as_int64());
    change.server.security = mail::parse_security(text_of(body, "security")).value_or(mail::Security::StartTls);
    change.server.user = text_of(body, "user");
    change.server.sender = {text_of(body, "sender_address"), text_of(body, "sender_name")};
    change.server.reply_to = text_of(body, "reply_to");
    change.keep_password = body.at("password").is_null();
    if (!change.keep_password) change.server.password = text_of(body, "password");
    change.version = body.at("version").as_int64();
    TRY(services_.database.write([&](db::WriteTx& tx) {
      return change_mail(tx, context.who(), services_.keys, services_.post, change, context.now);
    }));
    return show_mail(context);
  }

  Result<Response> test_mail(const Context& context) {
    const auto outcome = TRY(send_test(services_.database, context.who(), services_.keys, services_.post,
                                       text_of(context.body(), "to"), context.now));
    json::object answer = to_json(outcome);
    answer["sent"] = outcome.verdict == mail::Verdict::Sent;
    return Response::json(answer);
  }

  Result<Response> send_waiting(const Context& context) {
    TRY(services_.database.write([&](db::WriteTx& tx) { return send_now(tx, context.who(), context.now); }));
    return Response::no_content();
  }

  Result<Response> resend_mail(const Context& context) {
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return resend(tx, context.who(), context.request.parameter("mail"), context.now); }));
    return Response::no_content();
  }

  Result<Response> show_paper(const Context& context) {
    const auto people = TRY(services_.database.read(
        [&](db::Tx& tx) { return list_paper(tx, context.who(), services_.keys, services_.post); }));
    json::array list;
    for (const PaperPerson& person : people) list.push_back(to_json(person, context.who().language));
    return Response::json(json::object{{"people", std::move(list)}});
  }

  Result<Response> hand_over(const Context& context) {
    std::vector<std::string> ids;
    for (const json::value& id : context.body().at("notices").as_array()) ids.emplace_back(id.as_string());
    TRY(services_.database.write([&](db::WriteTx& tx) { return mark_handed(tx, context.who(), ids, context.now); }));
    return Response::no_content();
  }

  Result<Response> show_rhythm(const Context& context) {
    const Rhythm rhythm = TRY(services_.database.read([&](db::Tx& tx) { return get_rhythm(tx, context.who()); }));
    return Response::json(json::object{{"rhythm", name_of(rhythm)}});
  }

  Result<Response> put_rhythm(const Context& context) {
    const Rhythm rhythm = parse_rhythm(text_of(context.body(), "rhythm")).value_or(Rhythm::Daily);
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return choose_rhythm(tx, context.who(), rhythm, context.now); }));
    return show_rhythm(context);
  }

 private:
  Services services_;
};

Schema::Field security_field() { return field("security", Schema::enumeration({"starttls", "tls", "none"})); }

std::vector<Schema::Field> outcome_fields() {
  return {field("reason", Schema::string().described("of message key web.mail.reason.<reason>; \"\" when all is well")),
          field("code", Schema::integer(0, 999)), field("reply", Schema::string())};
}

Schema form_schema() {
  return Schema::object({field("host", Schema::string(253)), field("port", Schema::integer(1, 65'535)),
                         security_field(), field("user", Schema::string(200)),
                         field("password", Schema::string(500).nullable().described("null keeps the stored one")),
                         field("sender_address", Schema::string(254)), field("sender_name", Schema::string(100)),
                         field("reply_to", Schema::string(254)), field("version", Schema::integer(0))});
}

Schema view_schema() {
  auto state = outcome_fields();
  state.push_back(field("down_since", Schema::integer().nullable()));
  state.push_back(field("tries", Schema::integer(0)));
  state.push_back(field("next_try_at", Schema::integer().nullable()));
  state.push_back(field("last_sent_at", Schema::integer().nullable()));
  auto undelivered = outcome_fields();
  undelivered.push_back(field("id", Schema::uuid()));
  undelivered.push_back(field("user", Schema::uuid()));
  undelivered.push_back(field("name", Schema::string()));
  undelivered.push_back(field("address", Schema::string()));
  undelivered.push_back(field("changed", Schema::boolean()));
  undelivered.push_back(field("subject", Schema::string()));
  undelivered.push_back(field("failed_at", Schema::integer()));
  return Schema::object({field("source", Schema::enumeration({"none", "page", "installation"})),
                         field("host", Schema::string()), field("port", Schema::integer(0, 65'535)), security_field(),
                         field("user", Schema::string()), field("has_password", Schema::boolean()),
                         field("sender_address", Schema::string()), field("sender_name", Schema::string()),
                         field("reply_to", Schema::string()), field("version", Schema::integer(0)),
                         field("link_base", Schema::string()), field("link_configured", Schema::boolean()),
                         field("state", Schema::object(std::move(state))), field("waiting", Schema::integer(0)),
                         field("undelivered", Schema::array(Schema::object(std::move(undelivered)), 500))});
}

Schema paper_schema() {
  const Schema line = Schema::object({field("id", Schema::uuid()), field("made_at", Schema::integer()),
                                      field("subject", Schema::string()), field("text", Schema::string())});
  const Schema person = Schema::object({field("user", Schema::uuid()), field("name", Schema::string()),
                                        field("employee_no", Schema::string()), field("department", Schema::string()),
                                        field("mail", Schema::string()),
                                        field("why", Schema::enumeration({"no_server", "no_address", "bad_address"})),
                                        field("lines", Schema::array(line, most_lines))});
  return Schema::object({field("people", Schema::array(person, most_lines))});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<Api>(services);
  using enum http::Method;
  const http::Access settings{Permission::SettingsManage, RowScope::Company};
  const http::Access company{Permission::CompanyManage, RowScope::Company};
  const http::Access self{Permission::SignedIn, RowScope::Self};
  const auto add = [&](http::Method method, std::string pattern, http::Access access, std::string summary,
                       Result<Response> (Api::*action)(const Context&), std::optional<Schema> request,
                       std::optional<Schema> response) {
    return http::with_forms(
        http::make_route(api, method, "/api/v1" + std::move(pattern), access, std::move(summary), action),
        std::move(request), std::move(response));
  };
  auto tested = outcome_fields();
  tested.push_back(field("sent", Schema::boolean()));
  const Schema rhythm = Schema::object({field("rhythm", Schema::enumeration({"daily", "weekly"}))});

  router.add(add(Get, "/settings/mail", settings, "How mail is sent, how the server is, and what did not arrive.",
                 &Api::show_mail, {}, view_schema()));
  router.add(add(Put, "/settings/mail", settings, "Sets up the mail server; what waits is sent at once.",
                 &Api::put_mail, form_schema(), view_schema()));
  router.add(http::heavy(add(Post, "/settings/mail/test", settings,
                             "Sends a test mail now and says what the server answered.", &Api::test_mail,
                             Schema::object({field("to", Schema::string(254))}), Schema::object(std::move(tested)))));
  router.add(add(Post, "/settings/mail/send", settings, "Sends what waits without waiting for the next try.",
                 &Api::send_waiting, Schema::object({}), {}));
  router.add(add(Post, "/settings/mail/undelivered/{mail}/resend", settings,
                 "Tells again what was in a mail that did not arrive.", &Api::resend_mail, Schema::object({}), {}));
  router.add(add(Get, "/notices/paper", company, "People whom no mail reaches, and what they are to be told.",
                 &Api::show_paper, {}, paper_schema()));
  http::Route handed =
      add(Post, "/notices/paper/handed", company, "Says that these notices were handed over.", &Api::hand_over,
          Schema::object({field("notices", Schema::array(Schema::uuid(), most_lines))}), {});
  handed.body_limit = 256ULL * 1024;
  router.add(std::move(handed));
  router.add(add(Get, "/me/notices", self, "How often the own collected mail comes.", &Api::show_rhythm, {}, rhythm));
  router.add(add(Put, "/me/notices", self, "Chooses how often the own collected mail comes.", &Api::put_rhythm, rhythm,
                 rhythm));
}

}  // namespace sonae::notices
