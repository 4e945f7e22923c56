// Sites, posts in several departments, leaving and coming back, and the departments' history, on every engine.

#include <gtest/gtest.h>

#include "core/directory/history.h"
#include "core/directory/membership.h"
#include "core/directory/sites.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

Date day(std::string_view iso) { return *Date::parse_iso(iso); }

class Organisation : public testing::TestWithParam<support::EngineKind> {
 protected:
  Organisation()
      : installation_(GetParam()),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        at_(now()),
        today_(date_in_zone(at_, japan_offset_minutes)) {}

  template <typename Body>
  auto as(const std::string& who, Body body) {
    const Actor actor = company_.actor(who);
    return installation_.database->write([&](db::WriteTx& tx) { return body(tx, actor); });
  }
  UserView view(const std::string& who) {
    const Actor system = system_actor(company_.company, "test");
    return installation_.read([&](db::Tx& tx) { return get_user(tx, system, company_.users.at(who)); });
  }
  Result<UserView> change(const std::string& by, const std::string& who,
                          const std::function<void(MembershipChange&)>& set) {
    MembershipChange change;
    change.user = company_.users.at(who);
    change.version = view(who).version;
    set(change);
    return as(by, [&](db::WriteTx& tx, const Actor& actor) { return change_membership(tx, actor, change, at_); });
  }
  Result<UserView> leaves(const std::string& by, const std::string& who, Date on, const LeftHooks& left = {}) {
    const Leaver leaver{company_.users.at(who), view(who).version, on};
    return as(by, [&](db::WriteTx& tx, const Actor& actor) { return leave(tx, actor, leaver, at_, left); });
  }
  Result<UserView> returns(const std::string& by, const std::string& who) {
    const std::int64_t version = view(who).version;
    return as(by, [&](db::WriteTx& tx, const Actor& actor) {
      return come_back(tx, actor, company_.users.at(who), version, at_);
    });
  }
  std::vector<std::string> standing_on(Date when) {
    const Actor actor = company_.actor("employee");
    std::vector<std::string> names;
    for (const DepartmentView& one : installation_.read([&](db::Tx& tx) { return departments_on(tx, actor, when); }))
      names.push_back(one.name);
    return names;
  }
  static std::string first_field(const Error& error) { return error.fields.empty() ? error.key : error.fields[0].key; }

  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany other_;
  Instant at_;
  Date today_;
};

TEST_P(Organisation, AManagerOfTwoDepartmentsReachesBothAndWhatIsUnderThem) {
  MUST(change("secretary", "manager", [&](auto& c) { c.posts = std::vector{company_.factory}; }));
  const auto reach = company_.actor("manager").subtree;
  const std::set<Id<Department>> all(reach.begin(), reach.end());
  EXPECT_EQ(all, (std::set{company_.sales, company_.sales_one, company_.factory}));
  EXPECT_TRUE(company_.actor("manager").scope(Permission::SheetAnswer).holds(company_.factory));
  EXPECT_EQ(view("manager").posts, (std::vector<Post>{{company_.factory, "製造部"}}));
  MUST(change("secretary", "manager", [](auto& c) { c.posts.emplace(); }));
  EXPECT_FALSE(company_.actor("manager").scope(Permission::SheetAnswer).holds(company_.factory));
}

TEST_P(Organisation, TheMainDepartmentIsNotAlsoAnotherOne) {
  const auto twice = change("secretary", "manager", [&](auto& c) { c.posts = std::vector{company_.sales}; });
  EXPECT_EQ(first_field(twice.error()), "directory.posts.main");
  const auto foreign = change("secretary", "manager", [&](auto& c) { c.posts = std::vector{other_.factory}; });
  EXPECT_EQ(first_field(foreign.error()), "directory.department.unknown");
  MUST(change("secretary", "manager", [&](auto& c) { c.posts = std::vector{company_.factory}; }));
  MUST(change("secretary", "manager", [&](auto& c) { c.department = company_.factory; }));
  EXPECT_TRUE(view("manager").posts.empty()) << "what becomes the main department is no longer another one";
}

TEST_P(Organisation, ADepartmentThatSomebodyBelongsToBesideTheirMainOneIsNotClosed) {
  MUST(change("secretary", "manager", [&](auto& c) { c.posts = std::vector{company_.factory}; }));
  MUST(change("secretary", "employee", [&](auto& c) { c.department = company_.head_office; }));
  const auto closed = as("admin", [&](db::WriteTx& tx, const Actor& actor) {
    return remove_department(tx, actor, {company_.factory, 1, 0}, at_);
  });
  ASSERT_FALSE(closed);
  EXPECT_EQ(first_field(closed.error()), "directory.department.removal.people");
}

