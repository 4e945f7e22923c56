// The search as people use it, on every engine.

#include "features/assessment/search/search.h"

#include <gtest/gtest.h>

#include "features/assessment/search/api.h"
#include "support/sheets.h"

namespace sonae::assessment::search {
namespace {

class SearchOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  SearchOn() : sheets_(GetParam()) {
    last_year_ = sheets_.start(2026);
    this_year_ = sheets_.start(2027);
    for (const auto& sheet : {last_year_, this_year_}) {
      sheets_.assign(sheet, 1, sheets_.company.sales);
      sheets_.assign(sheet, 2, sheets_.company.factory);
    }
    sheets_.save(last_year_, 2, {{AnswerField::Basis, "", "入退室管理簿（2025年改定）"}});
    sheets_.save(this_year_, 1,
                 {{AnswerField::Basis, "", "内部監査のサーバー台帳\n2026年"}, {AnswerField::Responder, "", "田中"}});
  }
  Found find(const std::string& query, const std::string& who = "secretary", int this_year = 2027) {
    const Actor actor = sheets_.company.actor(who);
    return sheets_.installation.read([&](db::Tx& tx) { return search_items(tx, actor, query, this_year); });
  }
  /// "2027/1 2026/2"
  std::string places(const std::string& query, const std::string& who = "secretary", int this_year = 2027) {
    std::string out;
    for (const Hit& hit : find(query, who, this_year).hits)
      out += (out.empty() ? "" : " ") + std::to_string(hit.fiscal_year) + "/" + std::to_string(hit.no);
    return out;
  }

  support::TestSheets sheets_;
  Id<Assessment> last_year_;
  Id<Assessment> this_year_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SearchOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SearchOn, finds_words_of_two_characters_however_they_are_written) {
  for (const char* query : {"監査", "台帳 監査", "サーバ", "さーばー", "ｻｰﾊﾞｰ", "　監査　", "田中", "２０２６"})
    EXPECT_NE((" " + places(query) + " ").find(" 2027/1 "), std::string::npos) << query;
  EXPECT_EQ(places("監査"), "2027/1");
  EXPECT_EQ(places("監査 サーバ 田中"), "2027/1") << "several words: all of them, wherever they stand";
  EXPECT_EQ(places("監査 入退室"), "");
  EXPECT_EQ(places("いない言葉"), "");
  for (const char* nothing : {"", "   ", "ー"}) EXPECT_EQ(places(nothing), "") << nothing;
}

TEST_P(SearchOn, begins_with_this_year) {
  EXPECT_EQ(places("入退室"), "2027/2 2026/2");
  EXPECT_EQ(places("入退室", "secretary", 2026), "2026/2 2027/2");
  EXPECT_EQ(places("定めている"), "2027/1 2026/1");
}

TEST_P(SearchOn, a_number_means_the_item) {
  EXPECT_EQ(places("No.3"), "2027/3 2026/3");
  EXPECT_EQ(places("ＮＯ．３ 台帳"), "2027/3 2026/3");
  EXPECT_EQ(places("2"), "2027/2 2027/1 2026/2") << "the number first, then 2 in the text";
}

TEST_P(SearchOn, says_where_it_was_found) {
  const auto hits = find("監査 台帳 2026").hits;
  ASSERT_EQ(hits.size(), 1U);
  ASSERT_EQ(hits[0].passages.size(), 1U);
  EXPECT_EQ(hits[0].passages[0].where, Where::Basis);
  const std::vector<sonae::search::Part> expected = {{"内部", false}, {"監査", true}, {"のサーバー", false},
                                                     {"台帳", true},  {" ", false},   {"2026", true},
                                                     {"年", false}};
  EXPECT_EQ(hits[0].passages[0].excerpt.parts, expected);
  EXPECT_EQ(find("説明").hits.at(0).passages.at(0).where, Where::Criteria);
}

TEST_P(SearchOn, shows_nobody_what_is_not_theirs) {
  EXPECT_EQ(places("入退室", "manager"), "");
  EXPECT_EQ(places("監査", "manager"), "2027/1");
  EXPECT_EQ(places("No.2", "manager"), "");
  EXPECT_EQ(places("監査", "employee"), "");
  EXPECT_EQ(places("入退室", "auditor"), "2027/2 2026/2");
  sheets_.hand_over(this_year_, 1, sheets_.company.users.at("employee"));
  EXPECT_EQ(places("監査", "employee"), "2027/1");

  support::TestCompany other(sheets_.installation, "西和工業", "west-");
  const Actor stranger = other.actor("secretary");
  EXPECT_TRUE(
      sheets_.installation.read([&](db::Tx& tx) { return search_items(tx, stranger, "監査", 2027); }).hits.empty());
  const Actor admin = sheets_.company.actor("admin");
  const auto refused =
      sheets_.installation.database->read([&](db::Tx& tx) { return search_items(tx, admin, "監査", 2027); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "error.forbidden");
}

TEST_P(SearchOn, stops_at_a_hundred_and_says_so) {
  for (int year = 2028; year < 2063; ++year) sheets_.start(year);
  const Found found = find("文書");
  EXPECT_EQ(found.hits.size(), max_hits);
  EXPECT_TRUE(found.more);
  EXPECT_EQ(found.hits.front().fiscal_year, 2027);
  EXPECT_FALSE(find("監査").more);
}

TEST_P(SearchOn, answers_over_http_within_its_bounds) {
  add_routes(sheets_.installation.router, {*sheets_.installation.database});
  support::Scenario scenario(sheets_.installation.router, sheets_.installation.gate);
  sheets_.company.introduce(scenario);
  scenario.run_text(R"(
secretary GET /api/v1/search?q=%E7%9B%A3%E6%9F%BB
= 200
~ /hits/0 {"no":1,"fiscal_year":2027,"department":"営業部"}
~ /hits/0/passages/0 {"where":"basis","cut_before":false,"parts":[{"text":"内部","found":false},{"text":"監査","found":true},{"text":"のサーバー台帳 2026年","found":false}]}
~ /more false
secretary GET /api/v1/search
= 200
~ /hits []
secretary GET /api/v1/search?word=x
= 422 error.body
admin GET /api/v1/search?q=x
= 403 error.forbidden
stranger GET /api/v1/search?q=x
= 401 session.required
)",
                    "search");
}

}  // namespace
}  // namespace sonae::assessment::search
