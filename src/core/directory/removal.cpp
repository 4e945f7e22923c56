// Departments that nothing hangs on any more: deleted, and restored within 30 days (AZ12).

#include <algorithm>

#include "core/consent/consent.h"
#include "core/directory/directory.h"
#include "core/directory/history.h"
#include "core/directory/store.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

EntityRef ref(const Id<Department>& id) { return {"department", id.text()}; }

std::string fields_of(const DepartmentView& department) {
  return trail::fields_json({{"name", department.name}, {"parent", department.parent.text()}});
}

// The refusal names everything that hangs on the department, so that nobody has to find out one by one.
Result<void> require_bare(const Remainder& left) {
  Error error{ErrorKind::Conflict, "directory.department.removal.blocked", {}, {}, {}};
  const auto add = [&](std::string key, std::int64_t count) {
    if (count > 0) error.fields.push_back({"", std::move(key), {{"count", std::to_string(count)}}});
  };
  add("directory.department.removal.children", left.children);
  add("directory.department.removal.people", left.people);
  add("directory.department.removal.items", left.items);
  if (error.fields.empty()) return {};
  return std::unexpected(std::move(error));
}

}  // namespace

Result<Remainder> remainder_of(db::Tx& tx, const Actor& actor, const Id<Department>& department) {
  TRY(require(actor, Permission::UsersManage));
  return store::count_remainder(tx, actor.company, department);
}

Result<void> remove_department(db::WriteTx& tx, const Actor& actor, const RemoveDepartment& command, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  const auto stored = TRY(store::find_department(tx, actor.company, command.department));
  if (!stored) return not_found();
  if (stored->version != command.version) return conflict("directory.edit.conflict");
  Remainder left = TRY(store::count_remainder(tx, actor.company, command.department));
  left.items = command.items;
  TRY(require_bare(left));
  if (!TRY(store::mark_removed(tx, actor.company, *stored, now))) return conflict("directory.edit.conflict");
  TRY(note_phase(tx, actor.company, *stored, false, {}, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.department.remove", ref(stored->id), fields_of(*stored), "", {}}, now));
  return {};
}

Result<std::vector<RemovedDepartment>> list_removed_departments(db::Tx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  auto list = TRY(store::list_removed(tx, actor.company));
  std::erase_if(list, [&](const RemovedDepartment& one) { return !consent::restorable(one.deleted_at, now); });
  return list;
}

Result<DepartmentView> restore_department(db::WriteTx& tx, const Actor& actor, const Id<Department>& department,
                                          Instant now) {
  TRY(require(actor, Permission::UsersManage));
  const auto list = TRY(store::list_removed(tx, actor.company));
  const auto found = std::ranges::find(list, department, [](const auto& one) { return one.department.id; });
  if (found == list.end()) return not_found();
  TRY(consent::require_restorable(found->deleted_at, now));
  DepartmentView restored = found->department;
  // What it hung below may be gone meanwhile: then it comes back at the top.
  if (!restored.parent.empty() && !TRY(store::find_department(tx, actor.company, restored.parent)))
    restored.parent = Id<Department>();
  if (!TRY(store::mark_restored(tx, actor.company, restored))) return conflict("directory.edit.conflict");
  ++restored.version;
  TRY(note_phase(tx, actor.company, restored, true, {}, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.department.restore", ref(restored.id), "", fields_of(restored), {}}, now));
  return restored;
}

}  // namespace sonae::directory
