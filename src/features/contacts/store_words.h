#pragma once
// Rows of a company's own words. Takes the company from the Scope and nothing else.

#include <vector>

#include "features/contacts/store.h"
#include "features/contacts/words.h"

namespace sonae::contacts::store {

[[nodiscard]] Result<std::vector<Words>> list_words(db::Tx& tx, const Scope& scope);
/// False when `words.version` is no longer the stored one (0: there are none yet).
[[nodiscard]] Result<bool> put_words(db::WriteTx& tx, const Scope& scope, const Words& words, const Stamp& stamp);

}  // namespace sonae::contacts::store
