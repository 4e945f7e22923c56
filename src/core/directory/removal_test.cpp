#include <gtest/gtest.h>

#include "core/consent/consent.h"
#include "core/directory/directory.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

class RemovalOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  RemovalOn() : installation_(GetParam()), company_(installation_, "東海プレス工業"), admin_(company_.actor("admin")) {
    empty_ = company_.department("旧資材部", company_.head_office);
  }
  Result<void> remove(const Id<Department>& department, std::int64_t version = 1, std::int64_t items = 0) {
    return installation_.database->write(
        [&](db::WriteTx& tx) { return remove_department(tx, admin_, {department, version, items}, at_); });
  }
  Result<DepartmentView> restore(const Id<Department>& department, Instant at) {
    return installation_.database->write(
        [&](db::WriteTx& tx) { return restore_department(tx, admin_, department, at); });
  }
  bool listed(const Id<Department>& department) {
    const auto all = installation_.read([&](db::Tx& tx) { return list_departments(tx, admin_); });
    return std::ranges::find(all, department, &DepartmentView::id) != all.end();
  }

  support::Installation installation_;
  support::TestCompany company_;
  Actor admin_;
  Id<Department> empty_;
  Instant at_{1'790'000'000'000};
};

INSTANTIATE_TEST_SUITE_P(Engines, RemovalOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(RemovalOn, ADepartmentThatSomethingHangsOnStaysAndTheRefusalNamesWhat) {
  const auto refused = remove(company_.sales, 1, 12);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "directory.department.removal.blocked");
  ASSERT_EQ(refused.error().fields.size(), 3U);
  EXPECT_EQ(refused.error().fields.at(0).key, "directory.department.removal.children");
  EXPECT_EQ(refused.error().fields.at(1).key, "directory.department.removal.people");
  EXPECT_EQ(refused.error().fields.at(2).key, "directory.department.removal.items");
  EXPECT_EQ(refused.error().fields.at(2).args.at("count"), "12");
  EXPECT_TRUE(listed(company_.sales));
}

TEST_P(RemovalOn, AnEmptyDepartmentGoesAndComesBackWithinThirtyDays) {
  ASSERT_TRUE(remove(empty_));
  EXPECT_FALSE(listed(empty_));
  const auto hired = installation_.database->write([&](db::WriteTx& tx) -> Result<UserView> {
    return create_user(tx, admin_, {"kato", "加藤", {Role::Employee}, empty_}, {"$argon2id$", false, true}, at_);
  });
  ASSERT_FALSE(hired) << "nobody is put into a deleted department";
  const DepartmentView back = MUST(restore(empty_, at_.plus_ms(consent::restorable_ms)));
  EXPECT_EQ(back.parent, company_.head_office);
  EXPECT_TRUE(listed(empty_));
  EXPECT_EQ(restore(empty_, at_).error().kind, ErrorKind::NotFound) << "it is not deleted any more";
}

TEST_P(RemovalOn, AfterThirtyDaysItIsOver) {
  ASSERT_TRUE(remove(empty_));
  const auto late = restore(empty_, at_.plus_ms(consent::restorable_ms + 1));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().key, "trash.over");
  const auto still = installation_.read(
      [&](db::Tx& tx) { return list_removed_departments(tx, admin_, at_.plus_ms(consent::restorable_ms + 1)); });
  EXPECT_TRUE(still.empty());
}

TEST_P(RemovalOn, WhatHungBelowADeletedDepartmentComesBackAtTheTop) {
  const Id<Department> below = company_.department("旧資材一課", empty_);
  EXPECT_FALSE(remove(empty_)) << "a child hangs on it";
  ASSERT_TRUE(remove(below));
  ASSERT_TRUE(remove(empty_)) << "a deleted child does not";
  EXPECT_TRUE(MUST(restore(below, at_)).parent.empty());
}

TEST_P(RemovalOn, AnOldVersionForeignersAndOtherRolesAreRefused) {
  EXPECT_EQ(remove(empty_, 2).error().key, "directory.edit.conflict");
  support::TestCompany west(installation_, "西日本樹脂", "west-");
  const auto as = [&](const Actor& actor) {
    return installation_.database->write(
        [&](db::WriteTx& tx) { return remove_department(tx, actor, {empty_, 1, 0}, at_); });
  };
  EXPECT_EQ(as(west.actor("admin")).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(as(company_.actor("secretary")).error().kind, ErrorKind::Forbidden);
}

}  // namespace
}  // namespace sonae::directory
