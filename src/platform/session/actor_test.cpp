#include "platform/session/actor.h"

#include <gtest/gtest.h>

#include "platform/session/lifetime.h"
#include "platform/session/service.h"

namespace sonae {
namespace {

Actor actor_with(std::set<Role> roles, Side side = Side::Operation) {
  Actor actor;
  actor.roles = std::move(roles);
  actor.side = side;
  actor.subtree = {Id<Department>::trusted("0197a000-0000-7000-8000-000000000001")};
  return actor;
}

TEST(Roles, HaveNamesThatReadBack) {
  for (const Role role : all_roles()) EXPECT_EQ(parse_role(name_of(role)), role);
  EXPECT_FALSE(parse_role("Administrator"));
  EXPECT_FALSE(parse_role(""));
}

TEST(Roles, TheAuditorReadsEverythingAndWritesNothingButOwnNotes) {
  using enum Permission;
  for (const Permission granted : {SheetRead, SheetExport, TrailRead, AuditNote})
    EXPECT_TRUE(grants(Role::Auditor, granted));
  for (const Permission refused :
       {SheetAnswer, SheetManage, SheetReview, CompanyManage, UsersManage, SettingsManage, Metrics})
    EXPECT_FALSE(grants(Role::Auditor, refused)) << name_of(refused);
}

TEST(Roles, TheAdministratorReadsNoBusinessData) {
  using enum Permission;
  for (const Permission refused : {SheetRead, SheetAnswer, SheetManage, SheetExport, SheetReview, TrailRead})
    EXPECT_FALSE(grants(Role::Administrator, refused)) << name_of(refused);
  EXPECT_TRUE(grants(Role::Administrator, UsersManage));
}

TEST(Roles, WhoAnswersDoesNotReview) {
  for (const Role role : all_roles())
    EXPECT_FALSE(grants(role, Permission::SheetAnswer) && grants(role, Permission::SheetReview)) << name_of(role);
}

TEST(Actor, WithoutARoleMayOnlyBeSignedIn) {
  const Actor actor = actor_with({});
  EXPECT_TRUE(actor.may(Permission::SignedIn));
  EXPECT_FALSE(actor.may(Permission::SheetRead));
  const auto refused = require(actor, Permission::SheetRead);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "error.forbidden");
}

TEST(Actor, ARoleOfTheOtherSideCountsForNothing) {
  EXPECT_FALSE(actor_with({Role::Auditor}, Side::Operation).may(Permission::TrailRead));
  EXPECT_FALSE(actor_with({Role::Secretariat}, Side::Audit).may(Permission::SheetManage));
  EXPECT_TRUE(actor_with({Role::Auditor}, Side::Audit).may(Permission::TrailRead));
}

TEST(Actor, SeesEveryDepartmentOrTheOwnOnesOrNone) {
  EXPECT_FALSE(actor_with({Role::Secretariat}).scope(Permission::SheetRead).departments.has_value());
  EXPECT_FALSE(actor_with({Role::Ciso}).scope(Permission::SheetRead).departments.has_value());
  EXPECT_FALSE(actor_with({Role::Auditor}, Side::Audit).scope(Permission::SheetRead).departments.has_value());
  EXPECT_EQ(actor_with({Role::Manager}).scope(Permission::SheetAnswer).departments->size(), 1U);
  EXPECT_EQ(actor_with({Role::Employee}).scope(Permission::SheetRead).departments->size(), 0U);
  EXPECT_EQ(actor_with({Role::Administrator}).scope(Permission::SheetRead).departments->size(), 0U);
}

TEST(Actor, AnEmployeeHasWhatWasHandedOverByNameAndNothingElse) {
  const auto department = Id<Department>::trusted("0197a000-0000-7000-8000-000000000001");
  const auto colleague = Id<User>::trusted("0197a000-0000-7000-8000-000000000003");
  Actor employee = actor_with({Role::Employee});
  employee.user = Id<User>::trusted("0197a000-0000-7000-8000-000000000002");
  const Scope scope = employee.scope(Permission::SheetAnswer);
  EXPECT_TRUE(scope.holds(department, employee.user));
  EXPECT_FALSE(scope.holds(department, colleague));
  EXPECT_FALSE(scope.holds(department));
  EXPECT_FALSE(scope.holds({}));
  EXPECT_TRUE(actor_with({Role::Manager}).scope(Permission::SheetAnswer).holds(department, colleague));
  // Nobody's item is not the item of somebody without an id.
  EXPECT_FALSE(actor_with({Role::Employee}).scope(Permission::SheetAnswer).holds(department, {}));
}

TEST(Actor, AWideRoleDoesNotWidenWhatAnotherRoleGrants) {
  // The CISO reads everything, but answers only as the manager of one department.
  const Actor both = actor_with({Role::Ciso, Role::Manager});
  EXPECT_FALSE(both.scope(Permission::SheetRead).departments.has_value());
  EXPECT_EQ(both.scope(Permission::SheetAnswer).departments->size(), 1U);
}

TEST(Actor, OnlyAdministratorAndAuditorMustHaveASecondFactor) {
  for (const Role role : all_roles())
    EXPECT_EQ(session::needs_factor({role}), role == Role::Administrator || role == Role::Auditor) << name_of(role);
}

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

TEST(SessionLifetime, EndsAfterHalfAnHourOfRestOrHalfADay) {
  const auto life = session::lifetime_of({Role::Manager});
  const Instant start(1'700'000'000'000);
  EXPECT_FALSE(session::is_over(life, start, start, start.plus_ms(30 * minute - 1)));
  EXPECT_TRUE(session::is_over(life, start, start, start.plus_ms(30 * minute)));
  EXPECT_FALSE(session::is_over(life, start, start.plus_ms(12 * hour - 2), start.plus_ms(12 * hour - 1)));
  EXPECT_TRUE(session::is_over(life, start, start.plus_ms(12 * hour - 1), start.plus_ms(12 * hour)));
}

TEST(SessionLifetime, IsShorterForAdministrators) {
  const auto life = session::lifetime_of({Role::Administrator, Role::Secretariat});
  const Instant start(1'700'000'000'000);
  EXPECT_FALSE(session::is_over(life, start, start, start.plus_ms(15 * minute - 1)));
  EXPECT_TRUE(session::is_over(life, start, start, start.plus_ms(15 * minute)));
  EXPECT_TRUE(session::is_over(life, start, start.plus_ms(8 * hour - 1), start.plus_ms(8 * hour)));
}

TEST(SessionLifetime, AClockSetBackEndsNothing) {
  const auto life = session::lifetime_of({Role::Manager});
  const Instant start(1'700'000'000'000);
  EXPECT_FALSE(session::is_over(life, start, start, start.plus_ms(-365 * 24 * hour)));
  EXPECT_TRUE(session::should_touch(start, start.plus_ms(-minute))) << "a stamp from the future is brought home";
}

TEST(SessionLifetime, UseIsWrittenDownOnceAMinute) {
  const Instant start(1'700'000'000'000);
  EXPECT_FALSE(session::should_touch(start, start.plus_ms(minute - 1)));
  EXPECT_TRUE(session::should_touch(start, start.plus_ms(minute)));
}

}  // namespace
}  // namespace sonae
