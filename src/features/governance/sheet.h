#pragma once
// What the programme asks of the check sheet: how far it is, its items, who has them. The sheet is another slice, so
// the answers come through these hooks, which app wires. Each answers in the scope of the actor; whoever may not read
// the sheet, and a company without one, gets nothing: never an error.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::governance {

struct SheetDepartment {
  Id<Department> department;
  std::string name;
  int items = 0;
  int answered = 0;
  bool submitted = false;
  bool late = false;
};
/// The newest sheet in numbers.
struct SheetFigures {
  int fiscal_year = 0;
  std::string title;
  std::optional<Date> due;
  int items = 0;
  int answered = 0;
  int complete = 0;
  int in_progress = 0;
  int not_started = 0;
  int not_applicable = 0;
  int points = 0;
  int max_points = 0;
  int findings = 0;              ///< that stand and are more than "not answered yet"
  int questions_for_office = 0;  ///< beside items, waiting for the secretariat
  int unassigned = 0;            ///< items that no department has
  std::vector<SheetDepartment> departments;
  [[nodiscard]] int departments_late() const {
    int late = 0;
    for (const SheetDepartment& one : departments) late += one.late ? 1 : 0;
    return late;
  }
};

struct SheetItem {
  int no = 0;
  std::string label;
  std::string condition;
  Id<Department> department;  ///< who has it; empty: nobody
  bool answered = false;
  std::vector<Id<Department>> named = {};  ///< departments that 担当領域 (or our hint) names, in its order
  bool everybody = false;                  ///< 担当領域 says 各部門
};
struct SheetItems {
  std::string assessment;
  int fiscal_year = 0;
  std::string title;
  std::vector<SheetItem> items;
};

struct SheetHooks {
  std::function<Result<std::optional<SheetFigures>>(db::Tx&, const Actor&, Instant)> figures;
  /// Of a fiscal year; without one of the newest sheet.
  std::function<Result<std::optional<SheetItems>>(db::Tx&, const Actor&, std::optional<int> fiscal_year)> items;
  /// The same with `named` and `everybody`: dearer.
  std::function<Result<std::optional<SheetItems>>(db::Tx&, const Actor&, std::optional<int> fiscal_year)> areas;
};

}  // namespace sonae::governance
