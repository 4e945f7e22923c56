#pragma once
// What the organisation hands out on paper: letters of appointment, and the description of who does what. Word and PDF
// come from the same description (formats/docx, formats/drawing).

#include <string>
#include <string_view>

#include "features/governance/check/check.h"
#include "formats/drawing/paper.h"

namespace sonae::governance::letters {

/// In the company's name, dated as the letter is, else as the term begins. Who signs is the company's to fill in.
[[nodiscard]] drawing::Document letter(const Appointment& appointment, const std::string& company,
                                       std::string_view language, Instant now);

/// Chart, offices with their duties in plain words, and names. `edition` 0: a draft, and it says so.
[[nodiscard]] drawing::Document description(const check::Report& report, const std::string& company, int edition,
                                            std::string_view language, Instant now);

}  // namespace sonae::governance::letters
