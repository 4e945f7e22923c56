// Appointments: permission → load → rule → save → record, in one transaction.

#include "features/governance/appointments.h"

#include <algorithm>

#include "base/day_words.h"
#include "base/text.h"
#include "features/governance/check/check.h"
#include "features/governance/inputs.h"
#include "features/governance/roles.h"
#include "features/governance/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::governance {

namespace {

EntityRef ref(const Appointment& one) { return {"governance.appointment", one.id.text()}; }
EntityRef ref(const Vacancy& one) { return {"governance.vacancy", one.id.text()}; }

std::string iso_or_empty(const std::optional<Date>& day) { return day ? day->iso() : std::string(); }

std::string fields_of(const Appointment& one) {
  return trail::fields_json({{"office", std::string(name_of(one.office))},
                             {"capacity", std::string(name_of(one.capacity))},
                             {"department", one.department.text()},
                             {"user", one.user.text()},
                             {"firm", one.user.empty() ? one.name : std::string()},
                             {"management", one.rank == Rank::Management ? "true" : "false"},
                             {"from", one.from.iso()},
                             {"until", iso_or_empty(one.until)},
                             {"ended", iso_or_empty(one.ended)},
                             {"end_reason", one.end_reason},
                             {"letter_no", one.letter_no},
                             {"letter_date", iso_or_empty(one.letter_date)}});
}

std::string fields_of(const Vacancy& one) {
  return trail::fields_json({{"office", std::string(name_of(one.office))},
                             {"department", one.department.text()},
                             {"since", one.since.iso()},
                             {"person", one.person},
                             {"reason", one.reason},
                             {"expected", iso_or_empty(one.expected)}});
}

Result<void> record(db::WriteTx& tx, const Actor& actor, std::string action, EntityRef subject, std::string before,
                    std::string after, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor),
                    {std::move(action), std::move(subject), std::move(before), std::move(after), {}}, now));
  return {};
}

std::unexpected<Error> wrong_at(std::vector<FieldError> fields) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, std::move(fields)};
  return std::unexpected(std::move(error));
}

Date today_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

Result<std::vector<Place>> places_of(db::Tx& tx, const Actor& actor) {
  std::vector<Place> places;
  for (const directory::DepartmentView& one : TRY(directory::list_departments(tx, actor)))
    places.push_back({one.id, one.name, one.parent});
  return places;
}

/// Names of the people and departments that `one` refers to; Invalid when the company has no such.
Result<std::optional<Person>> complete(db::Tx& tx, const Actor& actor, Appointment& one) {
  const auto places = TRY(places_of(tx, actor));
  if (!one.department.empty()) {
    const auto found = std::ranges::find(places, one.department, &Place::id);
    if (found == places.end()) return wrong_at({{"/department", "directory.department.unknown", {}}});
    one.department_name = found->name;
  }
  if (one.user.empty()) return std::nullopt;
  auto person = TRY(store::find_person(tx, actor.company, one.user));
  if (!person) return wrong_at({{"/user", "governance.appointment.unknown_person", {}}});
  one.name = person->name;
  person->relatives = relatives_of(places, person->departments);
  return *person;
}

Result<Appointment> stored_for(db::Tx& tx, const Actor& actor, const Id<AppointmentTag>& id, std::int64_t version) {
  auto stored = TRY(store::find_appointment(tx, actor.company, id));
  if (!stored) return not_found();
  if (stored->version != version) return conflict("governance.edit.conflict");
  if (stored->ended) return conflict("governance.appointment.over");
  return std::move(*stored);
}

/// Ends the stored one on `on`; what it was is in the record.
Result<Appointment> close(db::WriteTx& tx, const Actor& actor, const Appointment& stored, Date on,
                          const std::string& reason, Instant now) {
  Appointment ended = stored;
  ended.ended = std::max(on, stored.from);
  ended.end_reason = reason;
  if (!TRY(store::update_appointment(tx, actor.company, ended))) return conflict("governance.edit.conflict");
  ++ended.version;
  TRY(record(tx, actor, "governance.appointment.end", ref(ended), fields_of(stored), fields_of(ended), now));
  return ended;
}

