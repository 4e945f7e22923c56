#include "features/assessment/versions/rules_changes.h"

#include <gtest/gtest.h>

namespace sonae::assessment::versions {
namespace {

const std::string policy = "自社のセキュリティ方針を定めていること";
const std::string review = "方針の中身を年1回以上見直すこと";
const std::string pledge = "機密を扱う役員・従業員が守秘誓約書を出していること";
const std::string longer_pledge = "機密を扱う役員・従業員・協力会社が守秘誓約書を出していること";
const std::string gate = "入退場の記録を6か月保管していること";

WordedItem item(int no, std::string condition, std::string criteria = "", int level = 1) {
  return {no, level, "方針", std::move(condition), std::move(criteria)};
}
Wording wording(std::vector<WordedItem> items, std::string version = "2.3", std::string topics = "") {
  return {"jama-japia", std::move(version), std::move(topics), std::move(items)};
}

/// "1>2 renumbered; -2; +3"
std::string written(const VersionChanges& changes) {
  std::string text;
  for (const ItemChange& row : changes.rows) {
    if (!text.empty()) text += "; ";
    if (!row.before)
      text += "+" + std::to_string(row.after->no);
    else if (!row.after)
      text += "-" + std::to_string(row.before->no);
    else
      text +=
          std::to_string(row.before->no) + ">" + std::to_string(row.after->no) + " " + std::string(name_of(row.kind));
  }
  return text;
}
std::string written(const std::vector<CarryStep>& steps) {
  std::string text;
  for (const CarryStep& step : steps)
    text += (text.empty() ? "" : "; ") + std::to_string(step.no) + " " + std::string(name_of(step.kind)) +
            (step.from ? " from " + std::to_string(*step.from) : "");
  return text;
}

TEST(VersionChangesRules, EveryItemOfBothSidesStandsInOneRow) {
  const auto changes = list_changes(
      wording({item(1, policy), item(2, gate), item(3, review), item(4, pledge)}, "2.2"),
      wording({item(1, policy), item(2, review), item(3, longer_pledge), item(4, "通信網を用途ごとに分ける")}));
  EXPECT_EQ(written(changes), "1>1 unchanged; -2; 3>2 renumbered; 4>3 reworded; +4");
  EXPECT_EQ(changes.count(ChangeKind::Reworded), 1);
  EXPECT_EQ(changes.basis, Basis::Wording);
  EXPECT_FALSE(changes.same_version);
}

TEST(VersionChangesRules, OtherCriteriaAreARewordingAlthoughTheConditionStayed) {
  EXPECT_EQ(written(list_changes(wording({item(1, policy, "・ある")}), wording({item(1, policy, "・ある\n・見直す")}))),
            "1>1 reworded");
}

TEST(VersionChangesRules, CriteriaThatOneSideDoesNotKnowAreNoChange) {
  EXPECT_EQ(written(list_changes(wording({item(1, policy)}), wording({item(1, policy, "・ある")}))), "1>1 unchanged");
  EXPECT_EQ(written(list_changes(wording({item(1, policy, "・ある")}), wording({item(1, policy)}))), "1>1 unchanged");
}

TEST(VersionChangesRules, ADroppedItemStandsBehindTheOneItFollowed) {
  EXPECT_EQ(written(list_changes(wording({item(1, gate), item(2, policy)}), wording({item(1, policy)}))),
            "-1; 2>1 renumbered");
  EXPECT_EQ(written(list_changes(wording({item(1, policy), item(2, gate)}), wording({item(1, policy)}))),
            "1>1 unchanged; -2");
}

TEST(VersionChangesRules, AnotherLevelIsSeenButIsNoRewording) {
  const auto changes = list_changes(wording({item(1, policy, "", 2)}), wording({item(1, policy, "", 1)}));
  EXPECT_EQ(written(changes), "1>1 unchanged");
  EXPECT_TRUE(changes.rows[0].level_changed());
}

TEST(VersionChangesRules, OurTopicsSayNothingAboutTheGuidelinesWords) {
  const auto changes = list_changes(wording({item(1, "方針"), item(2, "見直し")}, "2.3", "ja"),
                                    wording({item(1, policy), item(3, pledge)}));
  EXPECT_EQ(changes.basis, Basis::Numbers);
  EXPECT_EQ(written(changes), "1>1 unchanged; -2; +3");
  EXPECT_EQ(list_changes(wording({item(1, "Policy")}, "2.3", "en"), wording({item(1, "方針")}, "2.3", "ja")).basis,
            Basis::Numbers);
  EXPECT_EQ(list_changes(wording({item(1, "方針")}, "2.3", "ja"), wording({item(1, "")}, "2.3", "pack:ja")).basis,
            Basis::Numbers);
  EXPECT_EQ(list_changes(wording({item(1, "方針")}, "2.2", "ja"), wording({item(1, "方針")}, "2.3", "ja")).basis,
            Basis::Wording);
}

TEST(CarryRules, WhatStayedIsCarriedAndWhatChangedIsAskedAgain) {
  const auto changes = list_changes(wording({item(1, policy), item(2, review), item(3, pledge), item(4, gate)}, "2.2"),
                                    wording({item(1, "事故の報告様式があること"), item(2, policy), item(3, review),
                                             item(4, longer_pledge), item(5, gate)}));
  const std::map<int, Score> answered = {
      {1, Score::Complete}, {2, Score::NotStarted}, {3, Score::Complete}, {4, Score::Unanswered}};
  EXPECT_EQ(written(plan_carry(changes, answered)),
            "1 added; 2 carried from 1; 3 carried from 2; 4 reworded from 3; 5 open from 4");
}

TEST(CarryRules, AnAnswerThatTheReaderMayNotSeeIsNotCarried) {
  const auto changes = list_changes(wording({item(1, policy)}), wording({item(1, policy)}));
  EXPECT_EQ(written(plan_carry(changes, {})), "1 open from 1");
}

TEST(CarryRules, NumbersAloneCarryOnlyWithinOneVersion) {
  const Wording topics = wording({item(1, "方針")}, "2.3", "ja");
  const std::map<int, Score> answered = {{1, Score::Complete}};
  EXPECT_EQ(written(plan_carry(list_changes(topics, wording({item(1, policy)}, "2.3")), answered)), "1 carried from 1");
  EXPECT_EQ(written(plan_carry(list_changes(topics, wording({item(1, policy)}, "2.4")), answered)),
            "1 reworded from 1");
  const Wording unknown{"other", "", "", {item(1, policy)}};
  EXPECT_FALSE(list_changes(unknown, unknown).same_version);
}

TEST(MapThrough, AnItemKeepsItsChainThroughNumbersAndRewordings) {
  const std::vector<Wording> years = {
      wording({item(1, policy), item(2, pledge), item(3, gate)}, "2.1"),
      wording({item(1, review), item(2, policy), item(3, pledge)}, "2.2"),
      wording({item(1, policy), item(2, longer_pledge), item(3, review)}, "2.3"),
  };
  EXPECT_EQ(map_through(years), (std::vector<std::vector<int>>{{1, 2, 1}, {2, 3, 2}}));
}

TEST(MapThrough, OneVersionMapsToItselfAndNoneToNothing) {
  EXPECT_EQ(map_through(std::vector<Wording>{wording({item(7, policy)})}), (std::vector<std::vector<int>>{{7}}));
  EXPECT_TRUE(map_through({}).empty());
}

}  // namespace
}  // namespace sonae::assessment::versions
