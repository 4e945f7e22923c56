// The year: its plan, duties, and the days on which the company works or not.

#include <charconv>
#include <memory>

#include "core/directory/directory.h"
#include "core/tasks/api.h"
#include "core/tasks/layout.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::tasks {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

namespace {

std::string text_in(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

int number_in(const json::value& value) { return static_cast<int>(value.as_int64()); }

Date date_of(const json::value& value) { return Date::parse_iso(text_in(value)).value_or(Date()); }

json::object to_json(const Rule& rule) {
  return {{"kind", name_of(rule.kind)},
          {"days", rule.days},
          {"month", rule.month},
          {"day", rule.day},
          {"months", rule.months},
          {"length", rule.length},
          {"every_years", rule.every_years},
          {"first_year", rule.first_year},
          {"shift", name_of(rule.shift)}};
}

Rule rule_in(const json::value& value) {
  Rule rule;
  rule.kind = parse_rule_kind(text_in(value.at("kind"))).value_or(RuleKind::HandIn);
  rule.days = number_in(value.at("days"));
  rule.month = number_in(value.at("month"));
  rule.day = number_in(value.at("day"));
  rule.months = number_in(value.at("months"));
  rule.length = number_in(value.at("length"));
  rule.every_years = number_in(value.at("every_years"));
  rule.first_year = number_in(value.at("first_year"));
  rule.shift = parse_shift(text_in(value.at("shift"))).value_or(Shift::Before);
  return rule;
}

std::string title_of(const Schedule& schedule, const std::string& language) {
  return schedule.title.empty() ? messages::say(language, "tasks.duty." + schedule.duty) : schedule.title;
}

Result<json::value> to_json(db::Tx& tx, const Actor& actor, const Schedule& schedule) {
  return json::value(json::object{{"id", schedule.id},
                                  {"duty", schedule.duty},
                                  {"title", title_of(schedule, actor.language)},
                                  {"own_title", schedule.title},
                                  {"rule", to_json(schedule.rule)},
                                  {"owner", TRY(to_json(tx, actor, schedule.owner))},
                                  {"each_department", schedule.each_department},
                                  {"remind_days", schedule.remind_days},
                                  {"escalate_days", schedule.escalate_days},
                                  {"harm", name_of(schedule.harm)},
                                  {"active", schedule.active},
                                  {"version", schedule.version}});
}

/// An owner that is none stays empty: the use case refuses it at its place, after it has looked for the duty (AZ08).
Schedule schedule_in(const json::object& body) {
  Schedule schedule;
  schedule.title = text_in(body.at("title"));
  schedule.rule = rule_in(body.at("rule"));
  schedule.owner = owner_in(body.at("owner"), "/owner").value_or(Owner());
  schedule.each_department = body.at("each_department").as_bool();
  schedule.remind_days = number_in(body.at("remind_days"));
  schedule.escalate_days = number_in(body.at("escalate_days"));
  const std::string harm = text_in(body.at("harm"));
  schedule.harm = harm == "high" ? Harm::High : harm == "low" ? Harm::Low : Harm::Medium;
  if (const auto* active = body.if_contains("active")) schedule.active = active->as_bool();
  if (const auto* version = body.if_contains("version")) schedule.version = version->as_int64();
  return schedule;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> show(const Context& context) {
    const Actor& actor = context.who();
    const int year = TRY(year_in(context));
    return services_.database.read([&](db::Tx& tx) -> Result<Response> {
      const Plan plan = TRY(get_plan(tx, actor, year, services_.hand_in));
      json::array rows;
      for (const PlanRow& row : plan.rows) {
        json::array tasks;
        for (const Task& task : row.tasks) tasks.push_back(TRY(to_json(tx, actor, task)));
        rows.push_back(json::object{{"schedule", TRY(to_json(tx, actor, row.schedule))},
                                    {"progress", row.progress()},
                                    {"tasks", std::move(tasks)}});
      }
      return Response::json(
          json::object{{"year", year},
                       {"first", plan.year.first().iso()},
                       {"last", plan.year.last().iso()},
                       {"hand_in", plan.hand_in.iso()},
                       {"hand_in_known", plan.hand_in_known},
                       {"planned_for", plan.planned_for ? json::value(plan.planned_for->iso()) : json::value(nullptr)},
                       {"rows", std::move(rows)}});
    });
  }

  Result<Response> proposal(const Context& context) {
    const Actor& actor = context.who();
    const int year = TRY(year_in(context));
    return services_.database.read([&](db::Tx& tx) -> Result<Response> {
      json::array rows;
      const Date today = date_in_zone(context.now, japan_offset_minutes);
      for (const Proposal& one : TRY(propose(tx, actor, year, services_.hand_in, today)))
        rows.push_back(json::object{
            {"schedule", TRY(to_json(tx, actor, one.schedule))}, {"starts", one.starts.iso()}, {"due", one.due.iso()}});
      return Response::json(json::object{{"rows", std::move(rows)}});
    });
  }

  Result<Response> accept_rows(const Context& context) {
    const int year = TRY(year_in(context));
    std::vector<Accepted> rows;
    for (const json::value& row : context.body().at("rows").as_array()) {
      const std::string place = "/rows/" + std::to_string(rows.size()) + "/owner";
      rows.push_back({text_in(row.at("duty")), date_of(row.at("starts")), date_of(row.at("due")),
                      TRY(owner_in(row.at("owner"), place))});
    }
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return accept(tx, context.who(), year, rows, services_.hand_in, context.now); }));
    return Response::no_content();
  }

  Result<Response> lay_out(const Context& context) {
    const int year = TRY(year_in(context));
    const int touched = TRY(services_.database.write([&](db::WriteTx& tx) {
      return make_year(tx, context.who(), year, Lay::Again, services_.hand_in, context.now);
    }));
    return Response::json(json::object{{"touched", touched}});
  }

  Result<Response> create(const Context& context) {
    const Schedule wanted = schedule_in(context.body());
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      const Schedule made = TRY(create_schedule(tx, context.who(), wanted, services_.hand_in, context.now));
      return Response::json(json::object{{"schedule", TRY(to_json(tx, context.who(), made))}});
    });
  }

  Result<Response> change(const Context& context) {
    Schedule wanted = schedule_in(context.body());
    wanted.id = TRY(http::id_in<Schedule>(context.request.parameter("schedule"))).text();
    const std::string reason = text_in(context.body().at("reason"));
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      const Schedule made = TRY(change_schedule(tx, context.who(), wanted, reason, services_.hand_in, context.now));
      return Response::json(json::object{{"schedule", TRY(to_json(tx, context.who(), made))}});
    });
  }

  Result<Response> days(const Context& context) {
    const int year = TRY(year_in(context));
    const Actor& actor = context.who();
    return services_.database.read([&](db::Tx& tx) -> Result<Response> {
      const FiscalYear fiscal{year, TRY(directory::get_company(tx, actor.company)).fiscal_year_start};
      json::array own;
      for (const CompanyDay& one : TRY(list_company_days(tx, actor, fiscal.first())))
        if (one.day <= fiscal.last())
          own.push_back(json::object{{"day", one.day.iso()}, {"name", one.name}, {"works", one.works}});
      json::array holidays;
      for (const int calendar_year : {year, year + 1})
        for (const Holiday& one : holidays_of(calendar_year))
          if (one.day >= fiscal.first() && one.day <= fiscal.last())
            holidays.push_back(json::object{{"day", one.day.iso()},
                                            {"name", messages::say(actor.language, "tasks.holiday." + one.name)},
                                            {"computed", one.computed}});
      return Response::json(json::object{{"company", std::move(own)}, {"holidays", std::move(holidays)}});
    });
  }

  Result<Response> add_days(const Context& context) {
    const json::object& body = context.body();
    const NewCompanyDays wanted{date_of(body.at("from")), date_of(body.at("until")), text_in(body.at("name")),
                                body.at("works").as_bool()};
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return add_company_days(tx, context.who(), wanted, context.now); }));
    return Response::no_content();
  }

  Result<Response> remove_day(const Context& context) {
    const auto day = Date::parse_iso(context.request.parameter("day"));
    if (!day) return not_found();
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return remove_company_day(tx, context.who(), *day, context.now); }));
    return Response::no_content();
  }

 private:
  static Result<int> year_in(const Context& context) {
    const std::string& text = context.request.parameter("year");
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size()) return not_found();
    TRY(layout::check_year(year));
    return year;
  }

  Services services_;
};

