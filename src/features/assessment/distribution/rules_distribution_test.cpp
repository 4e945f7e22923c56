#include "features/assessment/distribution/rules_distribution.h"

#include <gtest/gtest.h>

namespace sonae::assessment::distribution {
namespace {

const std::vector<Candidate> maker = {
    {"so", "総務部", 0},     {"jin", "人事課", 1},      {"sys", "情報システム課", 1}, {"ko", "購買部", 0},
    {"ei", "営業部", 0},     {"sei", "製造部", 0},      {"pre", "プレス課", 1},       {"hin", "品質保証部", 0},
    {"gi", "生産技術部", 0}, {"unit", "ユニット部", 0},
};
const std::vector<Candidate> small = {{"so", "総務", 0}, {"sei", "製造", 0}, {"ei", "営業", 0}};

struct Case {
  const char* text;
  const char* in_maker;
  const char* in_small;
};
const Case cases[] = {
    {"IT", "sys", "so"},
    {"ＩＴ", "sys", "so"},
    {"情報セキュリティ", "sys", "so"},
    {"IT・情報セキュリティ", "sys", "so"},
    {"総務・情報セキュリティ", "so", "so"},
    {"情報セキュリティ・人事", "jin", "so"},
    {"人事", "jin", "so"},
    {"総務部門", "so", "so"},
    {"調達・法務", "ko", "ei"},
    {"法務", "so", "so"},
    {"調達・営業", "ei", "ei"},
    {"情報セキュリティ・IT・工場", "sys", "sei"},
    {"各部門", "", ""},
    {"各部門・情報セキュリティ", "sys", "so"},
    {"品質保証部", "hin", ""},
    {"Information systems", "sys", "so"},
    {"", "", ""},
    {"？", "", ""},
};

TEST(Distribution, AnAreaMeansTheDepartmentThatDoesTheWork) {
  for (const Case& one : cases) {
    EXPECT_EQ(department_for(one.text, maker), one.in_maker) << one.text;
    EXPECT_EQ(department_for(one.text, small), one.in_small) << one.text;
  }
}

TEST(Distribution, ANameThatFitsGoesBeforeATrade) {
  const std::vector<Candidate> departments = {{"a", "システム部", 0}, {"b", "情報セキュリティ室", 1}};
  EXPECT_EQ(department_for("情報セキュリティ", departments), "b");
  EXPECT_EQ(department_for("IT", departments), "a");
}

TEST(Distribution, AnAreaMayNameSeveralDepartments) {
  const std::vector<Candidate> departments = {{"so", "総務部", 0}, {"jin", "人事部", 0}};
  EXPECT_EQ(departments_in("人事・総務、人事部", departments), (std::vector<std::string>{"jin", "so"}));
  EXPECT_TRUE(departments_in("各部門", departments).empty());
}

TEST(Distribution, EveryDepartmentIsSaidInSeveralWays) {
  for (const char* text : {"各部門", "各部署", "IT／全部門", "All departments"})
    EXPECT_TRUE(names_every_department(text)) << text;
  for (const char* text : {"総務部", "", "IT"}) EXPECT_FALSE(names_every_department(text)) << text;
}

TEST(Distribution, OfTwoThatFitAlikeTheUpperOneIsProposed) {
  const std::vector<Candidate> departments = {
      {"section", "製造一課", 1}, {"top", "製造部", 0}, {"other", "製造二課", 1}};
  EXPECT_EQ(department_for("工場", departments), "top");
}

TEST(Distribution, ShortLatinWordsStandAlone) {
  const std::vector<Candidate> departments = {{"audit", "Audit office", 0}, {"it", "Group IT", 0}};
  EXPECT_EQ(department_for("IT", departments), "it");
  EXPECT_EQ(department_for("IT", std::vector<Candidate>{{"audit", "Audit office", 0}}), "");
}

TEST(Distribution, WhatIsAssignedStaysThenLastYearThenTheAreaThenOurHint) {
  const std::vector<ItemHints> items = {
      {1, "hin", "sei", "人事", "IT"}, {2, "", "sei", "人事", "IT"}, {3, "", "", "人事", "IT"},
      {4, "", "", "各部門", "IT"},     {5, "", "", "", ""},          {6, "gone", "gone", "", "IT"},
  };
  const auto proposals = propose(items, maker);
  ASSERT_EQ(proposals.size(), items.size());
  const std::vector<std::pair<std::string, Reason>> expected = {{"hin", Reason::Assigned}, {"sei", Reason::LastYear},
                                                                {"jin", Reason::Area},     {"sys", Reason::Hint},
                                                                {"", Reason::Nothing},     {"sys", Reason::Hint}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(proposals[i].no, items[i].no);
    EXPECT_EQ(proposals[i].department, expected[i].first) << i;
    EXPECT_EQ(proposals[i].reason, expected[i].second) << i;
  }
  EXPECT_EQ(proposals[2].because, "人事");
  EXPECT_EQ(proposals[3].because, "IT");
}

TEST(Distribution, WithoutDepartmentsNothingIsProposed) {
  EXPECT_EQ(propose(std::vector<ItemHints>{{1, "", "x", "IT", "IT"}}, {}).front().reason, Reason::Nothing);
}

}  // namespace
}  // namespace sonae::assessment::distribution
