#pragma once
// Files of the sheet commands.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::app {

/// The whole file. Invalid `workbook.command.read` (file, reason), and `workbook.file.too_big` above `max_bytes`,
/// before it is read.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t max_bytes);

/// Replaces `path` in one step: a temporary file beside it is written and renamed, so that a reader sees the
/// old file or the whole new one. Invalid `workbook.command.write`; then nothing is left behind.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

/// True when both paths lead to one file (links included). False when one of them does not exist.
[[nodiscard]] bool same_file(const std::string& a, const std::string& b);

}  // namespace sonae::app
