#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

// ICU's UTF-8 macros narrow on purpose.
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

namespace sonae::text {

namespace {

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

/// Calls `see(code point)` for each; false and stop at the first ill-formed byte.
template <typename See>
bool each_code_point(std::string_view bytes, See see) {
  std::int32_t i = 0;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = static_cast<std::int32_t>(bytes.size());
  while (i < length) {
    UChar32 c = 0;
    U8_NEXT(data, i, length, c);
    if (c < 0) return false;
    see(static_cast<char32_t>(c));
  }
  return true;
}

void append(std::string& out, char32_t c) {
  std::uint8_t buffer[4];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(buffer, size, static_cast<UChar32>(c));
  out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size));
}

std::string normalize(const icu::Normalizer2* normalizer, std::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  normalizer->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr,
                            error);
  return U_SUCCESS(error) ? out : std::string(utf8);
}

const icu::Normalizer2* nfc_normalizer() {
  static const icu::Normalizer2* instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(error);
  }();
  return instance;
}

const icu::Normalizer2* nfkc_normalizer() {
  static const icu::Normalizer2* instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(error);
  }();
  return instance;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0xFEFF;
}

std::string fold(std::string_view utf8, bool for_search) {
  std::string out;
  each_code_point(nfkc(utf8), [&](char32_t c) {
    if (is_space(c)) return;
    if (for_search && (c == U'ー' || c == U'〜' || c == 0x2010 || c == 0x2011)) return;
    if (for_search && c >= 0x3041 && c <= 0x3096) c += 0x60;
    append(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
  });
  return out;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  return each_code_point(bytes, [](char32_t) {});
}

std::optional<std::string> nfc(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  if (!is_utf8(utf8)) return std::nullopt;
  return normalize(nfc_normalizer(), utf8);
}

std::string nfkc(std::string_view utf8) {
  if (is_ascii(utf8) || !is_utf8(utf8)) return std::string(utf8);
  return normalize(nfkc_normalizer(), utf8);
}

std::string squash(std::string_view utf8) { return fold(utf8, false); }
std::string search_fold(std::string_view utf8) { return fold(utf8, true); }

bool has_forbidden_control(std::string_view utf8) {
  bool found = false;
  const bool valid = each_code_point(utf8, [&](char32_t c) {
    const bool allowed = c == '\t' || c == '\n' || c == '\r';
    found |= (c < 0x20 && !allowed) || (c >= 0x7F && c <= 0x9F && c != 0x85) || c == 0xFFFE || c == 0xFFFF;
  });
  return found || !valid;
}

std::optional<std::string> clean_free_text(std::string_view utf8) {
  if (has_forbidden_control(utf8)) return std::nullopt;
  std::string lines;
  lines.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (utf8[i] != '\r') {
      lines += utf8[i];
    } else {
      lines += '\n';
      if (i + 1 < utf8.size() && utf8[i + 1] == '\n') ++i;
    }
  }
  return nfc(lines);
}

std::size_t length(std::string_view utf8) {
  std::size_t count = 0;
  return each_code_point(utf8, [&](char32_t) { ++count; }) ? count : utf8.size();
}

std::string_view prefix(std::string_view utf8, std::size_t count) {
  std::size_t end = 0;
  while (end < utf8.size() && count > 0) {
    ++end;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) ++end;
    --count;
  }
  return utf8.substr(0, end);
}

std::u32string to_utf32(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  std::int32_t i = 0;
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  while (i < size) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(data, i, size, c);
    out += static_cast<char32_t>(c);
  }
  return out;
}

std::string from_utf32(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append(out, c);
  return out;
}

std::string_view trim(std::string_view utf8) {
  static constexpr std::string_view wide = "\u3000";
  for (bool again = true; again;) {
    again = false;
    while (!utf8.empty() && static_cast<unsigned char>(utf8.front()) <= ' ') utf8.remove_prefix(1), again = true;
    while (!utf8.empty() && static_cast<unsigned char>(utf8.back()) <= ' ') utf8.remove_suffix(1), again = true;
    while (utf8.starts_with(wide)) utf8.remove_prefix(wide.size()), again = true;
    while (utf8.ends_with(wide)) utf8.remove_suffix(wide.size()), again = true;
  }
  return utf8;
}

namespace {
struct Converter {
  UConverter* handle = nullptr;
  Converter() {
    UErrorCode error = U_ZERO_ERROR;
    handle = ucnv_open("windows-31j", &error);
    if (U_FAILURE(error)) handle = nullptr;
  }
  ~Converter() {
    if (handle != nullptr) ucnv_close(handle);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
};
}  // namespace

std::optional<std::string> from_cp932(std::string_view bytes) {
  Converter converter;
  if (converter.handle == nullptr) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.handle, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.handle, error);
  if (U_FAILURE(error)) return std::nullopt;
  std::string out;
  wide.toUTF8String(out);
  return out;
}

std::string to_cp932(std::string_view utf8, std::vector<std::string>& lost) {
  Converter converter;
  std::string out;
  if (converter.handle == nullptr) return out;
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter.handle, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  for (const char32_t c : to_utf32(utf8)) {
    const icu::UnicodeString one(static_cast<UChar32>(c));
    char buffer[8];
    UErrorCode failed = U_ZERO_ERROR;
    const std::int32_t size =
        ucnv_fromUChars(converter.handle, buffer, sizeof buffer, one.getBuffer(), one.length(), &failed);
    if (U_SUCCESS(failed)) {
      out.append(buffer, static_cast<std::size_t>(size));
    } else {
      lost.push_back(from_utf32(std::u32string(1, c)));
      out += "\x81\xac";  // 〓
    }
  }
  return out;
}

}  // namespace sonae::text
