#include "features/governance/requests/requests.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "core/notices/notices.h"
#include "core/tasks/tasks.h"
#include "features/governance/inputs.h"
#include "features/governance/places.h"
#include "features/governance/requests/ask.h"
#include "features/governance/requests/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::governance::requests {

namespace {

constexpr std::string_view task_origin = "governance.request";

EntityRef ref(const Id<RequestTag>& id) { return {"governance.request", id.text()}; }
std::string page_of(const Id<RequestTag>& id) { return "/organisation/requests/" + id.text(); }
std::string key_of(const Id<RequestTag>& id, const Id<Department>& department) {
  return id.text() + "/" + department.text();
}
Date day_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

/// What is not stored with a request: names, how far the items are, what the actor may see.
class Viewer {
 public:
  static Result<Viewer> load(db::Tx& tx, const Actor& actor, const Wiring& wiring, Instant now) {
    TRY(require(actor, Permission::ProgrammeRead));
    Viewer viewer(tx, actor, wiring, day_of(now));
    for (const auto& one : TRY(directory::list_departments(tx, actor))) viewer.names_[one.id.text()] = one.name;
    return viewer;
  }

  /// False when nothing of it is the actor's to see.
  Result<bool> complete(Request& request) {
    const Scope scope = actor_.scope(Permission::ProgrammeRead);
    std::erase_if(request.departments, [&](const DepartmentPart& one) { return !scope.holds(one.department); });
    if (request.departments.empty()) return false;
    const auto* sheet = TRY(sheet_of(request));
    for (DepartmentPart& part : request.departments) {
      if (const auto name = names_.find(part.department.text()); name != names_.end()) part.name = name->second;
      if (sheet != nullptr) count(request, part, *sheet);
      const bool answered = part.items > 0 && part.answered == part.items;
      part.progress = part.done_at || answered ? Progress::Done
                      : request.due < today_   ? Progress::Late
                                               : Progress::Open;
    }
    return true;
  }
  /// Whether the answers to its items can be counted.
  Result<bool> sees(const Request& request) { return request.kind == Kind::Duty || TRY(sheet_of(request)) != nullptr; }

 private:
  Viewer(db::Tx& tx, const Actor& actor, const Wiring& wiring, Date today)
      : tx_(tx), actor_(actor), wiring_(wiring), today_(today) {}

  Result<const SheetItems*> sheet_of(const Request& request) {
    if (request.kind != Kind::Items) return nullptr;
    const int year = *request.fiscal_year;
    if (!sheets_.contains(year)) sheets_[year] = TRY(wiring_.sheet.items(tx_, actor_, year));
    const auto& found = sheets_.at(year);
    return found ? &*found : nullptr;
  }
  static void count(const Request& request, DepartmentPart& part, const SheetItems& sheet) {
    for (const SheetItem& item : sheet.items) {
      if (item.department != part.department || std::ranges::find(request.numbers, item.no) == request.numbers.end())
        continue;
      ++part.items;
      part.answered += item.answered ? 1 : 0;
    }
  }

  db::Tx& tx_;
  const Actor& actor_;
  const Wiring& wiring_;
  Date today_;
  std::map<std::string, std::string> names_;
  std::map<int, std::optional<SheetItems>> sheets_;
};

Result<Request> view(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Id<RequestTag>& id, Instant now) {
  Viewer viewer = TRY(Viewer::load(tx, actor, wiring, now));
  Request request = TRY(store::get_request(tx, actor.company, id));
  if (!TRY(viewer.complete(request))) return not_found();
  return request;
}

Result<void> record(db::WriteTx& tx, const Actor& actor, const Id<RequestTag>& id, std::string_view verb,
                    const std::vector<std::pair<std::string, std::string>>& after, Instant now) {
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"governance.request." + std::string(verb), ref(id), "", trail::fields_json(after), trail::Outcome::Done}, now));
  return {};
}

Result<void> tell(db::WriteTx& tx, const Actor& actor, const Id<RequestTag>& id, const Recipient& to,
                  const std::string& kind, const std::string& key, const Words& words, Instant now) {
  notices::NewNotice notice;
  notice.to = to.user;
  notice.kind = kind;
  notice.key = key;
  notice.subject = words.subject;
  notice.text = words.body;
  notice.link = page_of(id);
  notice.urgency = notices::Urgency::Soon;
  return notices::tell(tx, actor.company, notice, now);
}

