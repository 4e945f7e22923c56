#include "features/governance/rules.h"

#include "base/day_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sonae::governance {

namespace {

constexpr std::array<std::pair<Office, std::string_view>, 6> office_names = {{
    {Office::Ciso, "ciso"},
    {Office::CommitteeChair, "chair"},
    {Office::CommitteeMember, "member"},
    {Office::Manager, "manager"},
    {Office::Secretariat, "secretariat"},
    {Office::Auditor, "auditor"},
}};

constexpr int first_year = 1950;
constexpr int last_year = 2100;
bool plausible(const Date& day) { return day.year() >= first_year && day.year() <= last_year; }

bool in_committee(Office office) { return office == Office::CommitteeChair || office == Office::CommitteeMember; }

/// Last day on which it stands; nothing: no end is known. Before `from` for one that ended before it began.
std::optional<Date> last_day(const Appointment& one) {
  if (one.ended && (!one.until || one.ended->plus_days(-1) < *one.until)) return one.ended->plus_days(-1);
  return one.until;
}

bool only_one(const Appointment& one) {
  return one.capacity == Capacity::Holder &&
         (one.office == Office::Ciso || one.office == Office::CommitteeChair || one.office == Office::Manager);
}

bool same_post(const Appointment& one, const Appointment& other) {
  return one.office == other.office && one.department == other.department;
}

/// The two offices that a person cannot hold at once: the same one twice, and chair beside plain member.
bool doubled(const Appointment& one, const Appointment& other) {
  return same_post(one, other) || (in_committee(one.office) && in_committee(other.office));
}

FieldError at_person(std::string key, Args args) { return {"/user", std::move(key), std::move(args)}; }

std::optional<FieldError> audit_clash(const Appointment& wanted, const Person& person) {
  if (person.account == Person::Account::Operation || person.operates)
    return at_person("governance.appointment.auditor_account", {{"name", person.name}});
  if (!wanted.department.empty() && std::ranges::find(person.relatives, wanted.department) != person.relatives.end())
    return at_person("governance.appointment.auditor_own_department",
                     {{"name", person.name}, {"department", wanted.department_name}});
  return std::nullopt;
}

std::optional<FieldError> clash_of_person(const Appointment& wanted, const Person& person,
                                          const std::vector<Appointment>& others) {
  if (person.disabled) return at_person("governance.appointment.left", {{"name", person.name}});
  for (const Appointment& other : others) {
    if (other.user != person.id || !overlap(wanted, other)) continue;
    if (is_audit(wanted.office) != is_audit(other.office))
      return at_person(is_audit(wanted.office) ? "governance.appointment.auditor_operates"
                                               : "governance.appointment.operator_audits",
                       {{"name", person.name}, {"other", std::string(name_of(other.office))}});
    if (doubled(wanted, other)) return at_person("governance.appointment.twice", {{"name", person.name}});
  }
  if (is_audit(wanted.office)) return audit_clash(wanted, person);
  if (person.account == Person::Account::Audit)
    return at_person("governance.appointment.operator_account", {{"name", person.name}});
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Office office) {
  for (const auto& [value, name] : office_names)
    if (value == office) return name;
  die("an office without a name");
}

std::optional<Office> parse_office(std::string_view name) {
  for (const auto& [value, known] : office_names)
    if (known == name) return value;
  return std::nullopt;
}

std::string_view name_of(Capacity capacity) { return capacity == Capacity::Holder ? "holder" : "deputy"; }

std::optional<Capacity> parse_capacity(std::string_view name) {
  if (name == "holder") return Capacity::Holder;
  if (name == "deputy") return Capacity::Deputy;
  return std::nullopt;
}

bool has_deputies(Office office) { return office != Office::CommitteeMember && office != Office::Auditor; }

bool overlap(const Appointment& one, const Appointment& other) {
  const auto one_end = last_day(one);
  const auto other_end = last_day(other);
  if ((one_end && *one_end < one.from) || (other_end && *other_end < other.from)) return false;  // never stood
  return (!one_end || other.from <= *one_end) && (!other_end || one.from <= *other_end);
}

std::vector<Id<Department>> relatives_of(const std::vector<Place>& places, const std::vector<Id<Department>>& own) {
  std::vector<Id<Department>> relatives = own;
  for (const Place& place : places)
    if (!place.parent.empty() && std::ranges::find(relatives, place.parent) != relatives.end())
      relatives.push_back(place.id);
  for (Id<Department> at : own)
    // A chain longer than the number of departments would be a circle.
    for (std::size_t steps = 0; steps < places.size(); ++steps) {
      const auto place = std::ranges::find(places, at, &Place::id);
      if (place == places.end() || place->parent.empty()) break;
      at = place->parent;
      relatives.push_back(at);
    }
  return relatives;
}

std::vector<FieldError> form_of(const Appointment& wanted) {
  std::vector<FieldError> wrong;
  const bool firm = wanted.user.empty();
  if (firm && wanted.name.empty()) wrong.push_back({"/user", "governance.appointment.nobody", {}});
  if (firm && !wanted.name.empty() && !is_audit(wanted.office))
    wrong.push_back({"/firm", "governance.appointment.firm_only_audit", {}});
  if (wanted.capacity == Capacity::Deputy && !has_deputies(wanted.office))
    wrong.push_back({"/capacity", "governance.appointment.no_deputies", {}});
  if (wanted.office == Office::Manager && wanted.department.empty())
    wrong.push_back({"/department", "governance.appointment.department_needed", {}});
  if (wanted.office != Office::Manager && !is_audit(wanted.office) && !wanted.department.empty())
    wrong.push_back({"/department", "governance.appointment.no_department", {}});
  if (!plausible(wanted.from)) wrong.push_back({"/from", "governance.appointment.year", {}});
  if (wanted.until && *wanted.until < wanted.from)
    wrong.push_back({"/until", "governance.appointment.until_before_from", {{"from", day_words(wanted.from)}}});
  if (wanted.until && !plausible(*wanted.until)) wrong.push_back({"/until", "governance.appointment.year", {}});
  if (wanted.letter_date && !plausible(*wanted.letter_date))
    wrong.push_back({"/letter_date", "governance.appointment.year", {}});
  return wrong;
}

std::optional<FieldError> clash_of(const Appointment& wanted, const std::optional<Person>& person,
                                   const std::vector<Appointment>& others) {
  if (person)
    if (auto clash = clash_of_person(wanted, *person, others)) return clash;
  for (const Appointment& other : others) {
    if (!overlap(wanted, other)) continue;
    if (only_one(wanted) && only_one(other) && same_post(wanted, other))
      return FieldError{
          "/office", "governance.appointment.taken", {{"name", other.name}, {"from", day_words(other.from)}}};
    if (!person && other.user.empty() && other.name == wanted.name && same_post(wanted, other))
      return FieldError{"/firm", "governance.appointment.twice", {{"name", wanted.name}}};
  }
  return std::nullopt;
}

bool has_successor(const Appointment& one, const std::vector<Appointment>& all, Date day) {
  return std::ranges::any_of(all, [&](const Appointment& other) {
    return other.id != one.id && other.capacity == Capacity::Holder && same_post(one, other) && other.stands_on(day);
  });
}

}  // namespace sonae::governance
