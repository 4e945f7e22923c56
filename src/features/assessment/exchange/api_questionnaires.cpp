#include "features/assessment/exchange/api_questionnaires.h"

#include <charconv>
#include <memory>

#include "base/bytes.h"
#include "base/text.h"
#include "features/assessment/exchange/api_questionnaires_json.h"
#include "features/assessment/reader_trouble.h"
#include "platform/http/routes.h"

namespace sonae::assessment::exchange {

namespace {

using http::Context;
using http::field;
using http::heavy;
using http::Response;
using http::Schema;
using http::with_body;

constexpr std::size_t max_file_bytes = 30ULL * 1024 * 1024;
constexpr std::size_t max_body = max_file_bytes + 1024 * 1024;  // and the multipart frame
constexpr std::size_t max_row_body = 128 * 1024;

/// Ids that do not parse answer as foreign ones do (AZ08).
Result<Id<QuestionnaireTag>> questionnaire_in(const Context& context) {
  const auto id = Id<QuestionnaireTag>::parse(context.request.parameter("questionnaire"));
  if (!id) return not_found();
  return *id;
}

Result<std::uint32_t> row_in(const Context& context) {
  const std::string& text = context.request.parameter("row");
  std::uint32_t row = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
  if (error != std::errc{} || end != text.data() + text.size()) return not_found();
  return row;
}

std::string without_extension(std::string name) {
  const std::size_t dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0) name.resize(dot);
  return std::string(text::prefix(name, 200));
}

class QuestionnaireApi {
 public:
  explicit QuestionnaireApi(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    json::array list;
    for (const Questionnaire& made :
         TRY(services_.database.read([&](db::Tx& tx) { return list_questionnaires(tx, context.who()); })))
      list.push_back(to_json(made));
    return Response::json(json::object{{"questionnaires", std::move(list)}});
  }

  Result<Response> upload(const Context& context) {
    if (context.request.uploads.size() != 1 || context.request.uploads.front().name != "file")
      return invalid("workbook.file.missing");
    const http::Upload& file = context.request.uploads.front();
    if (file.bytes.size() > max_file_bytes)
      return invalid("workbook.file.too_big", {{"limit", std::to_string(max_file_bytes / (1024 * 1024))}});
    const QuestionnaireReading reading = TRY(read(context.who(), file.bytes, std::nullopt));
    CreateQuestionnaire command;
    command.workbook.file_name = text::clean_free_text(file.file_name).value_or("questionnaire.xlsx");
    command.workbook.size = static_cast<std::int64_t>(file.bytes.size());
    command.workbook.blob_hash = TRY(services_.blobs.put(file.bytes));
    command.title = without_extension(command.workbook.file_name);
    command.form = default_form(FormKind::Marks, context.who().language);
    const auto id = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<Id<QuestionnaireTag>> {
      CreateQuestionnaire stored = command;
      stored.workbook = TRY(record_workbook(tx, context.who(), command.workbook, context.now));
      return create_questionnaire(tx, context.who(), stored, reading, context.now);
    }));
    return view_of(context, id, 201);
  }

  Result<Response> view(const Context& context) { return view_of(context, TRY(questionnaire_in(context)), 200); }

  Result<Response> map(const Context& context) {
    const auto id = TRY(questionnaire_in(context));
    const Layout layout = layout_from(context.body());
    const std::string bytes = TRY(bytes_of(context.who(), id));
    const QuestionnaireReading reading = TRY(read(context.who(), bytes, layout));
    TRY(services_.database.write([&](db::WriteTx& tx) {
      return change_layout(tx, context.who(), id, context.body().at("version").as_int64(), reading, context.now);
    }));
    return view_of(context, id, 200);
  }

  Result<Response> form(const Context& context) {
    const ChangeForm command = form_from(context.body(), TRY(questionnaire_in(context)));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return change_form(tx, context.who(), command, context.now); }));
    return view_of(context, command.questionnaire, 200);
  }

  Result<Response> row(const Context& context) {
    const ChangeRow command = row_from(context.body(), TRY(questionnaire_in(context)), TRY(row_in(context)));
    const QuestionRow changed = TRY(
        services_.database.write([&](db::WriteTx& tx) { return change_row(tx, context.who(), command, context.now); }));
    return Response::json(json::object{{"row", to_json(changed)}});
  }

  Result<Response> confirm(const Context& context) {
    const auto id = TRY(questionnaire_in(context));
    std::vector<SeenRow> rows;
    for (const json::value& value : context.body().at("rows").as_array())
      rows.push_back({static_cast<std::uint32_t>(value.at("row").as_int64()), value.at("version").as_int64()});
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return confirm_rows(tx, context.who(), id, rows, context.now); }));
    return view_of(context, id, 200);
  }

  Result<Response> workbook(const Context& context) {
    const auto id = TRY(questionnaire_in(context));
    const FillPlan plan = TRY(services_.database.read([&](db::Tx& tx) { return plan_fill(tx, context.who(), id); }));
    std::string filled = TRY(fill_cells(TRY(services_.blobs.get(plan.workbook.blob_hash)), plan.edits));
    const std::string hash = to_hex(sha256(filled));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return record_fill(tx, context.who(), id, plan, hash, context.now); }));
    return Response::download(std::move(filled), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                              plan.workbook.file_name);
  }

 private:
  Result<QuestionnaireReading> read(const Actor& actor, std::string_view bytes, const std::optional<Layout>& layout) {
    TRY(require(actor, Permission::SheetManage));
    return watched(services_.database, actor, bytes, read_questionnaire(bytes, layout));
  }

  Result<std::string> bytes_of(const Actor& actor, const Id<QuestionnaireTag>& id) {
    const auto made = TRY(services_.database.read([&](db::Tx& tx) { return get_questionnaire(tx, actor, id); }));
    return services_.blobs.get(made.file.blob_hash);
  }

  Result<Response> view_of(const Context& context, const Id<QuestionnaireTag>& id, int status) {
    const auto view =
        TRY(services_.database.read([&](db::Tx& tx) { return get_questionnaire_view(tx, context.who(), id); }));
    return Response::json(to_json(view, context.who().language), status);
  }

  Services services_;
};

}  // namespace

