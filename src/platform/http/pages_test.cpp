#include "platform/http/pages.h"

#include "platform/http/server_test_support.h"

namespace sonae::http::testing {
namespace {

const std::vector<EmbeddedFile> bundle = {
    {"assets/app-1a2b.js", "console.log(1)"},
    {"assets/app-1a2b.js.br", "brotli"},
    {"assets/app-1a2b.js.gz", "gzip"},
    {"emergency.html", "<!doctype html><title>緊急"},
    {"favicon.svg", "<svg/>"},
    {"index.html", "<!doctype html><title>備え"},
};

class PagesTest : public ServerTest {
 protected:
  PagesTest() { pages = bundle; }
};

TEST_F(PagesTest, hashed_files_are_kept_for_ever_and_the_start_page_never) {
  start();
  const Reply script = get("/assets/app-1a2b.js");
  EXPECT_EQ(script.body, "console.log(1)");
  EXPECT_EQ(script.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.header("cache-control"), "public, max-age=31536000, immutable");
  const Reply page = get("/");
  EXPECT_EQ(page.body, "<!doctype html><title>備え");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
}

TEST_F(PagesTest, every_other_path_gives_the_start_page_but_not_under_api_or_assets) {
  start();
  EXPECT_EQ(get("/assessments/2026/items/12").body, get("/").body);
  EXPECT_EQ(get("/api/v1/none").status, 404);
  EXPECT_EQ(get("/api").status, 404);
  EXPECT_EQ(get("/assets/app-old.js").status, 404);
}

TEST_F(PagesTest, a_document_of_its_own_has_its_own_policy_and_is_for_no_search_engine) {
  start();
  const Reply own = get("/emergency");
  EXPECT_EQ(own.body, "<!doctype html><title>緊急");
  EXPECT_EQ(own.header("x-robots-tag"), "noindex, nofollow");
  EXPECT_EQ(own.header("cache-control"), "no-cache");
  const std::string policy = own.header("content-security-policy");
  EXPECT_NE(policy.find("trusted-types sonae-emergency;"), std::string::npos) << policy;
  EXPECT_EQ(policy.find("svelte"), std::string::npos) << policy;
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos) << policy;
  const Reply application = get("/");
  EXPECT_EQ(application.header("x-robots-tag"), "");
  EXPECT_EQ(application.header("content-security-policy").find("sonae-emergency"), std::string::npos)
      << "no other page may register a worker";
  EXPECT_EQ(get("/emergency/more").body, application.body);
}

TEST_F(PagesTest, the_smallest_accepted_form_is_sent) {
  start();
  const Reply brotli = get("/assets/app-1a2b.js", "Accept-Encoding: gzip, deflate, br\r\n");
  EXPECT_EQ(brotli.body, "brotli");
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_EQ(brotli.header("vary"), "Accept-Encoding");
  EXPECT_EQ(get("/assets/app-1a2b.js", "Accept-Encoding: gzip;q=0.5\r\n").body, "gzip");
  EXPECT_EQ(get("/assets/app-1a2b.js", "Accept-Encoding: br;q=0, gzip;q=0.0\r\n").body, "console.log(1)");
  EXPECT_EQ(get("/assets/app-1a2b.js.br").status, 404) << "twins have no address of their own";
}

TEST_F(PagesTest, a_form_that_the_browser_has_is_not_sent_again) {
  start();
  const std::string tag = get("/assets/app-1a2b.js").header("etag");
  EXPECT_NE(tag, get("/assets/app-1a2b.js", "Accept-Encoding: br\r\n").header("etag"));
  const Reply same = get("/assets/app-1a2b.js", "If-None-Match: \"other\", W/" + tag + "\r\n");
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
  EXPECT_EQ(same.header("etag"), tag);
  EXPECT_EQ(get("/assets/app-1a2b.js", "If-None-Match: \"other\"\r\n").status, 200);
}

TEST_F(PagesTest, head_of_a_page_has_its_size_and_no_body) {
  start();
  RawClient client(server->port());
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive(true).header("content-length"), std::to_string(bundle.back().bytes.size()));
  EXPECT_EQ(client.ask("GET /favicon.svg HTTP/1.1\r\nHost: x\r\n\r\n").body, "<svg/>");
}

TEST_F(PagesTest, without_a_bundle_there_is_no_page) {
  pages.clear();
  start();
  EXPECT_EQ(get("/").status, 404);
}

}  // namespace
}  // namespace sonae::http::testing
