#include "features/assessment/api.h"

#include <charconv>
#include <memory>

#include "base/text.h"
#include "core/directory/directory.h"
#include "features/assessment/api_json.h"
#include "features/assessment/exchange/api_json.h"
#include "features/assessment/exchange/exchange.h"
#include "features/assessment/own_form.h"
#include "features/assessment/reader_trouble.h"
#include "features/assessment/versions/api_json.h"
#include "features/assessment/versions/carry.h"
#include "features/assessment/workbooks.h"
#include "platform/clock.h"
#include "platform/http/routes.h"
#include "platform/trail/trail.h"

namespace sonae::assessment {

namespace {

using http::Context;
using http::field;
using http::heavy;
using http::id_in;
using http::Response;
using http::Schema;
using http::with_body;

constexpr std::size_t max_workbook_body = 33ULL * 1024 * 1024;  // 32 MiB packed (IN05) and the multipart frame

Result<int> number_in(std::string_view text) {
  const auto no = read_number(text);
  if (!no) return not_found();
  return *no;
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    const auto summaries =
        TRY(services_.database.read([&](db::Tx& tx) { return list_assessments(tx, context.who()); }));
    json::array list;
    for (const Summary& summary : summaries) list.push_back(to_json(summary));
    return Response::json(json::object{{"assessments", std::move(list)}});
  }

  Result<Response> sheet(const Context& context) {
    const auto id = TRY(assessment_in(context));
    json::array departments;
    const Sheet sheet = TRY(services_.database.read([&](db::Tx& tx) -> Result<Sheet> {
      for (const auto& department : TRY(directory::list_departments(tx, context.who())))
        departments.push_back(json::object{{"id", department.id.text()}, {"name", department.name}});
      return get_sheet(tx, context.who(), id);
    }));
    json::value body = to_json(sheet, context.who(), context.who().language);
    body.get_object()["departments"] = std::move(departments);
    return Response::json(body);
  }

