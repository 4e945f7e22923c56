#include "features/assessment/versions/rules_marks.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace sonae::assessment::versions {
namespace {

/// 「年1回[-以上][+、半年ごとに]見直す」
std::string written(std::string_view older, std::string_view newer) {
  std::string text;
  for (const TextSpan& span : mark_words(older, newer)) {
    if (span.kind == SpanKind::Kept) text += span.text;
    if (span.kind == SpanKind::Removed) text += "[-" + span.text + "]";
    if (span.kind == SpanKind::Added) text += "[+" + span.text + "]";
  }
  return text;
}

struct Case {
  const char* sentence;
  const char* older;
  const char* newer;
  const char* expected;
};

TEST(Marks, AreWordsThatAPersonReads) {
  const Case cases[] = {
      {"equal texts have no mark", "方針を定めていること", "方針を定めていること", "方針を定めていること"},
      {"a number is one word", "ログを6か月保管", "ログを12か月保管", "ログを[-6][+12]か月保管"},
      {"a kanji word that changed at its end is marked whole", "従業員に教育", "従業者に教育",
       "[-従業員][+従業者]に教育"},
      {"a kanji word that changed at its beginning is marked whole", "年1回の再教育", "年1回の初教育",
       "年1回の[-再教育][+初教育]"},
      {"a katakana word is never torn", "サーバに保管", "サーバーに保管", "[-サーバ][+サーバー]に保管"},
      {"an insertion marks no more than what came in", "役員が署名", "役員と従業員が署名", "役員[+と従業員]が署名"},
      {"a deletion marks no more than what went", "役員と従業員が署名", "役員が署名", "役員[-と従業員]が署名"},
      {"a kept character between two changes belongs to them", "月の初日に確認", "年の末日に確認",
       "[-月の初日][+年の末日]に確認"},
      {"a mark between two changes keeps them apart", "月、東", "年、西", "[-月][+年]、[-東][+西]"},
      {"a line end between two changes keeps them apart", "・月\n・東", "・年\n・西", "・[-月][+年]\n・[-東][+西]"},
      {"the removed words stand before the added ones", "規程がある", "手順がある", "[-規程][+手順]がある"},
      {"everything is new beside nothing", "", "方針", "[+方針]"},
      {"everything is gone beside nothing", "方針", "", "[-方針]"},
  };
  for (const Case& one : cases) EXPECT_EQ(written(one.older, one.newer), one.expected) << one.sentence;
}

// Whatever was joined: no character is lost, none is made up, and no two runs of one kind follow each other.
TEST(Marks, GiveBothTextsBack) {
  const std::u32string letters = U"方針年月のを、。\nアイAB12定見直";
  std::mt19937 random(20260401);
  const auto any = [&] {
    std::u32string made;
    const std::size_t length = random() % 14;
    for (std::size_t i = 0; i < length; ++i) made += letters[random() % letters.size()];
    return text::from_utf32(made);
  };
  for (int round = 0; round < 3000; ++round) {
    const std::string older = any();
    const std::string newer = any();
    std::string before;
    std::string after;
    std::optional<SpanKind> last;
    for (const TextSpan& span : mark_words(older, newer)) {
      EXPECT_FALSE(span.text.empty());
      EXPECT_TRUE(last != span.kind) << older << " / " << newer;
      last = span.kind;
      if (span.kind != SpanKind::Added) before += span.text;
      if (span.kind != SpanKind::Removed) after += span.text;
    }
    EXPECT_EQ(before, older);
    EXPECT_EQ(after, newer);
  }
}

}  // namespace
}  // namespace sonae::assessment::versions
