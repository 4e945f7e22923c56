#pragma once
// Unicode text as this product needs it. All strings are UTF-8; functions that are given something else
// return nothing or leave the bytes alone, as each says.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::text {

[[nodiscard]] bool is_utf8(std::string_view bytes);

/// NFC, the form in which free text is stored (IN04) and passwords are hashed (AU03). Nothing when not UTF-8.
[[nodiscard]] std::optional<std::string> nfc(std::string_view utf8);

/// NFKC: full-width digits, half-width kana, ㈱ and ① become their plain forms. For numbers, dates, codes,
/// headings; never for stored free text. Bytes that are not UTF-8 come back unchanged.
[[nodiscard]] std::string nfkc(std::string_view utf8);

/// The form headings and labels are compared in: NFKC, lower case, all white space and line breaks removed.
[[nodiscard]] std::string squash(std::string_view utf8);

/// The form search works on: NFKC, lower case, hiragana to katakana, long-vowel marks and white space removed.
[[nodiscard]] std::string search_fold(std::string_view utf8);

/// True when a control character other than tab, line feed or carriage return stands in the text, or NUL.
[[nodiscard]] bool has_forbidden_control(std::string_view utf8);

/// Line ends to \n, then NFC; nothing for bytes that are not UTF-8 or with forbidden controls (IN04).
[[nodiscard]] std::optional<std::string> clean_free_text(std::string_view utf8);

/// Number of code points; bytes when not UTF-8.
[[nodiscard]] std::size_t length(std::string_view utf8);
/// The first `count` code points.
[[nodiscard]] std::string_view prefix(std::string_view utf8, std::size_t count);
/// As code points; what is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string to_utf32(std::string_view utf8);
[[nodiscard]] std::string from_utf32(std::u32string_view text);

/// Without white space (also U+3000) at both ends.
[[nodiscard]] std::string_view trim(std::string_view utf8);

/// CP932 (Windows' Shift_JIS) in and out. `decode` gives nothing when the bytes are not CP932; `encode` puts
/// each character that CP932 cannot hold into `lost` and leaves 〓 in its place.
[[nodiscard]] std::optional<std::string> from_cp932(std::string_view bytes);
[[nodiscard]] std::string to_cp932(std::string_view utf8, std::vector<std::string>& lost);

}  // namespace sonae::text