  Result<Response> start(const Context& context) {
    const json::object& body = context.body();
    StartAssessment command;
    command.fiscal_year = static_cast<int>(body.at("fiscal_year").as_int64());
    command.title = body.at("title").as_string();
    if (const auto* beside = body.if_contains("beside_others")) command.beside_others = beside->as_bool();
    const Form form = TRY(form_in(body));
    command.carry_from = form.carry_from;
    if (form.pack != nullptr) {
      command.workbook = TRY(own_form(context, *form.pack));
    } else {
      const StoredForm stored = TRY(stored_form(context.who(), form));
      command.workbook = stored.workbook;
      command.mapping = stored.mapping;
    }
    RecognisedSheet recognised = TRY(recognise_stored(context.who(), command.workbook, command.mapping));
    if (form.is_last_years()) recognised = without_answers(std::move(recognised));
    const Started started = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return start_assessment(tx, context.who(), command, recognised, context.now); }));
    return Response::json(json::object{{"assessment", started.assessment.text()},
                                       {"imported",
                                        {{"items", started.items},
                                         {"answers", started.answers},
                                         {"warnings", to_json(started.warnings, context.who().language)}}}},
                          201);
  }

  /// The same body as `start`, without title and year; stores nothing.
  Result<Response> preview_carry(const Context& context) {
    const Form form = TRY(form_in(context.body()));
    if (!form.carry_from) return invalid("assessment.start.nothing");
    RecognisedSheet recognised;
    if (form.pack != nullptr) {
      TRY(require(context.who(), Permission::SheetManage));
      recognised = TRY(inspected(context.who(), TRY(make_own_form(*form.pack, context.who().language)), {})).sheet;
    } else {
      const StoredForm stored = TRY(stored_form(context.who(), form));
      recognised = TRY(recognise_stored(context.who(), stored.workbook, stored.mapping));
      if (form.is_last_years()) recognised = without_answers(std::move(recognised));
    }
    return Response::json(versions::to_json(TRY(services_.database.read(
        [&](db::Tx& tx) { return versions::preview_carry(tx, context.who(), *form.carry_from, recognised); }))));
  }

  Result<Response> change(const Context& context) {
    ChangeAssessment command;
    command.assessment = TRY(assessment_in(context));
    const json::object& body = context.body();
    command.version = body.at("version").as_int64();
    if (const auto* title = body.if_contains("title")) command.title = std::string(title->as_string());
    if (const auto* due = body.if_contains("due"))
      command.due = due->is_null() ? std::optional<Date>() : Date::parse_iso(due->as_string());
    const Summary summary = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return change_assessment(tx, context.who(), command, context.now); }));
    return Response::json(to_json(summary));
  }

  Result<Response> edits(const Context& context) {
    const SaveEdits command = TRY(edits_from(context.body(), TRY(assessment_in(context))));
    Summary sheet;
    const EditsSaved saved = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<EditsSaved> {
      sheet = TRY(get_assessment(tx, context.who(), command.assessment));
      return save_edits(tx, context.who(), command, context.now);
    }));
    return Response::json(to_json(saved, sheet, context.who()));
  }

  Result<Response> changes(const Context& context) {
    const auto id = TRY(assessment_in(context));
    std::int64_t after = 0;
    if (const auto parsed = read_integer(context.request.query_or("after", "0"))) after = *parsed;
    const auto at = read_integer(context.request.query_or("at", "0")).value_or(0);
    Summary summary;
    std::vector<Presence::Person> others;
    const auto answers = TRY(services_.database.read([&](db::Tx& tx) -> Result<std::vector<Answer>> {
      summary = TRY(get_assessment(tx, context.who(), id));
      others = services_.presence.visit(id.text(), context.who().user.text(), context.who().name, static_cast<int>(at),
                                        monotonic_ms());
      // Where others work in rows that this person cannot see is not theirs to know (AZ02).
      for (Presence::Person& other : others)
        if (other.no != 0 && !TRY(sees_item(tx, context.who(), id, other.no))) other.no = 0;
      if (summary.last_change <= after) return std::vector<Answer>();
      return list_changes(tx, context.who(), id, after);
    }));
    json::array list;
    for (const Answer& answer : answers) list.push_back(to_json(answer, summary, context.who()));
    json::array people;
    for (const auto& person : others)
      people.push_back(json::object{
          {"name", person.name}, {"initials", std::string(text::prefix(person.name, 2))}, {"no", person.no}});
    return Response::json(json::object{{"last_change", summary.last_change},
                                       {"state", name_of(summary.state)},
                                       {"answers", std::move(list)},
                                       {"people", std::move(people)}});
  }

  Result<Response> totals(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const TotalsOptions treatment = TRY(
        totals_options_from(context.request.query_or("na", "exclude"), context.request.query_or("unanswered", "zero")));
    TotalsView view;
    view.options = treatment;
    TRY(services_.database.read([&](db::Tx& tx) -> Result<void> {
      view.sheet = TRY(get_sheet(tx, context.who(), id));
      view.previous = TRY(find_previous_sheet(tx, context.who(), view.sheet.summary.fiscal_year));
      for (const auto& department : TRY(directory::list_departments(tx, context.who())))
        view.department_names[department.id.text()] = department.name;
      return {};
    }));
    return Response::json(to_json(view));
  }

  Result<Response> history(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const int no = TRY(number_in(context.request.parameter("no")));
    const auto records =
        TRY(services_.database.read([&](db::Tx& tx) { return list_history(tx, context.who(), id, no); }));
    json::array list;
    for (const trail::Record& record : records) {
      json::object before_after{{"at", record.at.ms()}, {"by", record.origin.actor_name}};
      before_after["before"] = TRY(json::parse(record.entry.before.empty() ? "{}" : record.entry.before));
      before_after["after"] = TRY(json::parse(record.entry.after.empty() ? "{}" : record.entry.after));
      list.push_back(std::move(before_after));
    }
    return Response::json(json::object{{"changes", std::move(list)}});
  }

  Result<Response> upload(const Context& context) {
    if (context.request.uploads.size() != 1 || context.request.uploads.front().name != "file")
      return invalid("workbook.file.missing");
    const http::Upload& file = context.request.uploads.front();
    TRY(require(context.who(), Permission::SheetManage));
    const Inspection inspection = TRY(inspected(context.who(), file.bytes, std::nullopt));
    UploadedWorkbook upload;
    upload.file_name = text::clean_free_text(file.file_name).value_or("workbook.xlsx");
    upload.size = static_cast<std::int64_t>(file.bytes.size());
    upload.blob_hash = TRY(services_.blobs.put(file.bytes));
    std::vector<exchange::KnownFile> known;
    upload = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<UploadedWorkbook> {
      known = TRY(exchange::find_known_file(tx, context.who(), upload.blob_hash));
      return record_workbook(tx, context.who(), upload, context.now);
    }));
    return Response::json(json::object{{"workbook", upload.id.text()},
                                       {"file_name", upload.file_name},
                                       {"size", upload.size},
                                       {"known", exchange::to_json(known)},
                                       {"inspection", to_json(inspection, context.who().language)}},
                          201);
  }

  Result<Response> inspect(const Context& context) {
    const auto id = TRY(id_in<Workbook>(context.request.parameter("workbook")));
    const Mapping mapping = TRY(mapping_from(context.body()));
    const std::string bytes = TRY(workbook_bytes(context.who(), id));
    const Inspection inspection = TRY(inspected(context.who(), bytes, mapping));
    return Response::json(json::object{{"inspection", to_json(inspection, context.who().language)}});
  }

  Result<Response> preview(const Context& context) {
    const auto id = TRY(id_in<Workbook>(context.request.parameter("workbook")));
    const std::string bytes = TRY(workbook_bytes(context.who(), id));
    const std::string sheet = context.request.query_or("sheet", "");
    return Response::json(
        to_json(TRY(watched(services_.database, context.who(), bytes, preview_workbook(bytes, sheet)))));
  }

  Result<Response> download(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const ExportPlan plan =
        TRY(services_.database.read([&](db::Tx& tx) { return plan_export(tx, context.who(), id); }));
    const std::string original = TRY(services_.blobs.get(plan.workbook.blob_hash));
    std::string filled =
        TRY(watched(services_.database, context.who(), original, fill_workbook(original, plan.answers, plan.mapping)));
    const std::string hash = to_hex(sha256(filled));
    TRY(services_.database.write([&](db::WriteTx& tx) -> Result<void> {
      TRY(record_export(tx, context.who(), id, hash, context.now));
      return exchange::keep_export(tx, context.who(), id, plan, hash, context.now);
    }));
    return Response::download(std::move(filled), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                              plan.workbook.file_name);
  }

  Result<Response> frameworks_list(const Context& context) {
    json::array list;
    for (const frameworks::Pack& pack : frameworks::embedded_packs()) {
      if (pack.items.empty()) continue;
      json::array caveats;
      for (const frameworks::Text& caveat : pack.caveats) caveats.emplace_back(caveat.in(context.who().language));
      list.push_back(json::object{{"id", pack.id},
                                  {"name", pack.name.in(context.who().language)},
                                  {"version", pack.version},
                                  {"items", pack.items.size()},
                                  {"source", pack.sources.empty() ? "" : pack.sources.front()},
                                  {"caveats", std::move(caveats)},
                                  {"private", false}});
    }
    return Response::json(json::object{{"frameworks", std::move(list)}});
  }

 private:
  static std::optional<std::int64_t> read_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  }

  /// What a new sheet is made from.
  struct Form {
    std::optional<Id<Workbook>> workbook;
    std::optional<Mapping> mapping;
    const frameworks::Pack* pack = nullptr;
    std::optional<Id<Assessment>> carry_from;
    /// Nothing but an earlier sheet: its workbook, emptied, is this year's form.
    [[nodiscard]] bool is_last_years() const { return !workbook && pack == nullptr; }
  };
  static Result<Form> form_in(const json::object& body) {
    Form form;
    if (const auto* source = body.if_contains("carry_from"); source != nullptr && source->is_string())
      form.carry_from = TRY(id_in<Assessment>(source->get_string()));
    if (const auto* workbook = body.if_contains("workbook"); workbook != nullptr && workbook->is_string()) {
      form.workbook = TRY(id_in<Workbook>(workbook->get_string()));
      if (const auto* mapping = body.if_contains("mapping"); mapping != nullptr && mapping->is_object())
        form.mapping = TRY(mapping_from(mapping->get_object()));
    } else if (const auto* framework = body.if_contains("framework"); framework != nullptr && framework->is_object()) {
      form.pack = frameworks::find_pack(framework->at("id").as_string(), framework->at("version").as_string());
      if (form.pack == nullptr) return not_found();
    } else if (!form.carry_from) {
      return invalid("assessment.start.nothing");
    }
    return form;
  }
  struct StoredForm {
    Id<Workbook> workbook;
    std::optional<Mapping> mapping;
  };
  Result<StoredForm> stored_form(const Actor& actor, const Form& form) {
    TRY(require(actor, Permission::SheetManage));
    if (form.workbook) return StoredForm{*form.workbook, form.mapping};
    const Summary source =
        TRY(services_.database.read([&](db::Tx& tx) { return get_assessment(tx, actor, *form.carry_from); }));
    return StoredForm{source.workbook, source.mapping};
  }

  static Result<Id<Assessment>> assessment_in(const Context& context) {
    return id_in<Assessment>(context.request.parameter("assessment"));
  }

  Result<Inspection> inspected(const Actor& actor, std::string_view bytes, const std::optional<Mapping>& mapping) {
    return watched(services_.database, actor, bytes, inspect_workbook(bytes, mapping));
  }

  Result<std::string> workbook_bytes(const Actor& actor, const Id<Workbook>& id) {
    const auto workbook = TRY(services_.database.read([&](db::Tx& tx) { return get_workbook(tx, actor, id); }));
    return services_.blobs.get(workbook.blob_hash);
  }

  /// A sheet without a workbook of the customer's starts from our own form, so that it can be handed in too.
  Result<Id<Workbook>> own_form(const Context& context, const frameworks::Pack& pack) {
    TRY(require(context.who(), Permission::SheetManage));
    const std::string bytes = TRY(make_own_form(pack, context.who().language));
    UploadedWorkbook upload;
    upload.file_name = pack.id + "-" + pack.version + ".xlsx";
    upload.size = static_cast<std::int64_t>(bytes.size());
    upload.blob_hash = TRY(services_.blobs.put(bytes));
    return TRY(services_.database.write(
                   [&](db::WriteTx& tx) { return record_workbook(tx, context.who(), upload, context.now); }))
        .id;
  }

  Result<RecognisedSheet> recognise_stored(const Actor& actor, const Id<Workbook>& id,
                                           const std::optional<Mapping>& mapping) {
    const std::string bytes = TRY(workbook_bytes(actor, id));
    Inspection inspection = TRY(inspected(actor, bytes, mapping));
    if (!inspection.found) return std::unexpected(std::move(inspection.problem));
    return std::move(inspection.sheet);
  }

  Services services_;
};

