#include "features/assessment/versions/rules_trend.h"

#include <gtest/gtest.h>

namespace sonae::assessment::versions {
namespace {

const std::string policy = "自社のセキュリティ方針を定めていること";
const std::string review = "方針の中身を年1回以上見直すこと";
const std::string gate = "入退場の記録を6か月保管していること";

struct Row {
  int no;
  std::string condition;
  Score score;
  int level = 1;
};
YearOfAnswers year(const std::vector<Row>& rows) {
  YearOfAnswers made;
  for (const Row& row : rows) {
    made.wording.items.push_back({row.no, row.level, "方針", row.condition, ""});
    AnswerFacts facts;
    facts.no = row.no;
    facts.score = row.score;
    facts.level = row.level;
    made.facts.push_back(facts);
  }
  return made;
}

TEST(TrendRules, AnItemThatWasAddedDoesNotMakeACompanyWorse) {
  const std::vector<YearOfAnswers> years = {
      year({{1, policy, Score::Complete}}),
      year({{1, gate, Score::NotStarted}, {2, policy, Score::Complete}}),
  };
  const TrendFigures figures = measure_trend(years, {});
  EXPECT_EQ(figures.of_items, 2);
  EXPECT_EQ(figures.mapped_items, 1);
  ASSERT_EQ(figures.series.at(0).key, "overall");
  EXPECT_EQ(figures.series[0].years.at(0).rate, 1000);
  EXPECT_EQ(figures.series[0].years.at(1).rate, 1000);
}

TEST(TrendRules, ItemsCountInTheLevelOfTheNewestVersion) {
  const std::vector<YearOfAnswers> years = {
      year({{1, policy, Score::NotStarted, 3}, {2, review, Score::Complete, 1}}),
      year({{1, policy, Score::Complete, 1}, {2, review, Score::Complete, 2}}),
  };
  const TrendFigures figures = measure_trend(years, {});
  ASSERT_EQ(figures.series.size(), 3U);
  EXPECT_EQ(figures.series[1].key, "1");
  EXPECT_EQ(figures.series[1].years.at(0).rate, 0);
  EXPECT_EQ(figures.series[1].years.at(1).rate, 1000);
  EXPECT_EQ(figures.series[2].key, "2");
}

TEST(TrendRules, WhatTheReaderMayNotSeeInOneYearIsLeftOutInAll) {
  std::vector<YearOfAnswers> years = {
      year({{1, policy, Score::Complete}, {2, review, Score::NotStarted}}),
      year({{1, policy, Score::Complete}, {2, review, Score::Complete}}),
  };
  years[0].facts.pop_back();
  const TrendFigures figures = measure_trend(years, {});
  EXPECT_EQ(figures.mapped_items, 1);
  EXPECT_EQ(figures.series[0].years.at(1).items, 1);
}

TEST(TrendRules, TheTreatmentOfNotApplicableIsTheTotals) {
  const std::vector<YearOfAnswers> years = {year({{1, policy, Score::NotApplicable}, {2, gate, Score::NotStarted}})};
  EXPECT_EQ(measure_trend(years, {}).series[0].years[0].rate, 0);
  EXPECT_EQ(measure_trend(years, {NotApplicableCounts::Full, UnansweredCounts::Zero}).series[0].years[0].rate, 500);
}

TEST(TrendRules, NoCommonItemGivesNoRate) {
  const std::vector<YearOfAnswers> years = {year({{1, policy, Score::Complete}}), year({{1, gate, Score::Complete}})};
  const TrendFigures figures = measure_trend(years, {});
  EXPECT_EQ(figures.mapped_items, 0);
  EXPECT_EQ(figures.series.at(0).years.at(1).rate, std::nullopt);
}

}  // namespace
}  // namespace sonae::assessment::versions
