#pragma once
// A fictional press-parts maker to look around in: nine departments, sixty people, two years handed in, this one under
// way.

#include <cstdint>
#include <string>
#include <vector>

#include "platform/blobs/blobs.h"
#include "platform/db/db.h"
#include "platform/session/secrets.h"

namespace sonae::app {

struct DemoAccount {
  std::string login;
  std::string name;
  std::string password;
  std::string role;
  std::string department;
  std::string totp_secret;  ///< base32; "" without a second factor
};

/// Fills an empty database. The same seed and the same day give the same company. Conflict ("app.demo.not_empty")
/// when a company is there already.
[[nodiscard]] Result<std::vector<DemoAccount>> make_demo(db::Database& database, const blobs::Store& blobs,
                                                         const session::Keys& keys, std::uint64_t seed, Instant now);

/// {"company", "accounts":[{"login","name","password","role","department","totp_secret"}]}; the secret is null without
/// a second factor.
[[nodiscard]] std::string credentials_json(const std::vector<DemoAccount>& accounts);

}  // namespace sonae::app
