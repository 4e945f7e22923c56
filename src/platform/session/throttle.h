#pragma once
// Failed sign-ins slow down the next ones (AU04, N63). Counted in the database, so that a restart forgets nothing and
// two servers count together.
//
// Invariants (tests cite the number)
//  1. An attempt is counted before its password is looked at, so that parallel guesses do not slip through.
//  2. An account has two counters: one for the addresses from which its owner has signed in lately, one for all
//     others. Strangers can never close the door to the owner's ordinary place.
//  3. A blocked attempt is neither verified nor counted, and does not lengthen the block.
//  4. No block is for ever: the longest is a day.
//  5. Accounts that do not exist are counted exactly like those that do (AU05).

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/db/db.h"

namespace sonae::session {

constexpr int failures_in_a_row = 100;

/// Seconds until the next try after `failures` failures in a row: nothing for the first four, then 1, 2, 4 … 900, a
/// day from the hundredth.
[[nodiscard]] std::int64_t account_delay_seconds(std::int64_t failures);
/// The same for an address. It starts later, since a whole office may stand behind one address.
[[nodiscard]] std::int64_t address_delay_seconds(std::int64_t failures);

/// Who tries what: `login` as typed, folded.
struct Attempt {
  std::string login;
  std::string address;
};

/// Counts the attempt as a failure and gives the number in a row for this account and kind of address. Unavailable
/// ("session.throttled", argument retry_after in seconds) while account or address must wait.
[[nodiscard]] Result<std::int64_t> count_attempt(db::WriteTx& tx, const Attempt& attempt, Instant now);
/// Counts a failure without asking whether a block stands: a wrong code after a right password. The caller bounds the
/// number of such tries itself.
[[nodiscard]] Result<void> count_failure(db::WriteTx& tx, const Attempt& attempt, Instant now);
/// Takes the last count back: the attempt was not judged (the server was busy).
[[nodiscard]] Result<void> forgive_attempt(db::WriteTx& tx, const Attempt& attempt, Instant now);
/// Complete success: the account's counters start anew and the address becomes a known one for 30 days.
[[nodiscard]] Result<void> forget_failures(db::WriteTx& tx, const Attempt& attempt, Instant now);
/// After an administrator's reset: the account's counter for strangers starts anew.
[[nodiscard]] Result<void> recover_account(db::WriteTx& tx, std::string_view login);

}  // namespace sonae::session
