#include "features/assessment/api_json.h"

#include <algorithm>
#include <map>

#include "features/assessment/known.h"
#include "platform/messages/messages.h"

namespace sonae::assessment {

namespace {

json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }
json::value or_null(const std::optional<Instant>& at) { return at ? json::value(at->ms()) : json::value(nullptr); }
json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value or_null(const std::optional<int>& number) { return number ? json::value(*number) : json::value(nullptr); }

std::string_view text_of(EditState state) {
  switch (state) {
    case EditState::Saved:
      return "saved";
    case EditState::Merged:
      return "merged";
    case EditState::Conflict:
      return "conflict";
    case EditState::Refused:
      return "refused";
  }
  return "";
}

/// The value of a field as the page knows it: null for no date and no department, an array for ticks.
json::value field_value(AnswerField field, const std::string& text) {
  if (field == AnswerField::Ticks) {
    json::array ticks;
    for (const char tick : text) ticks.emplace_back(tick == '1');
    return ticks;
  }
  if (field == AnswerField::Due || field == AnswerField::Department) return or_null(text);
  return json::value(text);
}

/// The stored text of a field's JSON value; nothing when its type does not fit the field.
std::optional<std::string> field_text(AnswerField field, const json::value& value) {
  if (field == AnswerField::Ticks) {
    if (!value.is_array()) return std::nullopt;
    std::string text;
    for (const json::value& tick : value.get_array()) {
      if (!tick.is_bool()) return std::nullopt;
      text += tick.get_bool() ? '1' : '0';
    }
    return text;
  }
  if (value.is_null() && (field == AnswerField::Due || field == AnswerField::Department)) return "";
  if (!value.is_string()) return std::nullopt;
  return std::string(value.get_string());
}

json::value help_json(const frameworks::Item* item, std::string_view language) {
  if (item == nullptr || !item->help) return nullptr;
  json::array evidence;
  for (const frameworks::Text& line : item->help->evidence) evidence.emplace_back(line.in(language));
  return json::object{{"wants", item->help->wants.in(language)},
                      {"evidence", std::move(evidence)},
                      {"owner", item->help->owner.in(language)},
                      {"first_step", item->help->first_step.in(language)},
                      {"confidence", frameworks::name_of(item->confidence)}};
}

json::value item_json(const frameworks::VersionItem& item, const Summary& sheet, std::string_view language) {
  const auto* known = known_item(sheet.framework_pack, sheet.framework_version, static_cast<std::size_t>(sheet.items),
                                 item.no, item.label);
  json::array criteria;
  for (const std::string& line : split_criteria(item.criteria)) criteria.emplace_back(line);
  return json::object{{"no", item.no},
                      {"level", or_null(item.level)},
                      {"label", item.label},
                      {"condition", item.condition},
                      {"criteria", std::move(criteria)},
                      {"area", item.area},
                      {"text_source", item.text_source},
                      {"help", help_json(known, language)}};
}

}  // namespace

json::value to_json(const Summary& s) {
  return json::object{
      {"id", s.id.text()},
      {"fiscal_year", s.fiscal_year},
      {"title", s.title},
      {"framework", {{"id", s.framework_pack}, {"name", s.framework_name}, {"version", s.framework_version}}},
      {"file_name", or_null(s.file_name)},
      {"items", s.items},
      {"answered", s.answered},
      {"due", or_null(s.due)},
      {"state", name_of(s.state)},
      {"version", s.version},
      {"created_at", s.created_at.ms()}};
}

json::value to_json(const Answer& a, const Summary& sheet, const Actor& actor) {
  json::array ticks;
  for (const bool tick : a.ticks) ticks.emplace_back(tick);
  json::value previous = nullptr;
  if (a.previous)
    previous = json::object{{"score", assessment::text_of(a.previous->score)}, {"basis", a.previous->basis}};
  return json::object{
      {"no", a.no},
      {"version", a.version},
      {"score", assessment::text_of(a.score)},
      {"basis", a.basis},
      {"due", or_null(a.due)},
      {"responder", a.responder},
      {"department", or_null(a.department.text())},
      {"assignee",
       a.assignee.empty() ? json::value(nullptr) : json::value{{"id", a.assignee.text()}, {"name", a.assignee_name}}},
      {"origin", name_of(a.origin)},
      {"submitted", a.submitted},
      {"ticks", std::move(ticks)},
      {"updated_at", or_null(a.updated_at)},
      {"updated_by", or_null(a.updated_by)},
      {"editable", may_edit(actor, sheet, a)},
      {"previous", std::move(previous)}};
}

