#include "features/governance/api.h"

#include <memory>

#include "base/json.h"
#include "features/governance/appointments.h"
#include "features/governance/chart/api.h"
#include "features/governance/check/check.h"
#include "features/governance/inputs.h"
#include "features/governance/letters/api.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::governance {

namespace {

using http::Context;
using http::field;
using http::id_in;
using http::optional;
using http::Response;
using http::Schema;

std::string text_in(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  const auto& text = value->as_string();
  return {text.data(), text.size()};
}
/// Checked against the schema before.
std::optional<Date> date_in(const json::object& body, std::string_view name) {
  return Date::parse_iso(text_in(body, name));
}
template <typename Tag>
Id<Tag> optional_id_in(const json::object& body, std::string_view name) {
  return Id<Tag>::parse(text_in(body, name)).value_or(Id<Tag>());
}
Rank rank_in(const json::object& body) {
  const auto* value = body.if_contains("management");
  return value != nullptr && value->as_bool() ? Rank::Management : Rank::Staff;
}

json::value or_null(const std::optional<Date>& day) { return day ? json::value(day->iso()) : json::value(nullptr); }
template <typename Tag>
json::value named(const Id<Tag>& id, const std::string& name) {
  if (id.empty()) return nullptr;
  return json::object{{"id", id.text()}, {"name", name}};
}

/// The program's own reasons in the reader's language; a person's words as they are.
std::string reason_words(std::string_view language, const std::string& reason) {
  if (!reason.starts_with('.')) return reason;
  return messages::say(language, "governance.reason." + reason.substr(1));
}

json::object to_json(const Appointment& one, std::string_view language, Date today) {
  const std::string_view state = one.stands_on(today) ? "standing" : one.over_by(today) ? "over" : "coming";
  return json::object{{"id", one.id.text()},
                      {"office", name_of(one.office)},
                      {"capacity", name_of(one.capacity)},
                      {"department", named(one.department, one.department_name)},
                      {"user", one.user.empty() ? json::value(nullptr) : json::value(one.user.text())},
                      {"name", one.name},
                      {"belongs_to", named(one.belongs_to, one.belongs_to_name)},
                      {"management", one.rank == Rank::Management},
                      {"from", one.from.iso()},
                      {"until", or_null(one.until)},
                      {"ended", or_null(one.ended)},
                      {"end_reason", reason_words(language, one.end_reason)},
                      {"letter_no", one.letter_no},
                      {"letter_date", or_null(one.letter_date)},
                      {"state", state},
                      {"version", one.version}};
}

json::object to_json(const Vacancy& one) {
  return json::object{{"id", one.id.text()},
                      {"office", name_of(one.office)},
                      {"department", named(one.department, one.department_name)},
                      {"since", one.since.iso()},
                      {"person", one.person},
                      {"reason", one.reason},
                      {"expected", or_null(one.expected)},
                      {"version", one.version}};
}

json::object to_json(const check::Finding& one, std::string_view language) {
  const std::string key = "governance.check." + one.code;
  return json::object{
      {"code", one.code},
      {"weight", check::name_of(one.weight)},
      {"sentence", messages::say(language, key, one.args)},
      {"remedy", messages::say(language, key + ".remedy", one.args)},
      {"question", one.question},
      {"department", one.department.empty() ? json::value(nullptr) : json::value(one.department.text())},
      {"appointment", one.appointment.empty() ? json::value(nullptr) : json::value(one.appointment.text())}};
}

json::object to_json(const RoleGap& gap) {
  return json::object{{"user", gap.user.text()},
                      {"name", gap.name},
                      {"role", name_of(gap.role)},
                      {"kind", gap.kind == RoleGap::Kind::Missing ? "missing" : "leftover"}};
}

Date today_of(const Context& context) { return date_in_zone(context.now, japan_offset_minutes); }

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    const auto all = TRY(services_.database.read([&](db::Tx& tx) { return list_appointments(tx, context.who()); }));
    json::array list;
    for (const Appointment& one : all) list.push_back(to_json(one, context.who().language, today_of(context)));
    return Response::json(json::object{{"appointments", std::move(list)}});
  }

  Result<Response> make(const Context& context) {
    const json::object& body = context.body();
    NewAppointment command;
    command.office = *parse_office(text_in(body, "office"));
    command.capacity = *parse_capacity(text_in(body, "capacity"));
    command.department = optional_id_in<Department>(body, "department");
    command.user = optional_id_in<User>(body, "user");
    command.firm = text_in(body, "firm");
    command.rank = rank_in(body);
    command.from = *date_in(body, "from");
    command.until = date_in(body, "until");
    command.letter_no = text_in(body, "letter_no");
    command.letter_date = date_in(body, "letter_date");
    if (const auto* replaces = body.if_contains("replaces"); replaces != nullptr && !replaces->is_null())
      command.replaces = {*Id<AppointmentTag>::parse(text_in(replaces->as_object(), "id")),
                          replaces->as_object().at("version").as_int64()};
    return answer(context, [&](db::WriteTx& tx) { return appoint(tx, context.who(), command, context.now); }, 201);
  }

  Result<Response> change(const Context& context) {
    const json::object& body = context.body();
    AmendAppointment command;
    command.id = TRY(id_in<AppointmentTag>(context.request.parameter("appointment")));
    command.version = body.at("version").as_int64();
    command.rank = rank_in(body);
    command.until = date_in(body, "until");
    command.letter_no = text_in(body, "letter_no");
    command.letter_date = date_in(body, "letter_date");
    return answer(context, [&](db::WriteTx& tx) { return amend(tx, context.who(), command, context.now); });
  }

  Result<Response> end(const Context& context) {
    const json::object& body = context.body();
    EndAppointment command;
    command.id = TRY(id_in<AppointmentTag>(context.request.parameter("appointment")));
    command.version = body.at("version").as_int64();
    command.on = *date_in(body, "on");
    command.reason = text_in(body, "reason");
    command.vacancy_reason = text_in(body, "vacancy_reason");
    command.vacancy_expected = date_in(body, "vacancy_expected");
    return answer(context, [&](db::WriteTx& tx) { return end_appointment(tx, context.who(), command, context.now); });
  }

  Result<Response> vacancy(const Context& context) {
    const json::object& body = context.body();
    RecordVacancy command;
    command.office = *parse_office(text_in(body, "office"));
    command.department = optional_id_in<Department>(body, "department");
    command.reason = text_in(body, "reason");
    command.expected = date_in(body, "expected");
    command.version = body.at("version").as_int64();
    return Response::json(to_json(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return record_vacancy(tx, context.who(), command, context.now); }))));
  }

  Result<Response> checked(const Context& context) {
    const Actor& who = context.who();
    struct All {
      check::Report report;
      std::vector<RoleGap> gaps;
    };
    const All all = TRY(services_.database.read([&](db::Tx& tx) -> Result<All> {
      return All{TRY(check::current(tx, who, context.now)), TRY(role_gaps(tx, who, today_of(context)))};
    }));
    json::array findings;
    for (const check::Finding& one : all.report.findings) findings.push_back(to_json(one, who.language));
    json::array vacancies;
    for (const Vacancy& one : all.report.vacancies) vacancies.push_back(to_json(one));
    json::array gaps;
    for (const RoleGap& one : all.gaps) gaps.push_back(to_json(one));
    return Response::json(json::object{
        {"findings", std::move(findings)}, {"vacancies", std::move(vacancies)}, {"role_gaps", std::move(gaps)}});
  }

  Result<Response> close_gap(const Context& context) {
    const auto user = TRY(id_in<User>(text_in(context.body(), "user")));
    const auto role = *parse_role(text_in(context.body(), "role"));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return close_role_gap(tx, context.who(), user, role, context.now); }));
    return Response::no_content();
  }

 private:
  template <typename Work>
  Result<Response> answer(const Context& context, const Work& work, int status = 200) {
    const Appointment made = TRY(services_.database.write(work));
    return Response::json(to_json(made, context.who().language, today_of(context)), status);
  }

  Services services_;
};

