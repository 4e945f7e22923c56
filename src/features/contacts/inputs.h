#pragma once
// Texts as they come into this slice. Pure.

#include <string>
#include <string_view>

#include "base/result.h"
#include "features/contacts/contacts.h"

namespace sonae::contacts {

/// One line: NFC, trimmed, without line ends. Invalid at `place` when longer than `longest_line`.
[[nodiscard]] Result<std::string> clean_line(std::string_view typed, const std::string& place);
/// Several lines. Invalid at `place` when longer than `longest_text`.
[[nodiscard]] Result<std::string> clean_text(std::string_view typed, const std::string& place);
/// A telephone number (rules_phone.h), its problem at `place`.
[[nodiscard]] Result<std::string> clean_phone_at(std::string_view typed, const std::string& place);

/// Every field cleaned; what does not belong to the purpose is emptied (a prefecture outside the police, a kind outside
/// the containment), so that nothing invisible stays behind. Errors as add_contact says.
[[nodiscard]] Result<Details> clean_details(const Details& typed);

}  // namespace sonae::contacts
