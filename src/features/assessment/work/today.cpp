#include "features/assessment/work/today.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "features/assessment/work/hand_in.h"
#include "features/assessment/work/questions.h"
#include "features/assessment/work/store_notes.h"
#include "features/assessment/work/waivers.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

constexpr std::size_t most_items = 20;
constexpr int soon_days = 14;

std::optional<Summary> pick(const std::vector<Summary>& sheets, int fiscal_year) {
  const auto found = std::ranges::find(sheets, fiscal_year, &Summary::fiscal_year);
  if (found != sheets.end()) return *found;
  return sheets.empty() ? std::nullopt : std::optional(sheets.front());
}

void add(std::vector<TodayItem>& list, const Sheet& sheet, std::size_t at) {
  if (list.size() < most_items)
    list.push_back({sheet.answers[at].no, sheet.items[at].condition, sheet.answers[at].due});
}

void look_at_answers(const Sheet& sheet, const Actor& actor, const Date& day, Today& today) {
  for (std::size_t i = 0; i < sheet.answers.size(); ++i) {
    const Answer& answer = sheet.answers[i];
    const bool unanswered = answer.score == Score::Unanswered;
    if (answer.assignee == actor.user) {
      ++today.handed_to_me;
      if (unanswered) add(today.mine, sheet, i);
    }
    if (!may_edit(actor, sheet.summary, answer)) continue;
    if (unanswered) {
      ++today.editable_unanswered;
      if (!today.first_unanswered) today.first_unanswered = answer.no;
    }
    if (answer.origin == Origin::Changed) ++today.to_answer_again;
    if (answer.score != Score::InProgress || !answer.due) continue;
    if (*answer.due < day)
      add(today.overdue, sheet, i);
    else if (answer.due->days() - day.days() <= soon_days)
      add(today.soon, sheet, i);
  }
}

void look_at_findings(const std::vector<Checked>& found, const Sheet& sheet, const Actor& actor, Today& today) {
  for (const Checked& one : found) {
    if (!one.open() || one.finding.code != "assessment.finding.complete_without_year") continue;
    const auto answer = std::ranges::find(sheet.answers, one.finding.no, &Answer::no);
    if (answer != sheet.answers.end() && may_edit(actor, sheet.summary, *answer))
      add(today.without_year, sheet, static_cast<std::size_t>(answer - sheet.answers.begin()));
  }
}

void look_at_questions(const std::vector<Question>& questions, const Actor& actor, Today& today) {
  if (!actor.may(Permission::SheetAnswer)) return;
  const bool office = actor.may(Permission::SheetManage);
  const Question* oldest = nullptr;
  for (const Question& one : questions) {
    if (!one.open || one.waits_for_office != office) continue;
    ++today.questions_for_me;
    if (oldest == nullptr || one.last_at < oldest->last_at) oldest = &one;
  }
  if (oldest != nullptr) today.first_question = oldest->no;
}

Result<TodayNews> news_of(db::Tx& tx, const Actor& actor) {
  const Scope scope = actor.scope(Permission::AuditNote);
  TodayNews news;
  news.since = TRY(store::find_visit(tx, scope, actor.user));
  trail::Filter filter;
  filter.action_prefix = "assessment.";
  filter.limit = 500;
  // Newest first: the count ends at what was seen before, or at 500.
  for (const trail::Record& record : TRY(trail::list(tx, scope, filter)).records) {
    if (news.since && record.at <= *news.since) break;
    const std::string& action = record.entry.action;
    if (action == "assessment.answer.save") ++news.answers;
    if (action == "assessment.department.submit") ++news.submissions;
    if (action.starts_with("assessment.approval.") || action == "assessment.sheet.hand_in" ||
        action == "assessment.sheet.reopen")
      ++news.decisions;
  }
  return news;
}

Result<void> look_at_sign_off(db::Tx& tx, const Actor& actor, Today& today) {
  SignOffHistory history = TRY(list_sign_off(tx, actor, today.sheet->id));
  today.hand_ins = static_cast<int>(TRY(list_hand_ins(tx, actor, today.sheet->id)).size());
  if (!history.approvals.empty()) today.approval = std::move(history.approvals.front());
  if (!history.reopenings.empty() && today.sheet->state == SheetState::Open &&
      (!today.approval || history.reopenings.front().at > today.approval->asked_at))
    today.reopened = history.reopenings.front().reason;
  return {};
}

}  // namespace

Result<Today> get_today(db::Tx& tx, const Actor& actor, Instant now) {
  Today today;
  if (!actor.may(Permission::SheetRead)) return today;
  const Date day = date_in_zone(now, japan_offset_minutes);
  const int start_month = TRY(directory::get_company(tx, actor.company)).fiscal_year_start;
  today.sheet = pick(TRY(list_assessments(tx, actor)), fiscal_year_of(day, start_month));
  if (actor.may(Permission::AuditNote)) today.news = TRY(news_of(tx, actor));
  if (!today.sheet) return today;
  const Sheet sheet = TRY(get_sheet(tx, actor, today.sheet->id));
  today.progress = TRY(get_progress(tx, actor, today.sheet->id, now));
  today.counts = count_totals(facts_of(sheet), {}).overall;
  look_at_answers(sheet, actor, day, today);
  look_at_findings(TRY(check(tx, actor, sheet, now)), sheet, actor, today);
  look_at_questions(TRY(list_questions(tx, actor, today.sheet->id)), actor, today);
  TRY(look_at_sign_off(tx, actor, today));
  return today;
}

Result<void> mark_seen(db::WriteTx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::AuditNote));
  TRY(store::put_visit(tx, actor.scope(Permission::AuditNote), actor.user, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.audit.seen", {"user", actor.user.text()}, "", "", trail::Outcome::Done}, now));
  return {};
}

}  // namespace sonae::assessment::work
