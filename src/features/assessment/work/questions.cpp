#include "features/assessment/work/questions.h"

#include <algorithm>
#include <set>

#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/store_questions.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

constexpr std::size_t most_entries = 200;

EntityRef ref(const Id<Assessment>& assessment, int no, const Id<QuestionTag>& question) {
  return {"assessment.question", assessment.text() + "/" + std::to_string(no) + "/" + question.text()};
}

Result<Question> take_up(db::Tx& tx, const Actor& actor, const QuestionStep& step) {
  TRY(require(actor, Permission::SheetAnswer));
  const auto all = TRY(list_questions(tx, actor, step.assessment));
  const auto found = std::ranges::find(all, step.question, &Question::id);
  if (found == all.end()) return not_found();
  if (found->version != step.version) return conflict("work.question.version");
  return *found;
}

Result<void> add_entry(db::WriteTx& tx, const Actor& actor, const Scope& scope, Question& question,
                       const std::string& text, Instant now) {
  QuestionEntry entry{TRY(required_text(text, "/text", longest_text)), actor.may(Permission::SheetManage), actor.name,
                      now};
  TRY(store::insert_entry(tx, scope, question.id, question.entries.size() + 1, entry, actor.user));
  question.entries.push_back(std::move(entry));
  return {};
}

}  // namespace

Result<std::vector<Question>> list_questions(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment,
                                             std::optional<int> no) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  auto all = TRY(store::list_questions(tx, scope, assessment));
  std::set<int> seen;
  for (const Answer& answer : TRY(assessment::store::list_answers(tx, scope, assessment))) seen.insert(answer.no);
  std::erase_if(all, [&](const Question& one) { return !seen.contains(one.no) || (no && one.no != *no); });
  return all;
}

Result<Question> ask_question(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment, int no,
                              const std::string& text, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  if (!TRY(assessment::store::find_answer(tx, scope, assessment, no))) return not_found();
  Question question;
  question.id = new_id<QuestionTag>(now);
  question.no = no;
  question.waits_for_office = !actor.may(Permission::SheetManage);
  question.asked_by = actor.name;
  question.asked_at = now;
  question.last_at = now;
  question.version = 1;
  TRY(store::insert_question(tx, scope, assessment, question, actor.user));
  TRY(add_entry(tx, actor, scope, question, text, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.question.ask", ref(assessment, no, question.id), "",
                     trail::fields_json({{"text", question.entries.back().body}}), trail::Outcome::Done},
                    now));
  return question;
}

Result<Question> reply(db::WriteTx& tx, const Actor& actor, const QuestionStep& step, const std::string& text,
                       Instant now) {
  Question question = TRY(take_up(tx, actor, step));
  if (question.entries.size() >= most_entries) return conflict("work.question.long");
  const Scope scope = actor.scope(Permission::SheetAnswer);
  TRY(add_entry(tx, actor, scope, question, text, now));
  question.open = true;
  question.waits_for_office = !actor.may(Permission::SheetManage);
  question.last_at = now;
  TRY(store::update_question(tx, scope, question));
  ++question.version;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.question.reply", ref(step.assessment, question.no, question.id), "",
                     trail::fields_json({{"text", question.entries.back().body}}), trail::Outcome::Done},
                    now));
  return question;
}

Result<Question> close_question(db::WriteTx& tx, const Actor& actor, const QuestionStep& step, Instant now) {
  Question question = TRY(take_up(tx, actor, step));
  if (!question.open) return conflict("work.question.closed");
  question.open = false;
  TRY(store::update_question(tx, actor.scope(Permission::SheetAnswer), question));
  ++question.version;
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"assessment.question.close", ref(step.assessment, question.no, question.id),
       trail::fields_json({{"state", "open"}}), trail::fields_json({{"state", "closed"}}), trail::Outcome::Done},
      now));
  return question;
}

}  // namespace sonae::assessment::work