Result<Appointment> wanted_of(const NewAppointment& command) {
  Appointment wanted;
  wanted.office = command.office;
  wanted.capacity = command.capacity;
  wanted.department = command.department;
  wanted.user = command.user;
  if (command.user.empty()) wanted.name = TRY(optional_text(command.firm, "/firm", longest_name));
  wanted.rank = command.rank;
  wanted.from = command.from;
  wanted.until = command.until;
  wanted.letter_no = TRY(optional_text(command.letter_no, "/letter_no", longest_letter_no));
  wanted.letter_date = command.letter_date;
  if (auto wrong = form_of(wanted); !wrong.empty()) return wrong_at(std::move(wrong));
  return wanted;
}

/// Whether the office, not only this appointment, is without a holder on that day.
bool leaves_vacant(const Appointment& one, const std::vector<Appointment>& all, Date on) {
  if (one.capacity != Capacity::Holder) return false;
  return !has_successor(one, all, on);
}

Result<void> put_vacancy(db::WriteTx& tx, const Actor& actor, Vacancy vacancy, Instant now) {
  vacancy.id = new_id<VacancyTag>(now);
  TRY(store::insert_vacancy(tx, actor.company, vacancy, actor.user, now));
  return record(tx, actor, "governance.vacancy.record", ref(vacancy), "", fields_of(vacancy), now);
}

}  // namespace

Result<Appointment> appoint(db::WriteTx& tx, const Actor& actor, const NewAppointment& command, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  Appointment wanted = TRY(wanted_of(command));
  const std::optional<Person> person = TRY(complete(tx, actor, wanted));
  if (command.replaces) {
    const Appointment before = TRY(stored_for(tx, actor, command.replaces->id, command.replaces->version));
    const Appointment gone = TRY(close(tx, actor, before, wanted.from, std::string(reason_replaced), now));
    TRY(facts_end(tx, actor, gone, now));
    TRY(take_role(tx, actor, gone, now));
  }
  const auto others = TRY(store::list_appointments(tx, actor.company));
  if (auto clash = clash_of(wanted, person, others)) return wrong_at({std::move(*clash)});
  wanted.id = new_id<AppointmentTag>(now);
  TRY(store::insert_appointment(tx, actor.company, wanted, actor.user, now));
  if (wanted.capacity == Capacity::Holder)
    TRY(store::fill_vacancies(tx, actor.company, wanted.office, wanted.department, wanted.from));
  TRY(record(tx, actor, "governance.appointment.make", ref(wanted), "", fields_of(wanted), now));
  TRY(facts_begin(tx, actor, wanted, now));
  TRY(give_role(tx, actor, wanted, now));
  TRY(check::refresh_tasks(tx, actor, now));
  return get_appointment(tx, actor, wanted.id);
}

Result<Appointment> amend(db::WriteTx& tx, const Actor& actor, const AmendAppointment& command, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Appointment stored = TRY(stored_for(tx, actor, command.id, command.version));
  Appointment changed = stored;
  changed.rank = command.rank;
  changed.until = command.until;
  changed.letter_no = TRY(optional_text(command.letter_no, "/letter_no", longest_letter_no));
  changed.letter_date = command.letter_date;
  if (auto wrong = form_of(changed); !wrong.empty()) return wrong_at(std::move(wrong));
  // A longer term may meet what was decided meanwhile.
  auto others = TRY(store::list_appointments(tx, actor.company));
  std::erase_if(others, [&](const Appointment& one) { return one.id == changed.id; });
  const std::optional<Person> person = TRY(complete(tx, actor, changed));
  if (auto clash = clash_of(changed, person, others)) return wrong_at({{"/until", clash->key, clash->args}});
  if (!TRY(store::update_appointment(tx, actor.company, changed))) return conflict("governance.edit.conflict");
  TRY(record(tx, actor, "governance.appointment.amend", ref(changed), fields_of(stored), fields_of(changed), now));
  TRY(facts_begin(tx, actor, changed, now));
  TRY(check::refresh_tasks(tx, actor, now));
  return get_appointment(tx, actor, changed.id);
}