/// Either a workbook, a framework pack, or nothing but the sheet to carry from.
Schema start_schema(bool named) {
  using http::optional;
  std::vector<Schema::Field> fields = {
      optional("workbook", Schema::uuid().nullable()), optional("mapping", mapping_schema().nullable()),
      optional("framework",
               Schema::object({field("id", Schema::string(100)), field("version", Schema::string(40))}).nullable()),
      optional("carry_from", Schema::uuid().nullable().described("A sheet whose answers the new one begins with."))};
  if (named) {
    fields.push_back(field("fiscal_year", Schema::integer(2000, 2100)));
    fields.push_back(field("title", Schema::string(200)));
    fields.push_back(optional("beside_others", Schema::boolean().described("The year may have a sheet already.")));
  }
  return Schema::object(std::move(fields));
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  using http::optional;
  auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, std::string pattern, Permission permission, RowScope scope,
                         std::string summary, Result<Response> (Api::*handler)(const Context&)) {
    return http::make_route(api, method, std::move(pattern), {permission, scope}, std::move(summary), handler);
  };
  const std::string sheets = "/api/v1/assessments";
  const std::string one = sheets + "/{assessment}";

  router.add(route(Get, sheets, Permission::SheetRead, RowScope::Department, "The self-assessments of the company.",
                   &Api::list));
  router.add(with_body(
      heavy(route(Post, sheets, Permission::SheetManage, RowScope::Company,
                  "Starts a self-assessment from an uploaded workbook or from a framework pack.", &Api::start)),
      start_schema(true)));
  router.add(with_body(
      heavy(route(Post, "/api/v1/carry-over", Permission::SheetManage, RowScope::Company,
                  "What a new sheet would take over from an earlier one; stores nothing.", &Api::preview_carry)),
      start_schema(false)));
  router.add(route(Get, one, Permission::SheetRead, RowScope::Department,
                   "The sheet: its items and the answers in the actor's scope.", &Api::sheet));
  router.add(with_body(
      route(Patch, one, Permission::SheetManage, RowScope::Company, "Changes title or hand-in date.", &Api::change),
      Schema::object({field("version", Schema::integer(0)), optional("title", Schema::string(200)),
                      optional("due", Schema::date().nullable())})));
  auto edits = with_body(route(Post, one + "/edits", Permission::SheetAnswer, RowScope::Department,
                               "Saves answers; each edit is merged, refused or a conflict on its own.", &Api::edits),
                         edits_schema());
  edits.body_limit = 1024 * 1024;
  router.add(std::move(edits));
  auto changes = route(Get, one + "/changes", Permission::SheetRead, RowScope::Department,
                       "Answers saved after a change number, and who else is here.", &Api::changes);
  changes.query = {optional("after", Schema::integer(0)), optional("at", Schema::integer(0, 9999))};
  router.add(std::move(changes));
  router.add(route(Get, one + "/totals", Permission::SheetRead, RowScope::Department,
                   "Totals overall, per level, label and department.", &Api::totals));
  router.add(heavy(route(Get, one + "/workbook", Permission::SheetExport, RowScope::Company,
                         "The very workbook, filled.", &Api::download)));
  router.add(route(Get, one + "/items/{no}/history", Permission::SheetRead, RowScope::Department,
                   "Every change of one answer, newest first.", &Api::history));

  auto upload = heavy(route(Post, "/api/v1/workbooks", Permission::SheetManage, RowScope::Company,
                            "Takes a workbook in and says what was recognised.", &Api::upload));
  upload.body = http::Body::Multipart;
  upload.body_limit = max_workbook_body;
  router.add(std::move(upload));
  router.add(
      with_body(heavy(route(Post, "/api/v1/workbooks/{workbook}/inspection", Permission::SheetManage, RowScope::Company,
                            "Reads the workbook with columns pointed out by hand; stores nothing.", &Api::inspect)),
                mapping_schema()));
  router.add(heavy(route(Get, "/api/v1/workbooks/{workbook}/preview", Permission::SheetManage, RowScope::Company,
                         "The upper left of a sheet.", &Api::preview)));
  router.add(route(Get, "/api/v1/frameworks", Permission::SheetRead, RowScope::None,
                   "The packs a sheet can start from.", &Api::frameworks_list));
}

}  // namespace sonae::assessment
