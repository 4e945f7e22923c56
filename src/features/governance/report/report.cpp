#include "features/governance/report/report.h"

#include <algorithm>

#include "base/day_words.h"
#include "core/directory/directory.h"
#include "core/facts/facts.h"
#include "core/notices/notices.h"
#include "features/governance/committee/committee.h"
#include "features/governance/inputs.h"
#include "features/governance/places.h"
#include "features/governance/report/store.h"
#include "platform/clock.h"
#include "platform/messages/messages.h"
#include "platform/trail/trail.h"

namespace sonae::governance::report {

namespace {

constexpr std::string_view direction_origin = "report.direction";

EntityRef ref(const Id<ReportTag>& id) { return {"governance.report", id.text()}; }
std::string page_of(const Id<ReportTag>& id) { return "/organisation/report/" + id.text(); }
Date day_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

/// First and last day of a fiscal year that starts in `month`.
std::pair<Date, Date> days_of(int year, int month) {
  const Date first = *Date::make(year, month, 1);
  return {first, Date::make(year + 1, month, 1)->plus_days(-1)};
}

void add_sheet(std::vector<Figure>& figures, const SheetFigures& sheet) {
  for (const auto& [name, amount] :
       std::initializer_list<std::pair<const char*, int>>{{"items", sheet.items},
                                                          {"answered", sheet.answered},
                                                          {"complete", sheet.complete},
                                                          {"in_progress", sheet.in_progress},
                                                          {"not_started", sheet.not_started},
                                                          {"not_applicable", sheet.not_applicable},
                                                          {"points", sheet.points},
                                                          {"max_points", sheet.max_points},
                                                          {"findings", sheet.findings},
                                                          {"departments_late", sheet.departments_late()}})
    figures.push_back({name, amount});
}

Result<void> add_tasks(db::Tx& tx, const Actor& actor, const Date& first, const Date& today,
                       std::vector<Figure>& figures) {
  constexpr int most = 1'000;
  std::int64_t done = 0;
  for (const tasks::Task& one : TRY(tasks::list(tx, actor, {tasks::State::Done, {}, most})))
    done += one.closed_at && day_of(*one.closed_at) >= first ? 1 : 0;
  std::int64_t late = 0;
  for (const tasks::Task& one : TRY(tasks::list(tx, actor, {tasks::State::Open, today, most})))
    late += one.due < today ? 1 : 0;
  figures.push_back({"tasks_done", done});
  figures.push_back({"tasks_late", late});
  return {};
}

/// The sentences of a draft; each part only where there is something to say.
std::string draft_text(const Report& report, const std::string& company, const std::string& language,
                       const Date& today) {
  Args args = {{"company", company}, {"year", std::to_string(report.fiscal_year)}, {"date", day_words(today)}};
  for (const Figure& one : report.figures) args[one.name] = std::to_string(one.amount);
  const auto say = [&](std::string_view part) {
    return messages::say(language, "report.draft." + std::string(part), args);
  };
  std::string text = say("opening") + "\n\n";
  text += say(args.contains("items") ? "sheet" : "no_sheet") + "\n\n";
  text += say("work") + "\n\n" + say("meetings");
  if (args.contains("departments_late") && args.at("departments_late") != "0") text += "\n\n" + say("late");
  return text + "\n\n" + say("closing");
}

Result<void> complete(db::Tx& tx, const Actor& actor, Report& report) {
  for (Direction& one : report.directions) one.standing = TRY(standing_of(tx, actor, one.task));
  return {};
}

bool sees(const Actor& actor, const Report& report) { return report.made || actor.may(Permission::CompanyManage); }

Result<Report> take_draft(db::Tx& tx, const Actor& actor, const Id<ReportTag>& id, std::int64_t version) {
  TRY(require(actor, Permission::CompanyManage));
  Report report = TRY(store::get_report(tx, actor.company, id));
  if (report.made) return conflict("report.made");
  if (report.version != version) return conflict("report.version");
  return report;
}

Result<void> write_down(db::WriteTx& tx, const Actor& actor, const Id<ReportTag>& id, std::string_view verb,
                        std::string before, std::string after, Instant now) {
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"governance.report." + std::string(verb), ref(id), std::move(before), std::move(after), trail::Outcome::Done},
      now));
  return {};
}

std::string words_of(const Report& report) {
  return trail::fields_json({{"title", report.title}, {"text", report.body}});
}

}  // namespace

Result<std::vector<Report>> list_reports(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  auto all = TRY(store::list_reports(tx, actor.company));
  std::erase_if(all, [&](const Report& one) { return !sees(actor, one); });
  for (Report& one : all) TRY(complete(tx, actor, one));
  return all;
}

Result<Report> get_report(db::Tx& tx, const Actor& actor, const Id<ReportTag>& id) {
  TRY(require(actor, Permission::ProgrammeRead));
  Report report = TRY(store::get_report(tx, actor.company, id));
  if (!sees(actor, report)) return not_found();
  TRY(complete(tx, actor, report));
  return report;
}

