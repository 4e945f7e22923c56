// IN03: one strict JSON value and nothing else.

#include "base/json.h"

#include <gtest/gtest.h>

namespace sonae::json {
namespace {

std::string reason(std::string_view text, std::size_t max_bytes = 1024 * 1024) {
  const auto parsed = parse(text, max_bytes);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().key, "error.json");
  return parsed.error().args.at("reason");
}

TEST(StrictJson, values_come_back_as_they_were_written) {
  for (const char* text : {"null", "true", "-9223372036854775808", "9223372036854775807", "\"備え😀\"",
                           R"({"b":1,"a":[{},[],"",{"a":null}]})"})
    EXPECT_EQ(write(MUST(parse(text))), text);
}

TEST(StrictJson, equal_keys_in_one_object_are_refused_and_in_two_are_fine) {
  EXPECT_NE(reason(R"({"a":1,"b":2,"a":3})"), "");
  EXPECT_NE(reason(R"({"a":1,"\u0061":3})"), "") << "however they are spelled";
  EXPECT_EQ(reason(R"([{"a":1},{"a":{"a":1}}])"), "");
}

TEST(StrictJson, numbers_that_cannot_be_kept_exactly_are_refused) {
  EXPECT_NE(reason("9223372036854775808"), "");
  EXPECT_NE(reason("2e308"), "");
  EXPECT_NE(reason("-1e999"), "");
  EXPECT_EQ(reason("1.5e308"), "");
}

TEST(StrictJson, depth_is_counted) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(reason(nested(max_depth)), "");
  EXPECT_NE(reason(nested(max_depth + 1)), "");
  EXPECT_NE(reason(std::string(100'000, '[')), "");
}

TEST(StrictJson, what_is_not_plain_text_is_refused) {
  for (const std::string& text :
       std::initializer_list<std::string>{"\"\xff\"", "\"\xed\xa0\x80\"", "\"\\u0000\"", std::string("\"\0\"", 3),
                                          "\"\\ud83d\"", "\"a\nb\"", "\xef\xbb\xbf{}"})
    EXPECT_NE(reason(text), "") << text;
}

TEST(StrictJson, nothing_may_follow_and_nothing_may_be_missing) {
  for (const char* text :
       {"", " ", "{} {}", "{}x", "[1,]", "{\"a\":1,}", "{'a':1}", "// c\n{}", "NaN", "01", "[1 2]", "tru"})
    EXPECT_NE(reason(text), "") << text;
  EXPECT_EQ(reason(" {} \r\n\t"), "");
}

TEST(StrictJson, the_size_is_looked_at_first) { EXPECT_NE(reason("\"aaaa\"", 5), ""); }

}  // namespace
}  // namespace sonae::json
