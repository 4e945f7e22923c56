#include "core/directory/directory.h"

#include <gtest/gtest.h>

#include "core/directory/inputs.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

class Directory : public testing::TestWithParam<support::EngineKind> {
 protected:
  Directory() : installation_(GetParam()), company_(installation_, "東和精工株式会社"), at_(now()) {}

  Result<UserView> change(const std::string& by, const std::string& who, const std::function<void(UserChange&)>& edit) {
    const Actor actor = company_.actor(by);
    return installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
      UserChange change;
      change.user = company_.users.at(who);
      change.version = TRY(get_user(tx, system_actor(company_.company, "test"), change.user)).version;
      edit(change);
      return change_user(tx, actor, change, at_);
    });
  }
  Result<UserView> create(const std::string& login, const std::set<Role>& roles) {
    const Actor admin = company_.actor("admin");
    return installation_.database->write([&](db::WriteTx& tx) {
      return create_user(tx, admin, {login, "新しい人", roles, {}}, {"x", false, true}, at_);
    });
  }
  Result<DepartmentView> move(const Id<Department>& department, const Id<Department>& parent) {
    const Actor admin = company_.actor("admin");
    return installation_.database->write(
        [&](db::WriteTx& tx) { return change_department(tx, admin, {department, 1, {}, parent, {}}, at_); });
  }
  Result<std::int64_t> run(db::Sql sql, const db::Args& args) {
    return installation_.database->write([&](db::WriteTx& tx) { return tx.execute(sql, args); },
                                         db::Purpose::Housekeeping);
  }
  static std::string place_of(const Error& error) { return error.fields.empty() ? "" : error.fields.front().place; }
  static std::string reason_of(const Error& error) {
    return error.fields.empty() ? error.key : error.fields.front().key;
  }

  support::Installation installation_;
  support::TestCompany company_;
  Instant at_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Directory, testing::ValuesIn(support::engines()), support::engine_name);

// --- the auditor's independence ---------------------------------------------------------------------------------

TEST_P(Directory, AnAuditorHoldsNoOtherRole) {
  const auto mixed = create("mixed", {Role::Auditor, Role::Secretariat});
  ASSERT_FALSE(mixed);
  EXPECT_EQ(reason_of(mixed.error()), "directory.user.side");
  EXPECT_EQ(place_of(mixed.error()), "/roles");
}

TEST_P(Directory, AnAccountNeverChangesItsSide) {
  const auto to_audit = change("admin", "employee", [](auto& c) { c.roles = std::set<Role>{Role::Auditor}; });
  EXPECT_EQ(reason_of(to_audit.error()), "directory.user.side");
  const auto to_operation = change("admin", "auditor", [](auto& c) { c.roles = std::set<Role>{Role::Manager}; });
  EXPECT_EQ(reason_of(to_operation.error()), "directory.user.side");
}

TEST_P(Directory, TheDatabaseItselfRefusesAuditRolesForOperators) {
  constexpr db::Sql give_role =
      "insert into role_assignments (company_id, user_id, role, side) values ($1, $2, $3, $4)";
  const auto& company = company_.company;
  const auto& employee = company_.users.at("employee");
  const auto& auditor = company_.users.at("auditor");
  const auto refused_as = [&](const Result<std::int64_t>& result) { return result ? "" : result.error().key; };
  EXPECT_EQ(refused_as(run(give_role, {company, employee, "auditor", "operation"})), "error.db.check");
  EXPECT_EQ(refused_as(run(give_role, {company, employee, "auditor", "audit"})), "error.db.foreign_key");
  EXPECT_EQ(refused_as(run(give_role, {company, auditor, "manager", "audit"})), "error.db.check");
  EXPECT_EQ(refused_as(run(give_role, {company, auditor, "manager", "operation"})), "error.db.foreign_key");
  EXPECT_EQ(refused_as(run(give_role, {company, employee, "emperor", "operation"})), "error.db.check");
  EXPECT_EQ(run(give_role, {company, employee, "manager", "operation"}).value(), 1)
      << "the fence lets the right ones in";
}

TEST_P(Directory, TheDatabaseItselfKeepsAnAccountOnItsSide) {
  constexpr db::Sql change_side = "update users set side = 'audit' where company_id = $1 and id = $2";
  const auto result = run(change_side, {company_.company, company_.users.at("employee")});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "error.db.foreign_key");
  constexpr db::Sql move_roles = "update role_assignments set side = 'audit' where company_id = $1 and user_id = $2";
  EXPECT_FALSE(run(move_roles, {company_.company, company_.users.at("employee")}));
}

// --- rights over accounts ---------------------------------------------------------------------------------------