json::value to_json(const Sheet& sheet, const Actor& actor, std::string_view language) {
  json::object out = to_json(sheet.summary).get_object();
  out["last_change"] = sheet.summary.last_change;
  out["may"] = json::object{{"answer", actor.may(Permission::SheetAnswer)},
                            {"manage", actor.may(Permission::SheetManage)},
                            {"export", actor.may(Permission::SheetExport)}};
  json::array items;
  for (const auto& item : sheet.items) items.push_back(item_json(item, sheet.summary, language));
  json::array answers;
  for (const Answer& answer : sheet.answers) answers.push_back(to_json(answer, sheet.summary, actor));
  out["items"] = std::move(items);
  out["answers"] = std::move(answers);
  return out;
}

json::value to_json(const EditsSaved& saved, const Summary& sheet, const Actor& actor) {
  json::array results;
  for (const EditResult& r : saved.results) {
    json::array conflicts;
    for (const FieldConflict& c : r.conflicts)
      conflicts.push_back(json::object{{"field", name_of(c.field)},
                                       {"mine", field_value(c.field, c.mine)},
                                       {"theirs", field_value(c.field, c.theirs)},
                                       {"by", r.answer ? or_null(r.answer->updated_by) : nullptr},
                                       {"at", r.answer ? or_null(r.answer->updated_at) : nullptr}});
    results.push_back(json::object{
        {"no", r.no},
        {"state", text_of(r.state)},
        {"answer", r.answer ? to_json(*r.answer, sheet, actor) : json::value(nullptr)},
        {"conflicts", std::move(conflicts)},
        {"message", r.message.empty() ? json::value(nullptr)
                                      : json::value(messages::say(actor.language, r.message, r.message_args))}});
  }
  return json::object{{"results", std::move(results)}, {"last_change", saved.last_change}};
}

json::value to_json(const std::vector<SheetWarning>& warnings, std::string_view language) {
  json::array out;
  for (const SheetWarning& w : warnings)
    out.push_back(json::object{{"row", w.row ? json::value(*w.row) : json::value(nullptr)},
                               {"cell", or_null(w.cell)},
                               {"code", w.key},
                               {"message", messages::say(language, w.key, w.args)}});
  return out;
}

json::value to_json(const Inspection& inspection, std::string_view language) {
  const RecognisedSheet& sheet = inspection.sheet;
  json::object columns;
  for (const Column c : {Column::No, Column::Level, Column::Label, Column::Condition, Column::Criteria, Column::Score,
                         Column::Basis, Column::Area}) {
    const auto& column = at(sheet.columns, c);
    columns[name_of(c)] = column ? json::value(*column) : json::value(nullptr);
  }
  std::map<std::string, int> scores;
  std::map<std::string, int> levels;
  std::map<std::string, int> labels;
  json::array sample;
  for (const SheetItem& item : sheet.items) {
    ++scores[std::string(assessment::text_of(item.score))];
    ++levels[item.level ? std::to_string(*item.level) : "none"];
    ++labels[item.label];
    if (sample.size() < 5)
      sample.push_back(json::object{{"row", item.row},
                                    {"no", item.no},
                                    {"level", or_null(item.level)},
                                    {"label", item.label},
                                    {"condition", item.condition},
                                    {"score", assessment::text_of(item.score)},
                                    {"basis", item.basis}});
  }
  const auto total = static_cast<int>(sheet.items.size());
  json::array tabs;
  for (const SheetTab& tab : inspection.tabs) tabs.push_back(json::object{{"name", tab.name}, {"hidden", tab.hidden}});
  return json::object{
      {"found", inspection.found},
      {"problem", inspection.found ? json::value(nullptr) : json::value(messages::say(language, inspection.problem))},
      {"sheet", sheet.sheet},
      {"header_row", sheet.header_row},
      {"first_row", sheet.first_row},
      {"last_row", sheet.last_row},
      {"columns", std::move(columns)},
      {"version",
       {{"framework", sheet.version.framework},
        {"version", sheet.version.version},
        {"certainty", name_of(sheet.version.certainty)}}},
      {"counts",
       {{"items", total},
        {"answered", total - scores[""]},
        {"2", scores["2"]},
        {"1", scores["1"]},
        {"0", scores["0"]},
        {"該当なし", scores["該当なし"]},
        {"empty", scores[""]}}},
      {"levels", {{"1", levels["1"]}, {"2", levels["2"]}, {"3", levels["3"]}, {"none", levels["none"]}}},
      {"labels", labels.size()},
      {"warnings", to_json(sheet.warnings, language)},
      {"sample", std::move(sample)},
      {"sheets", std::move(tabs)}};
}

