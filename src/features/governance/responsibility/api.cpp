#include "features/governance/responsibility/api.h"

#include <charconv>
#include <memory>

#include "core/directory/directory.h"
#include "features/governance/api_owner.h"
#include "features/governance/responsibility/table_paper.h"
#include "formats/drawing/render.h"

namespace sonae::governance::responsibility {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

constexpr int first_year = 2000;
constexpr int last_year = 2100;

Result<int> year_in(const Context& context) {
  const std::string& text = context.request.parameter("year");
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (error != std::errc{} || end != text.data() + text.size() || year < first_year || year > last_year)
    return not_found();
  return year;
}

std::optional<Mark> mark_in(const json::object& body, std::string_view name) { return parse_mark(text_in(body, name)); }

json::object marks_json(const Row& row) {
  json::object marks;
  for (const auto& [department, mark] : row) marks[department] = name_of(mark);
  return marks;
}

json::value to_json(const Table& t) {
  json::array columns;
  for (const Column& one : t.columns)
    columns.push_back(json::object{{"id", one.department.text()}, {"name", one.name}, {"depth", one.depth}});
  json::array lines;
  for (const Line& one : t.lines)
    lines.push_back(json::object{{"no", one.no},
                                 {"label", one.label},
                                 {"condition", one.condition},
                                 {"marks", marks_json(one.marks)},
                                 {"proposal", marks_json(one.proposal)}});
  return json::object{{"fiscal_year", t.fiscal_year},
                      {"version", t.version},
                      {"departments", std::move(columns)},
                      {"items", std::move(lines)},
                      {"no_r", t.no_r},
                      {"no_a", t.no_a},
                      {"many_a", t.many_a},
                      {"confirmed_on", t.confirmed_on ? json::value(t.confirmed_on->iso()) : json::value(nullptr)},
                      {"confirmed_by", t.confirmed_by},
                      {"changed_since", t.changed_since}};
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> show(const Context& context) {
    const int year = TRY(year_in(context));
    return Response::json(to_json(
        TRY(services_.database.read([&](db::Tx& tx) { return get_table(tx, context.who(), services_.sheet, year); }))));
  }

  Result<Response> set(const Context& context) {
    const int year = TRY(year_in(context));
    std::vector<Change> changes;
    for (const json::value& one : context.body().at("changes").as_array()) {
      const json::object& change = one.as_object();
      changes.push_back({static_cast<int>(change.at("no").as_int64()),
                         TRY(http::id_in<Department>(text_in(change, "department"))), mark_in(change, "from"),
                         mark_in(change, "to")});
    }
    return Response::json(to_json(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return set_marks(tx, context.who(), services_.sheet, year, changes, context.now); }))));
  }

  Result<Response> confirm_it(const Context& context) {
    const int year = TRY(year_in(context));
    const std::int64_t version = context.body().at("version").as_int64();
    return Response::json(to_json(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return confirm(tx, context.who(), services_.sheet, year, version, context.now); }))));
  }

  Result<Response> file(const Context& context) {
    const int year = TRY(year_in(context));
    const std::string& language = context.who().language;
    std::string company;
    const Table table = TRY(services_.database.read([&](db::Tx& tx) -> Result<Table> {
      company = TRY(directory::get_company(tx, context.who().company)).name;
      return get_table(tx, context.who(), services_.sheet, year);
    }));
    const std::string name = table_name(table, language);
    if (context.request.query_or("format", "pdf") == "xlsx")
      return Response::download(TRY(table_workbook(table, language)),
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    return pdf_response(TRY(drawing::to_pdf(table_pages(table, company, language, context.now))), name);
  }

 private:
  Services services_;
};

Schema mark_schema() { return Schema::enumeration({"R", "A", "RA", "C", "I"}); }

Schema table_schema() {
  const Schema column = Schema::object(
      {field("id", Schema::uuid()), field("name", Schema::string()), field("depth", Schema::integer(0))});
  const Schema item = Schema::object({field("no", Schema::integer()), field("label", Schema::string()),
                                      field("condition", Schema::string()), field("marks", Schema::map(mark_schema())),
                                      field("proposal", Schema::map(mark_schema()))});
  return Schema::object({field("fiscal_year", Schema::integer()), field("version", Schema::integer()),
                         field("departments", Schema::array(column)), field("items", Schema::array(item)),
                         field("no_r", Schema::integer()), field("no_a", Schema::integer()),
                         field("many_a", Schema::integer()), field("confirmed_on", Schema::date().nullable()),
                         field("confirmed_by", Schema::string()), field("changed_since", Schema::boolean())});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(std::move(services));
  const std::string one = "/api/v1/responsibilities/{year}";
  const http::Access read{Permission::ProgrammeRead, RowScope::Company};
  const http::Access manage{Permission::CompanyManage, RowScope::Company};
  router.add(
      http::answering(http::make_route(api, Get, one, read,
                                       "Who does and answers for each item of the sheet, with its gaps.", &Api::show),
                      table_schema()));
  const Schema change =
      Schema::object({field("no", Schema::integer(0)), field("department", Schema::uuid()),
                      field("from", mark_schema().nullable()), field("to", mark_schema().nullable())});
  auto set = http::answering(
      http::with_body(
          http::make_route(api, Patch, one, manage, "Sets marks; each says what was seen in its cell.", &Api::set),
          Schema::object({field("changes", Schema::array(change, most_changes))})),
      table_schema());
  set.body_limit = 4ULL * 1024 * 1024;
  router.add(std::move(set));
  router.add(http::answering(
      http::with_body(http::make_route(api, Post, one + "/confirm", manage,
                                       "The table is agreed upon; refused while it has gaps.", &Api::confirm_it),
                      Schema::object({field("version", Schema::integer(0))})),
      table_schema()));
  auto file = http::heavy(
      http::make_route(api, Get, one + "/file", read, "The table on A3 as PDF, or as a workbook.", &Api::file));
  file.query = {http::optional("format", Schema::enumeration({"pdf", "xlsx"}))};
  router.add(std::move(file));
}

}  // namespace sonae::governance::responsibility
