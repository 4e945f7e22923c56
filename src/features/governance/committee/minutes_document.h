#pragma once
// The minutes of a meeting on paper; before it is held, its invitation with the agenda.

#include "features/governance/committee/committee.h"
#include "formats/drawing/paper.h"

namespace sonae::governance::committee {

[[nodiscard]] drawing::Document minutes_document(const Meeting& meeting, const OwnerNames& names,
                                                 const std::string& company, std::string_view language, Instant now);
/// "2026-09-11 委員会議事録": the file's name without its ending.
[[nodiscard]] std::string minutes_name(const Meeting& meeting, std::string_view language);

}  // namespace sonae::governance::committee
