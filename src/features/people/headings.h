#pragma once
// How the columns of a people's table and the words in its role column are recognised, in Japanese and English, however
// wide they are typed. Pure.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/session/actor.h"

namespace sonae::people {

enum class Column : std::uint8_t {
  EmployeeNo,
  Name,
  Kana,
  Department,
  Parent,
  Roles,
  Mail,
  Login,
  Posts,
  Site,
  Employer,
  Until
};
inline constexpr std::array all_columns = {Column::EmployeeNo, Column::Name,  Column::Kana,     Column::Department,
                                           Column::Parent,     Column::Roles, Column::Mail,     Column::Login,
                                           Column::Posts,      Column::Site,  Column::Employer, Column::Until};
[[nodiscard]] std::string_view name_of(Column column);  ///< "employee_no" "name" … as in the interface
[[nodiscard]] std::optional<Column> parse_column(std::string_view name);

/// One line of a table. `line` is the one a person sees in Excel or an editor.
struct Row {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

/// Which cell of a row is what.
struct Headings {
  std::size_t line = 0;  ///< where the headings stand; 0: the table has none and begins at once
  std::map<Column, std::size_t> columns;
  /// Number and name are there: the others may be missing.
  [[nodiscard]] bool complete() const { return columns.contains(Column::EmployeeNo) && columns.contains(Column::Name); }
};

/// The best of the first 20 lines: most known headings, at least two. Nothing when there is none.
[[nodiscard]] std::optional<Headings> find_headings(const std::vector<Row>& rows);

/// Roles said in one cell, several separated by 、・,/ or ;: titles (部長, 課長) mean the head of a department.
/// An empty cell and 従業員 say nothing special. Nothing for a word that is none of these; `unknown` is that word then.
[[nodiscard]] std::optional<std::set<Role>> read_roles(std::string_view cell, std::string& unknown);

}  // namespace sonae::people
