#include "platform/mail/address.h"

#include <gtest/gtest.h>

namespace sonae::mail {
namespace {

TEST(MailAddress, IsReadAsAServerTakesIt) {
  EXPECT_EQ(MUST(parse_address("suzuki@example.co.jp")), "suzuki@example.co.jp");
  EXPECT_EQ(MUST(parse_address(" 　ｓｕｚｕｋｉ＠ｅｘａｍｐｌｅ．ｊｐ ")), "suzuki@example.jp")
      << "typed in full width";
  EXPECT_EQ(MUST(parse_address("a.b+c_d@x-y.example")), "a.b+c_d@x-y.example");
}

TEST(MailAddress, AnythingElseIsRefused) {
  for (const char* bad :
       {"", "suzuki", "@example.jp", "suzuki@", "a@b@c.jp", "a b@example.jp", "<a@example.jp>", "a@[127.0.0.1]",
        "鈴木@example.jp", "a@例え.jp", ".a@example.jp", "a.@example.jp", "a..b@example.jp", "a@.example.jp",
        "a@example..jp", "a@-example.jp", "\"a\"@example.jp", "a,b@example.jp", "a@example.jp,b@example.jp"})
    EXPECT_FALSE(parse_address(bad)) << bad;
  EXPECT_FALSE(parse_address(std::string(65, 'a') + "@example.jp"));
  EXPECT_FALSE(parse_address("a@" + std::string(260, 'b')));
}

// IN15
TEST(MailAddress, ALineEndIsRefusedWhereverItStands) {
  for (const std::string bad : {"a@example.jp\r\nBcc: all@example.jp", "a@example.jp\n", "\ra@example.jp"}) {
    const auto parsed = parse_address(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().key, "mail.address.line_end");
  }
  EXPECT_FALSE(parse_address(std::string("a\0@example.jp", 13)));
  EXPECT_FALSE(encode_header("件名\r\nBcc: all@example.jp"));
  EXPECT_FALSE(encode_header("plain\nBcc: x"));
  EXPECT_FALSE(encode_header("\xff\xfe"));
  EXPECT_FALSE(encode_address({"a@example.jp", "鈴木\r\nBcc: x"}));
}

TEST(MailHeader, PlainWordsStayAndAllElseIsEncoded) {
  EXPECT_EQ(MUST(encode_header("Notice 3")), "Notice 3");
  EXPECT_EQ(MUST(encode_header("備え")), "=?UTF-8?B?5YKZ44GI?=");
  EXPECT_EQ(MUST(encode_header("=?x?=")), "=?UTF-8?B?PT94Pz0=?=") << "what looks encoded is not";
  EXPECT_EQ(MUST(encode_header("Suzuki, Inc. <x>")).substr(0, 10), "=?UTF-8?B?");
  EXPECT_EQ(MUST(encode_address({"a@example.jp", ""})), "a@example.jp");
}

TEST(MailHeader, LongTextsAreCutBetweenCharactersAndFolded) {
  const std::string text = "9月18日まで：自己評価６項目のご回答をお願いいたします（営業部・製造部）";
  const std::string encoded = MUST(encode_header(text));
  std::size_t begin = 0;
  int lines = 0;
  while (begin < encoded.size()) {
    const std::size_t end = std::min(encoded.find("\r\n", begin), encoded.size());
    const std::string_view line = std::string_view(encoded).substr(begin, end - begin);
    EXPECT_LE(line.size(), 67U) << "with \"Subject: \" below 76";
    EXPECT_TRUE(line.starts_with(lines == 0 ? "=?UTF-8?B?" : " =?UTF-8?B?")) << line;
    EXPECT_TRUE(line.ends_with("?="));
    begin = end + 2;
    ++lines;
  }
  EXPECT_GT(lines, 3);
}

TEST(MailHeader, TheDateIsInTheCompanysZone) {
  const Instant at(1'789'426'800'000);  // 2026-09-14T23:00:00Z
  EXPECT_EQ(header_date(at, 540), "Tue, 15 Sep 2026 08:00:00 +0900");
  EXPECT_EQ(header_date(at, 0), "Mon, 14 Sep 2026 23:00:00 +0000");
  EXPECT_EQ(header_date(at, -210), "Mon, 14 Sep 2026 19:30:00 -0330");
}

}  // namespace
}  // namespace sonae::mail
