#pragma once
// From the rows of a table to what would be added, changed and refused. Decides from its arguments alone: no clock,
// database or file.
//
// People are recognised by their employee number, and by the login where a stored person has no number yet. What a
// table does not say stays as it is: a missing column, an empty cell. Department names are compared without regard to
// width and case and written as they are stored.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/directory/membership.h"
#include "features/people/headings.h"

namespace sonae::people {

/// What the company has now, and what the person who imports may do.
struct Known {
  std::vector<directory::Person> people;
  std::vector<directory::DepartmentView> departments;
  bool every_role = false;              ///< may prepare roles that are not ordinary (UsersManage)
  std::vector<std::string> sites = {};  ///< names
  Id<User> self = {};                   ///< never proposed as gone
  /// Whether departments that the table names and the company lacks are made, or refuse their rows. Nothing said: made
  /// while nobody has an employee number, which is the first table of all.
  std::optional<bool> make_departments = {};
};

enum class Change : std::uint8_t { Add, Update, Return, Same };
[[nodiscard]] std::string_view name_of(Change change);  ///< "add" "update" "return" "same"

struct Difference {
  Column column{};
  std::string from;
  std::string to;
};
struct PlannedRow {
  std::size_t line = 0;
  Change change = Change::Add;
  directory::PersonEntry entry;
  std::vector<Difference> differences;  ///< of an update
  bool moved = false;                   ///< to another main department
};
/// Somebody with an employee number whom the table does not name: gone, if a person says so.
struct Missing {
  Id<User> user;
  std::int64_t version = 0;
  std::string employee_no;
  std::string name;
  std::string department;
  std::string employer;
};
/// A row that cannot be taken in: where, and why (message key "people.row.*" or "directory.*").
struct RowProblem {
  std::size_t line = 0;
  std::optional<Column> column;
  std::string value;  ///< what stands in the cell, at most 60 characters
  std::string key;
  Args args;
};

struct Plan {
  std::vector<PlannedRow> rows;  ///< without problems, in the table's order
  std::vector<RowProblem> problems;
  std::vector<directory::DepartmentPath> departments;  ///< to make for `rows`, parents before children

  std::vector<Missing> missing;  ///< by employee number
  bool makes_departments = true;

  [[nodiscard]] std::size_t count(Change change) const;
  [[nodiscard]] std::size_t count_moved() const;
  /// The rows that change something; nobody leaves by them.
  [[nodiscard]] directory::PeopleImport import(std::string source) const;
  /// The same text for the same plan: what was previewed is what will be stored.
  [[nodiscard]] std::string fingerprint() const;
};

/// Invalid: "people.file.headings" when `headings` lack number or name, "directory.people.many",
/// "directory.department.many" (arg limit) when more would stand afterwards than can be kept.
[[nodiscard]] Result<Plan> make_plan(const std::vector<Row>& rows, const Headings& headings, const Known& known);

/// "製造部/第一課": names from the top down.
[[nodiscard]] std::string text_of(const directory::DepartmentPath& path);
/// Several, with 、 between them, as the import reads them again.
[[nodiscard]] std::string text_of(const std::vector<directory::DepartmentPath>& paths);

}  // namespace sonae::people