std::string names_of(const std::vector<DepartmentPart>& parts) {
  std::string names;
  for (const DepartmentPart& one : parts) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

/// For steps of the office.
Result<Request> take_up(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Step& step, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  Request request = TRY(view(tx, actor, wiring, step.request, now));
  if (!request.open) return conflict("requests.closed");
  if (request.version != step.version) return conflict("requests.version");
  return request;
}

/// For steps of a department. The part is the only one in the request's list that the step is about.
struct Own {
  Request request;
  DepartmentPart part;
};
Result<Own> take_part(db::Tx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  if (!actor.scope(Permission::SheetAnswer).holds(step.department)) return not_found();
  Own own{TRY(view(tx, actor, wiring, step.request, now)), {}};
  const auto part = std::ranges::find(own.request.departments, step.department, &DepartmentPart::department);
  if (part == own.request.departments.end()) return not_found();
  own.part = *part;
  if (!own.request.open) return conflict("requests.closed");
  if (own.part.version != step.version) return conflict("requests.version");
  return own;
}

Result<void> open_task(db::WriteTx& tx, const Actor& actor, const Request& request, const Id<Department>& department,
                       Instant now) {
  tasks::NewTask task;
  task.origin = task_origin;
  task.key = key_of(request.id, department);
  task.title_key = "requests.task";
  task.args = {{"title", request.title}};
  task.due = request.due;
  task.owner = tasks::owned_by(department);
  task.link = page_of(request.id);
  TRY(tasks::ensure(tx, actor, task, now));
  return {};
}

}  // namespace

std::string_view name_of(Kind kind) { return kind == Kind::Items ? "items" : "duty"; }

