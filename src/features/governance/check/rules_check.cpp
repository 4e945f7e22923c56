#include "features/governance/check/rules_check.h"

#include "base/day_words.h"

#include <algorithm>

namespace sonae::governance::check {

namespace {

/// The same day `months` earlier, or the last one of a shorter month.
Date months_before(Date day, int months) {
  const int index = day.year() * 12 + day.month() - 1 - months;
  const int year = index / 12;
  const int month = index % 12 + 1;
  return *Date::make(year, month, std::min(day.day(), days_in_month(year, month)));
}

class Check {
 public:
  explicit Check(const Organisation& organisation) : on_(organisation) {
    for (const Appointment& one : on_.appointments)
      if (one.stands_on(on_.today)) standing_.push_back(&one);
  }

  std::vector<Finding> run() {
    officer();
    committee();
    secretariat();
    managers();
    audit();
    leavers();
    return std::move(findings_);
  }

 private:
  using Holders = std::vector<const Appointment*>;

  [[nodiscard]] Holders of(Office office, Capacity capacity) const {
    Holders found;
    for (const Appointment* one : standing_)
      if (one->office == office && one->capacity == capacity) found.push_back(one);
    return found;
  }
  [[nodiscard]] Holders holders(Office office) const { return of(office, Capacity::Holder); }
  [[nodiscard]] Holders deputies(Office office) const { return of(office, Capacity::Deputy); }

  Finding& find(std::string code, Weight weight, std::string question, Args args = {}) {
    return findings_.emplace_back(Finding{std::move(code), weight, std::move(args), {}, {}, std::move(question)});
  }
  void find_about(const Appointment& one, std::string code, Weight weight, std::string question, Args args = {}) {
    args.emplace("name", one.name);
    Finding& finding = find(std::move(code), weight, std::move(question), std::move(args));
    finding.department = one.department;
    finding.appointment = one.id;
  }
  [[nodiscard]] const Person* person_of(const Appointment& one) const {
    const auto found = on_.people.find(one.user);
    return found == on_.people.end() ? nullptr : &found->second;
  }

  void officer() {
    const Holders officers = holders(Office::Ciso);
    if (officers.empty())
      find("no_ciso", Weight::Problem, "①");
    else if (deputies(Office::Ciso).empty())
      find_about(*officers.front(), "ciso_without_deputy", Weight::Advice, "①");
  }

  void committee() {
    const Holders chair = holders(Office::CommitteeChair);
    const Holders members = holders(Office::CommitteeMember);
    if (chair.empty() && members.empty()) {
      find("no_committee", Weight::Problem, "①");
      return;
    }
    if (chair.empty()) find("no_chair", Weight::Problem, "①");
    if (!has_management(chair) && !has_management(members)) find("committee_without_management", Weight::Problem, "⑤");
    not_met(chair, members);
  }
  /// Somebody of the committee decides for the company: as such, or as the officer who was named so.
  [[nodiscard]] bool has_management(const Holders& group) const {
    return std::ranges::any_of(group, [&](const Appointment* one) {
      return std::ranges::any_of(standing_, [&](const Appointment* held) {
        return held->rank == Rank::Management && (held == one || (!one->user.empty() && held->user == one->user));
      });
    });
  }
  void not_met(const Holders& chair, const Holders& members) {
    // A committee that never met is young until it has existed as long as a pause may last.
    Date since = on_.today;
    for (const Holders* group : {&chair, &members})
      for (const Appointment* one : *group) since = std::min(since, one->from);
    if (on_.last_meeting) since = *on_.last_meeting;
    if (since > months_before(on_.today, on_.pause_months)) return;
    const Args args = {{"months", std::to_string(on_.pause_months)}, {"since", day_words(since)}};
    find(on_.last_meeting ? "committee_not_met" : "committee_never_met", Weight::Problem, "①", args);
  }

  void secretariat() {
    const Holders people = holders(Office::Secretariat);
    if (people.empty())
      find("no_secretariat", Weight::Problem, "①");
    else if (people.size() == 1 && deputies(Office::Secretariat).empty())
      find_about(*people.front(), "secretariat_alone", Weight::Advice, "①");
  }

  void managers() {
    for (const Place& place : on_.departments) {
      if (is_managed(on_, place.id)) continue;
      find("no_manager", Weight::Problem, "①", {{"department", place.name}}).department = place.id;
    }
    for (const Appointment* one : holders(Office::Manager)) {
      const Person* person = person_of(*one);
      if (one->belongs_to == one->department ||
          (person != nullptr && std::ranges::find(person->departments, one->department) != person->departments.end()))
        continue;
      find_about(*one, "manager_elsewhere", Weight::Shown, "①",
                 {{"department", one->department_name}, {"own", one->belongs_to_name}});
    }
  }

  void audit() {
    const Holders auditors = holders(Office::Auditor);
    if (auditors.empty()) find("no_audit", Weight::Problem, "①⑪");
    for (const Appointment* one : auditors) {
      const Person* person = person_of(*one);
      if (person == nullptr) continue;  // a firm
      const bool holds_more = std::ranges::any_of(standing_, [&](const Appointment* other) {
        return other->user == one->user && other->office != Office::Auditor;
      });
      if (holds_more || person->operates || person->account == Person::Account::Operation)
        find_about(*one, "auditor_operates", Weight::Problem, "①");
      own_department(*one, *person, auditors);
    }
  }
  void own_department(const Appointment& one, const Person& person, const Holders& auditors) {
    const auto is_own = [&](const Id<Department>& department, const Person& of) {
      return std::ranges::find(of.relatives, department) != of.relatives.end();
    };
    if (!one.department.empty()) {
      if (is_own(one.department, person))
        find_about(one, "auditor_own_department", Weight::Problem, "①", {{"department", one.department_name}});
      return;
    }
    if (person.relatives.empty()) return;
    const Id<Department>& own = one.belongs_to;
    const bool somebody_else = std::ranges::any_of(auditors, [&](const Appointment* other) {
      if (other->id == one.id || (!other->department.empty() && other->department != own)) return false;
      const Person* colleague = person_of(*other);
      return colleague == nullptr || !is_own(own, *colleague);
    });
    if (!somebody_else) find_about(one, "audit_gap", Weight::Advice, "①", {{"department", one.belongs_to_name}});
  }

  void leavers() {
    for (const Appointment* one : standing_)
      if (const Person* person = person_of(*one); person != nullptr && person->disabled)
        find_about(*one, "holder_left", Weight::Problem, "①");
  }

  const Organisation& on_;
  Holders standing_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view name_of(Weight weight) {
  switch (weight) {
    case Weight::Problem:
      return "problem";
    case Weight::Advice:
      return "advice";
    case Weight::Shown:
      return "shown";
  }
  die("a weight without a name");
}

bool is_managed(const Organisation& organisation, const Id<Department>& department) {
  const auto has_own = [&](const Id<Department>& id) {
    return std::ranges::any_of(organisation.appointments, [&](const Appointment& one) {
      return one.office == Office::Manager && one.capacity == Capacity::Holder && one.department == id &&
             one.stands_on(organisation.today);
    });
  };
  Id<Department> at = department;
  // A chain longer than the number of departments would be a circle.
  for (std::size_t steps = 0; !at.empty() && steps <= organisation.departments.size(); ++steps) {
    if (has_own(at)) return true;
    const auto place = std::ranges::find(organisation.departments, at, &Place::id);
    if (place == organisation.departments.end()) return false;
    at = place->parent;
  }
  return false;
}

std::vector<Finding> check(const Organisation& organisation) { return Check(organisation).run(); }

}  // namespace sonae::governance::check
