#include "features/governance/promises.h"

#include "core/directory/directory.h"
#include "features/governance/places.h"
#include "platform/messages/messages.h"

namespace sonae::governance {

OwnerColumns columns_of(const tasks::Owner& owner) {
  if (owner.role) return {"role", std::string(sonae::name_of(*owner.role))};
  if (!owner.user.empty()) return {"user", owner.user.text()};
  return {"department", owner.department.text()};
}

std::optional<tasks::Owner> owner_of(std::string_view kind, std::string_view id) {
  if (kind == "role") {
    const auto role = parse_role(id);
    return role ? std::optional(tasks::owned_by(*role)) : std::nullopt;
  }
  if (kind == "user") {
    const auto user = Id<User>::parse(id);
    return user ? std::optional(tasks::owned_by(*user)) : std::nullopt;
  }
  if (kind != "department") return std::nullopt;
  const auto department = Id<Department>::parse(id);
  return department ? std::optional(tasks::owned_by(*department)) : std::nullopt;
}

Result<void> check_owner(db::Tx& tx, const Actor& actor, const tasks::Owner& owner, std::string place) {
  if (owner.role) return {};
  if (!owner.user.empty()) {
    if (TRY(directory::user_names(tx, actor.company)).contains(owner.user.text())) return {};
  } else {
    for (const directory::DepartmentView& one : TRY(directory::list_departments(tx, actor)))
      if (one.id == owner.department) return {};
  }
  return fail_at(std::move(place), "tasks.owner.unknown");
}

Result<std::string> keep(db::WriteTx& tx, const Actor& actor, const Promise& promise, Instant now) {
  tasks::NewTask task;
  task.origin = promise.origin;
  task.key = promise.id;
  task.title = promise.text;
  task.due = promise.due;
  task.owner = promise.owner;
  task.link = promise.link;
  task.harm = tasks::Harm::Medium;
  const std::string id = TRY(tasks::ensure(tx, actor, task, now));
  TRY(tasks::postpone(tx, actor, promise.origin, promise.id, promise.due, now));
  return id;
}

Result<Standing> standing_of(db::Tx& tx, const Actor& actor, const std::string& task) {
  if (task.empty()) return Standing{};
  const auto found = TRY(tasks::get(tx, actor, task));
  return Standing{true, found.state, found.note, found.closed_at};
}

Result<OwnerNames> OwnerNames::load(db::Tx& tx, const Actor& actor) {
  OwnerNames names;
  for (const auto& [id, name] : TRY(directory::user_names(tx, actor.company))) names.users_[id] = name;
  for (const directory::DepartmentView& one : TRY(directory::list_departments(tx, actor)))
    names.departments_[one.id.text()] = one.name;
  return names;
}

std::string OwnerNames::name_of(const tasks::Owner& owner, std::string_view language) const {
  if (owner.role) return messages::say(language, "role." + std::string(sonae::name_of(*owner.role)));
  const auto& names = owner.user.empty() ? departments_ : users_;
  const auto found = names.find(owner.user.empty() ? owner.department.text() : owner.user.text());
  return found == names.end() ? messages::say(language, "governance.owner.gone") : found->second;
}

}  // namespace sonae::governance
