#pragma once
// The printed list for people whom no mail reaches: what each of them is to be told, with room for a signature, and a
// QR code that opens the sign-in page.

#include <string>
#include <string_view>
#include <vector>

#include "core/notices/office.h"
#include "formats/drawing/paper.h"

namespace sonae::handout {

struct Cover {
  std::string company;
  std::string address;  ///< of the sign-in page, in the QR code
  Instant now;
  int zone_offset_minutes = japan_offset_minutes;
};

/// A4 portrait, one row a person and notice, by department. Invalid ("session.qr.too_long") for an address that no QR
/// code holds.
[[nodiscard]] Result<drawing::Document> sheet_of(const std::vector<notices::PaperPerson>& people, const Cover& cover,
                                                 std::string_view language);

}  // namespace sonae::handout
