#include "features/assessment/versions/api_json.h"

#include "features/assessment/api_json.h"
#include "features/assessment/versions/rules_marks.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::versions {

namespace {

json::value or_null(const std::optional<int>& number) { return number ? json::value(*number) : json::value(nullptr); }

json::array to_json(const std::vector<int>& numbers) {
  json::array list;
  for (const int no : numbers) list.emplace_back(no);
  return list;
}

std::string_view name_of(SpanKind kind) {
  switch (kind) {
    case SpanKind::Kept:
      return "kept";
    case SpanKind::Removed:
      return "removed";
    case SpanKind::Added:
      return "added";
  }
  return "";
}

json::array marks_json(std::string_view older, std::string_view newer) {
  json::array list;
  for (const TextSpan& span : mark_words(older, newer))
    list.push_back(json::object{{"kind", name_of(span.kind)}, {"text", span.text}});
  return list;
}

json::value to_json(const std::optional<WordedItem>& item) {
  if (!item) return nullptr;
  return json::object{{"no", item->no},
                      {"level", or_null(item->level)},
                      {"label", item->label},
                      {"condition", item->condition},
                      {"criteria", item->criteria}};
}

json::value department_json(const Id<Department>& id, const std::string& name) {
  if (id.empty()) return nullptr;
  return json::object{{"id", id.text()}, {"name", name}};
}

json::object counts_json(const VersionChanges& changes) {
  json::object counts;
  for (const ChangeKind kind :
       {ChangeKind::Unchanged, ChangeKind::Renumbered, ChangeKind::Reworded, ChangeKind::Added, ChangeKind::Removed})
    counts[versions::name_of(kind)] = changes.count(kind);
  return counts;
}

json::object source_json(const Summary& sheet) {
  return {{"id", sheet.id.text()}, {"fiscal_year", sheet.fiscal_year}, {"title", sheet.title}};
}

json::object counts_json(const StandingCounts& counts) {
  json::object object{{"total", counts.total}};
  for (const Standing standing : {Standing::Met, Standing::Partly, Standing::NotMet, Standing::NotApplicable,
                                  Standing::Unanswered, Standing::NotAsked})
    object[versions::name_of(standing)] = counts.of(standing);
  return object;
}

json::value to_json(const CriterionStanding& one, std::string_view language) {
  json::array items;
  for (const BehindItem& item : one.items)
    items.push_back(json::object{{"guideline_no", item.guideline_no},
                                 {"no", item.sheet_no == 0 ? json::value(nullptr) : json::value(item.sheet_no)},
                                 {"score", text_of(item.score)}});
  return json::object{
      {"id", one.criterion->id},
      {"star", one.criterion->star},
      {"title", one.criterion->title.in(language)},
      {"standing", versions::name_of(one.standing)},
      {"confidence",
       one.standing == Standing::NotAsked ? json::value(nullptr) : json::value(frameworks::name_of(one.confidence))},
      {"items", std::move(items)}};
}

json::value to_json(const RequirementStanding& one, std::string_view language) {
  json::array criteria;
  for (const CriterionStanding& criterion : one.criteria) criteria.push_back(to_json(criterion, language));
  return json::object{{"id", one.requirement->id},
                      {"star", one.requirement->star},
                      {"title", one.requirement->title.in(language)},
                      {"standing", versions::name_of(one.standing)},
                      {"criteria", std::move(criteria)}};
}

json::array caveats_of(const frameworks::Pack& pack, std::string_view language) {
  json::array list;
  for (const frameworks::Text& caveat : pack.caveats) list.emplace_back(caveat.in(language));
  return list;
}

}  // namespace

json::value to_json(const VersionEntry& entry) {
  return json::object{{"side", entry.side},
                      {"framework", entry.framework},
                      {"version", entry.version},
                      {"name", entry.name},
                      {"source", entry.source},
                      {"variant", entry.variant},
                      {"items", entry.items},
                      {"created_at", entry.created_at ? json::value(entry.created_at->ms()) : json::value(nullptr)},
                      {"fiscal_years", to_json(entry.fiscal_years)}};
}

json::value to_json(const ItemChange& change) {
  json::object object{{"kind", name_of(change.kind)},
                      {"from", to_json(change.before)},
                      {"to", to_json(change.after)},
                      {"condition", nullptr},
                      {"criteria", nullptr}};
  if (change.kind == ChangeKind::Reworded) {
    object["condition"] = marks_json(change.before->condition, change.after->condition);
    object["criteria"] = marks_json(change.before->criteria, change.after->criteria);
  }
  return object;
}

json::value to_json(const VersionComparison& comparison) {
  json::array rows;
  for (const ItemChange& row : comparison.changes.rows)
    if (row.kind != ChangeKind::Unchanged || row.level_changed()) rows.push_back(to_json(row));
  return json::object{{"from", to_json(comparison.from)},           {"to", to_json(comparison.to)},
                      {"basis", name_of(comparison.changes.basis)}, {"same_version", comparison.changes.same_version},
                      {"counts", counts_json(comparison.changes)},  {"rows", std::move(rows)}};
}