TEST_P(Directory, NobodyChangesTheirOwnRights) {
  const auto roles =
      change("admin", "admin", [](auto& c) { c.roles = std::set<Role>{Role::Administrator, Role::Secretariat}; });
  EXPECT_EQ(roles.error().key, "directory.user.own_rights");
  const auto disabled = change("admin", "admin", [](auto& c) { c.disabled = true; });
  EXPECT_EQ(disabled.error().key, "directory.user.own_rights");
  EXPECT_TRUE(change("admin", "admin", [](auto& c) { c.name = "管理 一郎"; }));
  const Actor admin = company_.actor("admin");
  const auto factor = installation_.database->write(
      [&](db::WriteTx& tx) { return reset_factor(tx, admin, company_.users.at("admin"), at_); });
  EXPECT_EQ(factor.error().key, "directory.user.own_rights") << "a reset needs a second person";
}

TEST_P(Directory, TheLastAdministratorStays) {
  const auto demote = [&](const std::string& who) {
    return installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
      const Actor system = system_actor(company_.company, "test");
      const auto view = TRY(get_user(tx, system, company_.users.at(who)));
      UserChange change;
      change.user = view.id;
      change.version = view.version;
      change.roles = std::set<Role>{Role::Employee};
      return change_user(tx, system, change, at_);
    });
  };
  EXPECT_EQ(demote("admin").error().key, "directory.user.last_administrator");
  (void)company_.user("deputy", {Role::Administrator}, {});
  EXPECT_TRUE(demote("admin"));
  EXPECT_EQ(demote("deputy").error().key, "directory.user.last_administrator");
}

TEST_P(Directory, AHookHearsOfADisabledPersonAndMayRefuse) {
  const Id<User> manager = company_.users.at("manager");
  const Actor admin = company_.actor("admin");
  const auto disable = [&](const LeftHooks& left) {
    return installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
      UserChange command;
      command.user = manager;
      command.version = TRY(get_user(tx, admin, manager)).version;
      command.disabled = true;
      return change_user(tx, admin, command, at_, left);
    });
  };
  const LeftHook refuses = [](db::WriteTx&, const Actor&, const Id<User>&, const Date&, Instant) -> Result<void> {
    return conflict("directory.user.last_administrator");
  };
  EXPECT_EQ(disable({refuses}).error().key, "directory.user.last_administrator");
  const auto disabled = [&] {
    return installation_.read([&](db::Tx& tx) { return get_user(tx, system_actor(company_.company, "test"), manager); })
        .disabled;
  };
  EXPECT_FALSE(disabled()) << "a refusing hook leaves everything as it was";
  std::vector<std::string> heard;
  const LeftHook hears = [&](db::WriteTx&, const Actor&, const Id<User>& who, const Date& on, Instant) -> Result<void> {
    heard = {who.text(), on.iso()};
    return {};
  };
  MUST(disable({hears}));
  EXPECT_TRUE(disabled());
  EXPECT_EQ(heard, (std::vector<std::string>{manager.text(), date_in_zone(at_, japan_offset_minutes).iso()}));
  heard.clear();
  MUST(disable({hears}));
  EXPECT_TRUE(heard.empty()) << "somebody who is gone does not leave again";
}

TEST_P(Directory, ADisabledAdministratorDoesNotCountAsOne) {
  (void)company_.user("deputy", {Role::Administrator}, {});
  ASSERT_TRUE(change("admin", "deputy", [](auto& c) { c.disabled = true; }));
  const auto last = installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
    const Actor system = system_actor(company_.company, "test");
    const auto view = TRY(get_user(tx, system, company_.users.at("admin")));
    return change_user(
        tx, system,
        {.user = view.id, .version = view.version, .name = {}, .roles = {}, .department = {}, .disabled = true}, at_);
  });
  EXPECT_EQ(last.error().key, "directory.user.last_administrator");
}

TEST_P(Directory, OnlyAdministratorsTouchAccounts) {
  for (const char* who : {"secretary", "ciso", "committee", "manager", "employee", "auditor"}) {
    const auto refused = change(who, "employee", [](auto& c) { c.name = "別の名前"; });
    ASSERT_FALSE(refused) << who;
    EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden) << who;
  }
}

TEST_P(Directory, AnOldVersionIsRefused) {
  ASSERT_TRUE(change("admin", "employee", [](auto& c) { c.name = "先の人"; }));
  const auto late = change("admin", "employee", [](auto& c) {
    --c.version;
    c.name = "後の人";
  });
  EXPECT_EQ(late.error().key, "directory.edit.conflict");
}

TEST_P(Directory, LoginsAreUniqueWhateverWidthAndCase) {
  EXPECT_EQ(create("ＥＭＰＬＯＹＥＥ", {Role::Employee}).error().key, "directory.user.login_taken");
  EXPECT_TRUE(create("employee2", {Role::Employee}));
}

