#pragma once
// What kind of office document a zip or compound file holds, from its table of contents alone: nothing is unpacked,
// every offset is checked. Pure.

#include <string_view>

#include "base/result.h"
#include "features/assessment/evidence/rules_evidence.h"

namespace sonae::assessment::evidence {

[[nodiscard]] bool is_zip(std::string_view bytes);
/// Invalid: evidence.file.archive (no office document), .macros, .protected, .unknown (damaged).
[[nodiscard]] Result<FileType> office_in_zip(std::string_view bytes);

/// The container of .xls, .doc, .ppt and .msg (MS-CFB).
[[nodiscard]] bool is_compound(std::string_view bytes);
/// Invalid: evidence.file.macros, .protected, .unknown.
[[nodiscard]] Result<FileType> office_in_compound(std::string_view bytes);

}  // namespace sonae::assessment::evidence
