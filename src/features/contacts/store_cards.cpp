#include "features/contacts/store_cards.h"

namespace sonae::contacts::store {

namespace {

constexpr db::Sql select_cards =
    "select c.card_id, c.number, c.site, c.language, c.ask, c.book_version, c.issued_on, u.name, l.link_id,"
    " l.revoked_at, l.uses, l.last_used_on from contact_cards c"
    " left join users u on u.company_id = c.company_id and u.id = c.issued_by"
    " left join contact_links l on l.company_id = c.company_id and l.card_id = c.card_id"
    " where c.company_id = $1 order by c.number desc limit $2";
constexpr db::Sql select_card =
    "select c.card_id, c.number, c.site, c.language, c.ask, c.book_version, c.issued_on, u.name, l.link_id,"
    " l.revoked_at, l.uses, l.last_used_on from contact_cards c"
    " left join users u on u.company_id = c.company_id and u.id = c.issued_by"
    " left join contact_links l on l.company_id = c.company_id and l.card_id = c.card_id"
    " where c.company_id = $1 and c.card_id = $2";
constexpr db::Sql insert_card_row =
    "insert into contact_cards (company_id, card_id, number, site, language, ask, book_version, issued_on, issued_at,"
    " issued_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr db::Sql select_version =
    "select book_version from contact_cards where company_id = $1 order by number desc limit 1";

constexpr db::Sql insert_link_row =
    "insert into contact_links (company_id, link_id, card_id, token_hash, created_at, created_by, uses)"
    " values ($1, $2, $3, $4, $5, $6, 0)";
constexpr db::Sql select_link =
    "select link_id, revoked_at, uses, last_used_on from contact_links where company_id = $1 and link_id = $2";
constexpr db::Sql revoke_row =
    "update contact_links set revoked_at = $3, revoked_by = $4"
    " where company_id = $1 and link_id = $2 and revoked_at is null";
constexpr db::Sql select_held =
    "select l.link_id, l.card_id, c.site from contact_links l"
    " join contact_cards c on c.company_id = l.company_id and c.card_id = l.card_id"
    " where l.company_id = $1 and l.token_hash = $2 and l.revoked_at is null";
constexpr db::Sql count_row =
    "update contact_links set uses = uses + 1, last_used_on = $3 where company_id = $1 and link_id = $2";

std::optional<Date> date_in(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse_iso(row.text(column));
}

/// Columns `first` on: link_id, revoked_at, uses, last_used_on.
Link link_in(const db::Row& row, std::size_t first) {
  Link link;
  link.id = row.id<LinkTag>(first);
  if (!row.is_null(first + 1)) link.revoked_at = row.instant(first + 1);
  link.uses = row.integer(first + 2);
  link.last_used_on = date_in(row, first + 3);
  return link;
}

Card card_in(const db::Row& row) {
  Card card;
  card.id = row.id<CardTag>(0);
  card.number = static_cast<int>(row.integer(1));
  card.site = row.text(2);
  card.language = row.text(3);
  card.ask = row.text(4);
  card.book_version = row.integer(5);
  card.issued_on = date_in(row, 6).value_or(Date());
  card.issued_by = row.text_or_empty(7);
  if (!row.is_null(8)) card.link = link_in(row, 8);
  return card;
}

}  // namespace

Result<std::vector<Card>> list_cards(db::Tx& tx, const Scope& scope, int limit) {
  std::vector<Card> cards;
  for (const db::Row& row : TRY(tx.query(select_cards, {scope.company, limit}))) cards.push_back(card_in(row));
  return cards;
}

Result<std::optional<Card>> find_card(db::Tx& tx, const Scope& scope, const CardId& id) {
  const auto row = TRY(tx.find(select_card, {scope.company, id}));
  if (!row) return std::nullopt;
  return card_in(*row);
}

Result<void> insert_card(db::WriteTx& tx, const Scope& scope, const Card& card, const Stamp& stamp) {
  TRY(tx.execute(insert_card_row, {scope.company, card.id, card.number, card.site, card.language, card.ask,
                                   card.book_version, card.issued_on, stamp.at, stamp.by}));
  return {};
}

Result<std::optional<std::int64_t>> latest_card_version(db::Tx& tx, const Scope& scope) {
  const auto row = TRY(tx.find(select_version, {scope.company}));
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

Result<void> insert_link(db::WriteTx& tx, const Scope& scope, const CardId& card, const LinkId& id, const Digest& hash,
                         const Stamp& stamp) {
  TRY(tx.execute(insert_link_row, {scope.company, id, card, hash, stamp.at, stamp.by}));
  return {};
}

Result<std::optional<Link>> find_link(db::Tx& tx, const Scope& scope, const LinkId& id) {
  const auto row = TRY(tx.find(select_link, {scope.company, id}));
  return row ? std::optional(link_in(*row, 0)) : std::nullopt;
}

Result<void> revoke_link(db::WriteTx& tx, const Scope& scope, const LinkId& id, const Stamp& stamp) {
  TRY(tx.execute(revoke_row, {scope.company, id, stamp.at, stamp.by}));
  return {};
}

Result<std::optional<Held>> find_held(db::Tx& tx, const Id<Company>& company, const Digest& hash) {
  const auto row = TRY(tx.find(select_held, {company, hash}));
  if (!row) return std::nullopt;
  return Held{row->id<LinkTag>(0), row->id<CardTag>(1), row->text(2)};
}

Result<void> count_use(db::WriteTx& tx, const Id<Company>& company, const LinkId& id, Date on) {
  TRY(tx.execute(count_row, {company, id, on}));
  return {};
}

}  // namespace sonae::contacts::store