TEST_P(Organisation, OnlySomebodyElsesEmployeeHasAnEndDate) {
  const auto own = change("secretary", "employee", [&](auto& c) { c.until.emplace(day("2027-03-31")); });
  EXPECT_EQ(first_field(own.error()), "directory.until.own");
  MUST(change("secretary", "employee", [&](auto& c) {
    c.employer = "みどり派遣株式会社";
    c.until.emplace(day("2027-03-31"));
  }));
  EXPECT_EQ(view("employee").employer, "みどり派遣株式会社");
  EXPECT_EQ(view("employee").until, day("2027-03-31"));
  MUST(change("secretary", "employee", [](auto& c) { c.employer = ""; }));
  EXPECT_FALSE(view("employee").until) << "our own people have none";
}

TEST_P(Organisation, AnEmployeeNumberKeepsItsZerosFoldsItsWidthAndBelongsToOne) {
  MUST(change("secretary", "employee", [](auto& c) { c.employee_no = "００１２"; }));
  EXPECT_EQ(view("employee").employee_no, "0012");
  const auto taken = change("secretary", "manager", [](auto& c) { c.employee_no = "0012"; });
  EXPECT_EQ(taken.error().key, "directory.people.number_taken");
  EXPECT_TRUE(change("secretary", "manager", [](auto& c) { c.employee_no = "12"; })) << "another number";
}

TEST_P(Organisation, WhoLeavesCannotSignInAnyMoreAndKeepsTheirName) {
  const auto& persona = company_.personas.at("employee");
  const auto sign_in = [&] {
    return installation_.sessions.sign_in(persona.login, persona.password, {"192.0.2.1", "", ""}, "", at_);
  };
  const auto opened = MUST(sign_in());
  std::vector<std::string> heard;
  const LeftHook hears = [&](db::WriteTx&, const Actor&, const Id<User>& who, const Date& on, Instant) -> Result<void> {
    heard = {who.text(), on.iso()};
    return {};
  };
  MUST(leaves("secretary", "employee", today_.plus_days(-3), {hears}));
  EXPECT_EQ(heard, (std::vector<std::string>{company_.users.at("employee").text(), today_.plus_days(-3).iso()}));
  EXPECT_EQ(view("employee").left_on, today_.plus_days(-3));
  EXPECT_TRUE(view("employee").disabled);
  EXPECT_FALSE(sign_in());
  const auto sessions = installation_.read([&](db::Tx& tx) -> Result<std::optional<Actor>> {
    return installation_.accounts.load_actor(tx, company_.company, company_.users.at("employee"));
  });
  EXPECT_FALSE(sessions);
  EXPECT_EQ(view("employee").name, "employee") << "records go on naming them";
  EXPECT_EQ(leaves("secretary", "employee", today_).error().key, "directory.user.left");
}

TEST_P(Organisation, ARefusingHookKeepsThePersonHere) {
  const LeftHook refuses = [](db::WriteTx&, const Actor&, const Id<User>&, const Date&, Instant) -> Result<void> {
    return conflict("directory.user.last_administrator");
  };
  EXPECT_EQ(leaves("admin", "ciso", today_, {refuses}).error().key, "directory.user.last_administrator");
  EXPECT_FALSE(view("ciso").left_on);
  EXPECT_FALSE(view("ciso").disabled);
}

TEST_P(Organisation, WhoMayNotLeave) {
  EXPECT_EQ(leaves("secretary", "secretary", today_).error().key, "directory.user.own_rights");
  EXPECT_EQ(leaves("secretary", "ciso", today_).error().key, "directory.leaving.administrator");
  EXPECT_EQ(first_field(leaves("secretary", "employee", today_.plus_days(1)).error()), "directory.leaving.day");
  EXPECT_EQ(leaves("manager", "employee", today_).error().key, "error.forbidden");
  const Leaver admin{company_.users.at("admin"), view("admin").version, today_};
  const auto last = installation_.database->write(
      [&](db::WriteTx& tx) { return leave(tx, system_actor(company_.company, "test"), admin, at_, {}); });
  EXPECT_EQ(last.error().key, "directory.user.last_administrator");
  const Leaver stranger{other_.users.at("employee"), 1, today_};
  const auto foreign =
      as("admin", [&](db::WriteTx& tx, const Actor& actor) { return leave(tx, actor, stranger, at_, {}); });
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
}

