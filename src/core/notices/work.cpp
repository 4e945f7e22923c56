#include "core/notices/work.h"

#include <algorithm>
#include <map>

#include "core/directory/directory.h"
#include "core/notices/letter.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::notices {

namespace {

/// Mails of one transaction: a company of thousands does not lock the database for long.
constexpr std::size_t mails_at_once = 50;

struct Batch {
  store::Reader reader;
  std::vector<Notice> due;
};
struct Plan {
  std::vector<Batch> batches;
  std::optional<Instant> next;  ///< when something more is due
};

class Composer {
 public:
  Composer(db::Database& database, const session::Keys& keys, const Post& post)
      : database_(database), keys_(keys), post_(post) {}

  Result<void> run(const jobs::Job& job, Instant now) const {
    for (;;) {
      const Plan plan = TRY(database_.read([&](db::Tx& tx) { return plan_of(tx, job.company, now); }));
      if (plan.batches.empty()) return jobs::finish_until(database_, job, plan.next);
      TRY(database_.write([&](db::WriteTx& tx) { return write_mails(tx, job, now); }));
    }
  }

 private:
  /// The people with a mail to write; nobody where mail is not set up: their notices wait, and stand on the list.
  Result<Plan> plan_of(db::Tx& tx, const Id<Company>& company, Instant now) const {
    Plan plan;
    if (!TRY(server_of(tx, company, keys_, post_))) return plan;
    const auto failing = TRY(failing_addresses(tx, company));
    std::map<std::string, std::vector<Notice>> waiting;
    for (Notice& notice : TRY(store::list_waiting(tx, company)))
      waiting[notice.what.to.text()].push_back(std::move(notice));
    for (const store::Reader& reader : TRY(store::list_readers(tx, company))) {
      if (reader.disabled || unreached(reader, failing, true)) continue;
      std::vector<Notice> due = take_due(reader, waiting[reader.id.text()], now, plan.next);
      if (!due.empty() && plan.batches.size() < mails_at_once) plan.batches.push_back({reader, std::move(due)});
    }
    return plan;
  }

  std::vector<Notice> take_due(const store::Reader& reader, const std::vector<Notice>& waiting, Instant now,
                               std::optional<Instant>& next) const {
    const Rhythm rhythm = reader.rhythm.value_or(Rhythm::Daily);
    const int zone = post_.zone_offset_minutes;
    std::vector<Notice> due;
    for (const Notice& notice : waiting) {
      const Urgency urgency = notice.what.urgency;
      if (is_due(urgency, rhythm, notice.made_at, now, zone)) {
        due.push_back(notice);
        continue;
      }
      // Held back by the quiet hours alone: until they are over.
      const Instant later =
          std::max(due_at(urgency, rhythm, notice.made_at, zone), due_at(Urgency::Soon, rhythm, now, zone));
      if (!next || later < *next) next = later;
    }
    std::ranges::stable_sort(due, [](const Notice& a, const Notice& b) { return a.what.urgency > b.what.urgency; });
    return due;
  }

  Result<void> write_mails(db::WriteTx& tx, const jobs::Job& job, Instant now) const {
    const auto server = TRY(server_of(tx, job.company, keys_, post_));
    Frame frame = TRY(frame_for(tx, job.company, post_, server && !server->reply_to.empty()));
    for (const Batch& batch : TRY(plan_of(tx, job.company, now)).batches) {
      frame.language = batch.reader.language.empty() ? "ja" : batch.reader.language;
      frame.name = batch.reader.name;
      TRY(write_mail(tx, job.company, batch, frame, now));
    }
    return {};
  }

