#include "features/assessment/target/target.h"

#include "core/directory/inputs.h"
#include "features/assessment/target/store.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::target {

namespace {

std::string fields_of(const Target& target) {
  std::string customers;
  for (const Customer& customer : target.customers)
    customers += (customers.empty() ? "" : ", ") + customer.name + (customer.due ? " " + customer.due->iso() : "");
  return trail::fields_json({{"level", target.level ? std::to_string(*target.level) : ""},
                             {"items", write_numbers(target.numbers)},
                             {"customers", customers},
                             {"due", target.due ? target.due->iso() : ""}});
}

Result<void> hand_date_to_sheets(db::WriteTx& tx, const Actor& actor, const Target& before, const Target& after,
                                 Instant now) {
  if (!actor.may(Permission::SheetManage) || before.due == after.due) return {};
  for (const Summary& sheet : TRY(list_assessments(tx, actor))) {
    const bool follows = !sheet.due || sheet.due == before.due;
    if (sheet.fiscal_year != after.fiscal_year || !follows || sheet.state != SheetState::Open) continue;
    TRY(change_assessment(tx, actor, {sheet.id, sheet.version, std::nullopt, after.due}, now));
  }
  return {};
}

}  // namespace

Goal goal_of(const Target& target) { return {target.level, target.numbers, target.due}; }

Result<Target> get_target(db::Tx& tx, const Actor& actor, int fiscal_year) {
  if (!actor.may(Permission::CompanyManage)) TRY(require(actor, Permission::SheetRead));
  auto found = TRY(store::find_target(tx, actor.scope(Permission::SheetRead), fiscal_year));
  if (found) return std::move(*found);
  Target none;
  none.fiscal_year = fiscal_year;
  return none;
}

Result<std::optional<Date>> hand_in_of(db::Tx& tx, const Id<Company>& company, int fiscal_year) {
  const auto found = TRY(store::find_target(tx, {company, std::nullopt}, fiscal_year));
  return found ? found->due : std::nullopt;
}

Result<Target> put_target(db::WriteTx& tx, const Actor& actor, const Target& target, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Target stored = TRY(get_target(tx, actor, target.fiscal_year));
  if (stored.version != target.version) return conflict("directory.edit.conflict");
  if (target.customers.size() > most_customers)
    return directory::fail_at("/customers", "error.field.too_many", {{"limit", std::to_string(most_customers)}});
  Target changed = target;
  for (std::size_t i = 0; i < changed.customers.size(); ++i)
    changed.customers[i].name =
        TRY(directory::clean_name(changed.customers[i].name, "/customers/" + std::to_string(i) + "/name"));
  if (!TRY(store::put_target(tx, actor.scope(Permission::CompanyManage), changed, actor.user, now)))
    return conflict("directory.edit.conflict");
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.target.change",
                     {"target", std::to_string(target.fiscal_year)},
                     stored.version == 0 ? "" : fields_of(stored),
                     fields_of(changed),
                     {}},
                    now));
  TRY(hand_date_to_sheets(tx, actor, stored, changed, now));
  return get_target(tx, actor, target.fiscal_year);
}

Distance measure(const Target& target, const Sheet& sheet) {
  std::vector<GoalItem> items;
  for (std::size_t i = 0; i < sheet.answers.size(); ++i)
    items.push_back({sheet.answers[i].no, sheet.items[i].level, sheet.answers[i].score, sheet.answers[i].due});
  return measure(goal_of(target), items);
}

}  // namespace sonae::assessment::target
