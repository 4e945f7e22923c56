#include "core/notices/office.h"

#include <map>

#include "core/directory/directory.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::notices {

namespace {

Result<void> record(db::WriteTx& tx, const Actor& actor, const char* action, EntityRef subject, std::string before,
                    std::string after, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor), {action, std::move(subject), std::move(before), std::move(after), {}},
                    now));
  return {};
}

/// For the record: never the password.
std::string fields_of(const mail::Server& server) {
  return trail::fields_json({{"host", server.host},
                             {"port", std::to_string(server.port)},
                             {"security", std::string(mail::name_of(server.security))},
                             {"user", server.user},
                             {"sender_address", server.sender.mailbox},
                             {"sender_name", server.sender.name},
                             {"reply_to", server.reply_to}});
}

EntityRef settings_of(const Actor& actor) { return {"mail_settings", actor.company.text()}; }

Result<std::vector<Undelivered>> list_undelivered(db::Tx& tx, const Actor& actor) {
  std::vector<Undelivered> list;
  const auto failures = TRY(mail::list_failures(tx, actor.company));
  if (failures.empty()) return list;
  std::map<std::string, store::Reader> readers;
  for (store::Reader& reader : TRY(store::list_readers(tx, actor.company)))
    readers[reader.id.text()] = std::move(reader);
  for (const mail::Failure& failure : failures) {
    const auto reader = readers.find(failure.user.text());
    const auto now =
        reader == readers.end() ? Result<std::string>(failure.to.mailbox) : mail::parse_address(reader->second.mail);
    list.push_back(
        {failure, reader == readers.end() ? failure.to.name : reader->second.name, !now || *now != failure.to.mailbox});
  }
  return list;
}

std::unexpected<Error> bad_recipient(const Error& problem) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({"/to", problem.key, problem.args});
  return std::unexpected(std::move(error));
}

}  // namespace

std::string_view name_of(Source source) {
  switch (source) {
    case Source::Nobody:
      return "none";
    case Source::Page:
      return "page";
    case Source::Installation:
      return "installation";
  }
  return "";
}

Result<MailView> get_mail(db::Tx& tx, const Actor& actor, const session::Keys& keys, const Post& post) {
  TRY(require(actor, Permission::SettingsManage));
  MailView view;
  const auto stored = TRY(mail::find_settings(tx, actor.company, keys));
  if (stored) {
    view.source = Source::Page;
    view.server = stored->server;
    view.version = stored->version;
  }
  if (post.server) {
    view.source = Source::Installation;
    view.server = *post.server;
  }
  view.has_password = !view.server.password.empty();
  view.server.password.clear();
  view.link_base = post.link_base();
  view.link_configured = !post.external_url.empty();
  view.state = TRY(mail::server_state(tx, actor.company));
  view.depth = TRY(mail::depth_of(tx, actor.company));
  view.undelivered = TRY(list_undelivered(tx, actor));
  return view;
}

Result<void> change_mail(db::WriteTx& tx, const Actor& actor, const session::Keys& keys, const Post& post,
                         const ChangeMail& change, Instant now) {
  TRY(require(actor, Permission::SettingsManage));
  if (post.server) return conflict("mail.settings.installation");
  const auto before = TRY(mail::find_settings(tx, actor.company, keys));
  TRY(mail::put_settings(tx, actor.company, keys, {change.server, change.version}, change.keep_password));
  const auto after = TRY(mail::find_settings(tx, actor.company, keys));
  TRY(record(tx, actor, "notices.mail.settings", settings_of(actor), before ? fields_of(before->server) : "",
             fields_of(after->server), now));
  TRY(mail::try_now(tx, actor.company));
  return jobs::enqueue(tx, {actor.company, std::string(compose_kind), "", "", Instant()});
}

