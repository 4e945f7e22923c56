#pragma once
// A small company in a fresh database, with everything a request needs: for tests of core and of the slices. Header
// only, since the support library itself stands below core.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "base/text.h"
#include "core/directory/accounts.h"
#include "core/directory/api.h"
#include "core/directory/directory.h"
#include "platform/clock.h"
#include "platform/db/migrations.h"
#include "platform/session/gate.h"
#include "platform/session/password.h"
#include "platform/session/service.h"
#include "support/engines.h"
#include "support/scenario.h"

namespace sonae::support {

/// Weak on purpose, so that a test does not spend its time hashing. Lives here, outside the product.
constexpr session::HashCost test_cost{1, 64ULL * 1024};

/// Sessions, gate and routes over one database.
class Installation {
 public:
  explicit Installation(EngineKind engine)
      : database(fresh_database(engine, folder)),
        keys(as_bytes("0123456789abcdef0123456789abcdef")),
        hasher(test_cost, {.slots = 2, .waiting = 32}),
        sessions(*database, accounts, hasher, keys),
        gate(*database, sessions) {
    MUST(db::migrate(*database, now()));
    directory::add_routes(router, {*database, sessions, "0.0.0", false});
  }

  template <typename Body>
  auto write(Body&& body) {
    return MUST(database->write(std::forward<Body>(body)));
  }
  template <typename Body>
  auto read(Body&& body) {
    return MUST(database->read(std::forward<Body>(body)));
  }

  TempFolder folder;
  std::unique_ptr<db::Database> database;
  session::Keys keys;
  directory::Accounts accounts;
  session::PasswordHasher hasher;
  session::Service sessions;
  session::Gate gate;
  http::Router router;
};

/// A company with departments and one account per role. Personas and logins: admin secretary ciso committee manager
/// employee auditor; `manager` leads 営業部 with 営業一課 under it, `employee` works in 製造部.
class TestCompany {
 public:
  TestCompany(Installation& installation, std::string name, std::string login_prefix = "")
      : installation_(installation), prefix_(std::move(login_prefix)) {
    company = installation.write(
        [&](db::WriteTx& tx) { return directory::create_company(tx, {.name = name, .fiscal_year_start = 4}, now()); });
    head_office = department("本社", {});
    sales = department("営業部", head_office);
    sales_one = department("営業一課", sales);
    factory = department("製造部", head_office);
    user("admin", {Role::Administrator}, {});
    user("secretary", {Role::Secretariat}, head_office);
    user("ciso", {Role::Ciso}, head_office);
    user("committee", {Role::CommitteeMember}, head_office);
    user("manager", {Role::Manager}, sales);
    user("employee", {Role::Employee}, factory);
    user("auditor", {Role::Auditor}, {});
  }

  Id<Department> department(const std::string& name, const Id<Department>& parent) {
    return installation_
        .write([&](db::WriteTx& tx) {
          return directory::create_department(tx, directory::system_actor(company, "test"), {name, parent}, now());
        })
        .id;
  }

  /// Adds an account and its persona; administrators and auditors get a second factor.
  Id<User> user(const std::string& who, const std::set<Role>& roles, const Id<Department>& where) {
    Persona persona{prefix_ + who, "a quiet river under nine " + who, {}};
    const auto password = MUST(directory::prepare_password(installation_.hasher, persona.password, false));
    const bool factor = session::needs_factor(roles);
    if (factor) {
      const Digest seed = sha256(prefix_ + who);
      persona.totp_seed.assign(seed.begin(), seed.begin() + 20);
    }
    const auto made = installation_.write([&](db::WriteTx& tx) -> Result<directory::UserView> {
      auto view = TRY(directory::create_user(tx, directory::system_actor(company, "test"),
                                             {persona.login, who, roles, where}, password, now()));
      if (factor) TRY(session::enrol_factor(tx, installation_.keys, company, view.id, persona.totp_seed, now()));
      return view;
    });
    users[who] = made.id;
    personas[who] = std::move(persona);
    return made.id;
  }

  [[nodiscard]] Actor actor(const std::string& who) {
    return *installation_.read(
        [&](db::Tx& tx) { return installation_.accounts.load_actor(tx, company, users.at(who)); });
  }

  /// Personas as `prefix` + name, and the ids $company, $user_NAME, $department_head_office … for the script.
  void introduce(Scenario& scenario, const std::string& prefix = "") {
    for (const auto& [who, persona] : personas) scenario.persona(prefix + who, persona);
    for (const auto& [who, id] : users) scenario.variable(prefix + "user_" + who, id.text());
    scenario.variable(prefix + "company", company.text());
    scenario.variable(prefix + "department_head_office", head_office.text());
    scenario.variable(prefix + "department_sales", sales.text());
    scenario.variable(prefix + "department_sales_one", sales_one.text());
    scenario.variable(prefix + "department_factory", factory.text());
  }

  Id<Company> company;
  Id<Department> head_office;
  Id<Department> sales;
  Id<Department> sales_one;
  Id<Department> factory;
  std::map<std::string, Id<User>> users;
  std::map<std::string, Persona> personas;

 private:
  Installation& installation_;
  std::string prefix_;
};

}  // namespace sonae::support