void add_questionnaire_routes(http::Router& router, Services services) {
  using enum http::Method;
  auto api = std::make_shared<QuestionnaireApi>(services);
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         std::optional<Schema> response,
                         Result<Response> (QuestionnaireApi::*handler)(const Context&)) {
    http::Route made =
        http::make_route(api, method, std::move(pattern), {permission, RowScope::Company}, std::move(summary), handler);
    made.response = std::move(response);
    return made;
  };
  const std::string all = "/api/v1/questionnaires";
  const std::string one = all + "/{questionnaire}";

  router.add(route(Get, all, Permission::SheetExport, "Customers' own questionnaires.",
                   Schema::object({field("questionnaires", Schema::array(questionnaire_schema()))}),
                   &QuestionnaireApi::list));
  auto upload = heavy(route(Post, all, Permission::SheetManage,
                            "Takes a questionnaire in and proposes an item of the newest sheet for each question.",
                            view_schema(), &QuestionnaireApi::upload));
  upload.body = http::Body::Multipart;
  upload.body_limit = max_body;
  router.add(std::move(upload));
  router.add(route(Get, one, Permission::SheetExport, "The questions with proposals, confidence and what is written.",
                   view_schema(), &QuestionnaireApi::view));
  router.add(with_body(heavy(route(Put, one + "/mapping", Permission::SheetManage,
                                   "Other columns: the questions are read anew; decisions about the same rows stay.",
                                   view_schema(), &QuestionnaireApi::map)),
                       layout_schema()));
  router.add(with_body(route(Put, one + "/form", Permission::SheetManage,
                             "How a score becomes the customer's word, and the questionnaire's name.", view_schema(),
                             &QuestionnaireApi::form),
                       form_schema()));
  auto row =
      with_body(route(Patch, one + "/rows/{row}", Permission::SheetManage, "A person's decision about one question.",
                      Schema::object({field("row", question_row_schema())}), &QuestionnaireApi::row),
                change_row_schema());
  row.body_limit = max_row_body;
  router.add(std::move(row));
  router.add(
      with_body(route(Post, one + "/confirmations", Permission::SheetManage,
                      "Confirms the proposals that the person saw.", view_schema(), &QuestionnaireApi::confirm),
                Schema::object({field("rows", Schema::array(Schema::object({field("row", Schema::integer(1, 1'048'576)),
                                                                            field("version", Schema::integer(0))}),
                                                            max_questions))})));
  router.add(
      heavy(route(Get, one + "/workbook", Permission::SheetExport,
                  "The customer's very file with the confirmed answers.", std::nullopt, &QuestionnaireApi::workbook)));
}

}  // namespace sonae::assessment::exchange
