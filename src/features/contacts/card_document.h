#pragma once
// The emergency card on paper: one A4 page for the wall, and cards of 91 × 55 mm to cut out and fold, front and back
// side by side. Says what paper says and nothing that only a screen can (no links to press).

#include <optional>
#include <string>

#include "features/contacts/cards.h"
#include "formats/drawing/paper.h"
#include "platform/session/qr.h"

namespace sonae::contacts {

/// The secret link as a code, where the card has one.
using LinkCode = std::optional<session::QrModules>;

/// One page, whatever the number of calls: when they do not fit, details go before names, and the page says how many
/// calls it leaves out.
[[nodiscard]] drawing::Pages wall_card(const Print& print, const LinkCode& code, Instant now);
/// One page with four cards.
[[nodiscard]] drawing::Pages wallet_card(const Print& print, const LinkCode& code, Instant now);

}  // namespace sonae::contacts