  static Result<void> write_mail(db::WriteTx& tx, const Id<Company>& company, const Batch& batch, const Frame& frame,
                                 Instant now) {
    const Letter letter = write_letter(batch.due, frame);
    const std::string mail = TRY(mail::queue(
        tx, company,
        {batch.reader.id, {batch.reader.mail, batch.reader.name}, letter.subject, letter.text, letter.html}, now));
    std::vector<std::string> ids;
    std::string kinds;
    for (const Notice& notice : batch.due) {
      ids.push_back(notice.id);
      if (!kinds.contains(notice.what.kind)) kinds += (kinds.empty() ? "" : " ") + notice.what.kind;
    }
    TRY(store::settle(tx, company, ids, "mailed", mail, now));
    const std::string after =
        trail::fields_json({{"mail", mail}, {"notices", std::to_string(ids.size())}, {"kinds", kinds}});
    TRY(trail::append(tx, trail::system_origin(company, "mail"),
                      {"notices.mail.write", {"user", batch.reader.id.text()}, "", after, {}}, now));
    return {};
  }

  db::Database& database_;
  const session::Keys& keys_;
  const Post& post_;
};

}  // namespace

Result<std::optional<mail::Server>> server_of(db::Tx& tx, const Id<Company>& company, const session::Keys& keys,
                                              const Post& post) {
  if (post.server) return post.server;
  auto stored = TRY(mail::find_settings(tx, company, keys));
  if (!stored) return std::nullopt;
  stored->server.certificates = post.certificates;
  return stored->server;
}

Result<Frame> frame_for(db::Tx& tx, const Id<Company>& company, const Post& post, bool replies) {
  Frame frame;
  frame.company = TRY(directory::get_company(tx, company)).name;
  frame.external_url = post.link_base();
  while (frame.external_url.ends_with('/')) frame.external_url.pop_back();
  frame.secretariat = TRY(store::secretariat(tx, company));
  frame.replies_arrive = replies;
  return frame;
}

std::string_view name_of(Unreached why) {
  switch (why) {
    case Unreached::NoServer:
      return "no_server";
    case Unreached::NoAddress:
      return "no_address";
    case Unreached::BadAddress:
      return "bad_address";
  }
  return "";
}

std::optional<Unreached> unreached(const store::Reader& reader, const std::set<std::string>& failing, bool server) {
  const auto address = mail::parse_address(reader.mail);
  if (!address) return reader.mail.empty() ? Unreached::NoAddress : Unreached::BadAddress;
  if (failing.contains(*address)) return Unreached::BadAddress;
  if (!server) return Unreached::NoServer;
  return std::nullopt;
}

Result<std::set<std::string>> failing_addresses(db::Tx& tx, const Id<Company>& company) {
  std::set<std::string> addresses;
  for (const mail::Failure& failure : TRY(mail::list_failures(tx, company))) addresses.insert(failure.to.mailbox);
  return addresses;
}

void add_jobs(jobs::Handlers& handlers, db::Database& database, const session::Keys& keys, const Post& post) {
  handlers.handle(std::string(compose_kind), [composer = Composer(database, keys, post)](
                                                 const jobs::Job& job, Instant now) { return composer.run(job, now); });
  handlers.handle(std::string(mail::deliver_kind), [&database, &keys, &post](const jobs::Job& job, Instant now) {
    const auto server = database.read([&](db::Tx& tx) { return server_of(tx, job.company, keys, post); });
    if (!server) return Result<void>(std::unexpected(server.error()));
    const auto transport = [&](std::stop_token stopping) -> std::unique_ptr<mail::Transport> {
      if (!*server) return nullptr;
      mail::Limits limits;
      limits.zone_offset_minutes = post.zone_offset_minutes;
      return post.connect(**server, limits, std::move(stopping));
    };
    return mail::deliver({database, transport, monotonic_ms,
                          [](db::WriteTx& tx, const Id<Company>& company, const std::string& mail, Instant) {
                            return store::reopen(tx, company, mail);
                          }},
                         job, now);
  });
  // Whoever has a new address, or came back, is mailed with the next day at the latest.
  handlers.daily(std::string(tidy_kind), [&database](const jobs::Job& job, Instant now) -> Result<void> {
    TRY(mail::tidy(database, job.company, now));
    return jobs::ask(database, {job.company, std::string(compose_kind), "", "", Instant()});
  });
}

}  // namespace sonae::notices