json::value to_json(const Preview& preview) {
  json::array sheets;
  for (const SheetTab& tab : preview.tabs) sheets.push_back(json::object{{"name", tab.name}, {"hidden", tab.hidden}});
  json::array columns;
  for (const std::string& column : preview.columns) columns.emplace_back(column);
  json::array rows;
  for (const Preview::Row& row : preview.rows) {
    json::array cells;
    for (const std::string& cell : row.cells) cells.emplace_back(cell);
    rows.push_back(json::object{{"row", row.row}, {"cells", std::move(cells)}});
  }
  return json::object{{"sheets", std::move(sheets)},
                      {"sheet", preview.sheet},
                      {"columns", std::move(columns)},
                      {"rows", std::move(rows)}};
}

json::value to_json(const std::vector<Finding>& findings, const std::vector<Answer>& answers,
                    std::string_view language) {
  json::array list;
  std::map<std::string, int> counts;
  for (const Finding& finding : findings) {
    const auto answer = std::ranges::find(answers, finding.no, &Answer::no);
    std::string cell;
    if (answer != answers.end()) cell = finding.field == Field::Basis ? answer->basis_cell : answer->score_cell;
    ++counts[finding.code];
    list.push_back(json::object{{"no", finding.no},
                                {"field", name_of(finding.field)},
                                {"cell", or_null(cell)},
                                {"code", finding.code},
                                {"severity", name_of(finding.severity)},
                                {"message", messages::say(language, finding.code, finding.args)}});
  }
  json::object by_code;
  for (const auto& [code, count] : counts) by_code[code] = count;
  return json::object{{"findings", std::move(list)}, {"counts", std::move(by_code)}};
}

namespace {

json::value to_json(const Tally& t, std::string name) {
  return json::object{{"key", t.key},
                      {"name", std::move(name)},
                      {"items", t.items},
                      {"complete", t.complete},
                      {"in_progress", t.in_progress},
                      {"not_started", t.not_started},
                      {"not_applicable", t.not_applicable},
                      {"unanswered", t.unanswered},
                      {"points", t.points},
                      {"max_points", t.max_points},
                      {"rate", or_null(t.rate)}};
}

json::array to_json(const std::vector<Tally>& tallies) {
  json::array list;
  for (const Tally& tally : tallies) list.push_back(to_json(tally, tally.key));
  return list;
}

}  // namespace

json::value to_json(const TotalsView& view) {
  const Totals totals = count_totals(facts_of(view.sheet), view.options);
  json::array departments;
  for (const Tally& tally : totals.departments) {
    const auto name = view.department_names.find(tally.key);
    departments.push_back(to_json(tally, name == view.department_names.end() ? "" : name->second));
  }
  json::value previous = nullptr;
  if (view.previous)
    previous = json::object{{"fiscal_year", view.previous->summary.fiscal_year},
                            {"labels", to_json(count_totals(facts_of(*view.previous), view.options).labels)}};
  return json::object{{"na", view.options.not_applicable == NotApplicableCounts::Full ? "full" : "exclude"},
                      {"unanswered", view.options.unanswered == UnansweredCounts::Exclude ? "exclude" : "zero"},
                      {"overall", to_json(totals.overall, "")},
                      {"levels", to_json(totals.levels)},
                      {"labels", to_json(totals.labels)},
                      {"departments", std::move(departments)},
                      {"previous", std::move(previous)}};
}

Result<TotalsOptions> totals_options_from(std::string_view na, std::string_view unanswered) {
  if ((na != "exclude" && na != "full") || (unanswered != "zero" && unanswered != "exclude"))
    return invalid("assessment.totals.treatment");
  return TotalsOptions{na == "full" ? NotApplicableCounts::Full : NotApplicableCounts::Exclude,
                       unanswered == "exclude" ? UnansweredCounts::Exclude : UnansweredCounts::Zero};
}

Result<SaveEdits> edits_from(const json::object& body, Id<Assessment> assessment) {
  SaveEdits command{std::move(assessment), std::string(body.at("key").as_string()), {}};
  std::size_t row = 0;
  for (const json::value& value : body.at("edits").as_array()) {
    const json::object& object = value.as_object();
    Edit edit;
    edit.no = static_cast<int>(object.at("no").as_int64());
    edit.version = object.at("version").as_int64();
    std::size_t column = 0;
    for (const json::value& change : object.at("changes").as_array()) {
      const json::object& part = change.as_object();
      const AnswerField field = *parse_field(part.at("field").as_string());
      const auto from = field_text(field, part.at("from"));
      const auto to = field_text(field, part.at("to"));
      if (!from || !to) {
        Error error{ErrorKind::Invalid, "error.body", {}, "", {}};
        error.fields.push_back(
            {"/edits/" + std::to_string(row) + "/changes/" + std::to_string(column) + (from ? "/to" : "/from"),
             "error.field.type",
             {{"expected", field == AnswerField::Ticks ? "array" : "string"}}});
        return std::unexpected(std::move(error));
      }
      edit.changes.push_back({field, *from, *to});
      ++column;
    }
    command.edits.push_back(std::move(edit));
    ++row;
  }
  return command;
}