json::value to_json(const CarryPreview& preview) {
  json::array departments;
  for (const DepartmentCarry& department : preview.departments)
    departments.push_back(json::object{{"department", department_json(department.department, department.name)},
                                       {"carried", department.carried},
                                       {"reworded", to_json(department.reworded)},
                                       {"added", to_json(department.added)},
                                       {"open", to_json(department.open)}});
  return json::object{{"source", source_json(preview.source)},
                      {"basis", name_of(preview.basis)},
                      {"carried", preview.carried},
                      {"renumbered", preview.renumbered},
                      {"reworded", preview.reworded},
                      {"added", preview.added},
                      {"open", preview.open},
                      {"removed", preview.removed},
                      {"in_workbook", preview.in_workbook},
                      {"departments", std::move(departments)}};
}

json::value to_json(const SheetComparison& view) {
  json::array departments;
  for (const DepartmentWork& department : view.departments)
    departments.push_back(json::object{{"department", department_json(department.department, department.name)},
                                       {"again", to_json(department.again)},
                                       {"open", to_json(department.open)},
                                       {"carried", department.carried}});
  return json::object{{"sheet", source_json(view.sheet)},
                      {"source", view.source ? json::value(source_json(*view.source)) : json::value(nullptr)},
                      {"carried_over", view.carried_over},
                      {"comparison", view.comparison ? to_json(*view.comparison) : json::value(nullptr)},
                      {"departments", std::move(departments)}};
}

json::value to_json(const Kept& kept) {
  json::array departments;
  for (const KeptDepartment& department : kept.departments)
    departments.push_back(json::object{{"department", department_json(department.department, department.name)},
                                       {"numbers", to_json(department.numbers)},
                                       {"carried", department.carried}});
  return json::object{{"id", kept.id.text()},
                      {"assessment", kept.assessment.text()},
                      {"fiscal_year", kept.fiscal_year},
                      {"from", {{"side", kept.from_side}, {"name", kept.from_name}}},
                      {"to", {{"side", kept.to_side}, {"name", kept.to_name}}},
                      {"counts",
                       {{"unchanged", kept.counts.unchanged},
                        {"renumbered", kept.counts.renumbered},
                        {"reworded", kept.counts.reworded},
                        {"added", kept.counts.added},
                        {"removed", kept.counts.removed}}},
                      {"note", kept.note},
                      {"at", kept.kept_at.ms()},
                      {"by", kept.kept_by},
                      {"departments", std::move(departments)}};
}

json::value to_json(const Trend& trend, std::string_view language) {
  json::array years;
  for (const TrendYear& year : trend.years)
    years.push_back(json::object{{"fiscal_year", year.fiscal_year},
                                 {"assessment", year.assessment.text()},
                                 {"title", year.title},
                                 {"answers", year.handed_in ? "handed_in" : "sheet"}});
  json::array series;
  for (const TrendSeries& one : trend.figures.series) {
    json::array points;
    for (const Tally& tally : one.years)
      points.push_back(json::object{{"rate", or_null(tally.rate)},
                                    {"items", tally.items},
                                    {"points", tally.points},
                                    {"max_points", tally.max_points}});
    series.push_back(json::object{{"key", one.key}, {"years", std::move(points)}});
  }
  const Args args = {{"mapped", std::to_string(trend.figures.mapped_items)},
                     {"items", std::to_string(trend.figures.of_items)},
                     {"years", std::to_string(trend.years.size())}};
  return json::object{{"years", std::move(years)},
                      {"series", std::move(series)},
                      {"mapped_items", trend.figures.mapped_items},
                      {"of_items", trend.figures.of_items},
                      {"note", trend.years.size() > 1 ? messages::say(language, "versions.trend.mapped", args)
                                                      : messages::say(language, "versions.trend.one_year", args)}};
}

json::value to_json(const ScsView& view, std::string_view language) {
  json::array areas;
  for (const ScsArea& area : view.standing.areas) {
    json::array requirements;
    for (const RequirementStanding& one : area.requirements) requirements.push_back(to_json(one, language));
    areas.push_back(json::object{{"no", area.area->no},
                                 {"name", area.area->name.in(language)},
                                 {"csf", area.area->csf},
                                 {"star3", counts_json(area.star3)},
                                 {"star4", counts_json(area.star4)},
                                 {"requirements", std::move(requirements)}});
  }
  return json::object{
      {"sheet", source_json(view.sheet)},
      {"scheme",
       {{"id", view.scheme->id},
        {"version", view.scheme->version},
        {"name", view.scheme->name.in(language)},
        {"caveats", caveats_of(*view.scheme, language)}}},
      {"guideline",
       {{"id", view.guideline->id}, {"version", view.guideline->version}, {"name", view.guideline->name.in(language)}}},
      {"trust", name_of(view.trust)},
      {"partial", view.partial},
      {"star3", counts_json(view.standing.star3)},
      {"star4", counts_json(view.standing.star4)},
      {"areas", std::move(areas)}};
}

}  // namespace sonae::assessment::versions
