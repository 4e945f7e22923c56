#pragma once
// Telephone numbers as people type them, for display and for dialling. Pure.
//
// Source: numbering plan of Japan (0 + 9 digits for fixed and free numbers, 0 + 10 for mobile, IP and 0800; three
// digits for emergencies, "#9110" for the police's advice line) and ITU-T E.164 for everything with a country code.

#include <expected>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::contacts {

/// "０５２（１２３）４５６７" → "052-123-4567"; spaces, brackets, dots and every kind of dash become one hyphen.
/// Numbers whose groups are the same all over the country (mobile, 050, 0120, 0570, 0800, 03, 06) get their hyphens
/// when none was typed; others stay as they were typed, since their area codes differ in length. Empty is none. The
/// error names the place "" for the caller to fill in: contacts.phone.unreadable (arg piece), .start (no area code or
/// country code), .length (args digits, expected).
[[nodiscard]] std::expected<std::string, FieldError> clean_phone(std::string_view typed);

/// What stands behind "tel:" (RFC 3966): "0521234567", "+81521234567", "%239110". For a cleaned number; "" for none.
[[nodiscard]] std::string dial_of(std::string_view cleaned);

}  // namespace sonae::contacts
