#pragma once
// How a company's mail server is reached: from the page settings/mail, unless the configuration file of the
// installation says it for all (then the page only shows it).

#include <cstdint>
#include <optional>

#include "platform/db/db.h"
#include "platform/mail/smtp.h"
#include "platform/session/actor.h"
#include "platform/session/secrets.h"

namespace sonae::mail {

struct Stored {
  Server server;  ///< with the password, for sending
  std::int64_t version = 0;
};
/// Nothing when nobody has set it up. Internal when the password was sealed with another key.
[[nodiscard]] Result<std::optional<Stored>> find_settings(db::Tx& tx, const Id<Company>& company,
                                                          const session::Keys& keys);
/// Checked and sealed. `keep_password`: the stored one stays. Conflict ("mail.settings.changed") unless `version` is
/// the stored one (0: there is none yet). The caller records it.
[[nodiscard]] Result<void> put_settings(db::WriteTx& tx, const Id<Company>& company, const session::Keys& keys,
                                        const Stored& wanted, bool keep_password);

/// For the change of the master key (session/reseal.h says how).
[[nodiscard]] Result<std::int64_t> reseal(db::WriteTx& tx, const session::Keys& from, const session::Keys& to);
[[nodiscard]] Result<std::optional<bool>> opens_sealed(db::Tx& tx, const session::Keys& keys);
[[nodiscard]] Result<std::int64_t> count_sealed(db::Tx& tx);

}  // namespace sonae::mail
