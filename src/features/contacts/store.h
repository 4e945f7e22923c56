#pragma once
// Rows of the book. Takes the company from the Scope and nothing else.

#include <vector>

#include "features/contacts/contacts.h"

namespace sonae::contacts::store {

[[nodiscard]] Result<std::vector<Contact>> list_contacts(db::Tx& tx, const Scope& scope);
[[nodiscard]] Result<std::optional<Contact>> find_contact(db::Tx& tx, const Scope& scope, const ContactId& id);
struct Stamp {
  Id<User> by;
  Instant at;
};
[[nodiscard]] Result<void> insert_contact(db::WriteTx& tx, const Scope& scope, const Contact& contact,
                                          const Stamp& stamp);
/// False when `contact.version` is no longer the stored one; writes version + 1.
[[nodiscard]] Result<bool> update_contact(db::WriteTx& tx, const Scope& scope, const Contact& contact,
                                          const Stamp& stamp);
[[nodiscard]] Result<bool> remove_contact(db::WriteTx& tx, const Scope& scope, const Contact& contact,
                                          const Stamp& stamp);
[[nodiscard]] Result<void> put_position(db::WriteTx& tx, const Scope& scope, const ContactId& id, int position);

/// Those that the company has said something about.
[[nodiscard]] Result<std::vector<Need>> list_needs(db::Tx& tx, const Scope& scope);
/// False when `need.version` is no longer the stored one (0: there is none yet).
[[nodiscard]] Result<bool> put_need(db::WriteTx& tx, const Scope& scope, const Need& need, const Stamp& stamp);

[[nodiscard]] Result<std::int64_t> book_version(db::Tx& tx, const Scope& scope);
[[nodiscard]] Result<void> next_book_version(db::WriteTx& tx, const Scope& scope);

}  // namespace sonae::contacts::store
