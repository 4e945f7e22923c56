#pragma once
// The emergency card: who is called in which order, on paper, in the wallet, and on a page that a phone keeps.
//
//  1. A card has a number and shows one state of the book; once the book has changed it is not printed any more.
//  2. The page always shows the book of now. It is seen by whoever has signed in, or by whoever holds a card with the
//     secret link (256 random bits, kept as SHA-256, shown once, revocable, uses counted).
//  3. Neither shows more than whom to call and what to say: no notes, no agreements, no operation record.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/contacts.h"
#include "features/contacts/words.h"

namespace sonae::contacts {

struct CardTag;
using CardId = Id<CardTag>;
struct LinkTag;
using LinkId = Id<LinkTag>;

struct Link {
  LinkId id;
  std::optional<Instant> revoked_at;
  std::int64_t uses = 0;
  std::optional<Date> last_used_on;
};
struct Card {
  CardId id;
  int number = 0;    ///< 1, 2, … within the company
  std::string site;  ///< "" for the whole company
  std::string language;
  std::string ask;  ///< who answers questions about the card
  std::int64_t book_version = 0;
  Date issued_on;
  std::string issued_by;
  std::optional<Link> link;
};
/// ProgrammeRead. Latest first, at most 50.
[[nodiscard]] Result<std::vector<Card>> list_cards(db::Tx& tx, const Actor& actor);

struct NewCard {
  std::string site;
  std::string language;  ///< "ja" "en"
  std::string ask;
  bool with_link = true;
};
struct Issued {
  Card card;
  std::string token;  ///< of the link, this once; "" without one
};
/// CompanyManage, as revoke_link. Invalid at "/ask", "/site"; Conflict ("contacts.card.nobody") while nobody in the
/// book can be called there.
[[nodiscard]] Result<Issued> issue_card(db::WriteTx& tx, const Actor& actor, const NewCard& card, Instant now);
/// NotFound. A link that was revoked before stays so.
[[nodiscard]] Result<void> revoke_link(db::WriteTx& tx, const Actor& actor, const LinkId& id, Instant now);

/// What a card or the page shows.
struct Face {
  std::string company;
  std::string site;
  int number = 0;  ///< of the latest card of the site; 0: none was issued
  std::optional<Date> issued_on;
  std::string ask;
  std::vector<Contact> calls;  ///< of the site and of the whole company, in the order of the calls
  std::vector<Words> words;    ///< of the purposes that have a call, both languages
};
/// SignedIn.
[[nodiscard]] Result<Face> get_face(db::Tx& tx, const Actor& actor, const std::string& site);
/// The company's sites, and those that contacts or cards name, for choosing. A site goes by its name here: a printed
/// card shows one, and a desk abroad may belong to a place that is no site of the directory.
[[nodiscard]] Result<std::vector<std::string>> list_sites(db::Tx& tx, const Actor& actor);

struct Print {
  Card card;
  Face face;
};
/// ProgrammeRead. NotFound; Conflict ("contacts.card.stale") when the book has changed since.
[[nodiscard]] Result<Print> get_print(db::Tx& tx, const Actor& actor, const CardId& id);
/// Whether the token is the one of the card's link, so that it may be printed on it.
[[nodiscard]] Result<bool> is_token_of(db::Tx& tx, const Actor& actor, const CardId& id, std::string_view token);

/// What a link shows, for whoever holds it; counts the use. NotFound ("contacts.link.unknown") for a link that is
/// unknown or revoked, without telling which.
[[nodiscard]] Result<Face> open_link(db::Database& database, std::string_view token, Instant now);

}  // namespace sonae::contacts
