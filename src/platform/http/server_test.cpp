// The way of a request through the server, over real sockets.

#include <future>

#include "base/json.h"
#include "platform/http/server_test_support.h"
#include "platform/http/wire.h"

namespace sonae::http::testing {
namespace {

json::object error_of(const Reply& reply) {
  const auto parsed = json::parse(reply.body);
  if (!parsed || !parsed->is_object() || !parsed->get_object().contains("error")) {
    ADD_FAILURE() << "no error object: " << reply.body;
    return {};
  }
  return parsed->get_object().at("error").get_object();
}

std::string code_of(const Reply& reply) {
  const json::object error = error_of(reply);
  return error.contains("code") ? std::string(error.at("code").get_string()) : std::string();
}

using Requests = ServerTest;

TEST_F(Requests, a_handler_sees_the_decoded_query) {
  start();
  const Reply reply = get("/api/v1/hello?name=%E5%82%99%E3%81%88+1%25");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"address":"127.0.0.1","name":"備え 1%"})");
}

TEST_F(Requests, several_requests_share_one_connection_even_when_sent_at_once) {
  start();
  RawClient client(server->port());
  client.send(
      "GET /api/v1/hello?name=a HTTP/1.1\r\nHost: x\r\n\r\nGET /api/v1/hello?name=b HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive().body.contains("\"a\""));
  EXPECT_TRUE(client.receive().body.contains("\"b\""));
  EXPECT_TRUE(client.ask("GET /api/v1/hello?name=c HTTP/1.1\r\nHost: x\r\n\r\n").body.contains("\"c\""));
}

TEST_F(Requests, a_body_that_fits_its_schema_reaches_the_handler) {
  start();
  const Reply reply = post("/api/v1/echo", R"({"text":"実施済"})");
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, R"({"text":"実施済"})");
}

