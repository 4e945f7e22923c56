#pragma once
// How the departments came to be as they are: what happened on which day, and the tree as it stood on a day.

#include <optional>
#include <string>
#include <vector>

#include "core/directory/directory.h"

namespace sonae::directory {

/// A department from a day on.
struct DepartmentPhase {
  Id<Department> department;
  std::int64_t number = 1;  ///< 1: its making
  Date day;
  Instant at;  ///< when it was written down; 0: before anybody did
  std::string name;
  Id<Department> parent;
  bool open = true;
};

enum class DepartmentDeed : std::uint8_t { Created, Renamed, Moved, Closed, Restored };
[[nodiscard]] std::string_view name_of(DepartmentDeed deed);  ///< "created" "renamed" "moved" "closed" "restored"

struct DepartmentEvent {
  Id<Department> department;
  DepartmentDeed deed{};
  Date day;
  std::string name;         ///< from then on
  std::string before;       ///< Renamed: the name before; Moved: the upper department's name before ("": top)
  std::string parent_name;  ///< from then on; "": top
};
/// Pure. Of phases in any order, the latest event first. A phase that renames and moves gives two.
[[nodiscard]] std::vector<DepartmentEvent> events_of(std::vector<DepartmentPhase> phases);
/// Pure. Those that were open at the end of `day`, parents before children, by name among siblings; whatever hung below
/// a department that was not open stands at the top.
[[nodiscard]] std::vector<DepartmentView> tree_on(std::vector<DepartmentPhase> phases, Date day);

/// Any signed-in person, as for the departments themselves.
[[nodiscard]] Result<std::vector<DepartmentEvent>> list_department_events(db::Tx& tx, const Actor& actor);
[[nodiscard]] Result<std::vector<DepartmentView>> departments_on(db::Tx& tx, const Actor& actor, Date day);

/// In the transaction of the deed, for the use cases of this folder; without `on` from today. Invalid at "/on"
/// ("directory.department.on", args from, to) when `on` lies before the last phase or after today.
[[nodiscard]] Result<void> note_phase(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department,
                                      bool open, std::optional<Date> on, Instant now);

}  // namespace sonae::directory
