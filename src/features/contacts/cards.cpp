#include "features/contacts/cards.h"

#include <algorithm>
#include <set>

#include "core/directory/directory.h"
#include "core/directory/inputs.h"
#include "core/directory/sites.h"
#include "core/facts/facts.h"
#include "features/contacts/inputs.h"
#include "features/contacts/readiness.h"
#include "features/contacts/store_cards.h"
#include "features/contacts/store_words.h"
#include "platform/clock.h"
#include "platform/session/secrets.h"
#include "platform/trail/trail.h"

namespace sonae::contacts {

namespace {

constexpr int most_shown = 50;
constexpr int most_looked_at = 1'000;

EntityRef ref(const CardId& id) { return {"contact_card", id.text()}; }
EntityRef ref(const LinkId& id) { return {"contact_link", id.text()}; }

// The company in front, as in an invitation: it leads a sharded database to the right shard.
std::string new_link_token(const Id<Company>& company) { return company.text() + "." + session::new_token(); }

std::optional<Id<Company>> company_of(std::string_view token) {
  constexpr std::size_t id_length = 36;
  constexpr std::size_t secret_length = 43;
  if (token.size() != id_length + 1 + secret_length || token[id_length] != '.') return std::nullopt;
  return Id<Company>::parse(token.substr(0, id_length));
}

Result<std::vector<Contact>> calls_of(db::Tx& tx, const Scope& scope, const std::string& site) {
  auto calls = TRY(store::list_contacts(tx, scope));
  std::erase_if(calls, [&](const Contact& one) { return !one.details.site.empty() && one.details.site != site; });
  std::ranges::stable_sort(calls, {}, [](const Contact& one) { return one.details.purpose; });
  return calls;
}

Result<Face> face_of(db::Tx& tx, const Id<Company>& company, const std::string& site) {
  const Scope scope{company, std::nullopt, {}};
  Face face;
  face.company = TRY(directory::get_company(tx, company)).name;
  face.site = site;
  face.calls = TRY(calls_of(tx, scope, site));
  for (Contact& call : face.calls) {
    call.details.note.clear();
    call.details.agreed_with.clear();
    call.details.agreed_on.reset();
  }
  const auto cards = TRY(store::list_cards(tx, scope, most_looked_at));
  if (const auto card = std::ranges::find(cards, site, &Card::site); card != cards.end()) {
    face.number = card->number;
    face.issued_on = card->issued_on;
    face.ask = card->ask;
  }
  const auto own = TRY(store::list_words(tx, scope));
  std::set<Purpose> called;
  for (const Contact& one : face.calls) called.insert(one.details.purpose);
  for (const Purpose purpose : called)
    for (const char* language : {"ja", "en"}) {
      const auto found = std::ranges::find_if(
          own, [&](const Words& one) { return one.purpose == purpose && one.language == language; });
      face.words.push_back(found != own.end() ? *found : prepared_words(purpose, language, face.company));
    }
  return face;
}

}  // namespace

Result<std::vector<Card>> list_cards(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  return store::list_cards(tx, actor.scope(Permission::ProgrammeRead), most_shown);
}

Result<Issued> issue_card(db::WriteTx& tx, const Actor& actor, const NewCard& wanted, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Scope scope = actor.scope(Permission::CompanyManage);
  Issued issued;
  Card& card = issued.card;
  card.id = new_id<CardTag>(now);
  card.site = TRY(clean_line(wanted.site, "/site"));
  card.language = wanted.language == "en" ? "en" : "ja";
  card.ask = TRY(clean_line(wanted.ask, "/ask"));
  if (card.ask.empty()) return directory::fail_at("/ask", "contacts.card.ask");
  const auto calls = TRY(calls_of(tx, scope, card.site));
  if (std::ranges::none_of(calls, [](const Contact& one) { return !one.details.phone.empty(); }))
    return conflict("contacts.card.nobody");
  const auto before = TRY(store::list_cards(tx, scope, 1));
  card.number = before.empty() ? 1 : before.front().number + 1;
  card.book_version = TRY(store::book_version(tx, scope));
  card.issued_on = date_in_zone(now, japan_offset_minutes);
  card.issued_by = actor.name;
  TRY(store::insert_card(tx, scope, card, {actor.user, now}));
  if (wanted.with_link) {
    issued.token = new_link_token(actor.company);
    card.link = Link{new_id<LinkTag>(now), {}, 0, {}};
    TRY(store::insert_link(tx, scope, card.id, card.link->id, sha256(issued.token), {actor.user, now}));
  }
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"contacts.card.issue",
                     ref(card.id),
                     "",
                     trail::fields_json({{"number", std::to_string(card.number)},
                                         {"site", card.site},
                                         {"language", card.language},
                                         {"ask", card.ask},
                                         {"link", card.link ? card.link->id.text() : ""}}),
                     {}},
                    now));
  TRY(facts::record(tx, actor,
                    {"contacts.card_issued",
                     ref(card.id),
                     card.issued_on,
                     "fact.contacts.card_issued",
                     {{"number", std::to_string(card.number)}},
                     "/contacts",
                     {}},
                    now));
  TRY(follow_up(tx, actor, now));
  return issued;
}

