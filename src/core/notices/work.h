#pragma once
// The jobs of notices: composing mails, sending them, tidying up.

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/notices/letter.h"
#include "core/notices/store.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/outbox.h"
#include "platform/mail/settings.h"

namespace sonae::notices {

/// Puts what is due into mails, company by company.
inline constexpr std::string_view compose_kind = "notices.compose";
inline constexpr std::string_view tidy_kind = "notices.tidy";

/// What the installation says about mail, for all its companies.
struct Post {
  std::optional<mail::Server> server = {};  ///< from the configuration file; nothing: each company's page says it
  std::string external_url = {};            ///< "" where nobody has configured it: then `own_url` stands in links
  std::string own_url = {};                 ///< of this server
  std::string certificates = {};            ///< PEM file of further authorities, for servers of the company's own
  int zone_offset_minutes = japan_offset_minutes;
  /// Makes connections; tests put their own in.
  std::function<std::unique_ptr<mail::Transport>(mail::Server, mail::Limits, std::stop_token)> connect = mail::connect;

  [[nodiscard]] const std::string& link_base() const { return external_url.empty() ? own_url : external_url; }
};

/// The server for a company's mails: the installation's, else the company's own. Nothing: mail is not set up.
[[nodiscard]] Result<std::optional<mail::Server>> server_of(db::Tx& tx, const Id<Company>& company,
                                                            const session::Keys& keys, const Post& post);

/// What a mail to this person says besides its notices.
[[nodiscard]] Result<Frame> frame_for(db::Tx& tx, const Id<Company>& company, const Post& post, bool replies);

/// Why somebody is not reached by mail.
enum class Unreached : std::uint8_t { NoServer, NoAddress, BadAddress };
[[nodiscard]] std::string_view name_of(Unreached why);  ///< "no_server" "no_address" "bad_address"
/// Nothing: a mail can go out. `failing`: addresses that refused a mail.
[[nodiscard]] std::optional<Unreached> unreached(const store::Reader& reader, const std::set<std::string>& failing,
                                                 bool server);
[[nodiscard]] Result<std::set<std::string>> failing_addresses(db::Tx& tx, const Id<Company>& company);

/// `post` and `keys` outlive the handlers.
void add_jobs(jobs::Handlers& handlers, db::Database& database, const session::Keys& keys, const Post& post);

}  // namespace sonae::notices
