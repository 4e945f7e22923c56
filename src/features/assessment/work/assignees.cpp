#include "features/assessment/work/assignees.h"

#include <algorithm>

#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/store_assignees.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

bool in_own_departments(const Scope& scope, const Id<Department>& department) {
  return !scope.departments || std::ranges::find(*scope.departments, department) != scope.departments->end();
}

}  // namespace

Result<std::vector<Colleague>> list_colleagues(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  std::vector<Colleague> list;
  for (store::Candidate& candidate : TRY(store::list_candidates(tx, scope)))
    if (in_own_departments(scope, candidate.department)) list.push_back(std::move(candidate.colleague));
  return list;
}

Result<Answer> hand_over(db::WriteTx& tx, const Actor& actor, const HandOver& command, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, command.assessment));
  const auto answer = TRY(assessment::store::find_answer(tx, scope, command.assessment, command.no));
  if (!answer || !in_own_departments(scope, answer->department)) return not_found();
  if (!may_edit(actor, sheet, *answer)) return conflict("work.assignee.locked");
  std::string name;
  if (!command.to.empty()) {
    const auto colleagues = TRY(list_colleagues(tx, actor));
    const auto found = std::ranges::find(colleagues, command.to, &Colleague::id);
    if (found == colleagues.end()) return fail_at("/user", "work.assignee.unknown");
    name = found->name;
  }
  const std::int64_t change = TRY(assessment::store::next_change(tx, scope, command.assessment));
  TRY(store::set_assignee(tx, scope, command, change));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.answer.hand_over",
                     {"assessment.answer", command.assessment.text() + "/" + std::to_string(command.no)},
                     trail::fields_json({{"assignee", answer->assignee_name}}),
                     trail::fields_json({{"assignee", name}}),
                     trail::Outcome::Done},
                    now));
  auto changed = TRY(assessment::store::find_answer(tx, scope, command.assessment, command.no));
  if (!changed) return internal("an answer vanished while it was handed over");
  return std::move(*changed);
}

Result<void> give_back_items_of(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const Date& on,
                                Instant now) {
  const Scope everything{actor.company, std::nullopt};
  for (const store::Handed& item : TRY(store::list_handed(tx, everything, user))) {
    const HandOver back{item.assessment, item.no, {}, item.version};
    const std::int64_t change = TRY(assessment::store::next_change(tx, everything, item.assessment));
    TRY(store::set_assignee(tx, everything, back, change));
    TRY(trail::append(tx, trail::origin_of(actor),
                      {"assessment.answer.hand_over",
                       {"assessment.answer", item.assessment.text() + "/" + std::to_string(item.no)},
                       trail::fields_json({{"assignee", item.assignee_name}}),
                       trail::fields_json({{"assignee", ""}, {"left_on", on.iso()}}),
                       trail::Outcome::Done},
                      now));
  }
  return {};
}

}  // namespace sonae::assessment::work
