#pragma once
// Names and logins as they come in. Pure.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::directory {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_login = 64;
constexpr std::size_t longest_employee_no = 32;
constexpr std::size_t longest_mail = 254;  ///< RFC 5321, 4.5.3.1.3

/// One problem with one place: Invalid ("error.body") with this field.
[[nodiscard]] std::unexpected<Error> fail_at(std::string place, std::string key, Args args = {});

/// NFC and trimmed. Invalid at `place` when empty, longer than `longest_name`, of several lines, or with characters
/// that nobody sees (AZ and CWE-1007: two people must not look the same in a list).
[[nodiscard]] Result<std::string> clean_name(std::string_view name, std::string place);
/// NFC and trimmed. Invalid at "/login" when empty, longer than `longest_login`, or with white space.
[[nodiscard]] Result<std::string> clean_login(std::string_view login);

/// As clean_name, but may be empty.
[[nodiscard]] Result<std::string> clean_optional_name(std::string_view name, std::string place);
/// NFC and trimmed, one line of at most `limit` characters, which may be empty. Invalid at `place`.
[[nodiscard]] Result<std::string> clean_line(std::string_view line, std::size_t limit, std::string place);
/// NFKC and trimmed: numbers are typed in both widths, and leading zeros belong to them. Invalid at "/employee_no" when
/// longer than `longest_employee_no` or with white space; empty is none.
[[nodiscard]] Result<std::string> clean_employee_no(std::string_view employee_no);
/// NFKC and trimmed; a plain address with one @ (IN15: it must never carry a line end into a mail). Invalid at "/mail";
/// empty is none.
[[nodiscard]] Result<std::string> clean_mail(std::string_view mail);

}  // namespace sonae::directory
