#pragma once
// What people see and decide about mail: the settings, the test, what did not arrive, and the list for those whom no
// mail reaches.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/notices/work.h"

namespace sonae::notices {

enum class Source : std::uint8_t { Nobody, Page, Installation };
[[nodiscard]] std::string_view name_of(Source source);  ///< "none" "page" "installation"

/// A mail that was given up.
struct Undelivered {
  mail::Failure failure;
  std::string name;      ///< of the person, as it is today
  bool changed = false;  ///< the person has another address now
};

struct MailView {
  Source source = Source::Nobody;
  mail::Server server = {};  ///< without the password
  bool has_password = false;
  std::int64_t version = 0;  ///< 0: nothing stored
  std::string link_base;
  bool link_configured = false;
  mail::ServerState state = {};
  mail::Depth depth = {};
  std::vector<Undelivered> undelivered;
};
/// SettingsManage.
[[nodiscard]] Result<MailView> get_mail(db::Tx& tx, const Actor& actor, const session::Keys& keys, const Post& post);

struct ChangeMail {
  mail::Server server;
  bool keep_password = true;
  std::int64_t version = 0;
};
/// SettingsManage. Invalid with fields as mail::checked; Conflict ("mail.settings.installation") where the
/// configuration file says it, ("mail.settings.changed") for an old version. What waits is sent at once.
[[nodiscard]] Result<void> change_mail(db::WriteTx& tx, const Actor& actor, const session::Keys& keys, const Post& post,
                                       const ChangeMail& change, Instant now);

/// SettingsManage. A mail to `to`, sent now and not through the outbox. Gives what the server said. Invalid at "/to";
/// Conflict ("mail.settings.missing") while mail is not set up.
[[nodiscard]] Result<mail::Outcome> send_test(db::Database& database, const Actor& actor, const session::Keys& keys,
                                              const Post& post, std::string_view to, Instant now);

/// SettingsManage. Sends what waits without waiting for the next try.
[[nodiscard]] Result<void> send_now(db::WriteTx& tx, const Actor& actor, Instant now);
/// SettingsManage. The address was seen to: what was in the mail is told again. NotFound.
[[nodiscard]] Result<void> resend(db::WriteTx& tx, const Actor& actor, std::string_view mail, Instant now);

struct PaperLine {
  std::string id;  ///< of the notice
  Instant made_at;
  NewNotice what;
};
/// Somebody whom no mail reaches, and what they are to be told.
struct PaperPerson {
  store::Reader reader;
  Unreached why = Unreached::NoAddress;
  std::vector<PaperLine> lines;
};
/// CompanyManage. By department, then name.
[[nodiscard]] Result<std::vector<PaperPerson>> list_paper(db::Tx& tx, const Actor& actor, const session::Keys& keys,
                                                          const Post& post);
/// CompanyManage. These were told by word or paper. Ids that are not waiting change nothing.
[[nodiscard]] Result<void> mark_handed(db::WriteTx& tx, const Actor& actor, const std::vector<std::string>& ids,
                                       Instant now);

/// The actor's own.
[[nodiscard]] Result<Rhythm> get_rhythm(db::Tx& tx, const Actor& actor);
[[nodiscard]] Result<void> choose_rhythm(db::WriteTx& tx, const Actor& actor, Rhythm rhythm, Instant now);

}  // namespace sonae::notices
