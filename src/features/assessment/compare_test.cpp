#include "features/assessment/compare.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/json.h"

namespace sonae::assessment {
namespace {

using Items = std::vector<ComparedItem>;

ComparedItem item(int no, std::string condition, std::string label = "方針", std::string criteria = "") {
  return {no, std::move(condition), std::move(criteria), std::move(label)};
}

std::string written(const Comparison& c) {
  std::string text;
  for (const int no : c.added) text += "+" + std::to_string(no) + " ";
  for (const int no : c.removed) text += "-" + std::to_string(no) + " ";
  for (const Move& m : c.moved) text += std::to_string(m.from) + ">" + std::to_string(m.to) + " ";
  for (const Rewording& r : c.reworded) text += std::to_string(r.from) + "~" + std::to_string(r.to) + " ";
  return text + "=" + std::to_string(c.unchanged);
}

const std::string policy = "自社のセキュリティ方針を定めていること";
const std::string review = "方針の中身を年1回以上見直すこと";
const std::string pledge = "機密を扱う役員・従業員が守秘誓約書を出していること";

TEST(Compare, EqualSheetsAreUnchanged) {
  const Items items = {item(1, policy), item(2, review), item(3, pledge)};
  EXPECT_EQ(written(compare_items(items, items)), "=3");
}

TEST(Compare, TwoItemsThatSwappedNumbersBothMoved) {
  EXPECT_EQ(written(compare_items(Items{item(1, policy), item(2, review)}, Items{item(1, review), item(2, policy)})),
            "2>1 1>2 =0");
}

TEST(Compare, ANewItemRenumbersTheRest) {
  EXPECT_EQ(written(compare_items(Items{item(1, policy), item(2, review)},
                                  Items{item(1, policy), item(2, pledge), item(3, review)})),
            "+2 2>3 =1");
}

TEST(Compare, ARewordedItemMayAlsoHaveMoved) {
  const Comparison c = compare_items(Items{item(1, policy), item(2, review), item(3, pledge)},
                                     Items{item(1, "事故の報告様式があること"), item(2, policy), item(3, review),
                                           item(4, "機密を扱う役員・従業員・協力会社が守秘誓約書を出していること")});
  EXPECT_EQ(written(c), "+1 1>2 2>3 3~4 =0");
  EXPECT_GT(c.reworded.at(0).similarity, 0.7);
  EXPECT_LT(c.reworded.at(0).similarity, 1.0);
}

TEST(Compare, AnotherSubjectUnderTheSameNumberIsNewAndDropped) {
  EXPECT_EQ(written(compare_items(Items{item(1, policy)}, Items{item(1, "入退場の記録を6か月保管")})), "+1 -1 =0");
}

TEST(Compare, WidthCaseAndLineBreaksAreNoChange) {
  EXPECT_EQ(written(compare_items(Items{item(1, "ＰＣの台帳を年１回\n点検すること")},
                                  Items{item(1, "PCの台帳を年1回点検すること")})),
            "=1");
}

TEST(Compare, OnlyTheLabelChangedIsUnchanged) {
  EXPECT_EQ(written(compare_items(Items{item(1, policy, "方針")}, Items{item(1, policy, "ガバナンス")})), "=1");
}

TEST(Compare, CriteriaThatChangedAreNamedAlthoughTheConditionStayed) {
  const Comparison c = compare_items(Items{item(1, policy, "方針", "・定めていること")},
                                     Items{item(2, policy, "方針", "・定めていること\n・見直していること")});
  EXPECT_EQ(written(c), "1>2 =0");
  EXPECT_EQ(c.criteria_changed, (std::vector<Move>{{1, 2}}));
}

TEST(Compare, OfFiveIdenticalLinesTheOneWhoseNumberIsGoneWasDropped) {
  const std::string same = "通信制御に関する項目";
  EXPECT_EQ(written(compare_items(Items{item(1, same), item(2, same), item(3, same), item(4, same), item(5, same)},
                                  Items{item(1, same), item(2, same), item(4, same), item(5, same)})),
            "-3 =4");
}

TEST(Compare, IdenticalLinesThatAllMovedKeepTheirOrder) {
  const std::string same = "通信制御に関する項目";
  EXPECT_EQ(
      written(compare_items(Items{item(1, same), item(2, same)}, Items{item(1, policy), item(2, same), item(3, same)})),
      "+1 1>2 2>3 =0");
}

TEST(Compare, ItemsWithoutTextMatchByNumber) {
  EXPECT_EQ(written(compare_items(Items{item(1, ""), item(2, ""), item(3, "")},
                                  Items{item(2, " "), item(3, ""), item(4, "")})),
            "+4 -1 =2");
}

TEST(Compare, NothingAgainstSomething) {
  const Items items = {item(1, policy), item(2, review)};
  EXPECT_EQ(written(compare_items(Items{}, items)), "+1 +2 =0");
  EXPECT_EQ(written(compare_items(items, Items{})), "-1 -2 =0");
  EXPECT_EQ(written(compare_items(Items{}, Items{})), "=0");
}

TEST(Compare, TwoThousandRenumberedItemsAllMove) {
  Items older;
  Items newer;
  newer.push_back(item(1, "追加された項目"));
  for (int no = 1; no <= 2000; ++no) {
    const std::string text = "項目" + std::to_string(no * 7919) + "の条件を満たすこと";
    older.push_back(item(no, text));
    newer.push_back(item(no + 1, text));
  }
  const Comparison c = compare_items(older, newer);
  EXPECT_EQ(c.added, std::vector<int>{1});
  EXPECT_TRUE(c.removed.empty());
  EXPECT_EQ(c.moved.size(), 2000U);
}

TEST(Compare, SimilarityIsOneForEqualAndZeroForForeignTexts) {
  EXPECT_DOUBLE_EQ(similarity(policy, policy), 1.0);
  EXPECT_DOUBLE_EQ(similarity("", ""), 1.0);
  EXPECT_DOUBLE_EQ(similarity("あいう", "かきく"), 0.0);
  EXPECT_DOUBLE_EQ(similarity("abcd", "bcde"), 2.0 * 2 / 6);
}

TEST(Compare, MarksWhatWasAddedOrDropped) {
  const std::vector<TextSpan> expected = {{SpanKind::Kept, "年1回"},   {SpanKind::Removed, "以上見直"},
                                          {SpanKind::Added, "、点検"}, {SpanKind::Kept, "す"},
                                          {SpanKind::Added, "る"},     {SpanKind::Kept, "こと"}};
  EXPECT_EQ(mark_changes("年1回以上見直すこと", "年1回、点検すること"), expected);
}

TEST(Compare, MarksWholeNumbersAndKatakanaWords) {
  const std::vector<TextSpan> expected = {{SpanKind::Removed, "12"},     {SpanKind::Added, "13"},
                                          {SpanKind::Kept, "か月、"},    {SpanKind::Removed, "サーバ"},
                                          {SpanKind::Added, "サーバー"}, {SpanKind::Kept, "に保管"}};
  EXPECT_EQ(mark_changes("12か月、サーバに保管", "13か月、サーバーに保管"), expected);
}

TEST(Compare, MarksNothingInEqualTextsAndEverythingAgainstNone) {
  EXPECT_EQ(mark_changes("方針", "方針"), (std::vector<TextSpan>{{SpanKind::Kept, "方針"}}));
  EXPECT_EQ(mark_changes("", "方針"), (std::vector<TextSpan>{{SpanKind::Added, "方針"}}));
  EXPECT_EQ(mark_changes("方針", ""), (std::vector<TextSpan>{{SpanKind::Removed, "方針"}}));
}

Items items_of(const json::value& file) {
  Items items;
  for (const json::value& value : file.as_object().at("items").as_array()) {
    const json::object& o = value.as_object();
    items.push_back({static_cast<int>(o.at("no").as_int64()), std::string(o.at("condition").as_string()),
                     std::string(o.at("criteria").as_string()), std::string(o.at("label").as_string())});
  }
  return items;
}

TEST(Compare, TheSampleOfALaterVersionHasThreeNewTwoDroppedSixReworded) {
  const std::filesystem::path path =
      std::filesystem::path(SONAE_SOURCE_DIR) / "../shared/samples/checksheet/EXPECTED.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "sample workbooks are not beside the tree";
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const json::object all = MUST(json::parse(bytes, bytes.size())).as_object();
  const Comparison c =
      compare_items(items_of(all.at("standard_empty.xlsx")), items_of(all.at("next_version_empty.xlsx")));
  EXPECT_EQ(c.added, (std::vector<int>{32, 90, 142}));
  EXPECT_EQ(c.removed, (std::vector<int>{58, 112}));
  ASSERT_EQ(c.reworded.size(), 6U);
  const std::vector<Move> expected = {{5, 5}, {12, 12}, {25, 25}, {62, 62}, {93, 94}, {138, 138}};
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_EQ((Move{c.reworded[i].from, c.reworded[i].to}), expected[i]);
  EXPECT_EQ(c.moved.size() + static_cast<std::size_t>(c.unchanged) + c.reworded.size() + c.added.size(), 154U);
}

std::vector<Likeness> alike(const std::string& text, const std::vector<ComparedItem>& items, double least = 0.3,
                            std::size_t most = 3) {
  return find_alike({&text, 1}, items, least, most).front();
}

TEST(alike, a_question_finds_the_item_with_the_same_words_first) {
  const std::vector<ComparedItem> items = {{1, "情報セキュリティの方針を定めている", "", ""},
                                           {2, "パスワードの規則を定めている", "", ""},
                                           {3, "情報セキュリティの方針を全員に知らせている", "", ""}};
  const auto found = alike("情報セキュリティ方針を定めていますか", items);
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0].no, 1);
  EXPECT_EQ(found[1].no, 3);
  EXPECT_GT(found[0].similarity, found[1].similarity);
  EXPECT_EQ(alike("情報セキュリティの方針を定めている", items).front().similarity, 1);
}

