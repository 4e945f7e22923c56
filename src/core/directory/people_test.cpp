// People, invitations, the company's profile and its first run, on every engine.

#include "core/directory/people.h"

#include <gtest/gtest.h>

#include "core/directory/inputs.h"
#include "core/directory/invitation.h"
#include "core/directory/profile.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

constexpr std::string_view good_password = "a lamp beside the old harbour";
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

PersonEntry entry(const std::string& number, const std::string& name, std::set<Role> roles = {Role::Employee},
                  DepartmentPath department = {}) {
  PersonEntry made;
  made.employee_no = made.login = number;
  made.name = name;
  made.roles = std::move(roles);
  made.department = std::move(department);
  return made;
}

class People : public testing::TestWithParam<support::EngineKind> {
 protected:
  People()
      : installation_(GetParam()),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        at_(now()) {}

  Result<Imported> import(const std::string& by, PeopleImport what) {
    const Actor actor = company_.actor(by);
    return installation_.database->write([&](db::WriteTx& tx) { return import_people(tx, actor, what, at_); });
  }
  std::vector<Person> people(const std::string& by = "secretary") {
    const Actor actor = company_.actor(by);
    return installation_.read([&](db::Tx& tx) { return list_people(tx, actor, at_); });
  }
  Person person(const std::string& number) {
    for (Person& one : people())
      if (one.user.employee_no == number) return one;
    ADD_FAILURE() << "nobody has the number " << number;
    return {};
  }
  Result<Invitation> invite_by(const std::string& by, const Id<User>& user) {
    const Actor actor = company_.actor(by);
    return installation_.database->write([&](db::WriteTx& tx) { return invite(tx, actor, user, at_); });
  }
  Invitation invited(const std::string& number, std::set<Role> roles = {Role::Employee}) {
    MUST(import("admin", {{}, {entry(number, "招かれた人", std::move(roles))}, "test"}));
    return MUST(invite_by("admin", person(number).user.id));
  }
  Result<session::Opened> accept(const std::string& token, std::string_view password, Instant when) {
    return accept_invitation(*installation_.database, installation_.sessions, token, password,
                             {"198.51.100.7", "test", "r1"}, when);
  }
  Result<UserView> change(const std::string& by, const Id<User>& user, const std::function<void(UserChange&)>& edit) {
    const Actor actor = company_.actor(by);
    return installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
      UserChange wanted;
      wanted.user = user;
      wanted.version = TRY(get_user(tx, actor, user)).version;
      edit(wanted);
      return change_user(tx, actor, wanted, at_);
    });
  }
  static std::string reason_of(const Error& error) {
    return error.fields.empty() ? error.key : error.fields.front().key;
  }

  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany other_;
  Instant at_;
};
INSTANTIATE_TEST_SUITE_P(Engines, People, testing::ValuesIn(support::engines()), support::engine_name);

// --- many people at once ---------------------------------------------------------------------------------------

TEST_P(People, AnImportMakesDepartmentsAndPeople) {
  PeopleImport import_of{{{"品質部"}, {"品質部", "検査課"}},
                         {entry("00123", "山田 太郎", {Role::Manager}, {"品質部", "検査課"}),
                          entry("00124", "髙橋 花子", {Role::Employee}, {"本社", "製造部"})},
                         "people.csv"};
  import_of.people[0].kana = "ヤマダ タロウ";
  import_of.people[0].mail = "yamada@example.co.jp";
  const Imported done = MUST(import("secretary", import_of));
  EXPECT_EQ(done.added, 2);
  EXPECT_EQ(done.departments, 2);
  const Person yamada = person("00123");
  EXPECT_EQ(yamada.user.name, "山田 太郎");
  EXPECT_EQ(yamada.user.kana, "ヤマダ タロウ");
  EXPECT_EQ(yamada.user.mail, "yamada@example.co.jp");
  EXPECT_EQ(yamada.user.department_name, "検査課");
  EXPECT_EQ(yamada.user.roles, (std::set{Role::Manager}));
  EXPECT_EQ(yamada.account, AccountState::None);
  EXPECT_EQ(person("00124").user.department, company_.factory);
}

TEST_P(People, AnImportIsAllOrNothing) {
  const auto refused = import(
      "secretary", {{{"品質部"}}, {entry("1", "一人目"), entry("2", "二人目", {Role::Employee}, {"ない部"})}, ""});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "directory.people.changed");
  for (const Person& one : people()) EXPECT_TRUE(one.user.employee_no.empty());
  const Actor actor = company_.actor("secretary");
  for (const auto& department : installation_.read([&](db::Tx& tx) { return list_departments(tx, actor); }))
    EXPECT_NE(department.name, "品質部");
}

