#pragma once
// Rows of the outbox and of the server's state.

#include <vector>

#include "platform/mail/outbox.h"

namespace sonae::mail::store {

struct Waiting {
  Message message;
  std::int64_t tries = 0;
  Instant made_at;
};
/// Due at `now`, oldest first; also those put off for longer than a pause can be. At most 20.
[[nodiscard]] Result<std::vector<Waiting>> list_due(db::Tx& tx, const Id<Company>& company, Instant now);
/// The next try of those that wait; nothing when none does.
[[nodiscard]] Result<std::optional<Instant>> next_try(db::Tx& tx, const Id<Company>& company);
Result<void> mark(db::WriteTx& tx, const Id<Company>& company, const std::string& mail, std::string_view state,
                  const Outcome& outcome, Instant now);
Result<void> put_off(db::WriteTx& tx, const Id<Company>& company, const std::string& mail, const Outcome& outcome,
                     Instant next_try);
Result<void> put_state(db::WriteTx& tx, const Id<Company>& company, const ServerState& state);

Result<void> forget_old_texts(db::WriteTx& tx, const Id<Company>& company, Instant now);

}  // namespace sonae::mail::store