Schema office_schema() { return Schema::enumeration({"ciso", "chair", "member", "manager", "secretariat", "auditor"}); }
Schema role_schema() { return Schema::enumeration({"ciso", "committee", "manager", "secretariat", "auditor"}); }
Schema named_schema() {
  return Schema::object({field("id", Schema::uuid()), field("name", Schema::string())}).nullable();
}

Schema appointment_schema() {
  return Schema::object(
      {field("id", Schema::uuid()), field("office", office_schema()),
       field("capacity", Schema::enumeration({"holder", "deputy"})), field("department", named_schema()),
       field("user", Schema::uuid().nullable()), field("name", Schema::string()), field("belongs_to", named_schema()),
       field("management", Schema::boolean()), field("from", Schema::date()), field("until", Schema::date().nullable()),
       field("ended", Schema::date().nullable()), field("end_reason", Schema::string()),
       field("letter_no", Schema::string()), field("letter_date", Schema::date().nullable()),
       field("state", Schema::enumeration({"coming", "standing", "over"})), field("version", Schema::integer(1))});
}
Schema vacancy_schema() {
  return Schema::object({field("id", Schema::uuid()), field("office", office_schema()),
                         field("department", named_schema()), field("since", Schema::date()),
                         field("person", Schema::string()), field("reason", Schema::string()),
                         field("expected", Schema::date().nullable()), field("version", Schema::integer(1))});
}
Schema check_schema() {
  const Schema finding = Schema::object(
      {field("code", Schema::string()), field("weight", Schema::enumeration({"problem", "advice", "shown"})),
       field("sentence", Schema::string()), field("remedy", Schema::string()), field("question", Schema::string()),
       field("department", Schema::uuid().nullable()), field("appointment", Schema::uuid().nullable())});
  const Schema gap =
      Schema::object({field("user", Schema::uuid()), field("name", Schema::string()), field("role", role_schema()),
                      field("kind", Schema::enumeration({"missing", "leftover"}))});
  return Schema::object({field("findings", Schema::array(finding)), field("vacancies", Schema::array(vacancy_schema())),
                         field("role_gaps", Schema::array(gap))});
}
/// What a person types; the use cases hold it to the exact limits.
constexpr std::size_t typed = 2'000;