TEST_P(People, ASecondImportChangesThePersonWithTheNumber) {
  MUST(import("secretary", {{}, {entry("7", "旧姓 花子")}, ""}));
  PersonEntry changed = entry("7", "新姓 花子", {Role::Manager}, {"本社", "営業部"});
  changed.user = person("7").user.id;
  changed.version = person("7").user.version;
  const Imported done = MUST(import("secretary", {{}, {changed}, ""}));
  EXPECT_EQ(done.added, 0);
  EXPECT_EQ(done.changed, 1);
  EXPECT_EQ(person("7").user.name, "新姓 花子");
  EXPECT_EQ(person("7").user.roles, (std::set{Role::Manager}));
  // What was seen before this change is no longer so.
  EXPECT_EQ(import("secretary", {{}, {changed}, ""}).error().key, "directory.people.changed");
}

TEST_P(People, NumbersAndLoginsAreTakenOnce) {
  MUST(import("secretary", {{}, {entry("A7", "一人目")}, ""}));
  EXPECT_EQ(import("secretary", {{}, {entry("Ａ７", "二人目")}, ""}).error().key, "directory.people.changed");
  PersonEntry same_login = entry("8", "二人目");
  same_login.login = company_.personas.at("manager").login;
  EXPECT_EQ(import("secretary", {{}, {same_login}, ""}).error().key, "directory.people.changed");
}

TEST_P(People, OnlyAnAdministratorPreparesMoreThanOrdinaryRoles) {
  const PeopleImport officer{{}, {entry("9", "責任者", {Role::Ciso})}, ""};
  EXPECT_EQ(import("secretary", officer).error().key, "directory.people.roles");
  EXPECT_TRUE(import("admin", officer));
  EXPECT_EQ(import("manager", {{}, {entry("10", "だれか")}, ""}).error().kind, ErrorKind::Forbidden);
}

TEST_P(People, AnImportNeverTouchesTheRolesOfSomebodyWhoCanSignIn) {
  const Actor actor = company_.actor("admin");
  const UserView employee =
      installation_.read([&](db::Tx& tx) { return get_user(tx, actor, company_.users.at("employee")); });
  PersonEntry wanted = entry("55", employee.name, {Role::Secretariat}, {"本社", "製造部"});
  wanted.user = employee.id;
  wanted.version = employee.version;
  wanted.login = employee.login;
  EXPECT_EQ(import("admin", {{}, {wanted}, ""}).error().key, "directory.people.changed");
  wanted.roles = employee.roles;
  EXPECT_TRUE(import("admin", {{}, {wanted}, ""})) << "the number alone may be added";
}

TEST_P(People, ForeignPeopleAreNotThere) {
  PersonEntry foreign = entry("1", "よその人");
  foreign.user = other_.users.at("employee");
  foreign.version = 1;
  EXPECT_EQ(import("admin", {{}, {foreign}, ""}).error().key, "directory.people.changed");
  EXPECT_EQ(invite_by("admin", other_.users.at("employee")).error().kind, ErrorKind::NotFound);
}

TEST_P(People, TheLimitsAreRefusals) {
  std::vector<PersonEntry> crowd;
  for (std::size_t i = 0; i <= most_people; ++i) crowd.push_back(entry("n" + std::to_string(i), "人"));
  EXPECT_EQ(import("secretary", {{}, crowd, ""}).error().key, "directory.people.many");
  std::vector<DepartmentPath> tree;
  for (std::size_t i = 0; i <= most_departments; ++i) tree.push_back({"部" + std::to_string(i)});
  EXPECT_EQ(import("secretary", {tree, {}, ""}).error().key, "directory.department.many");
}

TEST_P(People, EveryPersonAndTheWholeAreRecorded) {
  MUST(import("secretary", {{{"品質部"}}, {entry("1", "一人目"), entry("2", "二人目")}, "people.csv"}));
  const auto page = installation_.read([&](db::Tx& tx) {
    trail::Filter filter;
    filter.limit = 4;
    return trail::list(tx, {company_.company, {}}, filter);
  });
  ASSERT_EQ(page.records.size(), 4U);
  EXPECT_EQ(page.records[0].entry.action, "directory.people.import");
  EXPECT_NE(page.records[0].entry.after.find("people.csv"), std::string::npos);
  EXPECT_EQ(page.records[1].entry.action, "directory.user.create");
  EXPECT_EQ(page.records[2].entry.action, "directory.user.create");
  EXPECT_EQ(page.records[3].entry.action, "directory.department.create");
}

