#pragma once
// Rows of call tests. Takes the company from the Scope and nothing else.

#include <optional>
#include <vector>

#include "features/contacts/calls.h"
#include "features/contacts/store.h"

namespace sonae::contacts::store {

/// Latest first; calls included.
[[nodiscard]] Result<std::vector<CallTest>> list_tests(db::Tx& tx, const Scope& scope, int limit);
[[nodiscard]] Result<std::optional<CallTest>> find_test(db::Tx& tx, const Scope& scope, const TestId& id);
[[nodiscard]] Result<bool> has_open_test(db::Tx& tx, const Scope& scope);
[[nodiscard]] Result<void> insert_test(db::WriteTx& tx, const Scope& scope, const CallTest& test, const Stamp& stamp);
/// False when the call's version is no longer the stored one.
[[nodiscard]] Result<bool> update_call(db::WriteTx& tx, const Scope& scope, const TestId& test, const Call& call,
                                       const Stamp& stamp);
[[nodiscard]] Result<void> finish_test(db::WriteTx& tx, const Scope& scope, const TestId& id, Date on,
                                       const Stamp& stamp);
[[nodiscard]] Result<void> cancel_test(db::WriteTx& tx, const Scope& scope, const TestId& id, Instant at);
[[nodiscard]] Result<std::optional<Date>> last_finished_on(db::Tx& tx, const Scope& scope);

}  // namespace sonae::contacts::store
