// The auditor's notes, and what waits for a person today.

#include "features/assessment/api_json.h"
#include "features/assessment/work/api.h"
#include "features/assessment/work/api_parts.h"
#include "features/assessment/work/notes.h"
#include "features/assessment/work/today.h"

namespace sonae::assessment::work {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

json::value to_json(const Note& note, const Actor& actor) {
  return json::object{{"id", note.id.text()},
                      {"no", note.no},
                      {"text", note.body},
                      {"by", note.by},
                      {"own", note.by_id == actor.user},
                      {"written_at", note.written_at.ms()},
                      {"changed_at", note.changed_at.ms()},
                      {"version", note.version},
                      {"deleted_at", or_null(note.deleted_at)}};
}

json::array to_json(const std::vector<TodayItem>& items) {
  json::array list;
  for (const TodayItem& item : items)
    list.push_back(json::object{{"no", item.no}, {"condition", item.condition}, {"due", or_null(item.due)}});
  return list;
}

json::value number_or_null(const std::optional<int>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::value approval_json(const std::optional<Approval>& approval, const Actor& actor) {
  if (!approval) return nullptr;
  return json::object{{"state", name_of(approval->decision)},
                      {"asked_by", approval->asked_by},
                      {"asked_at", approval->asked_at.ms()},
                      {"own", approval->asked_by_id == actor.user},
                      {"incomplete_reason", approval->incomplete_reason},
                      {"decided_by", or_null(approval->decided_by)},
                      {"decided_at", or_null(approval->decided_at)},
                      {"reason", approval->reason}};
}

json::value news_json(const std::optional<TodayNews>& news) {
  if (!news) return nullptr;
  return json::object{{"since", or_null(news->since)},
                      {"answers", news->answers},
                      {"submissions", news->submissions},
                      {"decisions", news->decisions}};
}

json::value to_json(const Today& today, const Actor& actor) {
  return json::object{{"sheet", today.sheet ? assessment::to_json(*today.sheet) : json::value(nullptr)},
                      {"progress", today.progress ? to_json(*today.progress) : json::value(nullptr)},
                      {"points", today.counts.points},
                      {"max_points", today.counts.max_points},
                      {"approval", approval_json(today.approval, actor)},
                      {"reopened", today.reopened ? json::value(*today.reopened) : json::value(nullptr)},
                      {"hand_ins", today.hand_ins},
                      {"overdue", to_json(today.overdue)},
                      {"soon", to_json(today.soon)},
                      {"without_year", to_json(today.without_year)},
                      {"mine", to_json(today.mine)},
                      {"handed_to_me", today.handed_to_me},
                      {"editable_unanswered", today.editable_unanswered},
                      {"first_unanswered", number_or_null(today.first_unanswered)},
                      {"to_answer_again", today.to_answer_again},
                      {"questions_for_me", today.questions_for_me},
                      {"first_question", number_or_null(today.first_question)},
                      {"news", news_json(today.news)}};
}

class AuditApi {
 public:
  explicit AuditApi(Services services) : services_(services) {}

  Result<Response> today(const Context& context) {
    return Response::json(
        to_json(TRY(services_.database.read([&](db::Tx& tx) { return get_today(tx, context.who(), context.now); })),
                context.who()));
  }
  Result<Response> seen(const Context& context) {
    TRY(services_.database.write([&](db::WriteTx& tx) { return mark_seen(tx, context.who(), context.now); }));
    return Response::no_content();
  }

  Result<Response> notes(const Context& context) {
    const auto id = TRY(assessment_in(context));
    json::array list;
    for (const Note& note :
         TRY(services_.database.read([&](db::Tx& tx) { return list_notes(tx, context.who(), id, context.now); })))
      list.push_back(to_json(note, context.who()));
    return Response::json(json::object{{"notes", std::move(list)}});
  }
  Result<Response> write(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const int no = static_cast<int>(context.body().at("no").as_int64());
    const Note note = TRY(services_.database.write([&](db::WriteTx& tx) {
      return write_note(tx, context.who(), id, no, text_in(context.body(), "text"), context.now);
    }));
    return Response::json(to_json(note, context.who()), 201);
  }
  Result<Response> change(const Context& context) {
    return step(context, context.body().at("version").as_int64(), [&](db::WriteTx& tx, const NoteStep& what) {
      return change_note(tx, context.who(), what, text_in(context.body(), "text"), context.now);
    });
  }
  Result<Response> restore(const Context& context) {
    return step(context, context.body().at("version").as_int64(), [&](db::WriteTx& tx, const NoteStep& what) {
      return restore_note(tx, context.who(), what, context.now);
    });
  }
  Result<Response> remove(const Context& context) {
    const int version = TRY(item_in(context.request.query_or("version", "")));
    return step(context, version, [&](db::WriteTx& tx, const NoteStep& what) {
      return delete_note(tx, context.who(), what, context.now);
    });
  }

 private:
  template <typename Use>
  Result<Response> step(const Context& context, std::int64_t version, Use use) {
    const NoteStep what{TRY(assessment_in(context)), TRY(id_in<NoteTag>(context.request.parameter("note"))), version};
    return Response::json(
        to_json(TRY(services_.database.write([&](db::WriteTx& tx) { return use(tx, what); })), context.who()));
  }

  Services services_;
};

}  // namespace

void add_audit_routes(http::Router& router, Services services) {
  using enum http::Method;
  using Audit = Routes<AuditApi>;
  Audit routes(router, std::make_shared<AuditApi>(services));
  const std::string notes = "/assessments/{assessment}/notes";
  const http::Access mine{Permission::AuditNote, RowScope::Company};
  const Schema words = Schema::string(4'000);
  const Schema version = Schema::integer(0);

  routes.add(routes.make(Get, "/today", {Permission::SignedIn, RowScope::Department},
                         "What waits for this person, gathered in one reading.", &AuditApi::today));
  routes.add(routes.make(Post, "/today/seen", mine, "The auditor has looked at what is new.", &AuditApi::seen));
  routes.add(routes.make(Get, notes, {Permission::SheetRead, RowScope::Department},
                         "The auditors' notes; empty for all but auditors and the CISO.", &AuditApi::notes));
  routes.add(routes.make(Post, notes, mine, "Writes a note beside an item.", &AuditApi::write),
             Schema::object({field("no", Schema::integer(1, 9'999)), field("text", words)}));
  routes.add(routes.make(Patch, notes + "/{note}", mine, "Changes the actor's own note.", &AuditApi::change),
             Schema::object({field("text", words), field("version", version)}));
  auto remove = routes.make(Delete, notes + "/{note}", mine,
                            "Deletes the actor's own note; it can come back for 30 days.", &AuditApi::remove);
  remove.query = {http::optional("version", Schema::integer(0, 999'999))};
  routes.add(std::move(remove));
  routes.add(routes.make(Post, notes + "/{note}/restore", mine, "Brings a deleted note back.", &AuditApi::restore),
             Schema::object({field("version", version)}));
}

}  // namespace sonae::assessment::work
