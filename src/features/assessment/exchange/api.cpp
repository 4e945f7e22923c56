#include "features/assessment/exchange/api.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "features/assessment/api_json.h"
#include "features/assessment/exchange/api_json.h"
#include "features/assessment/exchange/api_questionnaires.h"
#include "features/assessment/exchange/exchange.h"
#include "features/assessment/reader_trouble.h"
#include "features/assessment/workbooks.h"
#include "platform/http/routes.h"

namespace sonae::assessment::exchange {

namespace {

using http::answering;
using http::Context;
using http::field;
using http::heavy;
using http::id_in;
using http::Response;
using http::Schema;
using http::with_body;

constexpr std::size_t max_copy_bytes = 30ULL * 1024 * 1024;
constexpr std::size_t max_copy_body = max_copy_bytes + 1024 * 1024;  // and the multipart frame

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> exports(const Context& context) {
    const auto id = TRY(assessment_in(context));
    json::array exports;
    json::array copies;
    TRY(services_.database.read([&](db::Tx& tx) -> Result<void> {
      for (const Export& made : TRY(list_exports(tx, context.who(), id))) exports.push_back(to_json(made));
      for (const Copy& copy : TRY(list_copies(tx, context.who(), id))) copies.push_back(to_json(copy));
      return {};
    }));
    return Response::json(
        json::object{{"exports", std::move(exports)}, {"copies", std::move(copies)}, {"kept", kept_exports}});
  }