// --- AZ09: whoever was not let in has no rights ----------------------------------------------------------------

TEST_P(People, APersonWithoutAccountOrWithAnUnusedLinkCannotSignIn) {
  invited("77", {Role::Manager});
  EXPECT_EQ(person("77").account, AccountState::Invited);
  for (const std::string_view password : {std::string_view(), std::string_view("77"), good_password})
    EXPECT_FALSE(installation_.sessions.sign_in("77", password, {"198.51.100.7", "", ""}, "", at_));
}

TEST_P(People, AnInvitedAdministratorIsNotTheLastOne) {
  invited("78", {Role::Administrator});
  const auto alone = change("admin", company_.user("second-admin", {Role::Administrator}, {}),
                            [](UserChange& wanted) { wanted.disabled = true; });
  ASSERT_TRUE(alone) << "another administrator stays";
  const Actor system = system_actor(company_.company, "test");
  const auto last = installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
    UserChange wanted;
    wanted.user = company_.users.at("admin");
    wanted.version = TRY(get_user(tx, system, wanted.user)).version;
    wanted.disabled = true;
    return change_user(tx, system, wanted, at_);
  });
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().key, "directory.user.last_administrator");
}

TEST_P(People, OnlyWhoNeverHadAnAccountMayBecomeAuditor) {
  MUST(import("admin", {{}, {entry("80", "監査 候補")}, ""}));
  const auto moved =
      change("admin", person("80").user.id, [](UserChange& wanted) { wanted.roles = std::set{Role::Auditor}; });
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->side, Side::Audit);
  const auto refused = change("admin", company_.users.at("employee"),
                              [](UserChange& wanted) { wanted.roles = std::set{Role::Auditor}; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(reason_of(refused.error()), "directory.user.side");
}

// --- invitations -----------------------------------------------------------------------------------------------

TEST_P(People, ALinkWorksOnceAndLetsItsPersonIn) {
  const Invitation invitation = invited("90", {Role::Manager});
  const auto seen = installation_.read([&](db::Tx& tx) { return read_invitation(tx, invitation.token, at_); });
  EXPECT_EQ(seen.company_name, "東和精工株式会社");
  EXPECT_EQ(seen.login, "90");
  EXPECT_FALSE(seen.needs_factor);
  const auto opened = accept(invitation.token, good_password, at_);
  ASSERT_TRUE(opened) << opened.error().key;
  EXPECT_EQ(opened->live.state, session::State::SignedIn);
  EXPECT_EQ(person("90").account, AccountState::Active);
  EXPECT_EQ(accept(invitation.token, good_password, at_).error().key, "directory.invitation.used");
  EXPECT_TRUE(installation_.sessions.sign_in("90", good_password, {"198.51.100.7", "", ""}, "", at_));
  EXPECT_EQ(invite_by("admin", person("90").user.id).error().key, "directory.invitation.has_account");
}

TEST_P(People, ARoleThatNeedsASecondFactorOwesItNext) {
  const Invitation invitation = invited("91", {Role::Auditor});
  const auto opened = accept(invitation.token, "k7#Fqw9z!mm", at_);
  ASSERT_TRUE(opened) << reason_of(opened.error());
  EXPECT_EQ(opened->live.state, session::State::PendingEnrolment);
}

TEST_P(People, AShortPasswordAloneIsRefusedAndTheLinkStillWorks) {
  const Invitation invitation = invited("92");
  const auto refused = accept(invitation.token, "k7#Fqw9z!mm", at_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(reason_of(refused.error()), "session.password.short");
  EXPECT_EQ(refused.error().fields.front().place, "/password");
  EXPECT_TRUE(accept(invitation.token, good_password, at_));
}

TEST_P(People, ALinkIsGoodForSevenDays) {
  const Invitation invitation = invited("93");
  EXPECT_EQ(accept(invitation.token, good_password, at_.plus_ms(7 * day_ms)).error().key,
            "directory.invitation.expired");
  EXPECT_TRUE(accept(invitation.token, good_password, at_.plus_ms(7 * day_ms - 1)));
}

TEST_P(People, ANewLinkReplacesTheOlderOne) {
  const Invitation first = invited("94");
  const Invitation second = MUST(invite_by("admin", person("94").user.id));
  EXPECT_EQ(accept(first.token, good_password, at_).error().key, "directory.invitation.unknown");
  EXPECT_TRUE(accept(second.token, good_password, at_));
}

TEST_P(People, ADisabledPersonsLinkIsWorthless) {
  const Invitation invitation = invited("95");
  ASSERT_TRUE(change("admin", person("95").user.id, [](UserChange& wanted) { wanted.disabled = true; }));
  EXPECT_EQ(accept(invitation.token, good_password, at_).error().key, "directory.invitation.unknown");
}

TEST_P(People, GuessedLinksAreUnknown) {
  const std::string company = company_.company.text();
  for (const std::string& token : {std::string(), company, company + "." + std::string(43, 'A'),
                                   std::string(36, '-') + "." + std::string(43, 'A')})
    EXPECT_EQ(accept(token, good_password, at_).error().key, "directory.invitation.unknown");
}

TEST_P(People, OnlyAnAdministratorInvites) {
  invited("96");
  EXPECT_EQ(invite_by("secretary", person("96").user.id).error().kind, ErrorKind::Forbidden);
}

// --- the company and its first run -----------------------------------------------------------------------------

TEST_P(People, TheProfileKeepsWhatWasTypedAndRefusesAnOldVersion) {
  const Actor actor = company_.actor("secretary");
  Profile profile = installation_.read([&](db::Tx& tx) { return get_profile(tx, actor); });
  EXPECT_EQ(profile.name, "東和精工株式会社");
  EXPECT_FALSE(profile.headcount);
  profile.kana = "トウワセイコウ";
  profile.headcount = 180;
  profile.sites = 2;
  profile.computers = 0;
  profile.fiscal_year_start = 1;
  profile.language = "ja";
  const auto put = [&](const Profile& wanted) {
    return installation_.database->write([&](db::WriteTx& tx) { return change_profile(tx, actor, wanted, at_); });
  };
  ASSERT_TRUE(put(profile));
  const Profile stored = installation_.read([&](db::Tx& tx) { return get_profile(tx, actor); });
  EXPECT_EQ(stored.kana, "トウワセイコウ");
  EXPECT_EQ(stored.headcount, 180);
  EXPECT_EQ(stored.computers, 0);
  EXPECT_EQ(stored.fiscal_year_start, 1);
  EXPECT_EQ(put(profile).error().key, "directory.edit.conflict");
  Profile empty = stored;
  empty.name = "  ";
  EXPECT_EQ(reason_of(put(empty).error()), "directory.name.empty");
}

TEST_P(People, StepsOfTheFirstRunAreDonePutOffAndOpenedAgain) {
  const Actor actor = company_.actor("admin");
  const auto put = [&](const std::string& key, StepState state) {
    return installation_.database->write([&](db::WriteTx& tx) { return put_step(tx, actor, {key, state, {}}, at_); });
  };
  const auto states = [&] {
    std::string all;
    for (const Step& step : installation_.read([&](db::Tx& tx) { return list_steps(tx, actor); }))
      all += step.key + "=" + std::string(name_of(step.state)) + " ";
    return all;
  };
  EXPECT_EQ(states(), "");
  ASSERT_TRUE(put("company", StepState::Done));
  ASSERT_TRUE(put("target", StepState::Later));
  EXPECT_EQ(states(), "company=done target=later ");
  ASSERT_TRUE(put("target", StepState::Done));
  ASSERT_TRUE(put("company", StepState::Open));
  EXPECT_EQ(states(), "target=done ");
  EXPECT_EQ(reason_of(put("Not a key", StepState::Done).error()), "directory.step.key");
  const Actor manager = company_.actor("manager");
  EXPECT_FALSE(installation_.database->read([&](db::Tx& tx) { return list_steps(tx, manager); }));
}

// --- what comes in ---------------------------------------------------------------------------------------------

TEST(PeopleInputs, NumbersKeepTheirZerosAndLoseTheirWidth) {
  EXPECT_EQ(MUST(clean_employee_no(" ００１２３ ")), "00123");
  EXPECT_EQ(MUST(clean_employee_no("")), "");
  EXPECT_FALSE(clean_employee_no("1 2"));
  EXPECT_FALSE(clean_employee_no(std::string(33, '1')));
}

TEST(PeopleInputs, MailAddressesArePlainOnes) {
  EXPECT_EQ(MUST(clean_mail("ｙａｍａｄａ＠example.co.jp ")), "yamada@example.co.jp");
  EXPECT_EQ(MUST(clean_mail(" ")), "");
  for (const char* bad :
       {"yamada", "@x.jp", "a@b", "a@b.jp\r\nBcc: x@y.z", "a b@c.jp", "a@b@c.jp", "<a@b.jp>", "a@.jp"})
    EXPECT_FALSE(clean_mail(bad)) << bad;
}

}  // namespace
}  // namespace sonae::directory
