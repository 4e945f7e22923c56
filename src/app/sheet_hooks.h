#pragma once
// What the programme (features/governance) asks the check sheet (features/assessment), wired.

#include "features/governance/sheet.h"

namespace sonae::app {

[[nodiscard]] governance::SheetHooks sheet_hooks();

}  // namespace sonae::app
