#include "features/assessment/work/api_parts.h"

#include <charconv>

namespace sonae::assessment::work {

using http::field;
using http::Schema;

Result<Id<Assessment>> assessment_in(const http::Context& context) {
  return id_in<Assessment>(context.request.parameter("assessment"));
}

Result<int> item_in(std::string_view text) {
  int no = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), no);
  if (error != std::errc{} || end != text.data() + text.size() || text.size() > 6 || no < 0) return not_found();
  return no;
}

std::string text_in(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<Date> date_in(const json::object& body, std::string_view name) {
  const std::string text = text_in(body, name);
  return text.empty() ? std::nullopt : Date::parse_iso(text);
}

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }
json::value or_null(const std::optional<Instant>& at) { return at ? json::value(at->ms()) : json::value(nullptr); }

json::value to_json(const Submission& s) {
  return json::object{{"department", s.department.text()},
                      {"state", name_of(s.state)},
                      {"due", or_null(s.due)},
                      {"note", s.note},
                      {"asked_at", or_null(s.asked_at)},
                      {"asked_by", or_null(s.asked_by)},
                      {"submitted_at", or_null(s.submitted_at)},
                      {"submitted_by", or_null(s.submitted_by)},
                      {"returned_at", or_null(s.returned_at)},
                      {"returned_by", or_null(s.returned_by)},
                      {"reason", s.reason},
                      {"reminded_at", or_null(s.reminded_at)},
                      {"reminders", s.reminders},
                      {"version", s.version}};
}

json::value to_json(const Progress& p) {
  json::array departments;
  for (const DepartmentProgress& one : p.departments) {
    json::object out = to_json(one.submission).get_object();
    json::array managers;
    for (const std::string& name : one.managers) managers.emplace_back(name);
    out["name"] = one.name;
    out["managers"] = std::move(managers);
    out["items"] = one.items;
    out["answered"] = one.answered;
    out["errors"] = one.errors;
    out["warnings"] = one.warnings;
    out["questions"] = one.questions;
    out["questions_for_office"] = one.questions_for_office;
    out["handed_over"] = one.handed_over;
    out["late"] = one.late;
    out["last_activity"] = or_null(one.last_activity);
    departments.emplace_back(std::move(out));
  }
  return json::object{{"assessment", p.sheet.id.text()},
                      {"fiscal_year", p.sheet.fiscal_year},
                      {"title", p.sheet.title},
                      {"due", or_null(p.sheet.due)},
                      {"state", assessment::name_of(p.sheet.state)},
                      {"version", p.sheet.version},
                      {"stage", name_of(p.stage)},
                      {"items", p.items},
                      {"answered", p.answered},
                      {"errors", p.errors},
                      {"warnings", p.warnings},
                      {"unanswered_open", p.unanswered_open},
                      {"waived", p.waived},
                      {"questions", p.questions},
                      {"questions_for_office", p.questions_for_office},
                      {"unassigned", p.unassigned},
                      {"departments_open", p.departments_open},
                      {"departments_late", p.departments_late},
                      {"departments", std::move(departments)}};
}

json::value to_json(const Question& q) {
  json::array entries;
  for (const QuestionEntry& entry : q.entries)
    entries.push_back(json::object{
        {"text", entry.body}, {"from_office", entry.from_office}, {"by", entry.by}, {"at", entry.at.ms()}});
  return json::object{{"id", q.id.text()},
                      {"no", q.no},
                      {"state", q.open ? "open" : "closed"},
                      {"waits_for", !q.open              ? "nobody"
                                    : q.waits_for_office ? "secretariat"
                                                         : "department"},
                      {"asked_by", q.asked_by},
                      {"asked_at", q.asked_at.ms()},
                      {"last_at", q.last_at.ms()},
                      {"version", q.version},
                      {"entries", std::move(entries)}};
}

json::value to_json(const Waiver& w) {
  return json::object{{"id", w.id.text()}, {"no", w.no},      {"code", w.code},  {"reason", w.reason},
                      {"by", w.by},        {"at", w.at.ms()}, {"holds", w.holds}};
}

Schema submission_schema() {
  return Schema::object(
      {field("department", Schema::uuid()),
       field("state", Schema::enumeration({"none", "asked", "submitted", "returned"})),
       field("due", Schema::date().nullable()), field("note", Schema::string()),
       field("asked_at", Schema::integer().nullable()), field("asked_by", Schema::string().nullable()),
       field("submitted_at", Schema::integer().nullable()), field("submitted_by", Schema::string().nullable()),
       field("returned_at", Schema::integer().nullable()), field("returned_by", Schema::string().nullable()),
       field("reason", Schema::string()), field("reminded_at", Schema::integer().nullable()),
       field("reminders", Schema::integer()), field("version", Schema::integer())});
}

Schema question_schema() {
  return Schema::object({field("id", Schema::uuid()), field("no", Schema::integer()),
                         field("state", Schema::enumeration({"open", "closed"})),
                         field("waits_for", Schema::enumeration({"secretariat", "department", "nobody"})),
                         field("asked_by", Schema::string()), field("asked_at", Schema::integer()),
                         field("last_at", Schema::integer()), field("version", Schema::integer()),
                         field("entries", Schema::array(Schema::object(
                                              {field("text", Schema::string()), field("from_office", Schema::boolean()),
                                               field("by", Schema::string()), field("at", Schema::integer())})))});
}

Schema waiver_schema() {
  return Schema::object({field("id", Schema::uuid()), field("no", Schema::integer()), field("code", Schema::string()),
                         field("reason", Schema::string()), field("by", Schema::string()),
                         field("at", Schema::integer()), field("holds", Schema::boolean())});
}

}  // namespace sonae::assessment::work
