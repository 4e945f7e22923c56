#pragma once
// How far the departments are with a request, on A4; and what is to be handed over on paper.

#include "features/governance/requests/requests.h"
#include "formats/drawing/paper.h"

namespace sonae::governance::requests {

[[nodiscard]] drawing::Document progress_document(const Request& request, const std::string& company,
                                                  std::string_view language, Instant now);

}  // namespace sonae::governance::requests
