#include "features/contacts/contacts.h"

#include <algorithm>

#include "core/directory/inputs.h"
#include "features/contacts/inputs.h"
#include "features/contacts/readiness.h"
#include "features/contacts/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::contacts {

namespace {

EntityRef ref(const ContactId& id) { return {"contact", id.text()}; }

std::string iso_or_empty(const std::optional<Date>& date) { return date ? date->iso() : ""; }

std::string fields_of(const Contact& contact) {
  const Details& d = contact.details;
  return trail::fields_json({{"purpose", std::string(name_of(d.purpose))},
                             {"kind", d.kind},
                             {"name", d.name},
                             {"person", d.person},
                             {"phone", d.phone},
                             {"extension", d.extension},
                             {"hours", d.hours},
                             {"language", d.language},
                             {"mail", d.mail},
                             {"page", d.page},
                             {"alternative", d.alternative},
                             {"contract_number", d.contract_number},
                             {"expires", iso_or_empty(d.expires)},
                             {"prefecture", d.prefecture == 0 ? "" : std::to_string(d.prefecture)},
                             {"country", d.country},
                             {"site", d.site},
                             {"tell_what", d.tell_what},
                             {"tell_within", d.tell_within},
                             {"tell_by", d.tell_by},
                             {"agreed_with", d.agreed_with},
                             {"agreed_on", iso_or_empty(d.agreed_on)},
                             {"note", d.note}});
}

/// The book has changed: its version, and what follows from its new state.
Result<void> book_changed(db::WriteTx& tx, const Actor& actor, Instant now) {
  TRY(store::next_book_version(tx, actor.scope(Permission::CompanyManage)));
  return follow_up(tx, actor, now);
}

Result<Contact> take_up(db::Tx& tx, const Actor& actor, const ContactId& id, std::int64_t version) {
  TRY(require(actor, Permission::CompanyManage));
  auto found = TRY(store::find_contact(tx, actor.scope(Permission::CompanyManage), id));
  if (!found) return not_found();
  if (found->version != version) return conflict("directory.edit.conflict");
  return std::move(*found);
}

int next_position(const std::vector<Contact>& all, Purpose purpose) {
  int next = 0;
  for (const Contact& one : all)
    if (one.details.purpose == purpose) next = std::max(next, one.position + 1);
  return next;
}

}  // namespace

Reach reach_of(const Contact& contact) {
  const Details& d = contact.details;
  return {d.purpose, d.phone, d.page, d.expires, contact.wrong_on};
}

Result<std::vector<Contact>> list_contacts(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  auto all = TRY(store::list_contacts(tx, actor.scope(Permission::ProgrammeRead)));
  std::ranges::stable_sort(all, {}, [](const Contact& one) { return one.details.purpose; });
  return all;
}

Result<Contact> add_contact(db::WriteTx& tx, const Actor& actor, const Details& details, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Scope scope = actor.scope(Permission::CompanyManage);
  const auto all = TRY(store::list_contacts(tx, scope));
  if (all.size() >= most_contacts) return conflict("contacts.many", {{"limit", std::to_string(most_contacts)}});
  Contact made;
  made.id = new_id<ContactTag>(now);
  made.details = TRY(clean_details(details));
  made.position = next_position(all, made.details.purpose);
  made.version = 1;
  TRY(store::insert_contact(tx, scope, made, {actor.user, now}));
  TRY(trail::append(tx, trail::origin_of(actor), {"contacts.contact.add", ref(made.id), "", fields_of(made), {}}, now));
  TRY(book_changed(tx, actor, now));
  return made;
}

