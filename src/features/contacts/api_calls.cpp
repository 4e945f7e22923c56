// The yearly call test.

#include "features/contacts/api_json.h"
#include "features/contacts/api_parts.h"

namespace sonae::contacts {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

class CallApi {
 public:
  explicit CallApi(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    json::array tests;
    for (const CallTest& one : TRY(services_.database.read([&](db::Tx& tx) { return list_tests(tx, context.who()); })))
      tests.push_back(to_json(one));
    return Response::json(json::object{{"tests", std::move(tests)}});
  }
  Result<Response> start(const Context& context) {
    const CallTest test =
        TRY(services_.database.write([&](db::WriteTx& tx) { return start_test(tx, context.who(), context.now); }));
    return Response::json(json::value(to_json(test)), 201);
  }
  Result<Response> record(const Context& context) {
    const json::object& body = context.body();
    const CallResult call{TRY(http::id_in<TestTag>(context.request.parameter("call_test"))),
                          TRY(http::id_in<ContactTag>(context.request.parameter("contact"))),
                          text_in(body, "result"),
                          text_in(body, "new_phone"),
                          text_in(body, "note"),
                          body.at("version").as_int64()};
    return Response::json(json::value(to_json(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return record_call(tx, context.who(), call, context.now); })))));
  }
  Result<Response> finish(const Context& context) { return end(context, finish_test); }
  Result<Response> cancel(const Context& context) { return end(context, cancel_test); }

 private:
  Result<Response> end(const Context& context,
                       Result<CallTest> (*how)(db::WriteTx&, const Actor&, const TestId&, Instant)) {
    const auto id = TRY(http::id_in<TestTag>(context.request.parameter("call_test")));
    return Response::json(json::value(to_json(
        TRY(services_.database.write([&](db::WriteTx& tx) { return how(tx, context.who(), id, context.now); })))));
  }

  Services services_;
};

}  // namespace

void add_call_routes(http::Router& router, Services services) {
  using enum http::Method;
  Routes<CallApi> routes(router, std::make_shared<CallApi>(services));
  const http::Access read{Permission::ProgrammeRead, RowScope::Company};
  const http::Access write{Permission::CompanyManage, RowScope::Company};
  const Schema result = Schema::enumeration({"reached", "confirmed", "wrong_number", "no_answer"});
  const Schema typed = Schema::string(4'000);

  routes.add(routes.make(Get, "/call-tests", read, "The call tests, latest first.", &CallApi::list), {},
             Schema::object({field("tests", Schema::array(test_schema()))}));
  routes.add(
      routes.make(Post, "/call-tests", write, "Begins a call test over everybody with a number.", &CallApi::start),
      Schema::object({}), test_schema());
  routes.add(
      routes.make(Put, "/call-tests/{call_test}/calls/{contact}", write, "What came of one call.", &CallApi::record),
      Schema::object({field("result", result), field("new_phone", typed), field("note", typed),
                      field("version", Schema::integer(1))}),
      test_schema());
  routes.add(routes.make(Post, "/call-tests/{call_test}/finish", write, "Ends the test; everybody was called.",
                         &CallApi::finish),
             Schema::object({}), test_schema());
  routes.add(routes.make(Post, "/call-tests/{call_test}/cancel", write, "Drops a test that was begun by mistake.",
                         &CallApi::cancel),
             Schema::object({}), test_schema());
}

}  // namespace sonae::contacts