  Result<Response> upload(const Context& context) {
    if (context.request.uploads.size() != 1 || context.request.uploads.front().name != "file")
      return invalid("workbook.file.missing");
    const http::Upload& file = context.request.uploads.front();
    if (file.bytes.size() > max_copy_bytes)
      return invalid("workbook.file.too_big", {{"limit", std::to_string(max_copy_bytes / (1024 * 1024))}});
    const auto id = TRY(assessment_in(context));
    TRY(require_readable(context.who(), id, file.bytes));
    UploadedWorkbook workbook;
    workbook.file_name = text::clean_free_text(file.file_name).value_or("workbook.xlsx");
    workbook.size = static_cast<std::int64_t>(file.bytes.size());
    workbook.blob_hash = TRY(services_.blobs.put(file.bytes));
    const Copy copy = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<Copy> {
      return record_copy(tx, context.who(), id, TRY(record_workbook(tx, context.who(), workbook, context.now)),
                         context.now);
    }));
    return compared(context, id, copy.id, "", 201);
  }

  /// A workbook that the import page has taken in already.
  Result<Response> from_workbook(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const auto workbook = TRY(id_in<Workbook>(context.body().at("workbook").as_string()));
    const auto stored =
        TRY(services_.database.read([&](db::Tx& tx) { return get_workbook(tx, context.who(), workbook); }));
    TRY(require_readable(context.who(), id, TRY(services_.blobs.get(stored.blob_hash))));
    const Copy copy = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return record_copy(tx, context.who(), id, stored, context.now); }));
    return compared(context, id, copy.id, "", 201);
  }

  Result<Response> compare(const Context& context) {
    return compared(context, TRY(assessment_in(context)), TRY(copy_in(context)), context.request.query_or("base", ""),
                    200);
  }

  Result<Response> merge(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const MergeCopy command = merge_from(context.body(), id, TRY(copy_in(context)));
    const Read read =
        TRY(read_all(context.who(), id, command.copy, std::string(context.body().at("base").as_string())));
    const Merged merged = TRY(services_.database.write([&](db::WriteTx& tx) {
      return merge_copy(tx, context.who(), command, read.against_base, read.base, context.now);
    }));
    return Response::json(
        json::object{{"items", merged.items}, {"cells", merged.cells}, {"last_change", merged.last_change}});
  }

  Result<Response> carry(const Context& context) {
    const json::object& body = context.body();
    const ReplaceCarrier command{TRY(assessment_in(context)), TRY(id_in<CopyTag>(body.at("copy").as_string())),
                                 body.at("version").as_int64()};
    const auto sources = TRY(services_.database.read(
        [&](db::Tx& tx) { return load_copy(tx, context.who(), command.assessment, command.copy); }));
    const CopyReading reading = TRY(reading_of(context.who(), sources.carrier.blob_hash, sources));
    const Summary summary = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return replace_carrier(tx, context.who(), command, reading, context.now); }));
    return Response::json(assessment::to_json(summary));
  }

 private:
  /// A copy, read beside the present carrier and beside that of its base.
  struct Read {
    CopySources sources;
    std::vector<Base> bases;
    Base base;
    CopyReading against_carrier;
    CopyReading against_base;
  };

  static Result<Id<Assessment>> assessment_in(const Context& context) {
    return id_in<Assessment>(context.request.parameter("assessment"));
  }
  static Result<Id<CopyTag>> copy_in(const Context& context) {
    return id_in<CopyTag>(context.request.parameter("copy"));
  }

  /// Nothing is stored of a file that cannot be read as this sheet.
  Result<void> require_readable(const Actor& actor, const Id<Assessment>& id, std::string_view bytes) {
    TRY(require(actor, Permission::SheetManage));
    const Summary sheet = TRY(services_.database.read([&](db::Tx& tx) { return get_assessment(tx, actor, id); }));
    const Inspection inspection =
        TRY(watched(services_.database, actor, bytes, inspect_workbook(bytes, sheet.mapping)));
    if (!inspection.found) return std::unexpected(inspection.problem);
    return {};
  }

  Result<CopyReading> reading_of(const Actor& actor, const std::string& carrier_hash, const CopySources& sources) {
    const std::string carrier = TRY(services_.blobs.get(carrier_hash));
    const std::string copy = TRY(services_.blobs.get(sources.copy.file.blob_hash));
    return watched(services_.database, actor, copy, read_copy(carrier, copy, sources.sheet.summary.mapping));
  }

  Result<RecognisedSheet> original_of(const Read& read) {
    if (read.sources.original.id == read.sources.carrier.id) return read.against_carrier.carrier;
    Inspection inspection = TRY(inspect_workbook(TRY(services_.blobs.get(read.sources.original.blob_hash)),
                                                 read.sources.sheet.summary.mapping));
    if (!inspection.found) return internal("the original's sheet is not recognised: " + inspection.problem.key);
    return std::move(inspection.sheet);
  }

  /// An empty `base_id` is the likely one.
  Result<Read> read_all(const Actor& actor, const Id<Assessment>& id, const Id<CopyTag>& copy,
                        const std::string& base_id) {
    Read read;
    read.sources = TRY(services_.database.read([&](db::Tx& tx) { return load_copy(tx, actor, id, copy); }));
    read.against_carrier = TRY(reading_of(actor, read.sources.carrier.blob_hash, read.sources));
    read.bases = bases_of(read.sources, TRY(original_of(read)));
    if (base_id.empty()) {
      read.base = likely_base(read.bases, read.sources, read.against_carrier);
    } else {
      const auto found = std::ranges::find(read.bases, base_id, &Base::id);
      if (found == read.bases.end()) return not_found("exchange.base.unknown");
      read.base = *found;
    }
    read.against_base = read.base.blob_hash == read.sources.carrier.blob_hash
                            ? read.against_carrier
                            : TRY(reading_of(actor, read.base.blob_hash, read.sources));
    return read;
  }

  Result<Response> compared(const Context& context, const Id<Assessment>& id, const Id<CopyTag>& copy,
                            const std::string& base, int status) {
    const Read read = TRY(read_all(context.who(), id, copy, base));
    CopyComparison comparison = compare_copy(read.sources, read.against_base, read.bases, read.base);
    comparison.carrier_problems = carrier_problems(read.against_carrier);
    const auto known = TRY(services_.database.read(
        [&](db::Tx& tx) { return find_known_file(tx, context.who(), read.sources.copy.file.blob_hash); }));
    json::value body = to_json(comparison, context.who().language);
    json::object& out = body.get_object();
    out["copy"] = to_json(read.sources.copy);
    out["known"] = to_json(known);
    out["version"] = read.sources.sheet.summary.version;
    out["last_change"] = read.sources.sheet.summary.last_change;
    return Response::json(body, status);
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Schema response, Result<Response> (Api::*handler)(const Context&)) {
    return heavy(answering(
        http::make_route(api, method, std::move(pattern), {permission, RowScope::Company}, std::move(summary), handler),
        std::move(response)));
  };
  const std::string one = "/api/v1/assessments/{assessment}";

  auto exports =
      route(Get, one + "/exports", Permission::SheetExport,
            "Workbooks that were written from this sheet, and edited copies that came back.",
            Schema::object({field("exports", Schema::array(export_schema())),
                            field("copies", Schema::array(copy_schema())), field("kept", Schema::integer())}),
            &Api::exports);
  exports.cost = http::Cost::Normal;
  router.add(std::move(exports));
  auto upload =
      route(Post, one + "/copies", Permission::SheetManage,
            "Takes an edited copy in and compares it; no answer is changed.", comparison_schema(), &Api::upload);
  upload.body = http::Body::Multipart;
  upload.body_limit = max_copy_body;
  router.add(std::move(upload));
  router.add(with_body(route(Post, one + "/copies/from-workbook", Permission::SheetManage,
                             "Compares a workbook that was uploaded for import; no answer is changed.",
                             comparison_schema(), &Api::from_workbook),
                       Schema::object({field("workbook", Schema::uuid())})));
  auto compare = route(Get, one + "/copies/{copy}", Permission::SheetManage,
                       "The copy against a base and the sheet as it stands.", comparison_schema(), &Api::compare);
  compare.query = {http::optional("base", Schema::string(40))};
  router.add(std::move(compare));
  auto merge = with_body(route(Post, one + "/copies/{copy}/merge", Permission::SheetManage,
                               "Saves what was decided about the copy, all or nothing.",
                               Schema::object({field("items", Schema::integer()), field("cells", Schema::integer()),
                                               field("last_change", Schema::integer())}),
                               &Api::merge),
                         merge_schema());
  merge.body_limit = 2 * 1024 * 1024;
  router.add(std::move(merge));
  router.add(
      with_body(route(Put, one + "/workbook", Permission::SheetManage,
                      "Makes an edited copy the workbook of the next export; its items and columns must be the same.",
                      summary_schema(), &Api::carry),
                Schema::object({field("copy", Schema::uuid()), field("version", Schema::integer(0))})));
  add_questionnaire_routes(router, services);
}

}  // namespace sonae::assessment::exchange
