#pragma once
// Who is appointed to which office of the security organisation: made, amended, ended; vacancies with their reasons.
// Account roles follow the appointments where the actor may give them; where not, the difference is listed (RoleGap)
// for whoever keeps the accounts.
//
// Invariants (tests cite the number)
//  1. Officer, chair and each department's manager have one holder at a time.
//  2. Who audits holds no other office, on no day of the term, and never audits the own department (AZ04).
//  3. The last officer goes only together with a successor or a recorded vacancy that says why.
//  4. Nothing is deleted: what ended stays with its dates.
//
// Rows of another company are NotFound (AZ08).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/governance/rules.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::governance {

struct VacancyTag;

/// The account role that lets somebody do the work of the office in this program.
[[nodiscard]] Role role_of(Office office);

struct NewAppointment {
  Office office = Office::Ciso;
  Capacity capacity = Capacity::Holder;
  Id<Department> department;
  Id<User> user;     ///< or
  std::string firm;  ///< a firm outside, for audits only
  Rank rank = Rank::Staff;
  Date from;
  std::optional<Date> until;
  std::string letter_no;
  std::optional<Date> letter_date;
  /// Ends this one on `from`: a change of hands in one deed.
  struct Replaced {
    Id<AppointmentTag> id;
    std::int64_t version = 0;
  };
  std::optional<Replaced> replaces = {};
};
/// CompanyManage. Invalid with places of the form ("/user", "/department", "/from" …) and the remedy; Conflict
/// ("governance.edit.conflict") when `replaces` was changed meanwhile.
[[nodiscard]] Result<Appointment> appoint(db::WriteTx& tx, const Actor& actor, const NewAppointment& command,
                                          Instant now);

struct AmendAppointment {
  Id<AppointmentTag> id;
  std::int64_t version = 0;
  Rank rank = Rank::Staff;
  std::optional<Date> until;
  std::string letter_no;
  std::optional<Date> letter_date;
};
/// CompanyManage. Conflict ("governance.edit.conflict"; "governance.appointment.over" once ended).
[[nodiscard]] Result<Appointment> amend(db::WriteTx& tx, const Actor& actor, const AmendAppointment& command,
                                        Instant now);

struct EndAppointment {
  Id<AppointmentTag> id;
  std::int64_t version = 0;
  Date on;             ///< first day on which it no longer stands
  std::string reason;  ///< 異動, 退職 …
  /// For the last officer, while there is no successor: why the office stays vacant, and until when probably.
  std::string vacancy_reason = {};
  std::optional<Date> vacancy_expected = {};
};
/// CompanyManage. Conflict ("governance.ciso.last") by invariant 3; otherwise as amend.
[[nodiscard]] Result<Appointment> end_appointment(db::WriteTx& tx, const Actor& actor, const EndAppointment& command,
                                                  Instant now);

/// The person left the company, or the account was disabled: everything they held ends on that day, and what is vacant
/// thereby is recorded. A hook of the directory: in its transaction, with its permission.
[[nodiscard]] Result<void> person_left(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const Date& on,
                                       Instant now);

/// ProgrammeRead. Everything ever made, by office, department and latest first; at most 5,000.
[[nodiscard]] Result<std::vector<Appointment>> list_appointments(db::Tx& tx, const Actor& actor);
/// ProgrammeRead.
[[nodiscard]] Result<Appointment> get_appointment(db::Tx& tx, const Actor& actor, const Id<AppointmentTag>& id);
/// Whoever holds an office on that day, in the same order. For use cases that have checked what their actor may.
[[nodiscard]] Result<std::vector<Appointment>> standing_on(db::Tx& tx, const Id<Company>& company, Date day);

struct Vacancy {
  Id<VacancyTag> id;
  Office office = Office::Ciso;
  Id<Department> department;
  std::string department_name;
  Date since;
  std::string person;  ///< who held it and left; "": ended by a deed
  std::string reason;
  std::optional<Date> expected;  ///< when it will probably be filled
  std::int64_t version = 1;
};
/// Those that nobody has filled by `today`, oldest first. For use cases that have checked what their actor may.
[[nodiscard]] Result<std::vector<Vacancy>> open_vacancies(db::Tx& tx, const Id<Company>& company, Date today);

struct RecordVacancy {
  Office office = Office::Ciso;
  Id<Department> department;
  std::string reason;
  std::optional<Date> expected;
  std::int64_t version = 0;  ///< of the one that is already recorded; 0: none
};
/// CompanyManage. Invalid at "/reason", "/department"; Conflict ("governance.vacancy.held") while somebody holds it.
[[nodiscard]] Result<Vacancy> record_vacancy(db::WriteTx& tx, const Actor& actor, const RecordVacancy& command,
                                             Instant now);

/// What an account may do and what its person is appointed to, where they differ.
struct RoleGap {
  enum class Kind : std::uint8_t { Missing, Leftover };  ///< Leftover: a role without (any more) an appointment
  Id<User> user;
  std::string name;
  Role role = Role::Employee;
  Kind kind = Kind::Missing;
};
/// ProgrammeRead. By person's name.
[[nodiscard]] Result<std::vector<RoleGap>> role_gaps(db::Tx& tx, const Actor& actor, Date today);
/// UsersManage. Closes the gap as it stands: gives the role that is missing, takes the one that is left over. NotFound
/// when there is no such gap; otherwise what directory::change_user refuses.
[[nodiscard]] Result<void> close_role_gap(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Role role,
                                          Instant now);

}  // namespace sonae::governance
