#include "core/directory/accounts.h"

#include "base/text.h"
#include "core/directory/store.h"
#include "core/directory/store_organisation.h"

namespace sonae::directory {

std::string folded_login(std::string_view login) { return text::squash(login); }

std::string Accounts::fold_login(std::string_view login) const { return folded_login(login); }

Result<std::vector<session::AccountSource::Account>> Accounts::find_accounts(db::Tx& tx,
                                                                             std::string_view folded) const {
  return store::find_accounts(tx, folded);
}

Result<std::optional<Actor>> Accounts::load_actor(db::Tx& tx, const Id<Company>& company, const Id<User>& user) const {
  const auto found = TRY(store::find_user(tx, company, user));
  if (!found || found->disabled) return std::nullopt;
  Actor actor;
  actor.company = company;
  actor.user = user;
  actor.login = found->login;
  actor.name = found->name;
  actor.roles = found->roles;
  actor.side = found->side;
  actor.department = found->department;
  actor.subtree = TRY(store::list_reach(tx, company, user));
  actor.language = found->language;
  return actor;
}

Result<std::vector<std::string>> Accounts::password_words(db::Tx& tx, const Id<Company>& company,
                                                          const Id<User>& user) const {
  std::vector<std::string> words;
  if (const auto found = TRY(store::find_company(tx, company))) words.push_back(found->name);
  if (const auto found = TRY(store::find_user(tx, company, user))) {
    words.push_back(found->name);
    words.push_back(found->login);
  }
  return words;
}

Result<void> Accounts::note_sign_in(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                    Instant now) const {
  return store::update_last_sign_in(tx, company, user, now);
}

Result<Id<Company>> Accounts::home_of_strangers(db::Tx& tx) const {
  const auto companies = TRY(store::list_companies(tx));
  if (companies.size() == 1) return companies.front().id;
  return Id<Company>::trusted(std::string(installation_company));
}

}  // namespace sonae::directory
