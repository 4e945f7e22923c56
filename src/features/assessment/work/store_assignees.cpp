#include "features/assessment/work/store_assignees.h"

namespace sonae::assessment::work::store {

namespace {

// Roles that answer: secretariat, manager, employee (platform/session/actor.cpp). Somebody without credentials has not
// accepted the invitation yet and could not see the item (AZ09).
constexpr db::Sql select_candidates =
    "select u.id, u.name, u.department_id, d.name from users u"
    " left join departments d on d.company_id = u.company_id and d.id = u.department_id"
    " where u.company_id = $1 and u.disabled = 0 and u.side = 'operation' and exists ("
    "   select 1 from credentials c where c.company_id = u.company_id and c.user_id = u.id) and exists ("
    "   select 1 from role_assignments r where r.company_id = u.company_id and r.user_id = u.id"
    "   and r.role in ('secretariat', 'manager', 'employee'))"
    " order by u.name, u.id limit 10000";
constexpr db::Sql update_assignee =
    "update assessment_answers set assignee_id = $4, version = version + 1, change_number = $5"
    " where company_id = $1 and assessment_id = $2 and no = $3 and version = $6";
constexpr db::Sql select_handed =
    "select x.assessment_id, x.no, x.version, u.name from assessment_answers x"
    " join assessments s on s.company_id = x.company_id and s.assessment_id = x.assessment_id"
    " join users u on u.company_id = x.company_id and u.id = x.assignee_id"
    " where x.company_id = $1 and x.assignee_id = $2 and s.state <> 'handed_in'"
    " order by x.assessment_id, x.no limit 10000";

}  // namespace

Result<std::vector<Candidate>> list_candidates(db::Tx& tx, const Scope& scope) {
  std::vector<Candidate> list;
  for (const db::Row& row : TRY(tx.query(select_candidates, {scope.company})))
    list.push_back({{row.id<User>(0), row.text(1), row.text_or_empty(3)}, row.id<Department>(2)});
  return list;
}

Result<std::vector<Handed>> list_handed(db::Tx& tx, const Scope& scope, const Id<User>& user) {
  std::vector<Handed> list;
  for (const db::Row& row : TRY(tx.query(select_handed, {scope.company, user})))
    list.push_back({row.id<Assessment>(0), static_cast<int>(row.integer(1)), row.integer(2), row.text(3)});
  return list;
}

Result<void> set_assignee(db::WriteTx& tx, const Scope& scope, const HandOver& command, std::int64_t change) {
  const auto to = command.to.empty() ? std::nullopt : std::optional(command.to);
  const std::int64_t changed =
      TRY(tx.execute(update_assignee, {scope.company, command.assessment, command.no, to, change, command.version}));
  if (changed == 0) return conflict("work.assignee.version");
  return {};
}

}  // namespace sonae::assessment::work::store
