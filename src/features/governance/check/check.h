#pragma once
// The set-up check: computed anew whenever it is read, never stored. What it finds becomes tasks at once after each
// change and once a day (terms end and meetings grow old by themselves).

#include <vector>

#include "features/governance/appointments.h"
#include "features/governance/check/rules_check.h"

namespace sonae::governance::check {

struct Report {
  Organisation organisation;
  std::vector<Vacancy> vacancies;
  std::vector<Finding> findings;
};
/// Any signed-in person: the chart shows who is who. For pages that show more, the caller asks for ProgrammeRead.
[[nodiscard]] Result<Report> current(db::Tx& tx, const Actor& actor, Instant now);

/// Opens a task for every kind of finding that needs one and settles those whose finding is gone. In the transaction of
/// the change, or of the daily job.
Result<void> refresh_tasks(db::WriteTx& tx, const Actor& actor, Instant now);

}  // namespace sonae::governance::check