Result<Appointment> end_appointment(db::WriteTx& tx, const Actor& actor, const EndAppointment& command, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Appointment stored = TRY(stored_for(tx, actor, command.id, command.version));
  const std::string reason = TRY(required_text(command.reason, "/reason", longest_reason));
  const std::string why_vacant = TRY(optional_text(command.vacancy_reason, "/vacancy_reason", longest_reason));
  if (command.on < stored.from)
    return wrong_at({{"/on", "governance.appointment.end_before_from", {{"from", day_words(stored.from)}}}});
  const auto all = TRY(store::list_appointments(tx, actor.company));
  const bool vacant = leaves_vacant(stored, all, command.on);
  if (vacant && stored.office == Office::Ciso && why_vacant.empty())
    return conflict("governance.ciso.last", {{"name", stored.name}});
  const Appointment ended = TRY(close(tx, actor, stored, command.on, reason, now));
  if (vacant && !why_vacant.empty())
    TRY(put_vacancy(tx, actor,
                    {{},
                     stored.office,
                     stored.department,
                     stored.department_name,
                     command.on,
                     "",
                     why_vacant,
                     command.vacancy_expected,
                     1},
                    now));
  TRY(facts_end(tx, actor, ended, now));
  TRY(take_role(tx, actor, ended, now));
  TRY(check::refresh_tasks(tx, actor, now));
  return get_appointment(tx, actor, ended.id);
}

Result<void> person_left(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const Date& on, Instant now) {
  // The person is gone whatever the plan was: nothing is refused here, and what is vacant now is written down.
  std::vector<Appointment> all = TRY(store::list_appointments(tx, actor.company));
  for (Appointment& one : all) {
    if (one.user != user || one.ended || (one.until && *one.until < on)) continue;
    one = TRY(close(tx, actor, one, on, std::string(reason_left), now));
    TRY(facts_end(tx, actor, one, now));
  }
  for (const Appointment& one : all) {
    if (one.user != user || !one.ended || *one.ended != std::max(on, one.from) || one.end_reason != reason_left)
      continue;
    if (leaves_vacant(one, all, *one.ended) && one.office != Office::CommitteeMember)
      TRY(put_vacancy(tx, actor,
                      {{}, one.office, one.department, one.department_name, *one.ended, one.name, "", std::nullopt, 1},
                      now));
  }
  return check::refresh_tasks(tx, actor, now);
}

Result<std::vector<Appointment>> list_appointments(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  return store::list_appointments(tx, actor.company);
}

Result<Appointment> get_appointment(db::Tx& tx, const Actor& actor, const Id<AppointmentTag>& id) {
  TRY(require(actor, Permission::ProgrammeRead));
  auto found = TRY(store::find_appointment(tx, actor.company, id));
  if (!found) return not_found();
  return std::move(*found);
}

Result<std::vector<Appointment>> standing_on(db::Tx& tx, const Id<Company>& company, Date day) {
  auto list = TRY(store::list_appointments(tx, company));
  std::erase_if(list, [&](const Appointment& one) { return !one.stands_on(day); });
  return list;
}

Result<std::vector<Vacancy>> open_vacancies(db::Tx& tx, const Id<Company>& company, Date today) {
  return store::list_open_vacancies(tx, company, today);
}

Result<Vacancy> record_vacancy(db::WriteTx& tx, const Actor& actor, const RecordVacancy& command, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Date today = today_of(now);
  Appointment place;  // only to find its department
  place.office = command.office;
  place.department = command.department;
  if (command.office == Office::Manager && command.department.empty())
    return wrong_at({{"/department", "governance.appointment.department_needed", {}}});
  TRY(complete(tx, actor, place));
  const std::string reason = TRY(required_text(command.reason, "/reason", longest_reason));
  if (has_successor(place, TRY(store::list_appointments(tx, actor.company)), today))
    return conflict("governance.vacancy.held");
  const auto open = TRY(store::list_open_vacancies(tx, actor.company, today));
  const auto known = std::ranges::find_if(
      open, [&](const Vacancy& one) { return one.office == command.office && one.department == command.department; });
  if ((known == open.end() ? 0 : known->version) != command.version) return conflict("governance.edit.conflict");
  if (known == open.end()) {
    Vacancy fresh{new_id<VacancyTag>(now),
                  command.office,
                  command.department,
                  place.department_name,
                  today,
                  "",
                  reason,
                  command.expected,
                  1};
    TRY(store::insert_vacancy(tx, actor.company, fresh, actor.user, now));
    TRY(record(tx, actor, "governance.vacancy.record", ref(fresh), "", fields_of(fresh), now));
    return fresh;
  }
  Vacancy changed = *known;
  changed.reason = reason;
  changed.expected = command.expected;
  if (!TRY(store::update_vacancy(tx, actor.company, changed))) return conflict("governance.edit.conflict");
  TRY(record(tx, actor, "governance.vacancy.record", ref(changed), fields_of(*known), fields_of(changed), now));
  ++changed.version;
  return changed;
}

}  // namespace sonae::governance