Schema rule_schema() {
  return Schema::object({field("kind", Schema::enumeration({"hand_in", "fixed", "every"})),
                         field("days", Schema::integer(-366, 366)), field("month", Schema::integer(1, 12)),
                         field("day", Schema::integer(1, 31)), field("months", Schema::integer(1, 12)),
                         field("length", Schema::integer(0, 366)), field("every_years", Schema::integer(1, 10)),
                         field("first_year", Schema::integer(2000, 2100)),
                         field("shift", Schema::enumeration({"none", "before", "after"}))});
}

Schema schedule_schema() {
  return Schema::object(
      {field("id", Schema::string(36)), field("duty", Schema::string()), field("title", Schema::string()),
       field("own_title", Schema::string()), field("rule", rule_schema()), field("owner", owner_schema()),
       field("each_department", Schema::boolean()), field("remind_days", Schema::integer(0, 90)),
       field("escalate_days", Schema::integer(1, 90)), field("harm", Schema::enumeration({"low", "medium", "high"})),
       field("active", Schema::boolean()), field("version", Schema::integer(1))});
}

std::vector<Schema::Field> schedule_fields() {
  return {field("title", Schema::string(longest_title * 2)),
          field("rule", rule_schema()),
          field("owner", owner_input_schema()),
          field("each_department", Schema::boolean()),
          field("remind_days", Schema::integer(0, 90)),
          field("escalate_days", Schema::integer(1, 90)),
          field("harm", Schema::enumeration({"low", "medium", "high"}))};
}