Schema new_schema() {
  return Schema::object(
      {field("office", office_schema()), field("capacity", Schema::enumeration({"holder", "deputy"})),
       field("department", Schema::uuid().nullable()), field("user", Schema::uuid().nullable()),
       field("firm", Schema::string(typed)), field("management", Schema::boolean()), field("from", Schema::date()),
       field("until", Schema::date().nullable()), field("letter_no", Schema::string(typed)),
       field("letter_date", Schema::date().nullable()),
       optional("replaces",
                Schema::object({field("id", Schema::uuid()), field("version", Schema::integer(1))}).nullable())});
}
Schema amend_schema() {
  return Schema::object({field("version", Schema::integer(1)), field("management", Schema::boolean()),
                         field("until", Schema::date().nullable()), field("letter_no", Schema::string(typed)),
                         field("letter_date", Schema::date().nullable())});
}
Schema end_schema() {
  return Schema::object({field("version", Schema::integer(1)), field("on", Schema::date()),
                         field("reason", Schema::string(typed)), optional("vacancy_reason", Schema::string(typed)),
                         optional("vacancy_expected", Schema::date().nullable())});
}
Schema record_vacancy_schema() {
  return Schema::object({field("office", office_schema()), field("department", Schema::uuid().nullable()),
                         field("reason", Schema::string(typed)), field("expected", Schema::date().nullable()),
                         field("version", Schema::integer(0))});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Result<Response> (Api::*action)(const Context&), std::optional<Schema> request,
                         std::optional<Schema> response) {
    router.add(http::with_forms(http::make_route(api, method, "/api/v1/governance" + std::move(pattern),
                                                 {permission, RowScope::Company}, std::move(summary), action),
                                std::move(request), std::move(response)));
  };
  const std::string one = "/appointments/{appointment}";
  route(Get, "/appointments", Permission::ProgrammeRead, "Who was appointed to what, ended ones included.", &Api::list,
        std::nullopt, Schema::object({field("appointments", Schema::array(appointment_schema()))}));
  route(Post, "/appointments", Permission::CompanyManage, "Appoints a person, or a firm for audits.", &Api::make,
        new_schema(), appointment_schema());
  route(Patch, one, Permission::CompanyManage, "Changes term and letter of an appointment.", &Api::change,
        amend_schema(), appointment_schema());
  route(Post, one + "/end", Permission::CompanyManage, "Ends an appointment on a day.", &Api::end, end_schema(),
        appointment_schema());
  route(Put, "/vacancies", Permission::CompanyManage, "Says why an office is vacant.", &Api::vacancy,
        record_vacancy_schema(), vacancy_schema());
  route(Get, "/check", Permission::ProgrammeRead, "What the organisation lacks, with the remedy.", &Api::checked,
        std::nullopt, check_schema());
  route(Post, "/roles", Permission::UsersManage, "Makes an account's role agree with the appointments.",
        &Api::close_gap, Schema::object({field("user", Schema::uuid()), field("role", role_schema())}), std::nullopt);
  chart::add_routes(router, services);
  letters::add_routes(router, services);
}

}  // namespace sonae::governance
