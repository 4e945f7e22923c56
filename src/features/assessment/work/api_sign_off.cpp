// Approval, hand-in and reopening.

#include "core/directory/directory.h"
#include "features/assessment/exchange/exchange.h"
#include "features/assessment/work/api.h"
#include "features/assessment/work/api_parts.h"
#include "features/assessment/work/hand_in.h"
#include "features/assessment/work/record_document.h"
#include "formats/drawing/render.h"

namespace sonae::assessment::work {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

json::value to_json(const HandIn& h) {
  std::string scores;
  for (const std::byte score : h.scores) scores += static_cast<char>('0' + static_cast<int>(score));
  return json::object{{"id", h.id.text()},
                      {"number", h.number},
                      {"fiscal_year", h.fiscal_year},
                      {"title", h.title},
                      {"framework", h.framework.text()},
                      {"scores", std::move(scores)},
                      {"counts",
                       {{"items", h.counts.items},
                        {"complete", h.counts.complete},
                        {"in_progress", h.counts.in_progress},
                        {"not_started", h.counts.not_started},
                        {"not_applicable", h.counts.not_applicable},
                        {"unanswered", h.counts.unanswered},
                        {"points", h.counts.points},
                        {"max_points", h.counts.max_points}}},
                      {"file_name", h.file_name},
                      {"sha256", h.blob_hash},
                      {"size", h.size},
                      {"asked_by", h.asked_by},
                      {"asked_at", h.asked_at.ms()},
                      {"incomplete_reason", h.incomplete_reason},
                      {"approved_by", h.approved_by},
                      {"approved_at", h.approved_at.ms()},
                      {"handed_by", h.handed_by},
                      {"handed_at", h.handed_at.ms()}};
}

json::value to_json(const HandInRecord& record) {
  json::array items;
  for (const HandInItem& i : record.items)
    items.push_back(json::object{{"ordinal", i.ordinal},
                                 {"no", i.no},
                                 {"label", i.label},
                                 {"condition", i.condition},
                                 {"score", text_of(i.score)},
                                 {"basis", i.basis},
                                 {"due", or_null(i.due)},
                                 {"department", i.department},
                                 {"responder", i.responder},
                                 {"saved_by", i.saved_by},
                                 {"saved_at", or_null(i.saved_at)}});
  json::array waivers;
  for (const HandInWaiver& w : record.waivers)
    waivers.push_back(
        json::object{{"no", w.no}, {"code", w.code}, {"reason", w.reason}, {"by", w.by}, {"at", w.at.ms()}});
  json::array departments;
  for (const HandInDepartment& d : record.departments)
    departments.push_back(json::object{{"name", d.name},
                                       {"items", d.items},
                                       {"submitted_by", or_null(d.submitted_by)},
                                       {"submitted_at", or_null(d.submitted_at)}});
  json::object out = to_json(record.hand_in).get_object();
  out["items"] = std::move(items);
  out["waivers"] = std::move(waivers);
  out["departments"] = std::move(departments);
  return out;
}

json::value to_json(const Approval& a) {
  return json::object{{"id", a.id.text()},
                      {"state", name_of(a.decision)},
                      {"asked_by", a.asked_by},
                      {"asked_at", a.asked_at.ms()},
                      {"incomplete_reason", a.incomplete_reason},
                      {"decided_by", or_null(a.decided_by)},
                      {"decided_at", or_null(a.decided_at)},
                      {"reason", a.reason}};
}

class SignOffApi {
 public:
  explicit SignOffApi(Services services) : services_(services) {}

  Result<Response> history(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const SignOffHistory history =
        TRY(services_.database.read([&](db::Tx& tx) { return list_sign_off(tx, context.who(), id); }));
    json::array approvals;
    for (const Approval& one : history.approvals) {
      json::object out = to_json(one).get_object();
      out["own"] = one.asked_by_id == context.who().user;
      approvals.emplace_back(std::move(out));
    }
    json::array reopenings;
    for (const Reopening& one : history.reopenings)
      reopenings.push_back(
          json::object{{"from", one.from_state}, {"reason", one.reason}, {"by", one.by}, {"at", one.at.ms()}});
    return Response::json(json::object{{"approvals", std::move(approvals)}, {"reopenings", std::move(reopenings)}});
  }

  Result<Response> ask(const Context& context) { return step(context, ask_approval); }
  Result<Response> take_back(const Context& context) { return step(context, withdraw_approval); }
  Result<Response> agree(const Context& context) { return step(context, approve); }
  Result<Response> send_back(const Context& context) { return step(context, return_approval); }

  Result<Response> open_again(const Context& context) {
    const SheetStepCommand command = TRY(command_in(context));
    const Summary sheet =
        TRY(services_.database.write([&](db::WriteTx& tx) { return reopen(tx, context.who(), command, context.now); }));
    return Response::json(json::object{{"state", assessment::name_of(sheet.state)}, {"version", sheet.version}});
  }

