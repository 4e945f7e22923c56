#include "features/assessment/exchange/api_json.h"

#include "platform/messages/messages.h"

namespace sonae::assessment::exchange {

namespace {

using http::field;
using http::Schema;

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value or_null(const std::optional<Instant>& at) { return at ? json::value(at->ms()) : json::value(nullptr); }

json::array to_json(const std::vector<MergeCell>& cells) {
  json::array list;
  for (const MergeCell& cell : cells)
    list.push_back(json::object{{"no", cell.no},
                                {"field", name_of(cell.field)},
                                {"state", name_of(cell.state)},
                                {"base", cell.base},
                                {"file", cell.file},
                                {"now", cell.now}});
  return list;
}

json::object to_json(const OtherCells& others) {
  json::array list;
  for (const OtherCell& cell : others.list)
    list.push_back(json::object{{"kind", name_of(cell.kind)},
                                {"sheet", cell.sheet},
                                {"cell", or_null(cell.cell)},
                                {"before", cell.before},
                                {"after", cell.after}});
  return {{"count", others.count}, {"list", std::move(list)}};
}

Schema seen_items_schema() {
  return Schema::array(Schema::object({field("no", Schema::integer(1, 9999)), field("version", Schema::integer(0))}),
                       5'000);
}

}  // namespace

json::value to_json(const Export& made) {
  return json::object{{"id", made.id.text()},
                      {"at", made.at.ms()},
                      {"by", or_null(made.by)},
                      {"change", made.change},
                      {"sha256", made.sha256}};
}

json::value to_json(const Copy& copy) {
  return json::object{{"id", copy.id.text()},
                      {"file_name", copy.file.file_name},
                      {"size", copy.file.size},
                      {"at", copy.at.ms()},
                      {"by", or_null(copy.by)},
                      {"merged_at", or_null(copy.merged_at)},
                      {"merged_by", or_null(copy.merged_by)}};
}

json::value to_json(const std::vector<KnownFile>& known) {
  json::array list;
  for (const KnownFile& file : known)
    list.push_back(json::object{{"kind", file.kind},
                                {"assessment", file.assessment.text()},
                                {"fiscal_year", file.fiscal_year},
                                {"title", file.title},
                                {"at", file.at.ms()},
                                {"by", or_null(file.by)}});
  return list;
}

json::value to_json(const CopyComparison& comparison, std::string_view language) {
  json::array bases;
  for (const BaseChoice& base : comparison.bases)
    bases.push_back(json::object{{"id", base.id},
                                 {"at", base.at.ms()},
                                 {"by", or_null(base.by)},
                                 {"differences", base.differences},
                                 {"same_file", base.same_file}});
  json::array items;
  for (const SeenItem& item : comparison.items)
    items.push_back(json::object{{"no", item.no}, {"version", item.version}});
  json::array missing;
  for (const MissingItem& item : comparison.missing)
    missing.push_back(json::object{{"no", item.no}, {"label", item.label}});
  json::array added;
  for (const AddedItem& item : comparison.added)
    added.push_back(json::object{{"no", item.no},
                                 {"row", item.row},
                                 {"condition", item.condition},
                                 {"score", text_of(item.score)},
                                 {"basis", item.basis}});
  json::array unread;
  for (const UnreadCell& cell : comparison.unread)
    unread.push_back(
        json::object{{"no", cell.no}, {"field", name_of(cell.field)}, {"cell", cell.cell}, {"text", cell.text}});
  json::array problems;
  for (const FieldError& problem : comparison.carrier_problems)
    problems.push_back(json::object{{"place", problem.place},
                                    {"code", problem.key},
                                    {"message", messages::say(language, problem.key, problem.args)}});
  return json::object{{"base", comparison.base},
                      {"bases", std::move(bases)},
                      {"cells", to_json(comparison.cells)},
                      {"items", std::move(items)},
                      {"missing", std::move(missing)},
                      {"added", std::move(added)},
                      {"unread", std::move(unread)},
                      {"others", to_json(comparison.others)},
                      {"carrier_problems", std::move(problems)}};
}

MergeCopy merge_from(const json::object& body, Id<Assessment> assessment, Id<CopyTag> copy) {
  MergeCopy command{std::move(assessment), std::move(copy), {}, body.at("last_change").as_int64(), {}};
  for (const json::value& value : body.at("items").as_array())
    command.items.push_back({static_cast<int>(value.at("no").as_int64()), value.at("version").as_int64()});
  for (const json::value& value : body.at("choices").as_array()) {
    const json::object& choice = value.as_object();
    command.choices.push_back({static_cast<int>(choice.at("no").as_int64()),
                               *parse_merge_field(choice.at("field").as_string()),
                               *parse_take(choice.at("take").as_string())});
  }
  return command;
}

Schema export_schema() {
  return Schema::object({field("id", Schema::uuid()), field("at", Schema::integer()),
                         field("by", Schema::string().nullable()), field("change", Schema::integer()),
                         field("sha256", Schema::string(64))});
}

Schema copy_schema() {
  return Schema::object({field("id", Schema::uuid()), field("file_name", Schema::string()),
                         field("size", Schema::integer()), field("at", Schema::integer()),
                         field("by", Schema::string().nullable()), field("merged_at", Schema::integer().nullable()),
                         field("merged_by", Schema::string().nullable())});
}

Schema comparison_schema() {
  const Schema merge_field = Schema::enumeration({"score", "basis", "due"});
  return Schema::object(
      {field("copy", copy_schema()), field("known", Schema::array(Schema::any())),
       field("version", Schema::integer().described("Of the assessment, for PUT …/workbook.")),
       field("last_change", Schema::integer()), field("base", Schema::string()),
       field("bases", Schema::array(Schema::object({field("id", Schema::string()), field("at", Schema::integer()),
                                                    field("by", Schema::string().nullable()),
                                                    field("differences", Schema::integer()),
                                                    field("same_file", Schema::boolean())}))),
       field("cells",
             Schema::array(Schema::object({field("no", Schema::integer()), field("field", merge_field),
                                           field("state", Schema::enumeration({"theirs", "ours", "same", "conflict"})),
                                           field("base", Schema::string()), field("file", Schema::string()),
                                           field("now", Schema::string())}))),
       field("items", seen_items_schema()),
       field("missing",
             Schema::array(Schema::object({field("no", Schema::integer()), field("label", Schema::string())}))),
       field("added",
             Schema::array(Schema::object({field("no", Schema::integer()), field("row", Schema::integer()),
                                           field("condition", Schema::string()), field("score", Schema::string()),
                                           field("basis", Schema::string())}))),
       field("unread",
             Schema::array(Schema::object({field("no", Schema::integer()), field("field", merge_field),
                                           field("cell", Schema::string()), field("text", Schema::string())}))),
       field("others",
             Schema::object({field("count", Schema::integer()), field("list", Schema::array(Schema::any()))})),
       field("carrier_problems",
             Schema::array(Schema::object({field("place", Schema::string()), field("code", Schema::string()),
                                           field("message", Schema::string())})))});
}

Schema merge_schema() {
  return Schema::object(
      {field("base", Schema::string(40).described("The base that the choices were made against.")),
       field("last_change", Schema::integer(0)),
       field("items", seen_items_schema().described("As the comparison gave them.")),
       field("choices", Schema::array(Schema::object({field("no", Schema::integer(1, 9999)),
                                                      field("field", Schema::enumeration({"score", "basis", "due"})),
                                                      field("take", Schema::enumeration({"theirs", "ours", "both"}))}),
                                      15'000))});
}

}  // namespace sonae::assessment::exchange