TEST(alike, a_line_of_the_criteria_counts_like_the_condition_and_an_item_is_found_once) {
  const std::vector<ComparedItem> items = {
      {7, "ウイルス対策", "・ウイルス対策ソフトを全てのPCに入れている\n・定義ファイルを毎日更新している", ""}};
  const auto found = alike("ウイルス対策ソフトの定義ファイルを毎日更新していますか", items);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].no, 7);
  EXPECT_GT(found[0].similarity, 0.5);
}

TEST(alike, nothing_is_found_for_other_words_and_for_none) {
  const std::vector<ComparedItem> items = {{1, "方針を定めている", "", ""}, {2, "", "", ""}};
  EXPECT_TRUE(alike("工場の出入口を施錠していますか", items).empty());
  EXPECT_TRUE(alike("", items).empty());
  EXPECT_TRUE(find_alike({}, items, 0.3, 3).empty());
}

TEST(alike, at_most_the_wanted_number_comes_back_equal_ones_by_number) {
  const std::vector<ComparedItem> items = {
      {9, "同じ文です。", "", ""}, {4, "同じ文です。", "", ""}, {6, "同じ文です。", "", ""}};
  const auto found = alike("同じ文です。", items, 0.3, 2);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].no, 4);
  EXPECT_EQ(found[1].no, 6);
}

}  // namespace
}  // namespace sonae::assessment
