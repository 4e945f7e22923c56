#include "features/people/api.h"

#include <algorithm>
#include <memory>

#include "base/json.h"
#include "base/text.h"
#include "features/people/department_paths.h"
#include "features/people/people.h"
#include "platform/clock.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"
#include "platform/trail/trail.h"

namespace sonae::people {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

constexpr std::size_t max_table_body = 9ULL * 1024 * 1024;
constexpr std::size_t max_options_bytes = 512ULL * 1024;
constexpr std::size_t shown_rows = 300;  ///< of each list; the counts are of all
constexpr std::size_t sample_rows = 12;
constexpr std::size_t sample_columns = 30;
constexpr std::size_t sample_characters = 60;

std::string text_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

/// What comes beside the file: columns pointed out by hand, and at the import what was seen.
struct Options {
  std::optional<Headings> headings;
  std::string fingerprint;
  bool good_rows_only = false;
  std::optional<bool> make_departments;
  std::set<std::string> leavers;
  std::optional<Date> left_on;
};

Schema columns_schema(bool strict) {
  std::vector<Schema::Field> fields;
  for (const Column column : all_columns) {
    const Schema index = Schema::integer(0, static_cast<std::int64_t>(most_table_columns) - 1).nullable();
    fields.push_back(strict ? field(std::string(name_of(column)), index)
                            : http::optional(std::string(name_of(column)), index));
  }
  return Schema::object(std::move(fields));
}

Schema options_schema() {
  return Schema::object({http::optional("headings", Schema::object({field("line", Schema::integer(0, 1'000'000)),
                                                                    field("columns", columns_schema(false))})
                                                        .nullable()),
                         http::optional("fingerprint", Schema::string(64)),
                         http::optional("good_rows_only", Schema::boolean()),
                         http::optional("make_departments", Schema::boolean()),
                         http::optional("leavers", Schema::array(Schema::uuid(), directory::most_people)),
                         http::optional("left_on", Schema::date())});
}

Headings headings_from(const json::object& body) {
  Headings headings;
  headings.line = static_cast<std::size_t>(body.at("line").as_int64());
  for (const auto& [name, index] : body.at("columns").as_object())
    if (const auto column = parse_column(std::string_view(name)); column && !index.is_null())
      headings.columns[*column] = static_cast<std::size_t>(index.as_int64());
  return headings;
}

Result<Options> options_in(const http::Request& request) {
  Options options;
  const auto part = std::ranges::find(request.uploads, "options", &http::Upload::name);
  if (part == request.uploads.end()) return options;
  const json::value body = TRY(json::parse(part->bytes, max_options_bytes));
  TRY(options_schema().check(body));
  const json::object& all = body.get_object();
  if (const auto* headings = all.if_contains("headings"); headings != nullptr && headings->is_object())
    options.headings = headings_from(headings->get_object());
  if (const auto* fingerprint = all.if_contains("fingerprint")) options.fingerprint = text_of(*fingerprint);
  if (const auto* good = all.if_contains("good_rows_only")) options.good_rows_only = good->as_bool();
  if (const auto* make = all.if_contains("make_departments")) options.make_departments = make->as_bool();
  if (const auto* leavers = all.if_contains("leavers"))
    for (const json::value& id : leavers->as_array()) options.leavers.insert(text_of(id));
  if (const auto* day = all.if_contains("left_on")) options.left_on = Date::parse_iso(text_of(*day));
  return options;
}

json::array roles_json(const std::set<Role>& roles) {
  json::array list;
  for (const Role role : roles) list.emplace_back(sonae::name_of(role));
  return list;
}

json::object columns_json(const Headings& headings) {
  json::object columns;
  for (const Column column : all_columns) {
    const auto at = headings.columns.find(column);
    columns[name_of(column)] = at == headings.columns.end() ? json::value(nullptr) : json::value(at->second);
  }
  return columns;
}

json::array sample_json(const std::vector<Row>& rows) {
  json::array list;
  for (std::size_t i = 0; i < std::min(rows.size(), sample_rows); ++i) {
    json::array cells;
    for (std::size_t j = 0; j < std::min(rows[i].cells.size(), sample_columns); ++j)
      cells.emplace_back(text::prefix(rows[i].cells[j], sample_characters));
    list.push_back(json::object{{"line", rows[i].line}, {"cells", std::move(cells)}});
  }
  return list;
}

json::object to_json(const PlannedRow& row) {
  json::array differences;
  for (const Difference& one : row.differences)
    differences.push_back(json::object{{"column", name_of(one.column)}, {"from", one.from}, {"to", one.to}});
  return {{"line", row.line},
          {"change", name_of(row.change)},
          {"moved", row.moved},
          {"employee_no", row.entry.employee_no},
          {"name", row.entry.name},
          {"department", people::text_of(row.entry.department)},
          {"roles", roles_json(row.entry.roles)},
          {"login", row.entry.login},
          {"differences", std::move(differences)}};
}

json::object to_json(const RowProblem& problem, std::string_view language) {
  return {{"line", problem.line},
          {"column", problem.column ? json::value(name_of(*problem.column)) : json::value(nullptr)},
          {"value", problem.value},
          {"code", problem.key},
          {"message", messages::say(language, problem.key, problem.args)}};
}

json::object to_json(const Missing& one) {
  return {{"id", one.user.text()},
          {"employee_no", one.employee_no},
          {"name", one.name},
          {"department", one.department},
          {"employer", one.employer}};
}

json::object plan_json(const Plan& plan, std::string_view language) {
  json::array rows;
  for (const PlannedRow& row : plan.rows)
    if (row.change != Change::Same && rows.size() < shown_rows) rows.push_back(to_json(row));
  json::array problems;
  for (const RowProblem& problem : plan.problems)
    if (problems.size() < shown_rows) problems.push_back(to_json(problem, language));
  json::array departments;
  for (const auto& path : plan.departments) departments.emplace_back(people::text_of(path));
  json::array missing;  // all of them: each is confirmed by itself
  for (const Missing& one : plan.missing) missing.push_back(to_json(one));
  return {{"add", plan.count(Change::Add)},        {"update", plan.count(Change::Update)},
          {"moved", plan.count_moved()},           {"returned", plan.count(Change::Return)},
          {"missing", std::move(missing)},         {"makes_departments", plan.makes_departments},
          {"same", plan.count(Change::Same)},      {"problem_count", plan.problems.size()},
          {"departments", std::move(departments)}, {"rows", std::move(rows)},
          {"problems", std::move(problems)},       {"fingerprint", plan.fingerprint()}};
}

json::object to_json(const directory::Person& person) {
  const directory::UserView& user = person.user;
  json::value department;
  if (!user.department.empty())
    department = json::object{{"id", user.department.text()}, {"name", user.department_name}};
  json::array posts;
  for (const directory::Post& post : user.posts)
    posts.push_back(json::object{{"id", post.department.text()}, {"name", post.name}});
  json::value site;
  if (!user.site.empty()) site = json::object{{"id", user.site.text()}, {"name", user.site_name}};
  return {{"id", user.id.text()},
          {"employee_no", user.employee_no},
          {"name", user.name},
          {"kana", user.kana},
          {"mail", user.mail},
          {"login", user.login},
          {"roles", roles_json(user.roles)},
          {"side", user.side == Side::Audit ? "audit" : "operation"},
          {"department", std::move(department)},
          {"posts", std::move(posts)},
          {"site", std::move(site)},
          {"employer", user.employer},
          {"until", user.until ? json::value(user.until->iso()) : json::value(nullptr)},
          {"left_on", user.left_on ? json::value(user.left_on->iso()) : json::value(nullptr)},
          {"account", directory::name_of(person.account)},
          {"version", user.version}};
}

Response file_response(std::string bytes, std::string_view format, std::string_view stem) {
  const bool workbook = format == "xlsx";
  return Response::download(
      std::move(bytes),
      workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8",
      std::string(stem) + (workbook ? ".xlsx" : ".csv"));
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    const auto people = TRY(
        services_.database.read([&](db::Tx& tx) { return directory::list_people(tx, context.who(), context.now); }));
    json::array list;
    for (const directory::Person& person : people) list.push_back(to_json(person));
    return Response::json(json::object{{"people", std::move(list)}});
  }