std::optional<Kind> parse_kind(std::string_view name) {
  for (const Kind kind : {Kind::Items, Kind::Duty})
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

Result<std::vector<Request>> list_requests(db::Tx& tx, const Actor& actor, const Wiring& wiring, Instant now) {
  Viewer viewer = TRY(Viewer::load(tx, actor, wiring, now));
  std::vector<Request> seen;
  for (Request& one : TRY(store::list_requests(tx, actor.company)))
    if (TRY(viewer.complete(one))) seen.push_back(std::move(one));
  return seen;
}

Result<Request> get_request(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Id<RequestTag>& id,
                            Instant now) {
  return view(tx, actor, wiring, id, now);
}

Result<std::vector<Letter>> preview(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Ask& ask, Instant now) {
  return TRY(draft(tx, actor, wiring, ask, now)).letters;
}

Result<Request> send_request(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const Ask& ask, Instant now) {
  Draft made = TRY(draft(tx, actor, wiring, ask, now));
  Request& request = made.request;
  request.id = new_id<RequestTag>(now);
  TRY(store::insert_request(tx, actor.company, request));
  for (const DepartmentPart& part : request.departments) TRY(open_task(tx, actor, request, part.department, now));
  for (const Letter& letter : made.letters)
    if (!letter.to.user.empty())
      TRY(tell(tx, actor, request.id, letter.to, "governance.request", key_of(request.id, letter.department),
               letter.words, now));
  TRY(record(tx, actor, request.id, "send",
             {{"kind", std::string(name_of(request.kind))},
              {"title", request.title},
              {"due", request.due.iso()},
              {"items", numbers_in_words(request.numbers)},
              {"departments", names_of(request.departments)},
              {"subject", request.words.at("ja").subject},
              {"text", request.words.at("ja").body}},
             now));
  return view(tx, actor, wiring, request.id, now);
}

Result<Request> remind(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const Step& step, Instant now) {
  Request request = TRY(take_up(tx, actor, wiring, step, now));
  if (!TRY(TRY(Viewer::load(tx, actor, wiring, now)).sees(request))) return conflict("requests.sheet.unseen");
  const std::string company = TRY(directory::get_company(tx, actor.company)).name;
  std::vector<DepartmentPart> late;
  for (DepartmentPart& part : request.departments) {
    if (part.progress == Progress::Done)
      TRY(tasks::settle(tx, actor, task_origin, key_of(request.id, part.department), now));
    if (part.progress != Progress::Late) continue;
    ++part.reminders;
    part.reminded_at = now;
    const std::string key = key_of(request.id, part.department) + "/" + std::to_string(part.reminders);
    for (const Recipient& to : part.recipients)
      TRY(tell(tx, actor, request.id, to, "governance.request", key,
               reminder_words(request, part, company, actor.name, to.language, day_of(now)), now));
    TRY(store::update_part(tx, actor.company, request.id, part));
    late.push_back(part);
  }
  if (late.empty()) return conflict("requests.remind.nobody");
  TRY(store::update_request(tx, actor.company, request));
  TRY(record(tx, actor, request.id, "remind", {{"departments", names_of(late)}}, now));
  return view(tx, actor, wiring, request.id, now);
}

Result<Request> close_request(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const Step& step,
                              Instant now) {
  Request request = TRY(take_up(tx, actor, wiring, step, now));
  request.open = false;
  TRY(store::update_request(tx, actor.company, request));
  for (const DepartmentPart& part : request.departments)
    TRY(tasks::settle(tx, actor, task_origin, key_of(request.id, part.department), now));
  TRY(record(tx, actor, request.id, "close", {{"state", "closed"}}, now));
  return view(tx, actor, wiring, request.id, now);
}

Result<Request> mark_done(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step,
                          const std::string& note, Instant now) {
  auto [request, part] = TRY(take_part(tx, actor, wiring, step, now));
  if (part.done_at) return conflict("requests.done.already");
  if (part.answered < part.items)
    return invalid("requests.done.items", {{"n", std::to_string(part.items - part.answered)}});
  part.note = TRY(optional_text(note, "/note", longest_reason));
  part.done_at = now;
  part.done_by_user = actor.user;
  part.done_by = actor.name;
  TRY(store::update_part(tx, actor.company, request.id, part));
  TRY(tasks::settle(tx, actor, task_origin, key_of(request.id, part.department), now));
  TRY(record(tx, actor, request.id, "done", {{"department", part.name}, {"note", part.note}}, now));
  return view(tx, actor, wiring, request.id, now);
}

Result<Request> mark_open(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step,
                          Instant now) {
  auto [request, part] = TRY(take_part(tx, actor, wiring, step, now));
  if (!part.done_at) return conflict("requests.done.not");
  part.done_at.reset();
  part.done_by_user = {};
  part.done_by.clear();
  part.note.clear();
  TRY(store::update_part(tx, actor.company, request.id, part));
  TRY(open_task(tx, actor, request, part.department, now));
  TRY(record(tx, actor, request.id, "reopen", {{"department", part.name}}, now));
  return view(tx, actor, wiring, request.id, now);
}

Result<Request> write_entry(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step,
                            const std::string& text, Instant now) {
  auto [request, part] = TRY(take_part(tx, actor, wiring, step, now));
  if (part.entries.size() >= most_entries) return conflict("requests.entries.many");
  const bool office = actor.may(Permission::CompanyManage);
  const Entry entry{TRY(required_text(text, "/text", longest_entry)), office, actor.name, now};
  TRY(store::insert_entry(tx, actor.company, request.id, part.department, part.entries.size() + 1, entry, actor.user));
  // Counts as a change of the part: two answers to one question are told apart.
  TRY(store::update_part(tx, actor.company, request.id, part));
  std::vector<Recipient> to = part.recipients;
  if (!office) to = {{request.sender, request.sent_by, false, ""}};
  for (const Recipient& one : to) {
    notices::NewNotice notice;
    notice.to = one.user;
    notice.kind = "governance.request.entry";
    notice.key = key_of(request.id, part.department) + "/" + std::to_string(part.entries.size() + 1);
    notice.subject_key = office ? "requests.notice.answer" : "requests.notice.question";
    notice.args = {{"title", request.title}, {"department", part.name}};
    notice.link = page_of(request.id);
    TRY(notices::tell(tx, actor.company, notice, now));
  }
  TRY(record(tx, actor, request.id, "entry", {{"department", part.name}, {"text", entry.body}}, now));
  return view(tx, actor, wiring, request.id, now);
}

Result<Waiting> count_waiting(db::Tx& tx, const Actor& actor, const Wiring& wiring, Instant now) {
  Waiting waiting;
  for (const Request& request : TRY(list_requests(tx, actor, wiring, now))) {
    if (!request.open) continue;
    for (const DepartmentPart& part : request.departments) {
      waiting.late += part.progress == Progress::Late ? 1 : 0;
      waiting.questions += part.waits_for_office() ? 1 : 0;
    }
  }
  return waiting;
}

}  // namespace sonae::governance::requests
