#pragma once
// The responsibility table to hang up: A3 landscape as PDF, and as a workbook.

#include "features/governance/responsibility/responsibility.h"
#include "formats/drawing/paper.h"

namespace sonae::governance::responsibility {

/// A3 landscape; departments turned upright in the head of every page. With more departments than fit, the table goes
/// on on further pages with the same items.
[[nodiscard]] drawing::Pages table_pages(const Table& table, const std::string& company, std::string_view language,
                                         Instant now);
[[nodiscard]] Result<std::string> table_workbook(const Table& table, std::string_view language);
/// "2026年度 役割分担表"
[[nodiscard]] std::string table_name(const Table& table, std::string_view language);

}  // namespace sonae::governance::responsibility