  Result<Response> preview(const Context& context) {
    TRY(require(context.who(), Permission::CompanyManage));
    const Options options = TRY(options_in(context.request));
    const Table table = TRY(table_in(context));
    const Headings headings = options.headings ? *options.headings : find_headings(table.rows).value_or(Headings{});
    json::value plan;
    if (headings.complete()) {
      Known known =
          TRY(services_.database.read([&](db::Tx& tx) { return load_known(tx, context.who(), context.now); }));
      known.make_departments = options.make_departments;
      plan = plan_json(TRY(make_plan(table.rows, headings, known)), context.who().language);
    }
    return Response::json(json::object{{"kind", table.kind},
                                       {"encoding", table.encoding},
                                       {"sheet", table.sheet},
                                       {"row_count", table.rows.size()},
                                       {"found", headings.complete()},
                                       {"heading_line", headings.line},
                                       {"columns", columns_json(headings)},
                                       {"sample", sample_json(table.rows)},
                                       {"plan", std::move(plan)}});
  }

  Result<Response> import(const Context& context) {
    TRY(require(context.who(), Permission::CompanyManage));
    const Options options = TRY(options_in(context.request));
    Import command;
    command.table = TRY(table_in(context));
    command.headings = options.headings ? *options.headings : find_headings(command.table.rows).value_or(Headings{});
    command.source = text::clean_free_text(file_in(context)->file_name).value_or("");
    command.fingerprint = options.fingerprint;
    command.good_rows_only = options.good_rows_only;
    command.make_departments = options.make_departments;
    command.leavers = options.leavers;
    command.left_on = options.left_on.value_or(date_in_zone(context.now, japan_offset_minutes));
    const Imported imported = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return import_table(tx, context.who(), command, context.now, services_.left); }));
    return Response::json(json::object{{"added", imported.done.added},
                                       {"changed", imported.done.changed},
                                       {"departments", imported.done.departments},
                                       {"left", imported.done.left},
                                       {"returned", imported.done.returned},
                                       {"left_out", imported.left_out}},
                          201);
  }

  Result<Response> export_file(const Context& context) {
    const std::string format = context.request.query_or("format", "csv");
    const auto encoding =
        context.request.query_or("encoding", "utf-8") == "cp932" ? csv::Encoding::Cp932 : csv::Encoding::Utf8WithMark;
    const auto table =
        TRY(services_.database.read([&](db::Tx& tx) { return export_people(tx, context.who(), context.now); }));
    std::string bytes = TRY(format == "xlsx" ? write_people_workbook(table, context.who().language, Guide::Without)
                                             : write_people_csv(table, encoding));
    // A list of everybody leaves the house: that is worth a record.
    TRY(services_.database.write([&](db::WriteTx& tx) {
      return trail::append(tx, trail::origin_of(context.who()),
                           {"people.table.export",
                            {"company", context.who().company.text()},
                            "",
                            trail::fields_json({{"format", format}, {"people", std::to_string(table.size() - 1)}}),
                            {}},
                           context.now);
    }));
    return file_response(std::move(bytes), format, "people");
  }

  Result<Response> template_file(const Context& context) {
    const std::string format = context.request.query_or("format", "xlsx");
    const std::vector<std::vector<std::string>> table = {headings_in(context.who().language)};
    return file_response(TRY(format == "xlsx" ? write_people_workbook(table, context.who().language, Guide::With)
                                              : write_people_csv(table, csv::Encoding::Utf8WithMark)),
                         format, "people-template");
  }

 private:
  static const http::Upload* file_in(const Context& context) {
    const auto part = std::ranges::find(context.request.uploads, "file", &http::Upload::name);
    return part == context.request.uploads.end() ? nullptr : &*part;
  }

  /// A file that breaks its reader is a security event (IN07): it goes into the trail before the person hears of it.
  Result<Table> table_in(const Context& context) {
    const http::Upload* file = file_in(context);
    if (file == nullptr) return invalid("people.file.missing");
    auto table = read_table(file->bytes);
    if (!table && table.error().key.starts_with("error.cage.")) {
      const trail::Entry entry{"people.table.broke_reader",
                               {"file", to_hex(sha256(file->bytes))},
                               "",
                               trail::fields_json({{"problem", table.error().key}}),
                               trail::Outcome::Failed};
      TRY(services_.database.write(
          [&](db::WriteTx& tx) { return trail::append(tx, trail::origin_of(context.who()), entry, context.now); }));
    }
    return table;
  }

  Services services_;
};

