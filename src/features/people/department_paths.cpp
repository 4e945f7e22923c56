#include "features/people/department_paths.h"

#include <algorithm>

#include "base/text.h"
#include "core/directory/inputs.h"

namespace sonae::people {

namespace {

using directory::fail_at;

constexpr std::string_view place = "/department";

bool is_path_separator(char32_t c) { return c == U'/' || c == U'>' || c == 0xff0f || c == 0xff1e; }

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> names;
  std::u32string name;
  for (const char32_t c : text::to_utf32(text) + U'/') {
    if (!is_path_separator(c)) {
      name += c;
      continue;
    }
    const std::string utf8 = text::from_utf32(name);
    if (const auto plain = text::trim(utf8); !plain.empty()) names.emplace_back(plain);
    name.clear();
  }
  return names;
}

std::string fold(const DepartmentPath& path) {
  std::string key;
  for (const std::string& name : path) key += text::squash(name) + "\n";
  return key;
}

Result<DepartmentPath> cleaned(const std::vector<std::string>& names) {
  if (names.size() > deepest_department)
    return fail_at(std::string(place), "people.row.department_deep", {{"limit", std::to_string(deepest_department)}});
  DepartmentPath path;
  for (const std::string& name : names) path.push_back(TRY(directory::clean_name(name, std::string(place))));
  return path;
}

}  // namespace

DepartmentPaths::DepartmentPaths(const std::vector<directory::DepartmentView>& departments) {
  // Parents come before their children.
  for (const directory::DepartmentView& one : departments) {
    DepartmentPath path = path_of(one.parent);
    path.push_back(one.name);
    by_id_[one.id.text()] = path;
    add(path, true);
  }
}

DepartmentPath DepartmentPaths::path_of(const Id<Department>& department) const {
  const auto found = by_id_.find(department.text());
  return found == by_id_.end() ? DepartmentPath() : found->second;
}

bool DepartmentPaths::exists(const DepartmentPath& path) const {
  const auto found = nodes_.find(fold(path));
  return found != nodes_.end() && found->second.exists;
}

/// Every part of the path, spelled as it was first seen.
DepartmentPath DepartmentPaths::add(const DepartmentPath& path, bool exists) {
  DepartmentPath spelled;
  for (const std::string& name : path) {
    spelled.push_back(name);
    const auto [node, fresh] = nodes_.try_emplace(fold(spelled), Node{spelled, exists});
    spelled = node->second.path;
  }
  return spelled;
}

std::vector<const DepartmentPaths::Node*> DepartmentPaths::named(std::string_view name) const {
  const std::string wanted = text::squash(name);
  std::vector<const Node*> found;
  for (const auto& [key, node] : nodes_)
    if (text::squash(node.path.back()) == wanted) found.push_back(&node);
  return found;
}

/// A path need not begin at the top: its first name may be the one department of that name.
Result<DepartmentPath> DepartmentPaths::rooted(std::vector<std::string> names) const {
  if (names.empty() || nodes_.contains(fold({names.front()}))) return cleaned(names);
  const auto found = named(names.front());
  if (found.size() != 1) return cleaned(names);
  DepartmentPath path = found.front()->path;
  path.insert(path.end(), names.begin() + 1, names.end());
  return cleaned(path);
}

/// The path of an upper department that is given by name alone.
Result<DepartmentPath> DepartmentPaths::upper(const std::string& name, std::size_t depth) const {
  const auto names = split(name);
  if (names.size() > 1) return rooted(names);
  const auto found = named(name);
  if (found.size() == 1) return found.front()->path;
  if (found.size() > 1) return fail_at(std::string(place), "people.row.department_several", {{"name", name}});
  const auto above = parents_.find(text::squash(name));
  if (above == parents_.end() || above->second.empty()) return cleaned(names);
  if (depth >= deepest_department) return fail_at(std::string(place), "people.row.department_circle", {{"name", name}});
  DepartmentPath path = TRY(upper(above->second, depth + 1));
  path.push_back(name);
  return cleaned(path);
}

Result<DepartmentPath> DepartmentPaths::full_path(const DepartmentCells& cells) const {
  DepartmentPath path = TRY(upper(cells.parent, 0));
  for (std::string& name : split(cells.name)) path.push_back(std::move(name));
  return cleaned(path);
}

void DepartmentPaths::learn(const std::vector<DepartmentCells>& rows) {
  for (const DepartmentCells& cells : rows) {
    if (cells.parent.empty() || cells.name.empty()) continue;
    const auto [known, fresh] = parents_.try_emplace(text::squash(cells.name), cells.parent);
    // Two upper departments for one name: each row then stands for itself, and the name alone for none of them.
    if (!fresh && text::squash(known->second) != text::squash(cells.parent)) known->second.clear();
  }
  for (const DepartmentCells& cells : rows) {
    const auto names = split(cells.name);
    if (cells.parent.empty() && names.size() > 1)
      if (const auto path = rooted(names)) add(*path, false);
  }
  // Upper departments may be said in any order: what one row adds, the next may build on.
  std::vector<DepartmentPath> paths;
  for (const DepartmentCells& cells : rows)
    if (!cells.parent.empty() && !cells.name.empty())
      if (const auto path = full_path(cells)) paths.push_back(*path);
  for (const DepartmentPath& path : paths) add(path, false);
}

Result<DepartmentPath> DepartmentPaths::find(const DepartmentCells& cells) {
  if (!cells.parent.empty() && !cells.name.empty()) return add(TRY(full_path(cells)), false);
  const std::string& given = cells.name.empty() ? cells.parent : cells.name;
  const auto names = split(given);
  if (names.empty()) return DepartmentPath();
  if (names.size() > 1) return add(TRY(rooted(names)), false);
  const auto found = named(names.front());
  if (found.size() > 1) return fail_at(std::string(place), "people.row.department_several", {{"name", names.front()}});
  if (found.size() == 1) return found.front()->path;
  return add(TRY(cleaned(names)), false);
}

}  // namespace sonae::people