TEST_F(Requests, a_chunked_body_reaches_the_handler) {
  start();
  const Reply reply = ask(
      "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "8\r\n{\"text\":\r\n4\r\n\"a\"}\r\n0\r\n\r\n");
  EXPECT_EQ(reply.status, 201) << reply.body;
}

TEST_F(Requests, a_client_that_expects_100_continue_is_told_to_go_on) {
  start();
  RawClient client(server->port());
  client.send(
      "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.ask("{\"text\":\"a\"}").status, 201);
}

// AZ03, IN03: what does not fit is refused with a pointer to the place.
TEST_F(Requests, an_unknown_field_is_refused_with_its_pointer) {
  start();
  const Reply reply = post("/api/v1/echo", R"({"text":"a","role":"administrator"})", "Accept-Language: en\r\n");
  EXPECT_EQ(reply.status, 422);
  const json::object error = error_of(reply);
  EXPECT_EQ(error.at("code"), "error.body");
  EXPECT_EQ(error.at("fields").at(0).at("place"), "/role");
  EXPECT_EQ(error.at("fields").at(0).at("message"), "This field is not accepted here.");
}

TEST_F(Requests, json_that_is_not_json_is_a_bad_request) {
  start();
  const Reply reply = post("/api/v1/echo", R"({"text":"a","text":"b"})");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(code_of(reply), "error.json");
}

TEST_F(Requests, messages_speak_the_language_that_the_browser_asks_for) {
  start();
  EXPECT_TRUE(get("/api/v1/none").body.contains("見つかりません"));
  EXPECT_TRUE(get("/api/v1/none", "Accept-Language: en-GB,en;q=0.9,ja;q=0.8\r\n").body.contains("Not found"));
}

// WB08: the client learns a code and a request id, the log learns the rest.
TEST_F(Requests, an_inner_error_shows_nothing_of_the_inside) {
  router.add(public_get("/api/v1/broken", [](const Context&) -> Result<Response> {
    return internal("near \"selec\": syntax error in /srv/store.cpp");
  }));
  router.add(public_get("/api/v1/throws",
                        [](const Context&) -> Result<Response> { throw std::runtime_error("vendor secret"); }));
  start();
  for (const char* path : {"/api/v1/broken", "/api/v1/throws"}) {
    const Reply reply = get(path);
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(code_of(reply), "error.internal");
    EXPECT_FALSE(reply.body.contains("syntax") || reply.body.contains("secret")) << reply.body;
    EXPECT_EQ(error_of(reply).at("request_id").get_string(), reply.header("x-request-id"));
    EXPECT_TRUE(reply.header("server").empty());
    EXPECT_TRUE(logged().contains(reply.header("x-request-id")));
  }
  EXPECT_TRUE(logged().contains("syntax error"));
  EXPECT_TRUE(logged().contains("vendor secret"));
}

TEST_F(Requests, a_handler_header_with_a_line_end_becomes_an_inner_error) {
  router.add(public_get("/api/v1/split", [](const Context&) -> Result<Response> {
    Response response = Response::no_content();
    response.headers.emplace_back("X-Name", "a\r\nSet-Cookie: stolen=1");
    return response;
  }));
  start();
  const Reply reply = get("/api/v1/split");
  EXPECT_EQ(reply.status, 500);
  EXPECT_TRUE(reply.header("set-cookie").empty());
}

TEST_F(Requests, head_answers_like_get_without_the_body) {
  start();
  RawClient client(server->port());
  client.send("HEAD /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n");
  const Reply reply = client.receive(true);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-length"), std::to_string(get("/api/v1/hello").body.size()));
  // The next answer begins right behind the head: no byte of body was sent.
  EXPECT_EQ(client.ask("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

// AZ11
TEST_F(Requests, other_methods_are_refused_with_the_allowed_ones) {
  start();
  const Reply reply = ask("DELETE /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("allow"), "GET, HEAD");
  for (const char* method : {"TRACE", "OPTIONS", "CONNECT", "PROPFIND", "get"})
    EXPECT_EQ(ask(std::string(method) + " /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 405) << method;
  EXPECT_EQ(ask("POST /sheet HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").status, 405);
}

TEST_F(Requests, override_headers_do_not_change_the_method) {
  bool deleted = false;
  Route remove = public_get("/api/v1/thing", [&](const Context&) -> Result<Response> {
    deleted = true;
    return Response::no_content();
  });
  remove.method = Method::Delete;
  remove.csrf = Csrf::NotNeeded;
  router.add(std::move(remove));
  start();
  const Reply reply =
      ask("POST /api/v1/thing HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-HTTP-Method-Override: DELETE\r\n"
          "X-HTTP-Method: DELETE\r\nX-Method-Override: DELETE\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_FALSE(deleted);
}

TEST_F(Requests, a_body_of_another_type_is_refused) {
  start();
  const auto typed = [&](std::string_view type) {
    return ask("POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: " + std::string(type) +
               "\r\nContent-Length: 12\r\n\r\n{\"text\":\"a\"}")
        .status;
  };
  EXPECT_EQ(typed("application/json; charset=utf-8"), 201);
  EXPECT_EQ(typed("text/plain"), 415);
  EXPECT_EQ(typed("application/x-www-form-urlencoded"), 415);
  EXPECT_EQ(typed("application/json\r\nContent-Encoding: gzip"), 415);
}

TEST_F(Requests, a_declared_query_is_checked_and_names_beside_it_are_refused) {
  Route list = public_get("/api/v1/list", [](const Context&) -> Result<Response> { return Response::no_content(); });
  list.query = {optional("limit", Schema::integer(1, 500))};
  router.add(std::move(list));
  start();
  EXPECT_EQ(get("/api/v1/list").status, 204);
  EXPECT_EQ(get("/api/v1/list?limit=500").status, 204);
  EXPECT_EQ(get("/api/v1/list?limit=501").status, 422);
  EXPECT_EQ(get("/api/v1/list?limit=ten").status, 422);
  EXPECT_EQ(error_of(get("/api/v1/list?sort=name")).at("fields").at(0).at("place"), "?/sort");
}

TEST_F(Requests, a_multipart_file_reaches_the_handler) {
  Route upload = public_get("/api/v1/files", [](const Context& context) -> Result<Response> {
    const Upload& file = context.request.uploads.at(0);
    return Response::json({{"name", file.file_name}, {"size", file.bytes.size()}});
  });
  upload.method = Method::Post;
  upload.body = Body::Multipart;
  upload.body_limit = 4 * 1024 * 1024;
  upload.csrf = Csrf::NotNeeded;
  upload.cost = Cost::Heavy;
  router.add(std::move(upload));
  start();
  const std::string content(3 * 1024 * 1024, 'x');
  const std::string body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"自己評価.xlsx\"\r\n\r\n" +
                           content + "\r\n--b--\r\n";
  const Reply reply =
      ask("POST /api/v1/files HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n" +
          ("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n") + body);
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.body, R"({"name":"自己評価.xlsx","size":3145728})");
}

// The gate

TEST_F(Requests, a_route_with_a_permission_needs_an_actor_that_has_it) {
  Route read = public_get("/api/v1/trail", [](const Context& context) -> Result<Response> {
    return Response::json({{"name", context.who().address}});
  });
  read.permission = Permission::SheetManage;
  read.scope = RowScope::Company;
  router.add(std::move(read));
  start();
  EXPECT_EQ(get("/api/v1/trail").status, 401);
  EXPECT_EQ(code_of(get("/api/v1/trail")), "session.required");
  EXPECT_EQ(get("/api/v1/trail", "Cookie: who=employee\r\n").status, 403);
  const Reply reply = get("/api/v1/trail", "Cookie: who=secretariat\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"name":"127.0.0.1"})");
  EXPECT_EQ(reply.header("set-cookie"), "who=secretariat; Path=/");
}

TEST_F(Requests, a_refusal_of_the_gate_keeps_the_handler_from_running) {
  bool ran = false;
  Route post_route = public_post("/api/v1/change", Schema::object({}), [&](const Context&) -> Result<Response> {
    ran = true;
    return Response::no_content();
  });
  post_route.csrf = Csrf::Required;
  router.add(std::move(post_route));
  start();
  EXPECT_EQ(post("/api/v1/change", "{}").status, 403);
  EXPECT_FALSE(ran);
  EXPECT_EQ(post("/api/v1/change", "{}", "X-CSRF-Token: t\r\n").status, 204);
  EXPECT_TRUE(ran);
}

// AZ01
TEST(Routes, a_route_that_forgets_its_permission_or_scope_stops_the_start) {
  const Handler handler = [](const Context&) -> Result<Response> { return Response::no_content(); };
  const auto add = [&](auto change) {
    Router router;
    Route route = public_get("/api/v1/x", handler);
    change(route);
    router.add(std::move(route));
  };
  EXPECT_DEATH(add([](Route& route) { route.permission.reset(); }), "AZ01");
  EXPECT_DEATH(add([](Route& route) { route.scope.reset(); }), "AZ01");
  EXPECT_DEATH(add([](Route& route) { route.summary.clear(); }), "summary");
  EXPECT_DEATH(add([](Route& route) { route.handler = nullptr; }), "handler");
  EXPECT_DEATH(add([](Route& route) { route.body = Body::Json; }), "schema");
  EXPECT_DEATH(add([](Route& route) { route.pattern = "/api/v1/{Bad}"; }), "pattern");
}

}  // namespace
}  // namespace sonae::http::testing
