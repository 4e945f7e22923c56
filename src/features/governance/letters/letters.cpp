#include "features/governance/letters/letters.h"

#include "core/facts/facts.h"
#include "features/governance/inputs.h"
#include "features/governance/letters/store.h"
#include "platform/trail/trail.h"

namespace sonae::governance::letters {

Result<std::vector<Edition>> list_editions(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::SignedIn));
  return store::list_editions(tx, actor.company);
}

Result<std::string> edition_document(db::Tx& tx, const Actor& actor, int number) {
  TRY(require(actor, Permission::SignedIn));
  auto found = TRY(store::find_document(tx, actor.company, number));
  if (!found) return not_found();
  return std::move(*found);
}

Result<int> next_number(db::Tx& tx, const Actor& actor) {
  const auto editions = TRY(list_editions(tx, actor));
  return editions.empty() ? 1 : editions.front().number + 1;
}

Result<Edition> publish(db::WriteTx& tx, const Actor& actor, const Publish& command, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  Edition edition;
  edition.number = command.number;
  edition.published_on = date_in_zone(now, japan_offset_minutes);
  edition.by = actor.name;
  edition.note = TRY(optional_text(command.note, "/note", longest_reason));
  if (command.number != TRY(next_number(tx, actor)) ||
      !TRY(store::insert_edition(tx, actor.company, edition, command.document, actor.user, now)))
    return conflict("governance.edit.conflict");
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"governance.organisation.publish",
                     {"governance.edition", std::to_string(edition.number)},
                     "",
                     trail::fields_json({{"number", std::to_string(edition.number)},
                                         {"note", edition.note},
                                         {"sha256", to_hex(sha256(command.document))}}),
                     {}},
                    now));
  facts::NewFact fact;
  fact.kind = "governance.organisation_published";
  fact.subject = {"company", actor.company.text()};
  fact.on = edition.published_on;
  fact.text_key = "fact.governance.organisation_published";
  fact.args = {{"edition", std::to_string(edition.number)}};
  fact.link = "/organisation";
  TRY(facts::record(tx, actor, fact, now));
  return edition;
}

}  // namespace sonae::governance::letters
