#pragma once
// Offices of the security organisation, their terms, and who may hold what together with what. Pure.
// Source: 質問① (officer, committee, managers per department, an audit apart from them), 質問⑪ (the audit may be a
// firm's), and what follows from the independence of audits (AZ04).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace sonae {
struct User;
struct Department;
}  // namespace sonae

namespace sonae::governance {

struct AppointmentTag;

enum class Office : std::uint8_t { Ciso, CommitteeChair, CommitteeMember, Manager, Secretariat, Auditor };
[[nodiscard]] std::string_view name_of(Office office);  ///< "ciso" "chair" "member" "manager" "secretariat" "auditor"
[[nodiscard]] std::optional<Office> parse_office(std::string_view name);
[[nodiscard]] inline bool is_audit(Office office) { return office == Office::Auditor; }

/// A deputy acts when the holder is away. Committee members and auditors have none: there are several of them.
enum class Capacity : std::uint8_t { Holder, Deputy };
[[nodiscard]] std::string_view name_of(Capacity capacity);  ///< "holder" "deputy"
[[nodiscard]] std::optional<Capacity> parse_capacity(std::string_view name);
[[nodiscard]] bool has_deputies(Office office);

/// Whether the person decides for the whole company (a board member, the president).
enum class Rank : std::uint8_t { Staff, Management };

struct Appointment {
  Id<AppointmentTag> id;
  Office office = Office::Ciso;
  Capacity capacity = Capacity::Holder;
  Id<Department> department;  ///< Manager: whose; Auditor: the one that is audited, empty for all; else empty
  std::string department_name;
  Id<User> user;                ///< empty: a firm
  std::string name;             ///< the person's today, or the firm's
  Id<Department> belongs_to;    ///< the person's own department; empty: none
  std::string belongs_to_name;  ///< likewise
  Rank rank = Rank::Staff;
  Date from;
  std::optional<Date> until;  ///< last day of the agreed term
  std::optional<Date> ended;  ///< first day on which it no longer stands
  std::string end_reason;     ///< "" while nobody ended it
  std::string letter_no;
  std::optional<Date> letter_date;
  std::int64_t version = 1;

  [[nodiscard]] bool stands_on(Date day) const {
    return from <= day && (!until || day <= *until) && (!ended || day < *ended);
  }
  [[nodiscard]] bool over_by(Date day) const { return !stands_on(day) && from <= day; }
};

/// Days on which both stand.
[[nodiscard]] bool overlap(const Appointment& one, const Appointment& other);

/// What the rules need to know about a person.
struct Person {
  /// Accounts keep their side for ever (AZ04); who has none has not done anything from either side yet.
  enum class Account : std::uint8_t { None, Operation, Audit };
  Id<User> id;
  std::string name;
  Account account = Account::None;
  bool operates = false;  ///< holds, or is prepared for, a role that does more than an employee's
  bool disabled = false;
  std::vector<Id<Department>> departments;  ///< where the person works, the main post first
  std::vector<Id<Department>> relatives;    ///< these, those above them and those under them
};

struct Place {
  Id<Department> id;
  std::string name;
  Id<Department> parent;
};
/// The departments, those above them and those under them: whoever audits one of them audits the own work.
/// `places`: parents before children.
[[nodiscard]] std::vector<Id<Department>> relatives_of(const std::vector<Place>& places,
                                                       const std::vector<Id<Department>>& own);

/// Why an office cannot be taken: a message with its place in the form, and the remedy in the sentence.
/// `person` is nothing for a firm. `others` are all appointments of the company without the one itself.
[[nodiscard]] std::optional<FieldError> clash_of(const Appointment& wanted, const std::optional<Person>& person,
                                                 const std::vector<Appointment>& others);

/// Form of an appointment: deputies, departments, firms, terms. One error per place.
[[nodiscard]] std::vector<FieldError> form_of(const Appointment& wanted);

/// Whether somebody else holds the same office as `one` on `day`.
[[nodiscard]] bool has_successor(const Appointment& one, const std::vector<Appointment>& all, Date day);

}  // namespace sonae::governance
