#pragma once
// The words of a request: a text with named places that each department fills with its own. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::governance::requests {

/// {department} {due} {items} {count} {title} {company} {sender}
[[nodiscard]] const std::vector<std::string>& known_places();

/// The names in braces that are no place: "{depertment}" must not reach a department.
[[nodiscard]] std::vector<std::string> unknown_places(std::string_view text);

/// Every known place replaced; other braces stay.
[[nodiscard]] std::string fill_in(std::string_view text, const Args& values);

/// "12, 15-18"
[[nodiscard]] std::string numbers_in_words(std::vector<int> numbers);

/// How far a department is.
enum class Progress : std::uint8_t { Open, Late, Done };
[[nodiscard]] std::string_view name_of(Progress progress);  ///< "open" "late" "done"

}  // namespace sonae::governance::requests