TEST_P(Directory, EveryChangeIsRecordedWithBeforeAndAfter) {
  ASSERT_TRUE(change("admin", "employee", [&](auto& c) {
    c.name = "改名 太郎";
    c.department = company_.sales;
  }));
  const auto page = installation_.read([&](db::Tx& tx) {
    trail::Filter filter;
    filter.action_prefix = "directory.user.change";
    return trail::list(tx, {company_.company, {}}, filter);
  });
  ASSERT_EQ(page.records.size(), 1U);
  const auto& entry = page.records.front().entry;
  EXPECT_EQ(entry.subject.id, company_.users.at("employee").text());
  EXPECT_EQ(page.records.front().origin.actor_id, company_.users.at("admin").text());
  EXPECT_NE(entry.before.find("\"employee\""), std::string::npos) << entry.before;
  EXPECT_NE(entry.after.find("改名 太郎"), std::string::npos) << entry.after;
  EXPECT_EQ(entry.after.find("roles"), std::string::npos) << "what did not change is not in the record";
}

// --- departments ------------------------------------------------------------------------------------------------

TEST_P(Directory, ADepartmentCannotStandBelowItself) {
  for (const auto& parent : {company_.head_office, company_.sales, company_.sales_one}) {
    const auto refused = move(company_.head_office, parent);
    ASSERT_FALSE(refused);
    EXPECT_EQ(reason_of(refused.error()), "directory.department.circle");
    EXPECT_EQ(place_of(refused.error()), "/parent");
  }
  EXPECT_TRUE(move(company_.sales_one, company_.factory));
}

TEST_P(Directory, MovingADepartmentMovesWhatItsManagerSees) {
  EXPECT_EQ(company_.actor("manager").subtree.size(), 2U);
  ASSERT_TRUE(move(company_.sales_one, company_.factory));
  EXPECT_EQ(company_.actor("manager").subtree.size(), 1U);
  EXPECT_EQ(company_.actor("employee").subtree.size(), 2U);
}

TEST_P(Directory, DepartmentsComeParentsFirst) {
  const Actor employee = company_.actor("employee");
  const auto departments = installation_.read([&](db::Tx& tx) { return list_departments(tx, employee); });
  std::vector<std::string> names;
  for (const auto& department : departments) names.push_back(department.name);
  EXPECT_EQ(names, (std::vector<std::string>{"本社", "営業部", "営業一課", "製造部"}));
}

// --- two companies ----------------------------------------------------------------------------------------------

TEST_P(Directory, AnotherCompanysPeopleAndDepartmentsAreSimplyNotThere) {
  support::TestCompany other(installation_, "西和工業", "west-");
  const Actor admin = company_.actor("admin");
  const auto foreign =
      installation_.database->read([&](db::Tx& tx) { return get_user(tx, admin, other.users.at("employee")); });
  const auto missing = installation_.database->read([&](db::Tx& tx) { return get_user(tx, admin, new_id<User>(at_)); });
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
  EXPECT_EQ(foreign.error().key, missing.error().key);
  const auto into = change("admin", "employee", [&](auto& c) { c.department = other.sales; });
  EXPECT_EQ(reason_of(into.error()), "directory.department.unknown");
  EXPECT_EQ(reason_of(move(company_.sales, other.head_office).error()), "directory.department.unknown");
  const auto users = installation_.read([&](db::Tx& tx) { return list_users(tx, admin); });
  EXPECT_EQ(users.size(), company_.users.size());
}

TEST_P(Directory, TheDatabaseItselfKeepsCompaniesApart) {
  support::TestCompany other(installation_, "西和工業", "west-");
  constexpr db::Sql cross = "update users set department_id = $3 where company_id = $1 and id = $2";
  const auto result = run(cross, {company_.company, company_.users.at("employee"), other.sales});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "error.db.foreign_key");
}

// --- inputs -----------------------------------------------------------------------------------------------------

TEST(DirectoryInput, NamesAreTrimmedAndComposed) {
  EXPECT_EQ(clean_name("　田中 太郎 ", "/name").value(), "田中 太郎");
  EXPECT_EQ(clean_name("か\xE3\x82\x99", "/name").value(), "が");
}

TEST(DirectoryInput, RefusesWhatAListCannotShow) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "directory.name.empty"},
      {"　 ", "directory.name.empty"},
      {"二\n行", "directory.name.invisible"},
      {"zero\xE2\x80\x8Bwidth", "directory.name.invisible"},
      {"turned\xE2\x80\xAEround", "directory.name.invisible"},
  };
  for (const auto& [name, key] : cases) EXPECT_EQ(clean_name(name, "/name").error().fields.at(0).key, key) << name;
  EXPECT_EQ(clean_name(std::string(101, 'x'), "/name").error().fields.at(0).key, "directory.name.long");
  EXPECT_EQ(clean_login("two words").error().fields.at(0).key, "directory.login.spaces");
  EXPECT_EQ(clean_login("").error().fields.at(0).key, "directory.login.empty");
  EXPECT_EQ(clean_login(std::string(65, 'x')).error().fields.at(0).key, "directory.login.long");
}

}  // namespace
}  // namespace sonae::directory
