// Departments: progress, requests, submitting, withdrawing, sending back.

#include "core/directory/directory.h"
#include "features/assessment/work/api.h"
#include "features/assessment/work/api_parts.h"
#include "features/assessment/work/request_mail.h"
#include "features/assessment/work/request_text.h"

namespace sonae::assessment::work {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

class DepartmentApi {
 public:
  explicit DepartmentApi(Services services) : services_(services) {}

  Result<Response> progress(const Context& context) {
    const auto id = TRY(assessment_in(context));
    return Response::json(to_json(
        TRY(services_.database.read([&](db::Tx& tx) { return get_progress(tx, context.who(), id, context.now); }))));
  }

  Result<Response> ask_all(const Context& context) {
    const json::object& body = context.body();
    AskDepartments command;
    command.assessment = TRY(assessment_in(context));
    command.kind = parse_request_kind(text_in(body, "kind")).value_or(RequestKind::Request);
    for (const json::value& department : body.at("departments").as_array())
      command.departments.push_back(TRY(id_in<Department>(department.as_string())));
    command.due = date_in(body, "due");
    command.note = text_in(body, "note");
    const auto submissions = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<std::vector<Submission>> {
      auto asked = TRY(ask(tx, context.who(), command, context.now));
      TRY(tell_departments(tx, context.who(), command, context.now));
      return asked;
    }));
    json::array list;
    for (const Submission& one : submissions) list.push_back(to_json(one));
    return Response::json(json::object{{"submissions", std::move(list)}}, 201);
  }

  Result<Response> texts(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const RequestWish wish = TRY(wish_in(context));
    std::string company;
    const Progress progress = TRY(services_.database.read([&](db::Tx& tx) -> Result<Progress> {
      company = TRY(directory::get_company(tx, context.who().company)).name;
      return get_progress(tx, context.who(), id, context.now);
    }));
    json::array list;
    for (const RequestText& text : request_texts(progress, wish, company, context.who().name)) {
      json::array managers;
      for (const std::string& name : text.managers) managers.emplace_back(name);
      list.push_back(json::object{{"department", text.department.text()},
                                  {"name", text.department_name},
                                  {"managers", std::move(managers)},
                                  {"subject", text.subject},
                                  {"body", text.body}});
    }
    return Response::json(json::object{{"texts", std::move(list)}});
  }

  Result<Response> submit_part(const Context& context) {
    return step(context, [&](db::WriteTx& tx, const DepartmentStep& what) {
      return submit(tx, context.who(), what, context.now);
    });
  }
  Result<Response> withdraw_part(const Context& context) {
    return step(context, [&](db::WriteTx& tx, const DepartmentStep& what) {
      return withdraw(tx, context.who(), what, context.now);
    });
  }
  Result<Response> return_part(const Context& context) {
    return step(context, [&](db::WriteTx& tx, const DepartmentStep& what) {
      return send_back(tx, context.who(), what, text_in(context.body(), "reason"), context.now);
    });
  }

 private:
  template <typename Use>
  Result<Response> step(const Context& context, Use use) {
    DepartmentStep what;
    what.assessment = TRY(assessment_in(context));
    what.department = TRY(id_in<Department>(context.request.parameter("department")));
    what.version = context.body().at("version").as_int64();
    return Response::json(to_json(TRY(services_.database.write([&](db::WriteTx& tx) { return use(tx, what); }))));
  }

  static Result<RequestWish> wish_in(const Context& context) {
    RequestWish wish;
    wish.kind = parse_request_kind(context.request.query_or("kind", "request")).value_or(RequestKind::Request);
    wish.language = context.request.query_or("language", context.who().language);
    wish.link = context.request.query_or("link", "");
    if (const std::string due = context.request.query_or("due", ""); !due.empty()) wish.due = Date::parse_iso(due);
    if (context.request.query.contains("note")) wish.note = context.request.query_or("note", "");
    if (const std::string department = context.request.query_or("department", ""); !department.empty())
      wish.departments.push_back(TRY(id_in<Department>(department)));
    return wish;
  }

  Services services_;
};

}  // namespace

void add_department_routes(http::Router& router, Services services) {
  using enum http::Method;
  Routes<DepartmentApi> routes(router, std::make_shared<DepartmentApi>(services));
  const std::string one = "/assessments/{assessment}";
  const std::string department = one + "/departments/{department}";
  const http::Access read{Permission::SheetRead, RowScope::Department};
  const http::Access answer{Permission::SheetAnswer, RowScope::Department};
  const http::Access manage{Permission::SheetManage, RowScope::Company};
  const Schema version = Schema::object({field("version", Schema::integer(0))});

  routes.add(routes.make(Get, one + "/progress", read, "How far the departments and the sheet are.",
                         &DepartmentApi::progress));
  routes.add(
      routes.make(Post, one + "/requests", manage,
                  "Asks departments to answer, or reminds them, and tells their managers.", &DepartmentApi::ask_all),
      Schema::object({optional("kind", Schema::enumeration({"request", "reminder"})),
                      field("departments", Schema::array(Schema::uuid(), 300)),
                      optional("due", Schema::date().nullable()), optional("note", Schema::string(4'000))}));
  auto texts = routes.make(Get, one + "/requests/text", manage,
                           "The words of a request or a reminder, one text per department.", &DepartmentApi::texts);
  texts.query = {optional("department", Schema::uuid()),
                 optional("kind", Schema::enumeration({"request", "reminder"})),
                 optional("language", Schema::enumeration({"ja", "en"})),
                 optional("due", Schema::date()),
                 optional("note", Schema::string(4'000)),
                 optional("link", Schema::string(400))};
  routes.add(std::move(texts));
  routes.add(routes.make(Post, department + "/submit", answer,
                         "The department's answers are complete; refused with every place that is not.",
                         &DepartmentApi::submit_part),
             version, submission_schema());
  routes.add(routes.make(Post, department + "/withdraw", answer, "Takes the department's submission back.",
                         &DepartmentApi::withdraw_part),
             version, submission_schema());
  routes.add(routes.make(Post, department + "/return", manage, "Sends the department's answers back, with a reason.",
                         &DepartmentApi::return_part),
             Schema::object({field("version", Schema::integer(0)), field("reason", Schema::string(1'000))}),
             submission_schema());
}

}  // namespace sonae::assessment::work
