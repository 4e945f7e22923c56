#pragma once
// Mails that wait in the database until the server takes them.
//
// Invariants (tests cite the number)
//  1. A mail is a row of the transaction that wants it sent: a rolled-back deed mails nothing, a committed one mails
//     whatever happens to this process (RE18).
//  2. A mail whose sending was cut off is sent again with the same Message-ID. One server at a time sends a company's
//     mails: the lease of the job is renewed before each mail.
//  3. While the server is away nothing is given up. A mail is given up when the server refuses it for good (5xx), or
//     puts it off for three days (4xx).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/smtp.h"

namespace sonae::mail {

/// The job that sends the mails of one company.
inline constexpr std::string_view deliver_kind = "mail.deliver";

struct NewMail {
  Id<User> user;
  Address to;
  std::string subject;
  std::string text;
  std::string html;
};
/// In the transaction of the deed. Gives the mail's id. Invalid for an address or a subject that cannot be sent.
[[nodiscard]] Result<std::string> queue(db::WriteTx& tx, const Id<Company>& company, const NewMail& mail, Instant now);

/// What `deliver` works with. `transport` is made once per run, when there is something to send.
struct Delivery {
  db::Database& database;
  std::function<std::unique_ptr<Transport>(std::stop_token)> transport;
  std::function<std::int64_t()> monotonic_ms;
  /// In the transaction in which a mail is given up.
  std::function<Result<void>(db::WriteTx&, const Id<Company>&, const std::string& mail, Instant)> given_up;
};
/// Sends what is due and asks for itself again when something is left.
[[nodiscard]] Result<void> deliver(const Delivery& delivery, const jobs::Job& job, Instant now);

constexpr std::int64_t longest_wait_ms = 3LL * 24 * 60 * 60 * 1000;  ///< invariant 3
constexpr std::int64_t run_ms = 90'000;                              ///< then other jobs have their turn

struct ServerState {
  std::optional<Instant> down_since;
  Outcome last = {};  ///< why it is down
  std::int64_t tries = 0;
  Instant next_try_at;
  std::optional<Instant> last_sent_at;
};
/// All empty when nothing was ever sent.
[[nodiscard]] Result<ServerState> server_state(db::Tx& tx, const Id<Company>& company);
/// A test mail arrived, the settings changed, somebody pressed 「今すぐ送る」: the next run does not wait.
[[nodiscard]] Result<void> try_now(db::WriteTx& tx, const Id<Company>& company);
/// What a mail that was sent outside the outbox says about the server.
[[nodiscard]] Result<void> note_outcome(db::WriteTx& tx, const Id<Company>& company, const Outcome& outcome,
                                        Instant now);

struct Failure {
  std::string id;
  Id<User> user;
  Address to;
  std::string subject;
  Instant made_at;
  Instant failed_at;
  Outcome outcome;
};
/// Given up and not resolved, latest first; at most 500.
[[nodiscard]] Result<std::vector<Failure>> list_failures(db::Tx& tx, const Id<Company>& company);
/// Somebody has seen to it: the address counts as good again. NotFound for a mail that has not failed.
[[nodiscard]] Result<void> resolve(db::WriteTx& tx, const Id<Company>& company, std::string_view mail);

struct Depth {
  std::int64_t waiting = 0;
  std::int64_t failed = 0;
  std::int64_t down = 0;  ///< companies whose server cannot be reached
};
[[nodiscard]] Result<Depth> depth(db::Tx& tx);
[[nodiscard]] Result<Depth> depth_of(db::Tx& tx, const Id<Company>& company);

/// Once a day. Texts of mails that arrived are kept for 90 days, for questions; then only that they were sent.
[[nodiscard]] Result<void> tidy(db::Database& database, const Id<Company>& company, Instant now);

}  // namespace sonae::mail
