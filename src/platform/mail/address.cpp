#include "platform/mail/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/text.h"

namespace sonae::mail {

namespace {

constexpr std::size_t longest_mailbox = 254;
constexpr std::size_t longest_local_part = 64;
// 30 bytes become 40 characters; with "=?UTF-8?B?", "?=" and "Subject: " a line stays below 76.
constexpr std::size_t bytes_per_word = 30;

bool is_control(char c) { return (c >= 0 && c < ' ') || c == 0x7f; }
bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_local(char c) { return is_letter_or_digit(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").contains(c); }
bool is_domain(char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; }

/// "a.b", neither empty nor with an empty part.
bool is_dotted(std::string_view text) {
  return !text.empty() && !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
}

std::string to_base64(std::string_view text) {
  std::string out = to_base64url(as_bytes(text));
  std::ranges::replace(out, '-', '+');
  std::ranges::replace(out, '_', '/');
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

/// How many bytes of `text` fit into one word without cutting a character.
std::size_t word_length(std::string_view text) {
  std::size_t length = std::min(text.size(), bytes_per_word);
  while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
  return length;
}

}  // namespace

Result<std::string> parse_address(std::string_view text) {
  if (std::ranges::any_of(text, is_control)) return invalid("mail.address.line_end");
  const std::string folded = text::nfkc(text);
  const std::string mailbox(text::trim(folded));
  if (mailbox.empty()) return invalid("mail.address.missing");
  const std::size_t at = mailbox.find('@');
  const std::string_view local = std::string_view(mailbox).substr(0, at);
  const std::string_view domain = at == std::string::npos ? "" : std::string_view(mailbox).substr(at + 1);
  const bool good = mailbox.size() <= longest_mailbox && local.size() <= longest_local_part && is_dotted(local) &&
                    is_dotted(domain) && std::ranges::all_of(local, is_local) &&
                    std::ranges::all_of(domain, is_domain) && !domain.starts_with('-') && !domain.ends_with('-');
  if (!good) return invalid("mail.address.form", {{"address", mailbox}});
  return mailbox;
}

Result<std::string> encode_header(std::string_view text) {
  if (std::ranges::any_of(text, is_control) || !text::is_utf8(text)) return invalid("mail.header.line_end");
  const bool plain = text.size() <= 60 && text == text::trim(text) &&
                     std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == ' '; });
  if (plain) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const std::size_t length = word_length(text);
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + to_base64(text.substr(0, length)) + "?=");
    text.remove_prefix(length);
  }
  return out;
}

Result<std::string> encode_address(const Address& address) {
  const std::string mailbox = TRY(parse_address(address.mailbox));
  if (address.name.empty()) return mailbox;
  return TRY(encode_header(address.name)) + "\r\n <" + mailbox + ">";
}

std::string header_date(Instant at, int zone_offset_minutes) {
  constexpr std::array days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date day = date_in_zone(at, zone_offset_minutes);
  const std::int64_t seconds = at.ms() / 1000 + std::int64_t{60} * zone_offset_minutes - day.days() * 86'400;
  const int zone = std::abs(zone_offset_minutes);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}{:02}{:02}",
                     days[static_cast<std::size_t>((day.days() % 7 + 7) % 7)], day.day(),
                     months[static_cast<std::size_t>(day.month() - 1)], day.year(), seconds / 3600, seconds / 60 % 60,
                     seconds % 60, zone_offset_minutes < 0 ? "-" : "+", zone / 60, zone % 60);
}

}  // namespace sonae::mail
