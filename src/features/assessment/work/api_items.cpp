// What stands beside an item: findings and waivers, questions, the colleague who has it.

#include <algorithm>

#include "features/assessment/api_json.h"
#include "features/assessment/work/api.h"
#include "features/assessment/work/api_parts.h"
#include "features/assessment/work/assignees.h"

namespace sonae::assessment::work {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

class ItemApi {
 public:
  explicit ItemApi(Services services) : services_(services) {}

  Result<Response> findings(const Context& context) {
    const auto id = TRY(assessment_in(context));
    Sheet sheet;
    const auto checked = TRY(services_.database.read([&](db::Tx& tx) -> Result<std::vector<Checked>> {
      sheet = TRY(get_sheet(tx, context.who(), id));
      return check(tx, context.who(), sheet, context.now);
    }));
    std::vector<Finding> found;
    for (const Checked& one : checked) found.push_back(one.finding);
    json::value body = assessment::to_json(found, sheet.answers, context.who().language);
    json::array& list = body.get_object()["findings"].get_array();
    for (std::size_t i = 0; i < checked.size(); ++i) {
      json::object& out = list[i].get_object();
      const auto answer = std::ranges::find(sheet.answers, checked[i].finding.no, &Answer::no);
      out["waived"] = checked[i].waiver ? to_json(*checked[i].waiver) : json::value(nullptr);
      out["version"] = answer == sheet.answers.end() ? 0 : answer->version;
      out["may_waive"] = answer != sheet.answers.end() && may_edit(context.who(), sheet.summary, *answer);
    }
    return Response::json(body);
  }

  Result<Response> waive_one(const Context& context) {
    const json::object& body = context.body();
    const WaiveFinding command{TRY(assessment_in(context)), static_cast<int>(body.at("no").as_int64()),
                               text_in(body, "code"), text_in(body, "reason"), body.at("version").as_int64()};
    const Waiver waiver =
        TRY(services_.database.write([&](db::WriteTx& tx) { return waive(tx, context.who(), command, context.now); }));
    return Response::json(to_json(waiver), 201);
  }

  Result<Response> unwaive(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const auto waiver = TRY(id_in<WaiverTag>(context.request.parameter("waiver")));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return withdraw_waiver(tx, context.who(), id, waiver, context.now); }));
    return Response::no_content();
  }

  Result<Response> questions(const Context& context) {
    const auto id = TRY(assessment_in(context));
    std::optional<int> no;
    if (const std::string text = context.request.query_or("no", ""); !text.empty()) no = TRY(item_in(text));
    const auto all =
        TRY(services_.database.read([&](db::Tx& tx) { return list_questions(tx, context.who(), id, no); }));
    json::array list;
    for (const Question& one : all) list.push_back(to_json(one));
    return Response::json(json::object{{"questions", std::move(list)}});
  }

  Result<Response> ask_one(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const int no = static_cast<int>(context.body().at("no").as_int64());
    const std::string text = text_in(context.body(), "text");
    return Response::json(to_json(TRY(services_.database.write([&](db::WriteTx& tx) {
                            return ask_question(tx, context.who(), id, no, text, context.now);
                          }))),
                          201);
  }

  Result<Response> reply_one(const Context& context) {
    const QuestionStep step = TRY(question_in(context));
    const std::string text = text_in(context.body(), "text");
    return Response::json(to_json(TRY(
        services_.database.write([&](db::WriteTx& tx) { return reply(tx, context.who(), step, text, context.now); }))));
  }

  Result<Response> close_one(const Context& context) {
    const QuestionStep step = TRY(question_in(context));
    return Response::json(to_json(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return close_question(tx, context.who(), step, context.now); }))));
  }

  Result<Response> colleagues(const Context& context) {
    json::array list;
    for (const Colleague& one :
         TRY(services_.database.read([&](db::Tx& tx) { return list_colleagues(tx, context.who()); })))
      list.push_back(json::object{{"id", one.id.text()}, {"name", one.name}, {"department", one.department}});
    return Response::json(json::object{{"colleagues", std::move(list)}});
  }

  Result<Response> assign(const Context& context) {
    HandOver command;
    command.assessment = TRY(assessment_in(context));
    command.no = TRY(item_in(context.request.parameter("no")));
    if (const std::string user = text_in(context.body(), "user"); !user.empty()) command.to = TRY(id_in<User>(user));
    command.version = context.body().at("version").as_int64();
    Summary sheet;
    const Answer answer = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<Answer> {
      sheet = TRY(get_assessment(tx, context.who(), command.assessment));
      return hand_over(tx, context.who(), command, context.now);
    }));
    return Response::json(assessment::to_json(answer, sheet, context.who()));
  }

 private:
  static Result<QuestionStep> question_in(const Context& context) {
    return QuestionStep{TRY(assessment_in(context)), TRY(id_in<QuestionTag>(context.request.parameter("question"))),
                        context.body().at("version").as_int64()};
  }

  Services services_;
};

}  // namespace

void add_item_routes(http::Router& router, Services services) {
  using enum http::Method;
  Routes<ItemApi> routes(router, std::make_shared<ItemApi>(services));
  const std::string one = "/assessments/{assessment}";
  const http::Access read{Permission::SheetRead, RowScope::Department};
  const http::Access answer{Permission::SheetAnswer, RowScope::Department};
  const Schema number = Schema::integer(1, 9'999);
  const Schema version = Schema::integer(0);
  const Schema words = Schema::string(4'000);

  routes.add(routes.make(Get, one + "/findings", read, "The consistency check, with what was waived and why.",
                         &ItemApi::findings));
  routes.add(routes.make(Post, one + "/waivers", answer, "Lets a finding stand, with a reason.", &ItemApi::waive_one),
             Schema::object({field("no", number), field("code", Schema::string(100)),
                             field("reason", Schema::string(1'000)), field("version", version)}),
             waiver_schema());
  routes.add(routes.make(Delete, one + "/waivers/{waiver}", answer, "Takes a waiver back.", &ItemApi::unwaive));

  auto list = routes.make(Get, one + "/questions", read, "Questions beside the items, with what was written to them.",
                          &ItemApi::questions);
  list.query = {optional("no", number)};
  routes.add(std::move(list));
  routes.add(routes.make(Post, one + "/questions", answer, "Asks a question beside an item.", &ItemApi::ask_one),
             Schema::object({field("no", number), field("text", words)}), question_schema());
  routes.add(
      routes.make(Post, one + "/questions/{question}/replies", answer, "Writes to a question.", &ItemApi::reply_one),
      Schema::object({field("text", words), field("version", version)}), question_schema());
  routes.add(routes.make(Post, one + "/questions/{question}/close", answer, "Closes a question.", &ItemApi::close_one),
             Schema::object({field("version", version)}), question_schema());

  routes.add(routes.make(Get, "/colleagues", answer, "To whom the actor may hand an item.", &ItemApi::colleagues));
  routes.add(routes.make(Patch, one + "/answers/{no}/assignee", answer,
                         "Hands an item to a colleague by name, or takes it back.", &ItemApi::assign),
             Schema::object({field("user", Schema::uuid().nullable()), field("version", version)}), answer_schema());
}

}  // namespace sonae::assessment::work
