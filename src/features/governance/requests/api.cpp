#include "features/governance/requests/api.h"

#include <memory>

#include "core/directory/directory.h"
#include "features/governance/api_owner.h"
#include "features/governance/requests/progress_paper.h"
#include "formats/drawing/render.h"

namespace sonae::governance::requests {

namespace {

using http::Context;
using http::field;
using http::id_in;
using http::Response;
using http::Schema;

constexpr std::size_t body_limit = 64ULL * 1024;
constexpr std::size_t most_departments = 300;

json::object words_json(const Words& words) { return {{"subject", words.subject}, {"body", words.body}}; }

json::object words_json(const std::map<std::string, Words>& all) {
  json::object out;
  for (const auto& [language, words] : all) out[language] = words_json(words);
  return out;
}

json::value part_json(const DepartmentPart& p) {
  json::array recipients;
  for (const Recipient& one : p.recipients)
    recipients.push_back(json::object{{"name", one.name}, {"way", one.mail ? "mail" : "paper"}});
  json::array entries;
  for (const Entry& one : p.entries)
    entries.push_back(
        json::object{{"text", one.body}, {"from_office", one.from_office}, {"by", one.by}, {"at", one.at.ms()}});
  return json::object{{"department", p.department.text()},
                      {"name", p.name},
                      {"items", p.items},
                      {"answered", p.answered},
                      {"progress", name_of(p.progress)},
                      {"done_at", or_null(p.done_at)},
                      {"done_by", p.done_by},
                      {"note", p.note},
                      {"reminders", p.reminders},
                      {"reminded_at", or_null(p.reminded_at)},
                      {"version", p.version},
                      {"recipients", std::move(recipients)},
                      {"entries", std::move(entries)}};
}

json::value to_json(const Request& r) {
  json::array numbers;
  for (const int no : r.numbers) numbers.emplace_back(no);
  json::array departments;
  for (const DepartmentPart& one : r.departments) departments.push_back(part_json(one));
  return json::object{{"id", r.id.text()},
                      {"kind", name_of(r.kind)},
                      {"fiscal_year", r.fiscal_year ? json::value(*r.fiscal_year) : json::value(nullptr)},
                      {"title", r.title},
                      {"numbers", std::move(numbers)},
                      {"due", r.due.iso()},
                      {"state", r.open ? "open" : "closed"},
                      {"sent_by", r.sent_by},
                      {"sent_at", r.sent_at.ms()},
                      {"version", r.version},
                      {"words", words_json(r.words)},
                      {"departments", std::move(departments)}};
}

Result<Ask> ask_in(const json::object& body) {
  Ask ask;
  ask.kind = parse_kind(text_in(body, "kind")).value_or(Kind::Duty);
  ask.title = text_in(body, "title");
  for (const json::value& no : body.at("numbers").as_array()) ask.numbers.push_back(static_cast<int>(no.as_int64()));
  for (const json::value& one : body.at("departments").as_array())
    ask.departments.push_back(TRY(id_in<Department>(one.as_string())));
  ask.due = date_in(body, "due");
  if (const auto* words = body.if_contains("words"); words != nullptr)
    for (const auto& [language, text] : words->as_object())
      ask.words[std::string(language)] = {text_in(text.as_object(), "subject"), text_in(text.as_object(), "body")};
  return ask;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> list(const Context& context) {
    const auto requests = TRY(services_.database.read(
        [&](db::Tx& tx) { return list_requests(tx, context.who(), services_.wiring, context.now); }));
    json::array all;
    for (const Request& one : requests) all.push_back(to_json(one));
    return Response::json(json::object{{"requests", std::move(all)}});
  }

  Result<Response> show(const Context& context) {
    const auto id = TRY(request_in(context));
    return Response::json(to_json(TRY(services_.database.read(
        [&](db::Tx& tx) { return get_request(tx, context.who(), services_.wiring, id, context.now); }))));
  }

  /// What a new request is made from: the template's words and the sheet's items.
  Result<Response> form(const Context& context) {
    const auto sheet = TRY(services_.database.read(
        [&](db::Tx& tx) { return services_.wiring.sheet.items(tx, context.who(), std::nullopt); }));
    json::array items;
    if (sheet)
      for (const SheetItem& one : sheet->items)
        items.push_back(json::object{
            {"no", one.no},
            {"label", one.label},
            {"condition", one.condition},
            {"department", one.department.empty() ? json::value(nullptr) : json::value(one.department.text())},
            {"answered", one.answered}});
    return Response::json(json::object{{"items_words", words_json(template_words(Kind::Items))},
                                       {"duty_words", words_json(template_words(Kind::Duty))},
                                       {"sheet", sheet ? json::value(sheet->title) : json::value(nullptr)},
                                       {"items", std::move(items)}});
  }

  Result<Response> preview_it(const Context& context) {
    const Ask ask = TRY(ask_in(context.body()));
    const auto letters = TRY(services_.database.read(
        [&](db::Tx& tx) { return preview(tx, context.who(), services_.wiring, ask, context.now); }));
    json::array all;
    for (const Letter& one : letters)
      all.push_back(json::object{{"department", one.department.text()},
                                 {"name", one.department_name},
                                 {"to", one.to.name},
                                 {"way", one.to.user.empty() ? "nobody"
                                         : one.to.mail       ? "mail"
                                                             : "paper"},
                                 {"language", one.to.language},
                                 {"subject", one.words.subject},
                                 {"body", one.words.body}});
    return Response::json(json::object{{"letters", std::move(all)}});
  }

  Result<Response> send(const Context& context) {
    const Ask ask = TRY(ask_in(context.body()));
    return change([&](db::WriteTx& tx) { return send_request(tx, context.who(), services_.wiring, ask, context.now); },
                  201);
  }
  Result<Response> remind_late(const Context& context) {
    const Step step = TRY(step_in(context));
    return change([&](db::WriteTx& tx) { return remind(tx, context.who(), services_.wiring, step, context.now); });
  }
  Result<Response> close(const Context& context) {
    const Step step = TRY(step_in(context));
    return change(
        [&](db::WriteTx& tx) { return close_request(tx, context.who(), services_.wiring, step, context.now); });
  }
  Result<Response> done(const Context& context) {
    const DepartmentStep step = TRY(department_step_in(context));
    const std::string note = text_in(context.body(), "note");
    return change(
        [&](db::WriteTx& tx) { return mark_done(tx, context.who(), services_.wiring, step, note, context.now); });
  }
  Result<Response> reopen(const Context& context) {
    const DepartmentStep step = TRY(department_step_in(context));
    return change([&](db::WriteTx& tx) { return mark_open(tx, context.who(), services_.wiring, step, context.now); });
  }
  Result<Response> write(const Context& context) {
    const DepartmentStep step = TRY(department_step_in(context));
    const std::string text = text_in(context.body(), "text");
    return change(
        [&](db::WriteTx& tx) { return write_entry(tx, context.who(), services_.wiring, step, text, context.now); },
        201);
  }

  Result<Response> paper(const Context& context) {
    const auto id = TRY(request_in(context));
    std::string company;
    const Request request = TRY(services_.database.read([&](db::Tx& tx) -> Result<Request> {
      company = TRY(directory::get_company(tx, context.who().company)).name;
      return get_request(tx, context.who(), services_.wiring, id, context.now);
    }));
    return pdf_response(TRY(drawing::to_pdf(progress_document(request, company, context.who().language, context.now))),
                        request.title);
  }

 private:
  template <typename Use>
  Result<Response> change(Use use, int status = 200) {
    return Response::json(to_json(TRY(services_.database.write(use))), status);
  }
  static Result<Id<RequestTag>> request_in(const Context& context) {
    return id_in<RequestTag>(context.request.parameter("request"));
  }
  static Result<Step> step_in(const Context& context) {
    return Step{TRY(request_in(context)), context.body().at("version").as_int64()};
  }
  static Result<DepartmentStep> department_step_in(const Context& context) {
    return DepartmentStep{TRY(request_in(context)), TRY(id_in<Department>(context.request.parameter("department"))),
                          context.body().at("version").as_int64()};
  }

  Services services_;
};

Schema words_schema() {
  return Schema::object({field("subject", Schema::string(1'000)), field("body", Schema::string(10'000))});
}

Schema request_schema() {
  const Schema recipient =
      Schema::object({field("name", Schema::string()), field("way", Schema::enumeration({"mail", "paper"}))});
  const Schema entry = Schema::object({field("text", Schema::string()), field("from_office", Schema::boolean()),
                                       field("by", Schema::string()), field("at", Schema::integer())});
  const Schema part = Schema::object(
      {field("department", Schema::uuid()), field("name", Schema::string()), field("items", Schema::integer()),
       field("answered", Schema::integer()), field("progress", Schema::enumeration({"open", "late", "done"})),
       field("done_at", Schema::integer().nullable()), field("done_by", Schema::string()),
       field("note", Schema::string()), field("reminders", Schema::integer()),
       field("reminded_at", Schema::integer().nullable()), field("version", Schema::integer()),
       field("recipients", Schema::array(recipient)), field("entries", Schema::array(entry))});
  return Schema::object({field("id", Schema::uuid()), field("kind", Schema::enumeration({"items", "duty"})),
                         field("fiscal_year", Schema::integer().nullable()), field("title", Schema::string()),
                         field("numbers", Schema::array(Schema::integer())), field("due", Schema::date()),
                         field("state", Schema::enumeration({"open", "closed"})), field("sent_by", Schema::string()),
                         field("sent_at", Schema::integer()), field("version", Schema::integer()),
                         field("words", Schema::map(words_schema())), field("departments", Schema::array(part))});
}

Schema ask_schema() {
  return Schema::object(
      {field("kind", Schema::enumeration({"items", "duty"})), field("title", Schema::string(1'000)),
       field("numbers", Schema::array(Schema::integer(0, 999'999), most_items)),
       field("departments", Schema::array(Schema::uuid(), most_departments)), field("due", Schema::date()),
       http::optional("words",
                      Schema::object({http::optional("ja", words_schema()), http::optional("en", words_schema())}))});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(std::move(services));
  const std::string all = "/api/v1/work-requests";
  const std::string one = all + "/{request}";
  const std::string part = one + "/departments/{department}";
  const http::Access read{Permission::ProgrammeRead, RowScope::Department};
  const http::Access manage{Permission::CompanyManage, RowScope::Company};
  const http::Access own{Permission::SheetAnswer, RowScope::Department};
  const Schema::Field version = field("version", Schema::integer(0));
  const auto with = [](http::Route route, Schema body, Schema answer) {
    route = http::answering(http::with_body(std::move(route), std::move(body)), std::move(answer));
    route.body_limit = body_limit;
    return route;
  };
  router.add(http::answering(http::make_route(api, Get, all, read, "What departments were asked to do.", &Api::list),
                             Schema::object({field("requests", Schema::array(request_schema()))})));
  const Schema item = Schema::object(
      {field("no", Schema::integer()), field("label", Schema::string()), field("condition", Schema::string()),
       field("department", Schema::uuid().nullable()), field("answered", Schema::boolean())});
  router.add(http::answering(
      http::make_route(api, Get, "/api/v1/work-request-form", manage, "What a new request is made from.", &Api::form),
      Schema::object({field("items_words", Schema::map(words_schema())),
                      field("duty_words", Schema::map(words_schema())), field("sheet", Schema::string().nullable()),
                      field("items", Schema::array(item))})));
  const Schema letter = Schema::object(
      {field("department", Schema::uuid()), field("name", Schema::string()), field("to", Schema::string()),
       field("way", Schema::enumeration({"mail", "paper", "nobody"})), field("language", Schema::string()),
       field("subject", Schema::string()), field("body", Schema::string())});
  router.add(with(http::make_route(api, Post, "/api/v1/work-request-preview", manage,
                                   "The mails as they would go out, one per recipient.", &Api::preview_it),
                  ask_schema(), Schema::object({field("letters", Schema::array(letter))})));
  router.add(
      with(http::make_route(api, Post, all, manage, "Asks departments for work and tells their managers.", &Api::send),
           ask_schema(), request_schema()));
  router.add(http::answering(http::make_route(api, Get, one, read, "How far the departments are.", &Api::show),
                             request_schema()));
  router.add(with(
      http::make_route(api, Post, one + "/remind", manage, "Reminds every department that is late.", &Api::remind_late),
      Schema::object({version}), request_schema()));
  router.add(with(http::make_route(api, Post, one + "/close", manage, "Nothing more is awaited.", &Api::close),
                  Schema::object({version}), request_schema()));
  router.add(with(
      http::make_route(api, Post, part + "/done", own, "The department has done what it was asked for.", &Api::done),
      Schema::object({version, http::optional("note", Schema::string(1'000))}), request_schema()));
  router.add(with(http::make_route(api, Post, part + "/reopen", own, "The department takes that back.", &Api::reopen),
                  Schema::object({version}), request_schema()));
  router.add(with(
      http::make_route(api, Post, part + "/entries", own, "A question about the request, or its answer.", &Api::write),
      Schema::object({version, field("text", Schema::string(longest_entry))}), request_schema()));
  router.add(http::heavy(
      http::make_route(api, Get, one + "/paper", read, "How far the departments are, as PDF.", &Api::paper)));
}

}  // namespace sonae::governance::requests