Schema plan_schema() {
  const Schema row = Schema::object({field("schedule", schedule_schema()), field("progress", Schema::integer(0, 100)),
                                     field("tasks", Schema::array(task_schema()))});
  return Schema::object({field("year", Schema::integer()), field("first", Schema::date()),
                         field("last", Schema::date()), field("hand_in", Schema::date()),
                         field("hand_in_known", Schema::boolean()), field("planned_for", Schema::date().nullable()),
                         field("rows", Schema::array(row))});
}

}  // namespace

void add_plan_routes(http::Router& router, const Services& services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  using Action = Result<Response> (Api::*)(const Context&);
  const auto add = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                       Action action, std::optional<Schema> request, std::optional<Schema> response) {
    router.add(http::with_forms(http::make_route(api, method, "/api/v1" + std::move(pattern),
                                                 {permission, RowScope::Company}, std::move(summary), action),
                                std::move(request), std::move(response)));
  };
  const Permission read = Permission::ProgrammeRead;
  const Permission manage = Permission::CompanyManage;
  const Schema schedule = Schema::object({field("schedule", schedule_schema())});
  add(Get, "/plan/{year}", read, "The plan of a fiscal year: duties and their tasks.", &Api::show, {}, plan_schema());
  const Schema proposal = Schema::object(
      {field("schedule", schedule_schema()), field("starts", Schema::date()), field("due", Schema::date())});
  add(Get, "/plan/{year}/proposal", manage, "The standard duties that the company does not have yet, with their days.",
      &Api::proposal, {}, Schema::object({field("rows", Schema::array(proposal))}));
  const Schema row = Schema::object({field("duty", Schema::string(40)), field("starts", Schema::date()),
                                     field("due", Schema::date()), field("owner", owner_input_schema())});
  add(Post, "/plan/{year}", manage, "Accepts proposed duties and makes the year's tasks.", &Api::accept_rows,
      Schema::object({field("rows", Schema::array(row, 20))}), {});
  add(Post, "/plan/{year}/layout", manage, "Lays the year's open duties out anew, after the hand-in moved.",
      &Api::lay_out, Schema::object({}), Schema::object({field("touched", Schema::integer(0))}));
  add(Post, "/schedules", manage, "A duty of the company's own.", &Api::create, Schema::object(schedule_fields()),
      schedule);
  auto changed = schedule_fields();
  changed.push_back(field("active", Schema::boolean()));
  changed.push_back(field("reason", Schema::string(longest_note * 2)));
  changed.push_back(field("version", Schema::integer(1)));
  add(Put, "/schedules/{schedule}", manage, "Changes, stops or resumes a duty.", &Api::change,
      Schema::object(std::move(changed)), schedule);
  const Schema day = Schema::object(
      {field("day", Schema::date()), field("name", Schema::string()), field("works", Schema::boolean())});
  const Schema holiday =
      Schema::object({field("day", Schema::date()), field("name", Schema::string()),
                      field("computed", Schema::boolean().described("by the Act's rules; not published yet"))});
  add(Get, "/plan/{year}/days", Permission::SignedIn, "Public holidays and the company's own days of a fiscal year.",
      &Api::days, {},
      Schema::object({field("company", Schema::array(day)), field("holidays", Schema::array(holiday))}));
  add(Post, "/company-days", manage, "Days on which the company is closed, or works although it is a holiday.",
      &Api::add_days,
      Schema::object({field("from", Schema::date()), field("until", Schema::date()), field("name", Schema::string(200)),
                      field("works", Schema::boolean())}),
      {});
  add(Delete, "/company-days/{day}", manage, "The day is an ordinary one again.", &Api::remove_day, Schema::object({}),
      {});
}

}  // namespace sonae::tasks
