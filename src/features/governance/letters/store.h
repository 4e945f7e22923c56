#pragma once
// Rows of the published editions. Ids of one company and nothing else.

#include <optional>

#include "features/governance/letters/letters.h"

namespace sonae::governance::letters::store {

[[nodiscard]] Result<std::vector<Edition>> list_editions(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::optional<std::string>> find_document(db::Tx& tx, const Id<Company>& company, int number);
/// False when the number is taken.
[[nodiscard]] Result<bool> insert_edition(db::WriteTx& tx, const Id<Company>& company, const Edition& edition,
                                          std::string_view document, const Id<User>& by, Instant now);

}  // namespace sonae::governance::letters::store
