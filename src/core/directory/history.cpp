#include "core/directory/history.h"

#include <algorithm>
#include <tuple>

#include "core/directory/inputs.h"
#include "core/directory/store_organisation.h"

namespace sonae::directory {

namespace {

using Phases = std::vector<DepartmentPhase>;

/// By department and number.
void put_in_order(Phases& phases) {
  std::ranges::sort(phases, {}, [](const DepartmentPhase& one) { return std::tuple(one.department, one.number); });
}

std::string parent_name(const Phases& phases, const DepartmentPhase& phase, const Id<Department>& parent) {
  std::string name;
  for (const DepartmentPhase& other : phases)
    if (other.department == parent && (name.empty() || other.day <= phase.day)) name = other.name;
  return name;
}

void append_below(const Id<Department>& parent, const std::multimap<Id<Department>, DepartmentView>& by_parent,
                  std::vector<DepartmentView>& out) {
  const auto [begin, end] = by_parent.equal_range(parent);
  for (auto child = begin; child != end; ++child) {
    out.push_back(child->second);
    out.back().order = std::distance(begin, child);
    append_below(child->second.id, by_parent, out);
  }
}

bool is_in_ring(const std::vector<DepartmentView>& open, const DepartmentView& start) {
  Id<Department> at = start.parent;
  for (std::size_t steps = 0; !at.empty() && steps <= open.size(); ++steps) {
    if (at == start.id) return true;
    const auto next = std::ranges::find(open, at, &DepartmentView::id);
    at = next == open.end() ? Id<Department>() : next->parent;
  }
  return false;
}

}  // namespace

std::string_view name_of(DepartmentDeed deed) {
  switch (deed) {
    case DepartmentDeed::Created:
      return "created";
    case DepartmentDeed::Renamed:
      return "renamed";
    case DepartmentDeed::Moved:
      return "moved";
    case DepartmentDeed::Closed:
      return "closed";
    case DepartmentDeed::Restored:
      return "restored";
  }
  die("a deed without a name");
}

std::vector<DepartmentEvent> events_of(Phases phases) {
  put_in_order(phases);
  std::vector<DepartmentEvent> events;
  const DepartmentPhase* last = nullptr;
  for (const DepartmentPhase& phase : phases) {
    const DepartmentPhase* before = last != nullptr && last->department == phase.department ? last : nullptr;
    last = &phase;
    const auto add = [&](DepartmentDeed deed, std::string was) {
      events.push_back(
          {phase.department, deed, phase.day, phase.name, std::move(was), parent_name(phases, phase, phase.parent)});
    };
    if (before == nullptr) {
      add(DepartmentDeed::Created, "");
      continue;
    }
    if (phase.open != before->open) add(phase.open ? DepartmentDeed::Restored : DepartmentDeed::Closed, "");
    if (phase.name != before->name) add(DepartmentDeed::Renamed, before->name);
    if (phase.parent != before->parent) add(DepartmentDeed::Moved, parent_name(phases, *before, before->parent));
  }
  std::ranges::stable_sort(events, std::greater<>(), &DepartmentEvent::day);
  return events;
}

std::vector<DepartmentView> tree_on(Phases phases, Date day) {
  put_in_order(phases);
  std::map<Id<Department>, DepartmentPhase> standing;
  for (DepartmentPhase& phase : phases)
    if (phase.day <= day) standing[phase.department] = std::move(phase);
  std::erase_if(standing, [](const auto& one) { return !one.second.open; });
  std::vector<DepartmentView> open;
  for (const auto& [id, phase] : standing) {
    DepartmentView view;
    view.id = id;
    view.name = phase.name;
    if (standing.contains(phase.parent)) view.parent = phase.parent;
    open.push_back(std::move(view));
  }
  std::ranges::stable_sort(open, {}, &DepartmentView::name);
  // Deeds that were dated back may close a ring on a day in between: then one of it stands at the top.
  for (DepartmentView& view : open)
    if (is_in_ring(open, view)) view.parent = Id<Department>();
  std::multimap<Id<Department>, DepartmentView> by_parent;
  for (const DepartmentView& view : open) by_parent.emplace(view.parent, view);
  std::vector<DepartmentView> tree;
  append_below(Id<Department>(), by_parent, tree);
  return tree;
}

Result<std::vector<DepartmentEvent>> list_department_events(db::Tx& tx, const Actor& actor) {
  return events_of(TRY(store::list_phases(tx, actor.company)));
}

Result<std::vector<DepartmentView>> departments_on(db::Tx& tx, const Actor& actor, Date day) {
  return tree_on(TRY(store::list_phases(tx, actor.company)), day);
}

Result<void> note_phase(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department, bool open,
                        std::optional<Date> on, Instant now) {
  const auto last = TRY(store::last_phase(tx, company, department.id));
  const Date today = date_in_zone(now, japan_offset_minutes);
  if (on && (*on > today || (last && *on < last->day)))
    return fail_at("/on", "directory.department.on", {{"from", (last ? last->day : today).iso()}, {"to", today.iso()}});
  const Date day = on.value_or(last ? std::max(today, last->day) : today);
  return store::insert_phase(
      tx, company, {department.id, last ? last->number + 1 : 1, day, now, department.name, department.parent, open});
}

}  // namespace sonae::directory
