#include "features/assessment/evidence/api.h"

#include <charconv>
#include <memory>

#include "features/assessment/caged.h"
#include "features/assessment/evidence/evidence.h"
#include "features/assessment/reader_trouble.h"
#include "platform/http/routes.h"

namespace sonae::assessment::evidence {

namespace {

using http::answering;
using http::Context;
using http::field;
using http::id_in;
using http::Response;
using http::Schema;
using http::with_body;

/// One file and the multipart frame around it: what is larger is refused by its announced length.
constexpr std::size_t max_body = static_cast<std::size_t>(max_file_bytes) + 64 * 1024;

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value to_json(const Piece& piece) {
  const bool file = piece.kind == Kind::File;
  return json::object{
      {"id", piece.id.text()},
      {"no", piece.no},
      {"kind", name_of(piece.kind)},
      {"name", visible(piece.name)},
      {"type", file ? json::value(name_of(piece.type)) : json::value(nullptr)},
      {"size", file ? json::value(piece.size) : json::value(nullptr)},
      {"url", or_null(piece.url)},
      {"host", or_null(visible(piece.host))},
      {"reused", !piece.reused_from.empty()},
      {"added_at", piece.added_at.ms()},
      {"added_by", piece.added_by},
      {"deleted_at", piece.deleted_at ? json::value(piece.deleted_at->ms()) : json::value(nullptr)},
      {"deleted_by", or_null(piece.deleted_by)},
      {"restorable_until",
       piece.deleted_at ? json::value(piece.deleted_at->plus_ms(consent::restorable_ms).ms()) : json::value(nullptr)}};
}

json::array to_json(const std::vector<Piece>& pieces) {
  json::array list;
  for (const Piece& piece : pieces) list.push_back(to_json(piece));
  return list;
}

Schema piece_schema() {
  using http::optional;
  return Schema::object({field("id", Schema::uuid()), field("no", Schema::integer()),
                         field("kind", Schema::enumeration({"file", "link", "share"})), field("name", Schema::string()),
                         field("type", Schema::string().nullable()), field("size", Schema::integer().nullable()),
                         field("url", Schema::string().nullable()), field("host", Schema::string().nullable()),
                         field("reused", Schema::boolean()), field("added_at", Schema::integer()),
                         field("added_by", Schema::string()), field("deleted_at", Schema::integer().nullable()),
                         field("deleted_by", Schema::string().nullable()),
                         field("restorable_until", Schema::integer().nullable())});
}

struct Place {
  Id<Assessment> assessment;
  int no = 0;
};

Result<Place> place_in(const Context& context) {
  Place place{TRY(id_in<Assessment>(context.request.parameter("assessment"))), 0};
  const std::string& text = context.request.parameter("no");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place.no);
  if (error != std::errc{} || end != text.data() + text.size() || place.no <= 0) return not_found();
  return place;
}

Result<Id<Piece>> piece_in(const Context& context) { return id_in<Piece>(context.request.parameter("evidence")); }

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    const auto assessment = TRY(id_in<Assessment>(context.request.parameter("assessment")));
    const auto pieces = TRY(
        services_.database.read([&](db::Tx& tx) { return list_evidence(tx, context.who(), assessment, context.now); }));
    return Response::json(json::object{{"evidence", to_json(pieces)}});
  }

  Result<Response> item(const Context& context) {
    const Place place = TRY(place_in(context));
    const ItemEvidence item = TRY(services_.database.read(
        [&](db::Tx& tx) { return get_item_evidence(tx, context.who(), place.assessment, place.no, context.now); }));
    json::array types;
    for (const FileType type : all_file_types()) types.emplace_back(name_of(type));
    return Response::json(json::object{
        {"editable", item.editable},
        {"evidence", to_json(item.pieces)},
        {"last_year", {{"fiscal_year", item.last_fiscal_year}, {"evidence", to_json(item.last_year)}}},
        {"limits", {{"file_bytes", max_file_bytes}, {"pieces", max_pieces}, {"types", std::move(types)}}}});
  }

  Result<Response> add_one_file(const Context& context) {
    const Place place = TRY(place_in(context));
    if (context.request.uploads.size() != 1 || context.request.uploads.front().name != "file")
      return invalid("evidence.file.missing");
    const http::Upload& upload = context.request.uploads.front();
    const auto name = listed_name(upload.file_name);
    if (!name) return invalid("evidence.file.name");
    AddFile file{place.assessment,
                 place.no,
                 *name,
                 TRY(type_of(context, upload.bytes, *name)),
                 static_cast<std::int64_t>(upload.bytes.size()),
                 ""};
    TRY(services_.database.read(
        [&](db::Tx& tx) { return require_room_for(tx, context.who(), file, services_.quotas, context.now); }));
    file.blob_hash = TRY(services_.blobs.put(upload.bytes));
    const Piece piece = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return add_file(tx, context.who(), file, services_.quotas, context.now); }));
    return Response::json(json::object{{"evidence", to_json(piece)}}, 201);
  }

  Result<Response> add_one_link(const Context& context) {
    const Place place = TRY(place_in(context));
    const json::object& body = context.body();
    AddLink link{place.assessment, place.no, std::string(body.at("url").as_string()), ""};
    if (const auto* title = body.if_contains("title")) link.title = title->as_string();
    const Piece piece =
        TRY(services_.database.write([&](db::WriteTx& tx) { return add_link(tx, context.who(), link, context.now); }));
    return Response::json(json::object{{"evidence", to_json(piece)}}, 201);
  }

  Result<Response> reuse_one(const Context& context) {
    const Place place = TRY(place_in(context));
    const auto earlier = TRY(id_in<Piece>(context.body().at("evidence").as_string()));
    const Piece piece = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return reuse(tx, context.who(), place.assessment, place.no, earlier, context.now); }));
    return Response::json(json::object{{"evidence", to_json(piece)}}, 201);
  }

  Result<Response> remove_one(const Context& context) {
    const Place place = TRY(place_in(context));
    const auto id = TRY(piece_in(context));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return remove(tx, context.who(), place.assessment, place.no, id, context.now); }));
    return Response::no_content();
  }

  Result<Response> restore_one(const Context& context) {
    const Place place = TRY(place_in(context));
    const auto id = TRY(piece_in(context));
    const Piece piece = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return restore(tx, context.who(), place.assessment, place.no, id, context.now); }));
    return Response::json(json::object{{"evidence", to_json(piece)}});
  }

  Result<Response> file(const Context& context) {
    const Place place = TRY(place_in(context));
    const auto id = TRY(piece_in(context));
    const Piece piece = TRY(services_.database.read(
        [&](db::Tx& tx) { return get_file(tx, context.who(), place.assessment, place.no, id); }));
    auto bytes = services_.blobs.get(piece.blob_hash);
    if (!bytes) return damaged(context, piece, bytes.error());
    return Response::download(std::move(*bytes), std::string(media_type_of(piece.type)),
                              download_name(piece.name, piece.type));
  }

 private:
  /// Evidence comes from outside like any other file: it is read in the cage, and one that breaks its reader is
  /// recorded (IN07).
  Result<FileType> type_of(const Context& context, const std::string& bytes, const std::string& name) {
    const auto read = [&]() -> Result<std::string> { return std::string(name_of(TRY(recognise_file(bytes, name)))); };
    const std::string found = TRY(watched(services_.database, context.who(), bytes, in_cage(read)));
    const auto type = parse_file_type(found);
    if (!type) return internal("a file type without a name: " + found);
    return *type;
  }

  /// Busy disks stay what they are; bytes that are gone or changed are recorded and said.
  Result<Response> damaged(const Context& context, const Piece& piece, const Error& problem) {
    if (problem.key != "error.blob.damaged" && problem.key != "error.blob.missing") return std::unexpected(problem);
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return record_damage(tx, context.who(), piece, problem.key, context.now); }));
    return fail(ErrorKind::Unavailable, "evidence.file.damaged", {{"name", visible(piece.name)}},
                problem.key + " " + piece.blob_hash);
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Result<Response> (Api::*handler)(const Context&)) {
    return http::make_route(api, method, std::move(pattern), {permission, RowScope::Department}, std::move(summary),
                            handler);
  };
  const Schema pieces = Schema::array(piece_schema(), 50'000);
  const Schema one = Schema::object({field("evidence", piece_schema())});
  const std::string sheet = "/api/v1/assessments/{assessment}";
  const std::string item = sheet + "/items/{no}";
  const std::string piece = item + "/evidence/{evidence}";

  router.add(answering(route(Get, sheet + "/evidence", Permission::SheetRead,
                             "Files and links of all items in the actor's scope.", &Api::list),
                       Schema::object({field("evidence", pieces)})));
  router.add(answering(
      route(Get, item + "/evidence", Permission::SheetRead,
            "Files and links of one item, and those of the year before that may be used again.", &Api::item),
      Schema::object(
          {field("editable", Schema::boolean()), field("evidence", pieces),
           field("last_year", Schema::object({field("fiscal_year", Schema::integer()), field("evidence", pieces)})),
           field("limits", Schema::object({field("file_bytes", Schema::integer()), field("pieces", Schema::integer()),
                                           field("types", Schema::array(Schema::string(), 40))}))})));
  auto upload =
      answering(route(Post, item + "/evidence", Permission::SheetAnswer,
                      "Adds one file of at most 20 MB; its content decides whether it is taken.", &Api::add_one_file),
                one);
  upload.body = http::Body::Multipart;
  upload.body_limit = max_body;
  router.add(std::move(upload));
  router.add(answering(
      with_body(route(Post, item + "/links", Permission::SheetAnswer, "Adds a web address or a path on a file server.",
                      &Api::add_one_link),
                Schema::object({field("url", Schema::string(4'000)), http::optional("title", Schema::string(400))})),
      one));
  router.add(answering(with_body(route(Post, item + "/reuse", Permission::SheetAnswer,
                                       "Lets a piece of the year before stand at this item too.", &Api::reuse_one),
                                 Schema::object({field("evidence", Schema::uuid())})),
                       one));
  router.add(route(Delete, piece, Permission::SheetAnswer, "Deletes a piece; it can be restored for 30 days.",
                   &Api::remove_one));
  router.add(answering(with_body(route(Post, piece + "/restore", Permission::SheetAnswer, "Takes a deleted piece back.",
                                       &Api::restore_one),
                                 Schema::object({})),
                       one));
  router.add(route(Get, piece + "/file", Permission::SheetRead,
                   "The file as attachment, after its bytes were checked against their hash.", &Api::file));
}

}  // namespace sonae::assessment::evidence
