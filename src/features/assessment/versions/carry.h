#pragma once
// This year's sheet out of an earlier one's answers (質問⑤): what stayed is carried over and marked 「前の版から」,
// what changed is asked again with the old answer beside it.

#include <map>
#include <optional>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/versions/rules_changes.h"
#include "features/assessment/workbooks.h"

namespace sonae::assessment::versions {

/// The wording of a version in the form the rules compare; tells whether it is our topics (rules_changes.h).
[[nodiscard]] Wording wording_of(const frameworks::VersionName& name,
                                 const std::vector<frameworks::VersionItem>& items);
[[nodiscard]] Wording wording_of(const frameworks::Version& version);

/// An earlier sheet, seen from the numbers of a later one.
struct Lookback {
  Summary source;
  VersionChanges changes;
  std::vector<CarryStep> steps;  ///< one per item of the later sheet
  std::map<int, Answer> before;  ///< the earlier answer by the later number
};
/// Only what `scope` reaches of the earlier sheet.
[[nodiscard]] Result<Lookback> look_back(db::Tx& tx, const Scope& scope, const Summary& source, const Wording& later);

/// Departments, responders and last year's values beside the new answers.
void set_beside(std::vector<Answer>& answers, const Lookback& lookback);
/// … and the answers themselves: score, basis, due date and ticks of what stayed (origin Carried); what must be
/// answered again is marked (origin Changed).
void carry_over(std::vector<Answer>& answers, const Lookback& lookback);

struct DepartmentCarry {
  Id<Department> department;  ///< empty: items that belong to nobody yet
  std::string name;           ///< "" for nobody
  int carried = 0;
  std::vector<int> reworded;  ///< numbers of the new sheet
  std::vector<int> added;
  std::vector<int> open;
};
/// What would happen, before anything is stored.
struct CarryPreview {
  Summary source;
  Basis basis = Basis::Wording;
  int carried = 0;
  int renumbered = 0;  ///< among `carried`
  int reworded = 0;
  int added = 0;
  int open = 0;
  int removed = 0;      ///< items of the earlier sheet that are gone
  int in_workbook = 0;  ///< answered in the workbook itself, which then stands; not counted elsewhere
  std::vector<DepartmentCarry> departments;  ///< in the order of the company's departments, nobody's last
};
/// SheetManage. NotFound: no such assessment, or another company's.
[[nodiscard]] Result<CarryPreview> preview_carry(db::Tx& tx, const Actor& actor, Id<Assessment> source,
                                                 const RecognisedSheet& recognised);

/// True when the workbook itself answers this row.
[[nodiscard]] bool is_answered(const SheetItem& row);

}  // namespace sonae::assessment::versions
