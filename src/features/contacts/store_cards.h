#pragma once
// Rows of cards and links. Takes the company from the Scope and nothing else; a link is looked up in the company that
// its token names.

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "features/contacts/cards.h"
#include "features/contacts/store.h"

namespace sonae::contacts::store {

[[nodiscard]] Result<std::vector<Card>> list_cards(db::Tx& tx, const Scope& scope, int limit);
[[nodiscard]] Result<std::optional<Card>> find_card(db::Tx& tx, const Scope& scope, const CardId& id);
[[nodiscard]] Result<void> insert_card(db::WriteTx& tx, const Scope& scope, const Card& card, const Stamp& stamp);
/// Of the newest card of any site.
[[nodiscard]] Result<std::optional<std::int64_t>> latest_card_version(db::Tx& tx, const Scope& scope);

[[nodiscard]] Result<void> insert_link(db::WriteTx& tx, const Scope& scope, const CardId& card, const LinkId& id,
                                       const Digest& hash, const Stamp& stamp);
[[nodiscard]] Result<std::optional<Link>> find_link(db::Tx& tx, const Scope& scope, const LinkId& id);
[[nodiscard]] Result<void> revoke_link(db::WriteTx& tx, const Scope& scope, const LinkId& id, const Stamp& stamp);
/// The card behind a link that stands.
struct Held {
  LinkId link;
  CardId card;
  std::string site;
};
[[nodiscard]] Result<std::optional<Held>> find_held(db::Tx& tx, const Id<Company>& company, const Digest& hash);
[[nodiscard]] Result<void> count_use(db::WriteTx& tx, const Id<Company>& company, const LinkId& id, Date on);

}  // namespace sonae::contacts::store
