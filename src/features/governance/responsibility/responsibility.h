#pragma once
// The responsibility table (役割分担表, 質問①⑤): items of the sheet × departments with marks R, A, C, I. Proposed from
// who has the items and from 担当領域, set by people, confirmed with a date.
//
//  1. A proposal is no mark: it is shown for items without any mark until a person takes it.
//  2. A table with gaps is not confirmed.
//  3. A change after that is shown as such until it is confirmed again.
//
// Reading: ProgrammeRead. Changing and confirming: CompanyManage.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/governance/responsibility/rules_raci.h"
#include "features/governance/sheet.h"

namespace sonae::governance::responsibility {

constexpr std::size_t most_changes = 20'000;

struct Column {
  Id<Department> department;
  std::string name;
  int depth = 0;
};
struct Line {
  int no = 0;
  std::string label;
  std::string condition;
  Row marks;
  Row proposal;  ///< only where there is no mark, and for whoever may read the sheet
};
struct Table {
  int fiscal_year = 0;
  std::int64_t version = 0;  ///< 0: nobody has set a mark yet
  std::vector<Column> columns;
  std::vector<Line> lines;
  int no_r = 0;  ///< items
  int no_a = 0;
  int many_a = 0;
  std::optional<Date> confirmed_on;
  Id<User> confirmed_by_user;
  std::string confirmed_by;  ///< name
  bool changed_since = false;
  [[nodiscard]] int gaps() const { return no_r + no_a + many_a; }
};

/// Empty lines when neither sheet nor table of that year is there.
Result<Table> get_table(db::Tx& tx, const Actor& actor, const SheetHooks& sheet, int fiscal_year);

struct Change {
  int no = 0;
  Id<Department> department;
  std::optional<Mark> from;  ///< what the person saw
  std::optional<Mark> to;
};
/// All or nothing. Invalid at "/changes/<i>" for an item or department that is not there; Conflict
/// ("responsibility.changed") when a cell is no longer as it was seen.
Result<Table> set_marks(db::WriteTx& tx, const Actor& actor, const SheetHooks& sheet, int fiscal_year,
                        const std::vector<Change>& changes, Instant now);
/// Conflict ("responsibility.version", "responsibility.gaps" with arg n); Invalid ("responsibility.empty").
Result<Table> confirm(db::WriteTx& tx, const Actor& actor, const SheetHooks& sheet, int fiscal_year,
                      std::int64_t version, Instant now);

}  // namespace sonae::governance::responsibility
