// Cookies, multipart, addresses, limits: the small readers.

#include <gtest/gtest.h>

#include "platform/http/address.h"
#include "platform/http/cookies.h"
#include "platform/http/limiter.h"
#include "platform/http/multipart.h"
#include "platform/http/setup.h"

namespace sonae::http {
namespace {

TEST(CookiesTest, pairs_are_read_and_malformed_ones_left_out) {
  const Cookies cookies = parse_cookies("a=1; b=\"2\";c=; bad name=3; =4; lonely; d=x y");
  EXPECT_EQ(cookies, (Cookies{{"a", "1"}, {"b", "2"}, {"c", ""}}));
}

// AU10: a cookie planted by another host of the domain must not stand beside ours.
TEST(CookiesTest, a_name_that_stands_twice_counts_as_absent) {
  EXPECT_EQ(parse_cookies("s=mine; s=theirs; t=1"), (Cookies{{"t", "1"}}));
  EXPECT_EQ(parse_cookies("s=1; s=1; s=1"), Cookies{});
}

TEST(CookiesTest, host_cookies_are_written_with_everything_that_they_need) {
  EXPECT_EQ(write_cookie({.name = "__Host-sonae", .value = "abc", .max_age_seconds = {}, .secure = false}),
            "__Host-sonae=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(write_cookie({.name = "n", .value = "", .max_age_seconds = 0, .same_site = "Strict"}),
            "n=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
  EXPECT_DEATH(static_cast<void>(write_cookie({.name = "n", .value = "a;b", .max_age_seconds = {}})), "not a cookie");
}

constexpr std::string_view type = "multipart/form-data; boundary=XX";

TEST(MultipartTest, files_and_fields_are_read_in_order) {
  const auto uploads = parse_multipart(type,
                                       "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n2026\r\n"
                                       "--XX\r\ncontent-disposition: form-data; name=\"file\"; "
                                       "filename=\"a%22b.xlsx\"\r\nContent-Type: text/plain\r\n\r\n"
                                       "one\r\n--X\r\ntwo\r\n--XX--\r\n");
  ASSERT_TRUE(uploads) << uploads.error().detail;
  ASSERT_EQ(uploads->size(), 2U);
  EXPECT_EQ(uploads->at(0).name, "title");
  EXPECT_EQ(uploads->at(0).bytes, "2026");
  EXPECT_EQ(uploads->at(1).file_name, "a\"b.xlsx");
  EXPECT_EQ(uploads->at(1).content_type, "text/plain");
  EXPECT_EQ(uploads->at(1).bytes, "one\r\n--X\r\ntwo");
}

TEST(MultipartTest, empty_files_keep_their_place) {
  const auto uploads =
      parse_multipart(type, "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--XX--");
  ASSERT_TRUE(uploads);
  EXPECT_EQ(uploads->at(0).bytes, "");
}

TEST(MultipartTest, anything_else_is_refused) {
  const std::string head = "--XX\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n";
  const std::string many = [&] {
    std::string body;
    for (int i = 0; i < 33; ++i) body += head + "x\r\n";
    return body + "--XX--";
  }();
  for (const std::string& body : std::initializer_list<std::string>{
           "", "--XX", "--XX--x", "preamble\r\n" + head + "x\r\n--XX--", head + "x", head + "x\r\n--XX",
           head + "x\r\n--XX--y", head + "x\r\n--XXmore\r\n--XX--", "--XX\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Type: a\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: attachment; name=\"f\"\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: form-data; name=\"f\"; name=\"g\"\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename*=UTF-8''x\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: form-data; name=\"f\xff\"\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--XX--",
           "--XX\r\nContent-Disposition: form-data; name=\"" + std::string(5000, 'a') + "\"\r\n\r\nx\r\n--XX--",
           many}) {
    const auto uploads = parse_multipart(type, body);
    ASSERT_FALSE(uploads) << body.substr(0, 120);
    EXPECT_EQ(uploads.error().key, "error.request.multipart");
  }
}

TEST(MultipartTest, a_boundary_is_one_plain_word_of_at_most_70_characters) {
  EXPECT_EQ(boundary_of("Multipart/Form-Data;boundary=\"a b\""), "");
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=----WebKitFormBoundaryx"), "----WebKitFormBoundaryx");
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')), "");
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=a; boundary=b"), "");
  EXPECT_EQ(boundary_of("multipart/mixed; boundary=a"), "");
  EXPECT_EQ(boundary_of("multipart/form-data"), "");
}

TEST(AddressTest, ranges_hold_what_lies_in_them) {
  const auto in = [](const char* range, const char* address) {
    return IpRange::parse(range)->contains(*IpAddress::parse(address));
  };
  EXPECT_TRUE(in("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(in("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(in("10.0.0.0/9", "10.127.0.1"));
  EXPECT_FALSE(in("10.0.0.0/9", "10.128.0.1"));
  EXPECT_TRUE(in("192.0.2.1", "::ffff:192.0.2.1"));
  EXPECT_TRUE(in("2001:db8::/32", "2001:db8:1::1"));
  EXPECT_FALSE(in("::/0", "10.0.0.1"));
  EXPECT_TRUE(in("0.0.0.0/0", "10.0.0.1"));
  for (const char* bad : {"10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "x", "10.0.0.1/-1", "fe80::1%eth0", "[::1]"})
    EXPECT_FALSE(IpRange::parse(bad)) << bad;
}

TEST(AddressTest, broken_forwarded_entries_end_at_the_last_known_address) {
  const std::vector<IpRange> trusted = {*IpRange::parse("10.0.0.1")};
  EXPECT_EQ(client_address("10.0.0.1", "1.1.1.1, not-an-address", trusted), "10.0.0.1");
  EXPECT_EQ(client_address("10.0.0.1", "", trusted), "10.0.0.1");
  EXPECT_EQ(client_address("9.9.9.9", "1.1.1.1", trusted), "9.9.9.9");
}

TEST(AddressTest, limits_count_a_whole_ipv6_subscriber) {
  EXPECT_EQ(IpAddress::parse("2001:db8:1:2:3:4:5:6")->limit_key(), IpAddress::parse("2001:db8:1:2::9")->limit_key());
  EXPECT_NE(IpAddress::parse("192.0.2.1")->limit_key(), IpAddress::parse("192.0.2.2")->limit_key());
}

TEST(OriginTest, an_external_url_is_scheme_and_host_only) {
  EXPECT_EQ(origin_of("HTTPS://Sonae.Example.co.jp:443/"), "https://sonae.example.co.jp");
  EXPECT_EQ(origin_of("http://localhost:8800"), "http://localhost:8800");
  EXPECT_EQ(origin_of("http://[::1]:8800"), "http://[::1]:8800");
  for (const char* bad : {"sonae.example", "ftp://x", "https://", "https://a/b", "https://a:0", "https://a:x",
                          "https://u@a", "https://a?b", "https://[x]", "https://[::1", ""})
    EXPECT_FALSE(origin_of(bad)) << bad;
}

TEST(LimiterTest, uses_come_back_with_time_and_each_address_has_its_own) {
  RateLimiter limiter(2);
  EXPECT_FALSE(limiter.refuse_for("a", 0));
  EXPECT_FALSE(limiter.refuse_for("a", 0));
  EXPECT_EQ(limiter.refuse_for("a", 0), 30);
  EXPECT_EQ(limiter.refuse_for("a", 29'000), 1);
  EXPECT_FALSE(limiter.refuse_for("b", 29'000));
  EXPECT_FALSE(limiter.refuse_for("a", 30'000));
  EXPECT_TRUE(limiter.refuse_for("a", 30'000));
}

TEST(LimiterTest, nothing_is_refused_without_a_limit) {
  RateLimiter limiter(0);
  for (int i = 0; i < 1000; ++i) ASSERT_FALSE(limiter.refuse_for("a", 0));
  EXPECT_EQ(limiter.refused_ever(), 0);
}

TEST(LimiterTest, who_is_refused_is_shown_for_a_minute_or_until_it_goes_on) {
  RateLimiter limiter(1);
  EXPECT_FALSE(limiter.refuse_for("a", 0));
  EXPECT_TRUE(limiter.refuse_for("a", 1'000));
  EXPECT_TRUE(limiter.refuse_for("a", 2'000));
  ASSERT_EQ(limiter.refused(5'000).size(), 1U);
  EXPECT_EQ(limiter.refused(5'000).front().key, "a");
  EXPECT_EQ(limiter.refused(5'000).front().times, 2);
  EXPECT_EQ(limiter.refused(5'000).front().seconds_ago, 3);
  EXPECT_FALSE(limiter.refuse_for("a", 60'000));
  EXPECT_TRUE(limiter.refused(60'000).empty()) << "it goes on";
  EXPECT_TRUE(limiter.refuse_for("a", 61'000));
  EXPECT_TRUE(limiter.refused(121'001).empty()) << "long ago";
  EXPECT_EQ(limiter.refused_ever(), 3);
}

TEST(CapsTest, a_released_place_is_free_again) {
  Limits limits;
  limits.connections = 3;
  limits.connections_per_address = 1;
  ConnectionCaps caps(limits, {});
  const auto first = caps.admit("192.0.2.1");
  ASSERT_TRUE(first);
  EXPECT_FALSE(caps.admit("192.0.2.1"));
  EXPECT_TRUE(caps.admit("192.0.2.2"));
  EXPECT_TRUE(caps.admit("192.0.2.3"));
  EXPECT_FALSE(caps.admit("192.0.2.4")) << "three in all";
  caps.release(*first);
  EXPECT_TRUE(caps.admit("192.0.2.1"));
}

}  // namespace
}  // namespace sonae::http
