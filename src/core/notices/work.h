#pragma once
// The jobs of notices.

#include <string_view>

namespace sonae::notices {

/// Puts what is due into mails, company by company.
inline constexpr std::string_view compose_kind = "notices.compose";

}  // namespace sonae::notices
