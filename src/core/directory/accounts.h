#pragma once
// What the session layer needs to know about people.

#include "platform/session/service.h"

namespace sonae::directory {

class Accounts : public session::AccountSource {
 public:
  [[nodiscard]] std::string fold_login(std::string_view login) const override;
  [[nodiscard]] Result<std::vector<Account>> find_accounts(db::Tx& tx, std::string_view folded) const override;
  [[nodiscard]] Result<std::optional<Actor>> load_actor(db::Tx& tx, const Id<Company>& company,
                                                        const Id<User>& user) const override;
  [[nodiscard]] Result<std::vector<std::string>> password_words(db::Tx& tx, const Id<Company>& company,
                                                                const Id<User>& user) const override;
  Result<void> note_sign_in(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                            Instant now) const override;
  [[nodiscard]] Result<Id<Company>> home_of_strangers(db::Tx& tx) const override;
};

/// Width and case do not distinguish two logins.
[[nodiscard]] std::string folded_login(std::string_view login);

}  // namespace sonae::directory