Schema role_names() {
  std::vector<std::string> names;
  for (const Role role : all_roles()) names.emplace_back(sonae::name_of(role));
  return Schema::array(Schema::enumeration(std::move(names)));
}

Schema person_schema() {
  const Schema text = Schema::string();
  const Schema named = Schema::object({field("id", Schema::uuid()), field("name", text)});
  return Schema::object({field("id", Schema::uuid()), field("employee_no", text), field("name", text),
                         field("kana", text), field("mail", text), field("login", text), field("roles", role_names()),
                         field("side", Schema::enumeration({"operation", "audit"})),
                         field("department", named.nullable()), field("posts", Schema::array(named)),
                         field("site", named.nullable()), field("employer", text),
                         field("until", Schema::date().nullable()), field("left_on", Schema::date().nullable()),
                         field("account", Schema::enumeration({"none", "invited", "expired", "active", "disabled"})),
                         field("version", Schema::integer(1))});
}

Schema preview_schema() {
  const Schema text = Schema::string();
  const Schema count = Schema::integer(0);
  std::vector<std::string> columns;
  for (const Column column : all_columns) columns.emplace_back(name_of(column));
  const Schema column = Schema::enumeration(columns);
  const Schema difference = Schema::object({field("column", column), field("from", text), field("to", text)});
  const Schema row = Schema::object(
      {field("line", count), field("change", Schema::enumeration({"add", "update", "return"})),
       field("moved", Schema::boolean()), field("employee_no", text), field("name", text), field("department", text),
       field("roles", role_names()), field("login", text), field("differences", Schema::array(difference))});
  const Schema problem = Schema::object({field("line", count), field("column", column.nullable()), field("value", text),
                                         field("code", text), field("message", text)});
  const Schema missing = Schema::object({field("id", Schema::uuid()), field("employee_no", text), field("name", text),
                                         field("department", text), field("employer", text)});
  const Schema plan = Schema::object(
      {field("add", count), field("update", count), field("moved", count), field("returned", count),
       field("missing", Schema::array(missing)), field("makes_departments", Schema::boolean()), field("same", count),
       field("problem_count", count), field("departments", Schema::array(text)), field("rows", Schema::array(row)),
       field("problems", Schema::array(problem)), field("fingerprint", text)});
  return Schema::object(
      {field("kind", Schema::enumeration({"csv", "xlsx"})), field("encoding", text), field("sheet", text),
       field("row_count", count), field("found", Schema::boolean()), field("heading_line", count),
       field("columns", columns_schema(true)),
       field("sample", Schema::array(Schema::object({field("line", count), field("cells", Schema::array(text))}))),
       field("plan", plan.nullable())});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  using http::optional;
  const auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, std::string pattern, std::string summary,
                         Result<Response> (Api::*action)(const Context&)) {
    return http::make_route(api, method, "/api/v1/people" + std::move(pattern),
                            {Permission::CompanyManage, RowScope::Company}, std::move(summary), action);
  };
  const auto upload = [](http::Route made) {
    made.body = http::Body::Multipart;
    made.body_limit = max_table_body;
    made.cost = http::Cost::Heavy;
    return made;
  };
  const Schema count = Schema::integer(0);

  auto list = route(Get, "", "Everybody the company knows, with or without an account.", &Api::list);
  list.response = Schema::object({field("people", Schema::array(person_schema()))});
  router.add(std::move(list));
  auto preview = upload(
      route(Post, "/import/preview",
            "Says what a table of people (pasted text, CSV or workbook) would change; stores nothing.", &Api::preview));
  preview.response = preview_schema();
  router.add(std::move(preview));
  auto import = upload(route(Post, "/import", "Takes a previewed table of people in, all or nothing.", &Api::import));
  import.response = Schema::object({field("added", count), field("changed", count), field("departments", count),
                                    field("left", count), field("returned", count), field("left_out", count)});
  router.add(std::move(import));
  auto export_file = route(Get, "/export", "Everybody as CSV or workbook.", &Api::export_file);
  export_file.query = {optional("format", Schema::enumeration({"csv", "xlsx"})),
                       optional("encoding", Schema::enumeration({"utf-8", "cp932"}))};
  export_file.cost = http::Cost::Heavy;
  router.add(std::move(export_file));
  auto template_file = route(Get, "/template", "An empty table of people to fill in.", &Api::template_file);
  template_file.query = {optional("format", Schema::enumeration({"csv", "xlsx"}))};
  router.add(std::move(template_file));
}

}  // namespace sonae::people
