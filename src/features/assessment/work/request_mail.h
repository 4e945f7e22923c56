#pragma once
// Telling departments by mail what the secretariat asked of them, or reminds them of: the words of request_text, each
// manager in the own language, through core/notices. Whoever has no mail address stands on its list to print.

#include "features/assessment/work/submissions.h"

namespace sonae::assessment::work {

/// In the transaction of `ask`, after it.
Result<void> tell_departments(db::WriteTx& tx, const Actor& actor, const AskDepartments& command, Instant now);

}  // namespace sonae::assessment::work