Result<Contact> change_contact(db::WriteTx& tx, const Actor& actor, const ContactId& id, const Details& details,
                               std::int64_t version, Instant now) {
  const Contact before = TRY(take_up(tx, actor, id, version));
  const Scope scope = actor.scope(Permission::CompanyManage);
  Contact after = before;
  after.details = TRY(clean_details(details));
  if (after.details.phone != before.details.phone) {
    after.wrong_on.reset();
    if (after.last_result == "wrong_number") after.last_result = "replaced";
  }
  if (after.details.purpose != before.details.purpose)
    after.position = next_position(TRY(store::list_contacts(tx, scope)), after.details.purpose);
  if (!TRY(store::update_contact(tx, scope, after, {actor.user, now}))) return conflict("directory.edit.conflict");
  ++after.version;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"contacts.contact.change", ref(id), fields_of(before), fields_of(after), {}}, now));
  TRY(book_changed(tx, actor, now));
  return after;
}

Result<void> remove_contact(db::WriteTx& tx, const Actor& actor, const ContactId& id, std::int64_t version,
                            Instant now) {
  const Contact before = TRY(take_up(tx, actor, id, version));
  if (!TRY(store::remove_contact(tx, actor.scope(Permission::CompanyManage), before, {actor.user, now})))
    return conflict("directory.edit.conflict");
  TRY(trail::append(tx, trail::origin_of(actor), {"contacts.contact.remove", ref(id), fields_of(before), "", {}}, now));
  return book_changed(tx, actor, now);
}

Result<void> order_contacts(db::WriteTx& tx, const Actor& actor, Purpose purpose, const std::vector<ContactId>& order,
                            Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Scope scope = actor.scope(Permission::CompanyManage);
  std::vector<ContactId> standing;
  std::string before;
  for (const Contact& one : TRY(store::list_contacts(tx, scope))) {
    if (one.details.purpose != purpose) continue;
    standing.push_back(one.id);
    before += (before.empty() ? "" : ", ") + one.id.text();
  }
  if (!std::ranges::is_permutation(standing, order)) return conflict("directory.edit.conflict");
  std::string after;
  for (std::size_t at = 0; at < order.size(); ++at) {
    TRY(store::put_position(tx, scope, order[at], static_cast<int>(at)));
    after += (after.empty() ? "" : ", ") + order[at].text();
  }
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"contacts.order.change",
                     {"contact_purpose", std::string(name_of(purpose))},
                     trail::fields_json({{"order", before}}),
                     trail::fields_json({{"order", after}}),
                     {}},
                    now));
  return book_changed(tx, actor, now);
}

Result<std::vector<Need>> list_needs(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  const auto said = TRY(store::list_needs(tx, actor.scope(Permission::ProgrammeRead)));
  std::vector<Need> all;
  for (const Purpose purpose : all_purposes()) {
    const auto own = std::ranges::find(said, purpose, &Need::purpose);
    all.push_back(own != said.end() ? *own : Need{purpose, needed_by_default(purpose), "", 0});
  }
  return all;
}

Result<Need> put_need(db::WriteTx& tx, const Actor& actor, const Need& need, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto all = TRY(list_needs(tx, actor));
  const Need before = *std::ranges::find(all, need.purpose, &Need::purpose);
  if (before.version != need.version) return conflict("directory.edit.conflict");
  Need after = need;
  after.reason = need.needed ? "" : TRY(clean_line(need.reason, "/reason"));
  if (!after.needed && needed_by_default(after.purpose) && after.reason.empty())
    return directory::fail_at("/reason", "contacts.need.reason");
  if (!TRY(store::put_need(tx, actor.scope(Permission::CompanyManage), after, {actor.user, now})))
    return conflict("directory.edit.conflict");
  const auto fields = [](const Need& one) {
    return trail::fields_json({{"needed", one.needed ? "1" : "0"}, {"reason", one.reason}});
  };
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"contacts.need.change",
                     {"contact_purpose", std::string(name_of(after.purpose))},
                     fields(before),
                     fields(after),
                     {}},
                    now));
  TRY(book_changed(tx, actor, now));
  ++after.version;
  return after;
}

Result<std::int64_t> book_version(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  return store::book_version(tx, actor.scope(Permission::ProgrammeRead));
}

}  // namespace sonae::contacts
