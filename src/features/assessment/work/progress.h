#pragma once
// How far the departments and the sheet are, and what the next step towards the hand-in is. Reading only.

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/work/submissions.h"

namespace sonae::assessment::work {

struct DepartmentProgress {
  Submission submission;
  std::string name;
  std::vector<std::string> managers;  ///< names of those who lead it
  int items = 0;
  int answered = 0;
  int errors = 0;                ///< findings that stand: certain, nothing but unanswered items left out
  int warnings = 0;              ///< findings that stand: to be looked at
  int questions = 0;             ///< open
  int questions_for_office = 0;  ///< of these, waiting for the secretariat
  int handed_over = 0;           ///< items with a colleague's name
  bool late = false;
  std::optional<Instant> last_activity;
};

struct Progress {
  Summary sheet;
  Date today;
  std::vector<DepartmentProgress> departments;  ///< of the actor's scope, in the order of the department tree
  int unassigned = 0;                           ///< items that no department has
  int items = 0;
  int answered = 0;
  int errors = 0;  ///< besides unanswered items
  int warnings = 0;
  int unanswered_open = 0;  ///< unanswered and not waived
  int waived = 0;           ///< findings that a waiver lets stand
  int questions = 0;
  int questions_for_office = 0;
  int departments_open = 0;  ///< with items, not submitted
  int departments_late = 0;
  Stage stage = Stage::Departments;
};

/// SheetRead; counts what is in the actor's scope.
Result<Progress> get_progress(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, Instant now);

}  // namespace sonae::assessment::work
