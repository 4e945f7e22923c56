#include "platform/mail/outbox.h"

#include <algorithm>

#include "platform/clock.h"
#include "platform/mail/store.h"

namespace sonae::mail {

namespace {

constexpr auto house = db::Purpose::Housekeeping;

double random_part() {
  const auto bytes = random_bytes<2>();
  return (std::to_integer<int>(bytes[0]) * 256 + std::to_integer<int>(bytes[1])) / 65'536.0;
}

Instant after_pause(std::int64_t tries, Instant now) { return now.plus_ms(jobs::pause_ms(tries, random_part())); }

/// What one try says about the server: a refusal of one mail shows that it is there.
void apply(ServerState& state, const Outcome& outcome, Instant now) {
  if (outcome.reason == "stopped") return;
  if (outcome.verdict == Verdict::Trouble) {
    if (!state.down_since) state.down_since = now;
    state.last = outcome;
    ++state.tries;
    state.next_try_at = after_pause(state.tries, now);
    return;
  }
  state = {std::nullopt, {Verdict::Sent, "", 0, ""}, 0, Instant(), state.last_sent_at};
  if (outcome.verdict == Verdict::Sent) state.last_sent_at = now;
}

/// In one transaction: the mail, the server, and what hangs on a mail that is given up.
Result<void> record(const Delivery& delivery, const jobs::Job& job, const store::Waiting& mail, const Outcome& outcome,
                    Instant now) {
  return delivery.database.write(
      [&](db::WriteTx& tx) -> Result<void> {
        ServerState state = TRY(server_state(tx, job.company));
        apply(state, outcome, now);
        TRY(store::put_state(tx, job.company, state));
        if (outcome.verdict == Verdict::Trouble) return {};
        const std::string& id = mail.message.id;
        if (outcome.verdict == Verdict::Sent) return store::mark(tx, job.company, id, "sent", outcome, now);
        const bool over = now.ms() - mail.made_at.ms() > longest_wait_ms;
        if (outcome.verdict == Verdict::Later && !over)
          return store::put_off(tx, job.company, id, outcome, after_pause(mail.tries + 1, now));
        TRY(store::mark(tx, job.company, id, "failed", outcome, now));
        return delivery.given_up ? delivery.given_up(tx, job.company, id, now) : Result<void>();
      },
      house);
}

/// When to look again; nothing when nothing waits.
Result<std::optional<Instant>> next_run(db::Tx& tx, const Id<Company>& company) {
  const auto mail = TRY(store::next_try(tx, company));
  if (!mail) return std::nullopt;
  const ServerState state = TRY(server_state(tx, company));
  return state.down_since ? std::max(*mail, state.next_try_at) : *mail;
}

/// Runs until nothing is due, the server is away, or the time is over. False when no server is set up: they wait.
Result<bool> send_due(const Delivery& delivery, const jobs::Job& job, Instant now) {
  const std::int64_t began = delivery.monotonic_ms();
  std::unique_ptr<Transport> transport;
  for (;;) {
    const auto due = TRY(delivery.database.read([&](db::Tx& tx) { return store::list_due(tx, job.company, now); }));
    if (due.empty()) return true;
    if (!transport) transport = delivery.transport(job.stopping);
    if (!transport) return false;
    for (const store::Waiting& mail : due) {
      const std::int64_t passed = delivery.monotonic_ms() - began;
      if (passed > run_ms) return true;
      TRY(delivery.database.write([&](db::WriteTx& tx) { return jobs::extend(tx, job, now.plus_ms(passed)); }, house));
      const Outcome outcome = transport->send(mail.message);
      if (outcome.reason == "stopped") return unavailable("error.busy", "the server stops");
      TRY(record(delivery, job, mail, outcome, now.plus_ms(passed)));
      if (outcome.verdict == Verdict::Trouble) return true;
    }
  }
}

}  // namespace

Result<void> deliver(const Delivery& delivery, const jobs::Job& job, Instant now) {
  const ServerState before = TRY(delivery.database.read([&](db::Tx& tx) { return server_state(tx, job.company); }));
  // A next try further away than a pause can be was set by a clock that was wrong.
  const bool wait =
      before.down_since && before.next_try_at > now && before.next_try_at <= now.plus_ms(jobs::longest_pause_ms);
  const bool set_up = wait || TRY(send_due(delivery, job, now));
  std::optional<Instant> next;
  if (set_up) next = TRY(delivery.database.read([&](db::Tx& tx) { return next_run(tx, job.company); }));
  return jobs::finish_until(delivery.database, job, next);
}

Result<void> try_now(db::WriteTx& tx, const Id<Company>& company) {
  ServerState state = TRY(server_state(tx, company));
  state.next_try_at = Instant();
  TRY(store::put_state(tx, company, state));
  return jobs::enqueue(tx, {company, std::string(deliver_kind), "", "", Instant()});
}

Result<void> note_outcome(db::WriteTx& tx, const Id<Company>& company, const Outcome& outcome, Instant now) {
  ServerState state = TRY(server_state(tx, company));
  apply(state, outcome, now);
  TRY(store::put_state(tx, company, state));
  return jobs::enqueue(tx, {company, std::string(deliver_kind), "", "", Instant()});
}

Result<void> tidy(db::Database& database, const Id<Company>& company, Instant now) {
  return database.write(
      [&](db::WriteTx& tx) -> Result<void> {
        TRY(store::forget_old_texts(tx, company, now));
        return jobs::enqueue(tx, {company, std::string(deliver_kind), "", "", Instant()});
      },
      house);
}

}  // namespace sonae::mail
