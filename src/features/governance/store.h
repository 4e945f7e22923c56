#pragma once
// Rows of appointments and vacancies. Takes ids of one company and nothing else; what may be touched is decided above.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/governance/appointments.h"

namespace sonae::governance::store {

[[nodiscard]] Result<std::vector<Appointment>> list_appointments(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::optional<Appointment>> find_appointment(db::Tx& tx, const Id<Company>& company,
                                                                  const Id<AppointmentTag>& id);
Result<void> insert_appointment(db::WriteTx& tx, const Id<Company>& company, const Appointment& one, const Id<User>& by,
                                Instant now);
/// Term, letter, rank and end. False when `one.version` is no longer the stored one.
[[nodiscard]] Result<bool> update_appointment(db::WriteTx& tx, const Id<Company>& company, const Appointment& one);

[[nodiscard]] Result<std::vector<Vacancy>> list_open_vacancies(db::Tx& tx, const Id<Company>& company, Date today);
Result<void> insert_vacancy(db::WriteTx& tx, const Id<Company>& company, const Vacancy& vacancy, const Id<User>& by,
                            Instant now);
/// Reason and expected day. False when `vacancy.version` is no longer the stored one.
[[nodiscard]] Result<bool> update_vacancy(db::WriteTx& tx, const Id<Company>& company, const Vacancy& vacancy);
Result<void> fill_vacancies(db::WriteTx& tx, const Id<Company>& company, Office office,
                            const Id<Department>& department, Date on);

/// A person as the directory knows them.
struct Known : Person {
  std::set<Role> roles;
};
/// Everybody's side, roles, department and account, by id; at most 10,000.
[[nodiscard]] Result<std::map<Id<User>, Known>> list_people(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::optional<Known>> find_person(db::Tx& tx, const Id<Company>& company, const Id<User>& user);

}  // namespace sonae::governance::store
