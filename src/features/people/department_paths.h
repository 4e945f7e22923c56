#pragma once
// Which department a row means: a path ("製造部/第一課"), a name with its upper department, or a name alone. Pure.
//
// A path begins at the top, or at the one department that is called like its first name.
// A name alone means the one department of that name, in the company or elsewhere in the table; if there is none, a new
// one at the top; if there are several, the row is refused.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/directory/people.h"

namespace sonae::people {

using directory::DepartmentPath;

constexpr std::size_t deepest_department = 8;

/// The two cells of one row.
struct DepartmentCells {
  std::string name;
  std::string parent;
};

class DepartmentPaths {
 public:
  explicit DepartmentPaths(const std::vector<directory::DepartmentView>& departments);

  /// Learns every path that the table says in full, before the first `find`.
  void learn(const std::vector<DepartmentCells>& rows);
  /// Invalid with one field: people.row.department_several (arg name), .department_deep (arg limit), .department_circle
  /// (arg name), directory.name.*.
  [[nodiscard]] Result<DepartmentPath> find(const DepartmentCells& cells);
  /// Whether the company has it already.
  [[nodiscard]] bool exists(const DepartmentPath& path) const;
  /// By department id.
  [[nodiscard]] DepartmentPath path_of(const Id<Department>& department) const;

 private:
  struct Node {
    DepartmentPath path;
    bool exists = false;
  };
  [[nodiscard]] Result<DepartmentPath> rooted(std::vector<std::string> names) const;
  [[nodiscard]] Result<DepartmentPath> upper(const std::string& name, std::size_t depth) const;
  [[nodiscard]] Result<DepartmentPath> full_path(const DepartmentCells& cells) const;
  [[nodiscard]] std::vector<const Node*> named(std::string_view name) const;
  DepartmentPath add(const DepartmentPath& path, bool exists);

  std::map<std::string, Node> nodes_;           ///< by folded path
  std::map<std::string, std::string> parents_;  ///< folded name → upper department, said once
  std::map<std::string, DepartmentPath> by_id_;
};

}  // namespace sonae::people