Result<mail::Outcome> send_test(db::Database& database, const Actor& actor, const session::Keys& keys, const Post& post,
                                std::string_view to, Instant now) {
  TRY(require(actor, Permission::SettingsManage));
  const auto address = mail::parse_address(to);
  if (!address) return bad_recipient(address.error());
  std::optional<mail::Server> server;
  Frame frame = TRY(database.read([&](db::Tx& tx) -> Result<Frame> {
    server = TRY(server_of(tx, actor.company, keys, post));
    return frame_for(tx, actor.company, post, server && !server->reply_to.empty());
  }));
  if (!server) return conflict("mail.settings.missing");
  frame.language = actor.language;
  frame.name = actor.name;
  const Letter letter = write_test_letter(frame);
  // Somebody waits for the answer: shorter than an ordinary mail.
  const mail::Limits limits{8, 20, post.zone_offset_minutes};
  const mail::Outcome outcome =
      post.connect(*server, limits, {})
          ->send({new_id<mail::Message>(now).text(), {*address, ""}, letter.subject, letter.text, letter.html, now});
  TRY(database.write([&](db::WriteTx& tx) -> Result<void> {
    TRY(mail::note_outcome(tx, actor.company, outcome, now));
    const std::string after =
        trail::fields_json({{"to", *address}, {"reason", outcome.reason}, {"code", std::to_string(outcome.code)}});
    return record(tx, actor, "notices.mail.test", settings_of(actor), "", after, now);
  }));
  return outcome;
}

Result<void> send_now(db::WriteTx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::SettingsManage));
  TRY(mail::try_now(tx, actor.company));
  return record(tx, actor, "notices.mail.try", settings_of(actor), "", "", now);
}

Result<void> resend(db::WriteTx& tx, const Actor& actor, std::string_view mail, Instant now) {
  TRY(require(actor, Permission::SettingsManage));
  TRY(mail::resolve(tx, actor.company, mail));
  TRY(record(tx, actor, "notices.mail.resend", {"mail", std::string(mail)}, "", "", now));
  return jobs::enqueue(tx, {actor.company, std::string(compose_kind), "", "", Instant()});
}

Result<std::vector<PaperPerson>> list_paper(db::Tx& tx, const Actor& actor, const session::Keys& keys,
                                            const Post& post) {
  TRY(require(actor, Permission::CompanyManage));
  const bool server = TRY(server_of(tx, actor.company, keys, post)).has_value();
  const auto failing = TRY(failing_addresses(tx, actor.company));
  std::map<std::string, std::vector<PaperLine>> lines;
  for (Notice& notice : TRY(store::list_waiting(tx, actor.company)))
    lines[notice.what.to.text()].push_back({notice.id, notice.made_at, std::move(notice.what)});
  std::vector<PaperPerson> people;
  for (store::Reader& reader : TRY(store::list_readers(tx, actor.company))) {
    const auto why = unreached(reader, failing, server);
    if (reader.disabled || !why) continue;
    auto& own = lines[reader.id.text()];
    if (!own.empty()) people.push_back({std::move(reader), *why, std::move(own)});
  }
  return people;
}

Result<void> mark_handed(db::WriteTx& tx, const Actor& actor, const std::vector<std::string>& ids, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  TRY(store::settle(tx, actor.company, ids, "handed", "", now));
  return record(tx, actor, "notices.paper.handed", {"notices", actor.company.text()}, "",
                trail::fields_json({{"notices", std::to_string(ids.size())}}), now);
}

Result<Rhythm> get_rhythm(db::Tx& tx, const Actor& actor) {
  return TRY(store::find_rhythm(tx, actor.company, actor.user)).value_or(Rhythm::Daily);
}

Result<void> choose_rhythm(db::WriteTx& tx, const Actor& actor, Rhythm rhythm, Instant now) {
  const std::string before(name_of(TRY(get_rhythm(tx, actor))));
  TRY(store::put_rhythm(tx, actor.company, actor.user, rhythm));
  TRY(record(tx, actor, "notices.rhythm.choose", {"user", actor.user.text()}, trail::fields_json({{"rhythm", before}}),
             trail::fields_json({{"rhythm", std::string(name_of(rhythm))}}), now));
  return jobs::enqueue(tx, {actor.company, std::string(compose_kind), "", "", Instant()});
}

}  // namespace sonae::notices
