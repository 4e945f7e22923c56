#pragma once
// The book of contacts: whom to call for what, kept by the secretariat, read by those who steer the programme. Every
// change is one step of the book's version, so that a printed card can say how old it is.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "features/contacts/rules_contacts.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::contacts {

struct ContactTag;
using ContactId = Id<ContactTag>;

constexpr std::size_t most_contacts = 300;
constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_text = 1'000;

/// What a person fills in. Empty means not known; nothing here is guessed.
struct Details {
  Purpose purpose = Purpose::Inside;
  std::string kind;    ///< Containment only: "retainer" "maintenance" "vendor" "insurance" "other"
  std::string name;    ///< of the organisation or desk
  std::string person;  ///< whom to ask for
  std::string phone;   ///< cleaned (rules_phone.h)
  std::string extension;
  std::string hours;     ///< "平日 9-17時、夜間は自動転送"
  std::string language;  ///< spoken there, as people write it
  std::string mail;
  std::string page;         ///< https://…
  std::string alternative;  ///< how to reach them when mail and network are down
  std::string contract_number;
  std::optional<Date> expires;
  int prefecture = 0;       ///< Police: JIS code 1-47; else 0
  std::string country;      ///< Overseas
  std::string site;         ///< "" for all sites of the company
  std::string tell_what;    ///< customers: what they want to be told …
  std::string tell_within;  ///< … by when …
  std::string tell_by;      ///< … and through whom of ours
  std::string agreed_with;
  std::optional<Date> agreed_on;
  std::string note;
};
struct Contact {
  ContactId id;
  Details details;
  int position = 0;              ///< among those of its purpose
  std::optional<Date> wrong_on;  ///< a call test found the number wrong; a new number clears it
  std::string
      last_result;  ///< of the latest call test: "reached" "confirmed" "wrong_number" "replaced" "no_answer"; ""
  std::optional<Date> last_called_on;
  std::int64_t version = 0;
};
[[nodiscard]] Reach reach_of(const Contact& contact);

/// ProgrammeRead. In the order of the calls.
[[nodiscard]] Result<std::vector<Contact>> list_contacts(db::Tx& tx, const Actor& actor);
/// CompanyManage, as everything below. Last among those of its purpose. Invalid at "/name", "/kind", "/phone", "/mail",
/// "/page", "/prefecture", "/agreed_on" or the field that is too long; Conflict ("contacts.many").
[[nodiscard]] Result<Contact> add_contact(db::WriteTx& tx, const Actor& actor, const Details& details, Instant now);
/// `version` is the one that was seen. NotFound; Conflict ("directory.edit.conflict"). A new number is not wrong any
/// more.
[[nodiscard]] Result<Contact> change_contact(db::WriteTx& tx, const Actor& actor, const ContactId& id,
                                             const Details& details, std::int64_t version, Instant now);
[[nodiscard]] Result<void> remove_contact(db::WriteTx& tx, const Actor& actor, const ContactId& id,
                                          std::int64_t version, Instant now);
/// All contacts of the purpose, each once, in their new order. Conflict ("directory.edit.conflict") when the list is
/// not the one of now.
[[nodiscard]] Result<void> order_contacts(db::WriteTx& tx, const Actor& actor, Purpose purpose,
                                          const std::vector<ContactId>& order, Instant now);

struct Need {
  Purpose purpose = Purpose::Inside;
  bool needed = true;
  std::string reason;        ///< why a purpose that the product asks for is not needed
  std::int64_t version = 0;  ///< 0: the company has said nothing
};
/// Every purpose, in the order of the calls.
[[nodiscard]] Result<std::vector<Need>> list_needs(db::Tx& tx, const Actor& actor);
/// Invalid at "/reason" ("contacts.need.reason") when a purpose of rules_contacts.h is switched off without one.
[[nodiscard]] Result<Need> put_need(db::WriteTx& tx, const Actor& actor, const Need& need, Instant now);

/// State of the book; 0 while it is empty.
[[nodiscard]] Result<std::int64_t> book_version(db::Tx& tx, const Actor& actor);

}  // namespace sonae::contacts
