#pragma once
// Mail addresses and what stands in the head of a mail (IN15). Nothing with a line end or another control character
// gets into a head or to the server.

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace sonae::mail {

/// "鈴木 一郎" and "suzuki@example.jp": made by parse_address or with a checked mailbox.
struct Address {
  std::string mailbox;
  std::string name = {};
};

/// The mailbox as a server takes it: ASCII, one "@", no spaces, quotes or brackets, at most 254 bytes, a domain of
/// letters, digits, dots and dashes (or an address literal is refused). White space around it is dropped, full-width
/// letters become plain ones. Invalid: "mail.address.missing", ".line_end", ".form" (arg address).
[[nodiscard]] Result<std::string> parse_address(std::string_view text);

/// A text of the head: as it is when it is plain letters, digits and spaces, else as encoded words (RFC 2047) of at
/// most 75 bytes, cut between characters and folded. The one function that encodes. Invalid ("mail.header.line_end")
/// for control characters.
[[nodiscard]] Result<std::string> encode_header(std::string_view text);

/// `=?UTF-8?B?…?= <mailbox>`, or the mailbox alone.
[[nodiscard]] Result<std::string> encode_address(const Address& address);

/// "Tue, 15 Sep 2026 08:00:00 +0900"
[[nodiscard]] std::string header_date(Instant at, int zone_offset_minutes);

}  // namespace sonae::mail
