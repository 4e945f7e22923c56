#pragma once
// What a security organisation lacks. Pure: "today" and the last meeting are arguments.
// Source: 質問① (officer, committee under them, department heads as managers, an audit apart), 質問⑤ (top management in
// the organisation), 質問⑪ (who confirms what; the audit may be a firm's). Deputies and pauses are ours: one person's
// absence must not stop the programme.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/governance/rules.h"

namespace sonae::governance::check {

/// A committee that meets half-yearly is thin but alive.
constexpr int default_pause_months = 6;

enum class Weight : std::uint8_t {
  Problem,  ///< the organisation does not work without it
  Advice,   ///< it works, and one absence stops it
  Shown,    ///< allowed, and worth knowing
};
[[nodiscard]] std::string_view name_of(Weight weight);  ///< "problem" "advice" "shown"

struct Finding {
  std::string code;  ///< "no_ciso": messages `governance.check.<code>` and `governance.check.<code>.remedy`
  Weight weight = Weight::Problem;
  Args args;
  Id<Department> department;
  Id<AppointmentTag> appointment;
  std::string question;  ///< of the source: "①"
  friend bool operator==(const Finding&, const Finding&) = default;
};

struct Organisation {
  Date today;
  std::vector<Appointment> appointments;  ///< all; who stands is decided here
  std::vector<Place> departments;         ///< parents before children
  std::map<Id<User>, Person> people;      ///< those who are appointed, at least
  std::optional<Date> last_meeting;
  int pause_months = default_pause_months;
};

/// Problems of the whole company first, then department by department, then audits.
[[nodiscard]] std::vector<Finding> check(const Organisation& organisation);

/// Managed by its own manager or by that of a department above it.
[[nodiscard]] bool is_managed(const Organisation& organisation, const Id<Department>& department);

}  // namespace sonae::governance::check