Result<void> revoke_link(db::WriteTx& tx, const Actor& actor, const LinkId& id, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Scope scope = actor.scope(Permission::CompanyManage);
  const auto link = TRY(store::find_link(tx, scope, id));
  if (!link) return not_found();
  if (link->revoked_at) return {};
  TRY(store::revoke_link(tx, scope, id, {actor.user, now}));
  TRY(trail::append(tx, trail::origin_of(actor), {"contacts.link.revoke", ref(id), "", "", {}}, now));
  return {};
}

Result<Face> get_face(db::Tx& tx, const Actor& actor, const std::string& site) {
  return face_of(tx, actor.company, site);
}

Result<std::vector<std::string>> list_sites(db::Tx& tx, const Actor& actor) {
  const Scope scope{actor.company, std::nullopt, {}};
  std::set<std::string> sites;
  for (const Contact& one : TRY(store::list_contacts(tx, scope))) sites.insert(one.details.site);
  for (const Card& one : TRY(store::list_cards(tx, scope, most_looked_at))) sites.insert(one.site);
  for (const directory::SiteView& one : TRY(directory::list_sites(tx, actor))) sites.insert(one.name);
  sites.erase("");
  return std::vector<std::string>(sites.begin(), sites.end());
}

Result<Print> get_print(db::Tx& tx, const Actor& actor, const CardId& id) {
  TRY(require(actor, Permission::ProgrammeRead));
  const Scope scope = actor.scope(Permission::ProgrammeRead);
  auto card = TRY(store::find_card(tx, scope, id));
  if (!card) return not_found();
  if (card->book_version != TRY(store::book_version(tx, scope))) return conflict("contacts.card.stale");
  Print print{std::move(*card), {}};
  print.face = TRY(face_of(tx, actor.company, print.card.site));
  return print;
}

Result<bool> is_token_of(db::Tx& tx, const Actor& actor, const CardId& id, std::string_view token) {
  if (company_of(token) != actor.company) return false;
  const auto held = TRY(store::find_held(tx, actor.company, sha256(token)));
  return held && held->card == id;
}

Result<Face> open_link(db::Database& database, std::string_view token, Instant now) {
  const auto company = company_of(token);
  if (!company) return not_found("contacts.link.unknown");
  const Digest hash = sha256(token);
  // Looked at before anything is written: a guess costs one read.
  struct Seen {
    LinkId link;
    Face face;
  };
  const Seen seen = TRY(database.read([&](db::Tx& tx) -> Result<Seen> {
    const auto held = TRY(store::find_held(tx, *company, hash));
    if (!held) return not_found("contacts.link.unknown");
    return Seen{held->link, TRY(face_of(tx, *company, held->site))};
  }));
  // A count of uses is no state of the business: whoever opens the page in an emergency leaves no name behind.
  TRY(database.write(
      [&](db::WriteTx& tx) {
        return store::count_use(tx, *company, seen.link, date_in_zone(now, japan_offset_minutes));
      },
      db::Purpose::Housekeeping));
  return seen.face;
}

}  // namespace sonae::contacts