Result<Report> draft_report(db::WriteTx& tx, const Actor& actor, const requests::Wiring& wiring, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto company = TRY(directory::get_company(tx, actor.company));
  const Date today = day_of(now);
  Report report;
  report.id = new_id<ReportTag>(now);
  report.fiscal_year = fiscal_year_of(today, company.fiscal_year_start);
  report.drafted_at = now;
  const auto [first, last] = days_of(report.fiscal_year, company.fiscal_year_start);
  if (const auto sheet = TRY(wiring.sheet.figures(tx, actor, now))) add_sheet(report.figures, *sheet);
  TRY(add_tasks(tx, actor, first, today, report.figures));
  report.figures.push_back({"meetings", TRY(committee::count_held(tx, actor, first, last))});
  report.figures.push_back({"requests_late", TRY(requests::count_waiting(tx, actor, wiring, now)).late});
  report.title = messages::say(actor.language, "report.draft.title", {{"year", std::to_string(report.fiscal_year)}});
  report.body = draft_text(report, company.name, actor.language, today);
  if (!TRY(store::insert_report(tx, actor.company, report, actor.user))) return conflict("report.draft.exists");
  TRY(write_down(tx, actor, report.id, "draft", "", words_of(report), now));
  return get_report(tx, actor, report.id);
}

Result<Report> word_report(db::WriteTx& tx, const Actor& actor, const Wording& wording, Instant now) {
  Report report = TRY(take_draft(tx, actor, wording.report, wording.version));
  const std::string before = words_of(report);
  report.title = TRY(required_text(wording.title, "/title", longest_title));
  report.body = TRY(optional_text(wording.body, "/body", longest_body));
  TRY(store::update_report(tx, actor.company, report, {}));
  TRY(write_down(tx, actor, report.id, "word", before, words_of(report), now));
  return get_report(tx, actor, report.id);
}

Result<Report> make_report(db::WriteTx& tx, const Actor& actor, const Id<ReportTag>& id, std::int64_t version,
                           Instant now) {
  Report report = TRY(take_draft(tx, actor, id, version));
  if (report.body.empty()) return fail_at("/body", "governance.text.empty");
  report.made = true;
  report.made_at = now;
  report.made_by = actor.name;
  TRY(store::update_report(tx, actor.company, report, actor.user));
  facts::NewFact fact;
  fact.kind = "governance.report_made";
  fact.subject = ref(id);
  fact.on = day_of(now);
  fact.text_key = "fact.governance.report_made";
  fact.args = {{"title", report.title}};
  fact.link = page_of(id);
  TRY(facts::record(tx, actor, fact, now));
  for (const Id<User>& officer : TRY(store::list_officers(tx, actor.company))) {
    notices::NewNotice notice;
    notice.to = officer;
    notice.kind = "governance.report";
    notice.key = id.text();
    notice.subject_key = "report.notice.subject";
    notice.text_key = "report.notice.text";
    notice.args = {{"title", report.title}, {"name", actor.name}};
    notice.link = page_of(id);
    TRY(notices::tell(tx, actor.company, notice, now));
  }
  TRY(write_down(tx, actor, id, "make", "", words_of(report), now));
  return get_report(tx, actor, id);
}

Result<Report> direct(db::WriteTx& tx, const Actor& actor, const NewDirection& command, Instant now) {
  TRY(require(actor, Permission::ProgrammeDirect));
  const Report report = TRY(get_report(tx, actor, command.report));
  if (!report.made) return conflict("report.not_made");
  Direction direction;
  direction.id = new_id<DirectionTag>(now);
  direction.text = TRY(required_text(command.text, "/text", tasks::longest_title));
  TRY(check_owner(tx, actor, command.owner, "/owner"));
  if (command.due < day_of(now)) return fail_at("/due", "report.due.past");
  direction.owner = command.owner;
  direction.due = command.due;
  direction.given_by = actor.name;
  direction.given_at = now;
  direction.task = TRY(keep(tx, actor,
                            {direction.id.text(), std::string(direction_origin), direction.text, direction.owner,
                             direction.due, page_of(report.id)},
                            now));
  TRY(store::insert_direction(tx, actor.company, report.id, direction, actor.user));
  facts::NewFact fact;
  fact.kind = "governance.direction_given";
  fact.subject = {"governance.direction", direction.id.text()};
  fact.on = day_of(now);
  fact.text_key = "fact.governance.direction_given";
  fact.args = {{"text", direction.text}, {"name", actor.name}};
  fact.link = page_of(report.id);
  TRY(facts::record(tx, actor, fact, now));
  TRY(write_down(tx, actor, report.id, "direct", "",
                 trail::fields_json({{"text", direction.text}, {"due", direction.due.iso()}}), now));
  return get_report(tx, actor, report.id);
}

Result<std::vector<Direction>> open_directions(db::Tx& tx, const Actor& actor) {
  std::vector<Direction> open;
  for (const Report& report : TRY(list_reports(tx, actor)))
    for (const Direction& one : report.directions)
      if (one.standing.state == tasks::State::Open) open.push_back(one);
  return open;
}

}  // namespace sonae::governance::report
