#pragma once
// The first start: no default account, but a link that works once and for a quarter of an hour (AU09).

#include <string>

#include "core/directory/directory.h"

namespace sonae::directory {

constexpr std::int64_t setup_token_ms = 15LL * 60 * 1000;

/// True while there is no account at all.
[[nodiscard]] Result<bool> needs_set_up(db::Tx& tx);
/// A new token; earlier ones stop working. Conflict ("directory.setup.done") once there is an account.
[[nodiscard]] Result<std::string> issue_setup_token(db::Database& database, Instant now);

struct SetUp {
  std::string token;
  NewCompany company;
  std::string login;
  std::string name;
  std::string password;
  bool secretariat = false;  ///< the first administrator does the secretariat's work as well
};
/// Makes company and first administrator and signs them in; they enrol their second factor next. Forbidden
/// ("directory.setup.refused") for a wrong, used or old token; Conflict ("directory.setup.done"); Invalid by place.
[[nodiscard]] Result<session::Opened> set_up(db::Database& database, session::Service& service, const SetUp& command,
                                             const session::Client& client, Instant now);

}  // namespace sonae::directory
