// Companies and the tree of departments.

#include <algorithm>

#include "core/directory/directory.h"
#include "core/directory/history.h"
#include "core/directory/inputs.h"
#include "core/directory/people.h"
#include "core/directory/store.h"
#include "core/directory/store_organisation.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

EntityRef ref(const Id<Department>& id) { return {"department", id.text()}; }

std::string fields_of(const DepartmentView& department) {
  return trail::fields_json({{"name", department.name},
                             {"parent", department.parent.text()},
                             {"order", std::to_string(department.order)},
                             {"site", department.site.text()}});
}

void append_below(const Id<Department>& parent, std::multimap<Id<Department>, DepartmentView>& by_parent,
                  std::vector<DepartmentView>& out) {
  const auto [begin, end] = by_parent.equal_range(parent);
  for (auto child = begin; child != end; ++child) {
    out.push_back(child->second);
    append_below(child->second.id, by_parent, out);
  }
}

}  // namespace

Result<Id<Company>> create_company(db::WriteTx& tx, const NewCompany& company, Instant now) {
  CompanyView made;
  made.id = new_id<Company>(now);
  made.name = TRY(clean_name(company.name, "/company_name"));
  if (company.fiscal_year_start < 1 || company.fiscal_year_start > 12)
    return fail_at("/fiscal_year_start", "directory.company.month");
  made.fiscal_year_start = company.fiscal_year_start;
  TRY(store::insert_company(tx, made, now));
  const std::string after =
      trail::fields_json({{"name", made.name}, {"fiscal_year_start", std::to_string(made.fiscal_year_start)}});
  TRY(trail::append(tx, trail::system_origin(made.id, "set-up"),
                    {"directory.company.create", {"company", made.id.text()}, "", after, {}}, now));
  return made.id;
}

Result<CompanyView> get_company(db::Tx& tx, const Id<Company>& company) {
  auto found = TRY(store::find_company(tx, company));
  if (!found) return not_found();
  return std::move(*found);
}

Result<std::vector<CompanyView>> list_companies(db::Tx& tx) { return store::list_companies(tx); }

Actor system_actor(const Id<Company>& company, std::string what) {
  Actor actor;
  actor.company = company;
  actor.name = std::move(what);
  actor.roles = {Role::Administrator};
  return actor;
}

Result<std::vector<DepartmentView>> list_departments(db::Tx& tx, const Actor& actor) {
  std::multimap<Id<Department>, DepartmentView> by_parent;
  for (auto& department : TRY(store::list_departments(tx, actor.company)))
    by_parent.emplace(department.parent, std::move(department));
  std::vector<DepartmentView> departments;
  append_below(Id<Department>(), by_parent, departments);
  return departments;
}

Result<DepartmentView> create_department(db::WriteTx& tx, const Actor& actor, const NewDepartment& department,
                                         Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  DepartmentView made;
  made.id = new_id<Department>(now);
  made.name = TRY(clean_name(department.name, "/name"));
  made.parent = department.parent;
  if (!made.parent.empty() && !TRY(store::find_department(tx, actor.company, made.parent)))
    return fail_at("/parent", "directory.department.unknown");
  const auto known = TRY(store::list_departments(tx, actor.company));
  if (known.size() >= most_departments)
    return invalid("directory.department.many", {{"limit", std::to_string(most_departments)}});
  for (const DepartmentView& sibling : known)
    if (sibling.parent == made.parent) made.order = std::max(made.order, sibling.order + 1);
  TRY(store::insert_department(tx, actor.company, made));
  TRY(note_phase(tx, actor.company, made, true, {}, now));
  TRY(trail::append(tx, trail::origin_of(actor), {"directory.department.create", ref(made.id), "", fields_of(made), {}},
                    now));
  return made;
}

Result<DepartmentView> change_department(db::WriteTx& tx, const Actor& actor, const DepartmentChange& change,
                                         Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto stored = TRY(store::find_department(tx, actor.company, change.department));
  if (!stored) return not_found();
  if (stored->version != change.version) return conflict("directory.edit.conflict");
  DepartmentView changed = *stored;
  if (change.name) changed.name = TRY(clean_name(*change.name, "/name"));
  if (change.order) changed.order = *change.order;
  if (change.parent) {
    changed.parent = *change.parent;
    if (!changed.parent.empty() && !TRY(store::find_department(tx, actor.company, changed.parent)))
      return fail_at("/parent", "directory.department.unknown");
    const auto below = TRY(store::list_subtree(tx, actor.company, changed.id));
    if (std::ranges::find(below, changed.parent) != below.end())
      return fail_at("/parent", "directory.department.circle");
  }
  if (change.site) {
    if (!change.site->empty() && !TRY(store::find_site(tx, actor.company, *change.site)))
      return fail_at("/site", "directory.site.unknown");
    changed.site = *change.site;
  }
  if (!TRY(store::update_department(tx, actor.company, changed))) return conflict("directory.edit.conflict");
  if (changed.name != stored->name || changed.parent != stored->parent)
    TRY(note_phase(tx, actor.company, changed, true, change.on, now));
  ++changed.version;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.department.change", ref(changed.id), fields_of(*stored), fields_of(changed), {}}, now));
  return changed;
}

}  // namespace sonae::directory