Result<Mapping> mapping_from(const json::object& body) {
  Mapping mapping;
  mapping.sheet = body.at("sheet").as_string();
  mapping.header_row = static_cast<std::uint32_t>(body.at("header_row").as_int64());
  if (const auto* first = body.if_contains("first_row"); first != nullptr && !first->is_null())
    mapping.first_row = static_cast<std::uint32_t>(first->as_int64());
  for (const auto& [name, column] : body.at("columns").as_object()) {
    const auto role = parse_column_role(name);
    if (!role) return invalid("workbook.recognise.no_column", {{"column", std::string(name)}});
    if (column.is_string() && !column.get_string().empty())
      mapping.columns[static_cast<std::size_t>(*role)] = std::string(column.get_string());
  }
  return mapping;
}

http::Schema edits_schema() {
  using http::field;
  using http::Schema;
  return Schema::object(
      {field("key", Schema::string(100).described("Idempotency key: the same key saves once.")),
       field("edits",
             Schema::array(
                 Schema::object(
                     {field("no", Schema::integer(1, 9999)), field("version", Schema::integer(0)),
                      field("changes",
                            Schema::array(
                                Schema::object(
                                    {field("field", Schema::enumeration(
                                                        {"score", "basis", "due", "responder", "department", "ticks"})),
                                     field("from", Schema::any().nullable()), field("to", Schema::any().nullable())}),
                                6))}),
                 2000))});
}

http::Schema mapping_schema() {
  using http::field;
  using http::optional;
  using http::Schema;
  return Schema::object({field("sheet", Schema::string(64)), field("header_row", Schema::integer(1, 1'048'576)),
                         optional("first_row", Schema::integer(1, 1'048'576).nullable()),
                         field("columns", Schema::map(Schema::string(3).nullable()))});
}

http::Schema answer_schema() {
  using http::field;
  using http::Schema;
  return Schema::object(
      {field("no", Schema::integer()), field("version", Schema::integer()),
       field("score", Schema::enumeration({"2", "1", "0", "該当なし", ""})), field("basis", Schema::string()),
       field("due", Schema::date().nullable()), field("responder", Schema::string()),
       field("department", Schema::uuid().nullable()),
       field("assignee", Schema::object({field("id", Schema::uuid()), field("name", Schema::string())}).nullable()),
       field("origin", Schema::enumeration({"", "carried", "changed"})), field("submitted", Schema::boolean()),
       field("ticks", Schema::array(Schema::boolean())), field("updated_at", Schema::integer().nullable()),
       field("updated_by", Schema::string().nullable()), field("editable", Schema::boolean()),
       field("previous",
             Schema::object({field("score", Schema::string()), field("basis", Schema::string())}).nullable())});
}

http::Schema inspection_schema() {
  using http::field;
  using http::Schema;
  return Schema::object(
      {field("found", Schema::boolean()), field("problem", Schema::string().nullable()),
       field("sheet", Schema::string()), field("header_row", Schema::integer()), field("first_row", Schema::integer()),
       field("last_row", Schema::integer()), field("columns", Schema::map(Schema::string().nullable())),
       field("version", Schema::map(Schema::string())), field("counts", Schema::map(Schema::integer())),
       field("levels", Schema::map(Schema::integer())), field("labels", Schema::integer()),
       field("warnings", Schema::array(Schema::any())), field("sample", Schema::array(Schema::any())),
       field("sheets", Schema::array(Schema::any()))});
}

http::Schema summary_schema() {
  using http::field;
  using http::Schema;
  return Schema::object({field("id", Schema::uuid()), field("fiscal_year", Schema::integer()),
                         field("title", Schema::string()), field("framework", Schema::map(Schema::string())),
                         field("file_name", Schema::string().nullable()), field("items", Schema::integer()),
                         field("answered", Schema::integer()), field("due", Schema::date().nullable()),
                         field("state", Schema::enumeration({"open", "review", "approved", "handed_in"})),
                         field("version", Schema::integer()), field("created_at", Schema::integer())});
}

}  // namespace sonae::assessment