TEST_P(Organisation, WhoComesBackSignsInOnlyAfterAnAdministratorSaysSo) {
  EXPECT_EQ(returns("secretary", "employee").error().key, "directory.leaving.here");
  MUST(leaves("secretary", "employee", today_));
  const auto enable = [&] {
    UserChange enabled;
    enabled.user = company_.users.at("employee");
    enabled.version = view("employee").version;
    enabled.disabled = false;
    return as("admin", [&](db::WriteTx& tx, const Actor& actor) { return change_user(tx, actor, enabled, at_); });
  };
  EXPECT_EQ(enable().error().key, "directory.user.left") << "an account is not enabled while the person is gone";
  MUST(returns("secretary", "employee"));
  EXPECT_FALSE(view("employee").left_on);
  EXPECT_TRUE(view("employee").disabled);
  EXPECT_EQ(view("employee").department, company_.factory);
  MUST(enable());
}

TEST_P(Organisation, SitesAreOfOneCompanyAndStayWhileSomethingBelongsToThem) {
  SiteView site;
  site.name = "本社工場";
  site.prefecture = 23;
  site.address = "愛知県みどり市1-2-3";
  site.phone = "０５２-０００-００００";
  const SiteView made =
      MUST(as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return create_site(tx, actor, site, at_); }));
  EXPECT_EQ(made.phone, "052-000-0000");
  const auto again =
      as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return create_site(tx, actor, site, at_); });
  EXPECT_EQ(first_field(again.error()), "directory.site.taken");
  MUST(change("secretary", "employee", [&](auto& c) { c.site = made.id; }));
  EXPECT_EQ(view("employee").site_name, "本社工場");
  const auto remove = [&] {
    return as("secretary",
              [&](db::WriteTx& tx, const Actor& actor) { return remove_site(tx, actor, made.id, 1, at_); });
  };
  EXPECT_EQ(remove().error().key, "directory.site.used");
  const Actor stranger = other_.actor("admin");
  const auto foreign =
      installation_.database->write([&](db::WriteTx& tx) { return remove_site(tx, stranger, made.id, 1, at_); });
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(installation_.read([&](db::Tx& tx) { return list_sites(tx, stranger); }).empty());
  MUST(change("secretary", "employee", [](auto& c) { c.site = Id<Site>(); }));
  EXPECT_TRUE(remove());
}

TEST_P(Organisation, TheTreeIsReadableAsItStoodOnADay) {
  const std::vector<std::string> at_first = {"本社", "営業部", "営業一課", "製造部"};
  EXPECT_EQ(standing_on(today_), at_first);
  EXPECT_TRUE(standing_on(today_.plus_days(-400)).empty());
  at_ = at_.plus_ms(100 * day_ms);
  DepartmentChange rename{company_.factory, 1, "生産本部", Id<Department>(), {}};
  rename.on = today_.plus_days(60);
  MUST(as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return change_department(tx, actor, rename, at_); }));
  EXPECT_EQ(standing_on(today_.plus_days(59)), at_first);
  const std::vector<std::string> later = {"本社", "営業部", "営業一課", "生産本部"};
  EXPECT_EQ(standing_on(today_.plus_days(60)), later);
  const Actor reader = company_.actor("employee");
  const auto events = installation_.read([&](db::Tx& tx) { return list_department_events(tx, reader); });
  ASSERT_EQ(events.size(), 6U);
  EXPECT_EQ(events[0].deed, DepartmentDeed::Renamed);
  EXPECT_EQ(events[0].before, "製造部");
  EXPECT_EQ(events[0].day, today_.plus_days(60));
  EXPECT_EQ(events[1].deed, DepartmentDeed::Moved);
  EXPECT_EQ(events[1].before, "本社");
  EXPECT_EQ(events[1].parent_name, "");
}

TEST_P(Organisation, AChangeIsNotDatedBeforeTheLastOneOrAfterToday) {
  for (const int days : {-1, 1}) {
    DepartmentChange rename{company_.factory, 1, "生産本部", {}, {}};
    rename.on = today_.plus_days(days);
    const auto refused =
        as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return change_department(tx, actor, rename, at_); });
    EXPECT_EQ(first_field(refused.error()), "directory.department.on") << days;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Organisation, testing::ValuesIn(support::engines()), support::engine_name);

TEST(DepartmentHistory, RingsThatBackDatingClosesStandAtTheTop) {
  const auto id = [](char last) {
    return Id<Department>::trusted(std::string("00000000-0000-7000-8000-00000000000") + last);
  };
  const auto phase = [&](char which, std::int64_t number, std::string_view from, char parent) {
    return DepartmentPhase{
        id(which), number, day(from), Instant(), std::string(1, which), parent == ' ' ? Id<Department>() : id(parent),
        true};
  };
  const auto tree = tree_on({phase('a', 1, "2025-04-01", ' '), phase('b', 1, "2025-04-01", 'a'),
                             phase('b', 2, "2025-06-01", ' '), phase('a', 2, "2025-05-01", 'b')},
                            day("2025-05-15"));
  ASSERT_EQ(tree.size(), 2U) << "nothing vanishes";
}

}  // namespace
}  // namespace sonae::directory
