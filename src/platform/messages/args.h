#pragma once
// Arguments of a message as one text, for rows that keep a message until somebody reads it: {"name":"value",…}.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::messages {

/// "{}" for none.
[[nodiscard]] std::string write_args(const Args& args);
/// Internal for what write_args did not write: a stored text is never a person's input.
[[nodiscard]] Result<Args> read_args(std::string_view text);

}  // namespace sonae::messages
