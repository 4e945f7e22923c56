// The strict reader with raw bytes (WB05, AZ11).

#include "platform/http/reader.h"

#include <gtest/gtest.h>

namespace sonae::http {
namespace {

constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: x\r\n";

std::string key_of_head(std::string_view bytes, const HeadLimits& limits = {}) {
  const auto end = find_head_end(bytes, limits);
  if (!end) return end.error().key;
  if (!*end) return "incomplete";
  const auto head = parse_head(bytes.substr(0, **end), limits);
  return head ? "fine" : head.error().key;
}

std::string with(std::string_view headers) { return std::string(get) + std::string(headers) + "\r\n"; }

struct Case {
  const char* says;
  std::string bytes;
  const char* key;
};
std::ostream& operator<<(std::ostream& out, const Case& test) { return out << test.says; }

class Heads : public ::testing::TestWithParam<Case> {};
TEST_P(Heads, are_read_or_refused) { EXPECT_EQ(key_of_head(GetParam().bytes), GetParam().key); }

INSTANTIATE_TEST_SUITE_P(
    Strict, Heads,
    ::testing::Values(
        Case{"a plain head is fine", with("Accept: */*\r\n"), "fine"},
        Case{"a head without its blank line is incomplete", std::string(get), "incomplete"},
        Case{"a bare LF ends nothing", "GET / HTTP/1.1\nHost: x\r\n\r\n", "error.request.line"},
        Case{"a bare LF in the headers is refused", with("A: b\nC: d\r\n"), "error.request.header"},
        Case{"a bare CR is refused", with("A: b\rC: d\r\n"), "error.request.header"},
        Case{"a leading blank line is refused", "\r\n" + with(""), "error.request.line"},
        Case{"a folded header is refused", with("A: b\r\n c\r\n"), "error.request.header"},
        Case{"a blank before the colon is refused", with("Content-Length : 1\r\n"), "error.request.header"},
        Case{"a header without a colon is refused", with("Nonsense\r\n"), "error.request.header"},
        Case{"a header without a name is refused", with(": x\r\n"), "error.request.header"},
        Case{"NUL in a value is refused", with(std::string("A: b\0c\r\n", 8)), "error.request.header"},
        Case{"an escape sequence in a value is refused", with("A: \x1b[31m\r\n"), "error.request.header"},
        Case{"two hosts are refused", with("Host: y\r\n"), "error.request.header"},
        Case{"no host is refused", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n", "error.request.header"},
        Case{"an empty host is refused", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "error.request.header"},
        Case{"one length is fine", with("Content-Length: 5\r\n"), "fine"},
        Case{"two equal lengths are refused", with("Content-Length: 5\r\nContent-Length: 5\r\n"),
             "error.request.framing"},
        Case{"a list of lengths is refused", with("Content-Length: 5, 5\r\n"), "error.request.framing"},
        Case{"a signed length is refused", with("Content-Length: +5\r\n"), "error.request.framing"},
        Case{"a negative length is refused", with("Content-Length: -1\r\n"), "error.request.framing"},
        Case{"a hexadecimal length is refused", with("Content-Length: 0x5\r\n"), "error.request.framing"},
        Case{"an empty length is refused", with("Content-Length:\r\n"), "error.request.framing"},
        Case{"a length beyond 64 bits is refused", with("Content-Length: 99999999999999999999\r\n"),
             "error.request.framing"},
        Case{"chunked is fine", with("Transfer-Encoding: chunked\r\n"), "fine"},
        Case{"length and chunked together are refused", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
             "error.request.framing"},
        Case{"chunked and length together are refused", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
             "error.request.framing"},
        Case{"two codings are refused", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
             "error.request.framing"},
        Case{"another coding is refused", with("Transfer-Encoding: gzip, chunked\r\n"), "error.request.framing"},
        Case{"a disguised coding is refused",
             with("Transfer-Encoding: \x0b"
                  "chunked\r\n"),
             "error.request.header"},
        Case{"chunked in HTTP/1.0 is refused", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
             "error.request.framing"},
        Case{"HTTP/2 in a request line is refused", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", "error.request.version"},
        Case{"HTTP/0.9 is refused", "GET /\r\n\r\n", "error.request.line"},
        Case{"two blanks in the request line are refused", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "error.request.line"},
        Case{"raw bytes in the target are refused", "GET /\xe5\x82\x99 HTTP/1.1\r\nHost: x\r\n\r\n",
             "error.request.line"},
        Case{"a method that is no token is refused", "G(T / HTTP/1.1\r\nHost: x\r\n\r\n", "error.request.line"},
        Case{"an unknown expectation is refused", with("Expect: 200-ok\r\n"), "error.request.header"}));

TEST(HeadLimitsTest, the_request_line_may_have_exactly_its_limit) {
  const auto line = [](std::size_t size) {
    return "GET /" + std::string(size - 14, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
  };
  EXPECT_EQ(key_of_head(line(8192)), "fine");
  EXPECT_EQ(key_of_head(line(8193)), "error.request.line_too_long");
  EXPECT_EQ(key_of_head(std::string(9000, 'a')), "error.request.line_too_long") << "before its end has arrived";
}

TEST(HeadLimitsTest, a_hundred_headers_are_allowed) {
  std::string headers;
  for (int i = 0; i < 99; ++i) headers += "A" + std::to_string(i) + ": b\r\n";
  EXPECT_EQ(key_of_head(with(headers)), "fine");
  EXPECT_EQ(key_of_head(with(headers + "B: c\r\n")), "error.request.headers_too_large");
}

TEST(HeadLimitsTest, headers_may_have_32_kib) {
  EXPECT_EQ(key_of_head(with("A: " + std::string(32'000, 'b') + "\r\n")), "fine");
  EXPECT_EQ(key_of_head(with("A: " + std::string(33'000, 'b') + "\r\n")), "error.request.headers_too_large");
  EXPECT_EQ(key_of_head(std::string(get) + "A: " + std::string(33'000, 'b')), "error.request.headers_too_large");
}

TEST(HeadTest, lists_are_joined_and_names_become_lower_case) {
  const auto head = parse_head(with("X-Forwarded-For: 1.1.1.1\r\nx-forwarded-FOR: 2.2.2.2\r\n"), {});
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.at("x-forwarded-for"), "1.1.1.1, 2.2.2.2");
}

TEST(HeadTest, the_connection_stays_unless_somebody_says_close_or_speaks_http_1_0) {
  EXPECT_TRUE(parse_head(with(""), {})->keep_alive);
  EXPECT_FALSE(parse_head(with("Connection: keep-alive, Close\r\n"), {})->keep_alive);
  EXPECT_FALSE(parse_head("GET / HTTP/1.0\r\nHost: x\r\n\r\n", {})->keep_alive);
}

TEST(TargetTest, path_and_query_are_decoded_once) {
  const auto target = parse_target("/api/v1/%E5%82%99?q=100%25+%2F&empty=&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/v1/備");
  EXPECT_EQ(target->query.at("q"), "100% /");
  EXPECT_EQ(target->query.at("empty"), "");
  EXPECT_EQ(target->query.at("flag"), "");
}

TEST(TargetTest, ambiguous_paths_are_refused) {
  for (const char* path :
       {"/a/../b",    "/a/./b", "/..",       "/.",  "/%2e%2e/b", "/%2E/b",    "/a%2Fb", "/a%2fb", "/a%5Cb", "/a\\b",
        "/a%00b",     "/%252e", "/a%25b",    "//a", "/a//b",     "/a%0d%0ab", "/%zz",   "/%4",    "/%",     "/%C0%AE",
        "/%ED%A0%80", "*",      "http://x/", "",    "a",         "/a#b",      "/a\"b",  "/<b>",   "/a b"})
    EXPECT_FALSE(parse_target(path)) << path;
}

TEST(TargetTest, ambiguous_queries_are_refused) {
  for (const char* query : {"a=1&a=2", "a=%00", "a=%1b", "a=%zz", "=1", "a=%FF", "a=\"", "a=%2"})
    EXPECT_FALSE(parse_target(std::string("/?") + query)) << query;
  std::string many;
  for (int i = 0; i < 101; ++i) many += "&n" + std::to_string(i) + "=1";
  EXPECT_FALSE(parse_target("/?" + many.substr(1)));
}

TEST(LanguageTest, the_better_liked_language_wins) {
  EXPECT_EQ(preferred_language("", "ja"), "ja");
  EXPECT_EQ(preferred_language("en", "ja"), "en");
  EXPECT_EQ(preferred_language("de, en;q=0.5, ja;q=0.8", "en"), "ja");
  EXPECT_EQ(preferred_language("en;q=0, fr", "ja"), "ja");
  EXPECT_EQ(preferred_language("ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", "en"), "ja");
}

}  // namespace
}  // namespace sonae::http
