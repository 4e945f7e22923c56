#include "base/search.h"

#include <gtest/gtest.h>

namespace sonae::search {
namespace {

using Words = std::vector<std::string>;

std::string marked(std::string_view text, std::string_view query, std::size_t length = 200) {
  const Excerpt found = excerpt(text, words_of(query), length);
  std::string out = found.cut_before ? "…" : "";
  for (const Part& part : found.parts) out += part.found ? "[" + part.text + "]" : part.text;
  return out + (found.cut_after ? "…" : "");
}

TEST(SearchWords, AreSplitAtEverySpaceAndFolded) {
  EXPECT_EQ(words_of("監査 台帳"), (Words{"監査", "台帳"}));
  EXPECT_EQ(words_of("　監査　　台帳　"), (Words{"監査", "台帳"}));
  EXPECT_EQ(words_of("ｻｰﾊﾞｰ さーば"), (Words{"サバ"})) << "one word, however it is written";
  EXPECT_EQ(words_of("VPN ｖｐｎ"), (Words{"vpn"}));
  EXPECT_TRUE(words_of(" ー 　").empty());
  EXPECT_TRUE(words_of("").empty());
  EXPECT_EQ(words_of("a b c d e f g h i j k l").size(), max_words);
}

TEST(SearchExcerpt, MarksWhatWasFoundInTheTextsOwnSpelling) {
  EXPECT_EQ(marked("内部監査の計画", "監査"), "内部[監査]の計画");
  EXPECT_EQ(marked("サーバーの台帳とサーバ室", "さーば"), "[サーバー]の台帳と[サーバ]室");
  EXPECT_EQ(marked("ｶﾞｲﾄﾞﾗｲﾝを読む", "ガイド"), "[ｶﾞｲﾄﾞ]ﾗｲﾝを読む");
  EXPECT_EQ(marked("ＶＰＮ装置", "vpn"), "[ＶＰＮ]装置");
  EXPECT_EQ(marked("㈱見本", "(株)"), "[㈱]見本") << "a part of one character marks the whole";
  EXPECT_EQ(marked("か\u3099いど", "がいど"), "[か\u3099いど]");
  EXPECT_EQ(marked("取り 組み", "取り組み"), "[取り 組み]") << "white space does not count";
  EXPECT_EQ(marked("何もない", "監査"), "");
}

TEST(SearchExcerpt, JoinsWhatOverlapsAndKeepsOneLine) {
  EXPECT_EQ(marked("内部監査規程", "監査規 査規程"), "内部[監査規程]");
  EXPECT_EQ(marked("1行目\n2行目の監査\n3行目", "監査"), "1行目 2行目の[監査] 3行目");
  EXPECT_EQ(marked("ああああ", "ああ"), "[ああああ]");
}

TEST(SearchExcerpt, ShowsThePlaceAndSaysWhatWasCut) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "前";
  text += "監査";
  for (int i = 0; i < 100; ++i) text += "後";
  const std::string shown = marked(text, "監査", 40);
  EXPECT_TRUE(shown.starts_with("…前"));
  EXPECT_TRUE(shown.ends_with("後…"));
  EXPECT_NE(shown.find("[監査]"), std::string::npos);
  EXPECT_EQ(marked("監査のあと", "監査", 40), "[監査]のあと");
  EXPECT_EQ(marked("監査計画書の写し", "監査計画書", 3), "[監査計画書]…") << "what was found is never cut";
}

TEST(SearchExcerpt, BytesThatAreNotTextFindNothing) { EXPECT_EQ(marked("a\xff監査", "監査"), ""); }

}  // namespace
}  // namespace sonae::search