  /// The workbook is filled outside the transaction; the sheet's version shows whether it is still the same sheet.
  Result<Response> hand_over(const Context& context) {
    const SheetStepCommand command = TRY(command_in(context));
    const ExportPlan plan =
        TRY(services_.database.read([&](db::Tx& tx) { return plan_hand_in(tx, context.who(), command); }));
    const std::string filled =
        TRY(fill_workbook(TRY(services_.blobs.get(plan.workbook.blob_hash)), plan.answers, plan.mapping));
    const FilledWorkbook stored{TRY(services_.blobs.put(filled)), static_cast<std::int64_t>(filled.size())};
    const HandInRecord record = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<HandInRecord> {
      HandInRecord made = TRY(hand_in(tx, context.who(), command, stored, context.now));
      // What was handed in may come back edited as any export may.
      TRY(exchange::keep_export(tx, context.who(), command.assessment, plan, stored.blob_hash, context.now));
      return made;
    }));
    return Response::json(to_json(record), 201);
  }

  Result<Response> hand_ins(const Context& context) {
    const auto id = TRY(assessment_in(context));
    json::array list;
    for (const HandIn& one :
         TRY(services_.database.read([&](db::Tx& tx) { return list_hand_ins(tx, context.who(), id); })))
      list.push_back(to_json(one));
    return Response::json(json::object{{"hand_ins", std::move(list)}});
  }

  Result<Response> workbook(const Context& context) {
    const HandInRecord record = TRY(record_in(context));
    return Response::download(TRY(services_.blobs.get(record.hand_in.blob_hash)), std::string(workbook_type),
                              record.hand_in.file_name);
  }

  Result<Response> record(const Context& context) {
    const HandInRecord found = TRY(record_in(context));
    const std::string name =
        "sonae-" + std::to_string(found.hand_in.fiscal_year) + "-hand-in-" + std::to_string(found.hand_in.number);
    if (context.request.query_or("format", "json") == "json")
      return Response::download(json::write_pretty(to_json(found)), "application/json; charset=utf-8", name + ".json");
    const auto company =
        TRY(services_.database.read([&](db::Tx& tx) { return directory::get_company(tx, context.who().company); }));
    return Response::download(TRY(drawing::to_pdf(record_document(found, company.name, context.who().language))),
                              "application/pdf", name + ".pdf");
  }

 private:
  static Result<SheetStepCommand> command_in(const Context& context) {
    return SheetStepCommand{TRY(assessment_in(context)), context.body().at("version").as_int64(),
                            text_in(context.body(), "reason")};
  }
  Result<HandInRecord> record_in(const Context& context) {
    const auto assessment = TRY(assessment_in(context));
    const auto id = TRY(id_in<HandInTag>(context.request.parameter("hand_in")));
    return services_.database.read([&](db::Tx& tx) { return get_hand_in(tx, context.who(), assessment, id); });
  }

  using Use = Result<Approval> (*)(db::WriteTx&, const Actor&, const SheetStepCommand&, Instant);
  Result<Response> step(const Context& context, Use use) {
    const SheetStepCommand command = TRY(command_in(context));
    return Response::json(to_json(
        TRY(services_.database.write([&](db::WriteTx& tx) { return use(tx, context.who(), command, context.now); }))));
  }

  Services services_;
};

}  // namespace

void add_sign_off_routes(http::Router& router, Services services) {
  using enum http::Method;
  using Sign = Routes<SignOffApi>;
  Sign routes(router, std::make_shared<SignOffApi>(services));
  const std::string one = "/assessments/{assessment}";
  const http::Access read{Permission::SheetRead, RowScope::Department};
  const http::Access manage{Permission::SheetManage, RowScope::Company};
  const http::Access review{Permission::SheetReview, RowScope::Company};
  const http::Access take{Permission::SheetExport, RowScope::Company};
  const Schema step = Schema::object({field("version", Schema::integer(0)), optional("reason", Schema::string(1'000))});

  routes.add(routes.make(Get, one + "/approval", read, "Every request for approval and what came of it.",
                         &SignOffApi::history));
  routes.add(routes.make(Post, one + "/approval/request", manage,
                         "Asks the CISO for approval; refused while findings stand or departments are missing.",
                         &SignOffApi::ask),
             step);
  routes.add(routes.make(Post, one + "/approval/withdraw", manage,
                         "Takes the request for approval back, with a reason.", &SignOffApi::take_back),
             step);
  routes.add(routes.make(Post, one + "/approval/approve", review, "Approves the sheet; never by whoever asked.",
                         &SignOffApi::agree),
             step);
  routes.add(routes.make(Post, one + "/approval/return", review,
                         "Sends the sheet back to the secretariat, with a reason.", &SignOffApi::send_back),
             step);
  routes.add(routes.make(Post, one + "/reopen", manage, "Opens an approved or handed-in sheet again, with a reason.",
                         &SignOffApi::open_again),
             step);
  auto hand_in_route =
      routes.make(Post, one + "/hand-in", manage,
                  "Fills the workbook of an approved sheet and freezes what was handed in.", &SignOffApi::hand_over);
  hand_in_route.cost = http::Cost::Heavy;
  routes.add(std::move(hand_in_route), Schema::object({field("version", Schema::integer(0))}));
  routes.add(routes.make(Get, one + "/hand-ins", read, "What was handed in, newest first.", &SignOffApi::hand_ins));
  routes.add(routes.make(Get, one + "/hand-ins/{hand_in}/workbook", take, "The very file that was handed in.",
                         &SignOffApi::workbook));
  auto record = routes.make(Get, one + "/hand-ins/{hand_in}/record", take,
                            "What was handed in, who answered and who approved.", &SignOffApi::record);
  record.query = {optional("format", Schema::enumeration({"json", "pdf"}))};
  record.cost = http::Cost::Heavy;
  routes.add(std::move(record));
}

}  // namespace sonae::assessment::work
