#pragma once
// Rows of duties, planned years and the company's own days. `company` first, always.

#include "core/tasks/schedules.h"

namespace sonae::tasks::store {

[[nodiscard]] Result<void> insert_schedule(db::WriteTx& tx, const Id<Company>& company, const Schedule& schedule,
                                           const Id<User>& by, Instant now);
/// False when `schedule.version` is not the stored one.
[[nodiscard]] Result<bool> update_schedule(db::WriteTx& tx, const Id<Company>& company, const Schedule& schedule,
                                           const Id<User>& by, Instant now);
[[nodiscard]] Result<std::optional<Schedule>> find_schedule(db::Tx& tx, const Id<Company>& company,
                                                            std::string_view id);
/// Stopped ones too, in their order.
[[nodiscard]] Result<std::vector<Schedule>> list_schedules(db::Tx& tx, const Id<Company>& company);
struct PlannedYear {
  int year = 0;
  Date hand_in;
};
[[nodiscard]] Result<std::vector<PlannedYear>> planned_years(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<void> put_planned_year(db::WriteTx& tx, const Id<Company>& company, const PlannedYear& year,
                                            const Id<User>& by, Instant now);
/// Departments with a manager who can sign in, by id.
[[nodiscard]] Result<std::vector<Id<Department>>> led_departments(db::Tx& tx, const Id<Company>& company);

[[nodiscard]] Result<std::vector<CompanyDay>> company_days(db::Tx& tx, const Id<Company>& company, Date from);
[[nodiscard]] Result<void> put_company_day(db::WriteTx& tx, const Id<Company>& company, const CompanyDay& day);
[[nodiscard]] Result<bool> remove_company_day(db::WriteTx& tx, const Id<Company>& company, Date day);

}  // namespace sonae::tasks::store
