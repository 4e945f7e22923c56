#pragma once
// The yearly report on one sheet of paper: text, figures, directions with how they stand.

#include "features/governance/report/report.h"
#include "formats/drawing/paper.h"

namespace sonae::governance::report {

[[nodiscard]] drawing::Document report_document(const Report& report, const OwnerNames& names,
                                                const std::string& company, std::string_view language, Instant now);

}  // namespace sonae::governance::report
