#include "features/governance/requests/ask.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/day_words.h"
#include "core/directory/directory.h"
#include "features/governance/appointments.h"
#include "features/governance/inputs.h"
#include "features/governance/places.h"
#include "features/governance/requests/store.h"
#include "platform/messages/messages.h"

namespace sonae::governance::requests {

namespace {

constexpr std::array<std::string_view, 2> languages = {"ja", "en"};

/// Whom a department's mail goes to: those appointed (or their deputies), else those whose account leads it.
class Directory {
 public:
  static Result<Directory> load(db::Tx& tx, const Actor& actor, const Date& today) {
    Directory known;
    known.company_ = TRY(directory::get_company(tx, actor.company));
    for (const auto& one : TRY(directory::list_departments(tx, actor)))
      known.departments_.push_back({one.id, one.name});
    known.people_ = TRY(store::list_people(tx, actor.company));
    for (const Appointment& one : TRY(standing_on(tx, actor.company, today)))
      if (one.office == Office::Manager && !one.user.empty()) known.appointed_.emplace_back(one.department, one.user);
    return known;
  }
  [[nodiscard]] const std::string* name_of(const Id<Department>& department) const {
    const auto found = std::ranges::find(departments_, department, &std::pair<Id<Department>, std::string>::first);
    return found == departments_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::vector<Recipient> recipients_of(const Id<Department>& department) const {
    std::vector<Recipient> appointed;
    std::vector<Recipient> by_role;
    for (const store::Reachable& one : people_) {
      const Recipient recipient{one.user, one.name, !one.mail.empty(), language_of(one)};
      if (std::ranges::find(appointed_, std::pair(department, one.user)) != appointed_.end())
        appointed.push_back(recipient);
      if (one.manager && one.department == department) by_role.push_back(recipient);
    }
    return appointed.empty() ? by_role : appointed;
  }
  /// In the order of the tree, each once.
  [[nodiscard]] std::vector<Id<Department>> in_order(const std::set<Id<Department>>& wanted) const {
    std::vector<Id<Department>> list;
    for (const auto& [id, name] : departments_)
      if (wanted.contains(id)) list.push_back(id);
    return list;
  }
  [[nodiscard]] const std::string& company() const { return company_.name; }
  [[nodiscard]] std::string default_language() const { return company_.language.empty() ? "ja" : company_.language; }

 private:
  [[nodiscard]] std::string language_of(const store::Reachable& one) const {
    return one.language.empty() ? default_language() : one.language;
  }
  directory::CompanyView company_;
  std::vector<std::pair<Id<Department>, std::string>> departments_;
  std::vector<store::Reachable> people_;
  std::vector<std::pair<Id<Department>, Id<User>>> appointed_;
};

Result<std::map<std::string, Words>> words_in(const Ask& ask) {
  std::map<std::string, Words> all = template_words(ask.kind);
  for (const auto& [language, words] : ask.words) {
    const std::string place = "/words/" + language;
    Words& kept = all.at(language);
    kept.subject = TRY(required_text(words.subject, place + "/subject", longest_subject));
    kept.body = TRY(required_text(words.body, place + "/body", longest_body));
    if (kept.subject.find('\n') != std::string::npos) return fail_at(place + "/subject", "requests.words.line");
    for (const auto& [where, text] : {std::pair("/subject", kept.subject), std::pair("/body", kept.body)})
      if (const auto unknown = unknown_places(text); !unknown.empty())
        return fail_at(place + where, "requests.words.place", {{"place", "{" + unknown.front() + "}"}});
  }
  return all;
}

/// The sheet's items that are asked for, each with who has it.
Result<std::vector<SheetItem>> items_in(const Ask& ask, const std::optional<SheetItems>& sheet) {
  if (!sheet) return conflict("requests.sheet.unseen");
  if (ask.numbers.empty()) return fail_at("/numbers", "requests.items.none");
  std::vector<SheetItem> wanted;
  const std::set<int> numbers(ask.numbers.begin(), ask.numbers.end());
  for (const int no : numbers) {
    const auto item = std::ranges::find(sheet->items, no, &SheetItem::no);
    if (item == sheet->items.end()) return fail_at("/numbers", "requests.items.unknown", {{"no", std::to_string(no)}});
    if (item->department.empty()) return fail_at("/numbers", "requests.items.nobody", {{"no", std::to_string(no)}});
    wanted.push_back(*item);
  }
  return wanted;
}

void count(DepartmentPart& part, const std::vector<SheetItem>& items) {
  for (const SheetItem& item : items)
    if (item.department == part.department) {
      ++part.items;
      part.answered += item.answered ? 1 : 0;
    }
}

}  // namespace

std::map<std::string, Words> template_words(Kind kind) {
  const Args open = {{"department", "{department}"}, {"due", "{due}"},     {"items", "{count}"},
                     {"numbers", "{items}"},         {"title", "{title}"}, {"company", "{company}"},
                     {"sender", "{sender}"}};
  std::map<std::string, Words> all;
  for (const std::string_view language : languages) {
    const auto say = [&](std::string_view key) { return messages::say(language, key, open); };
    Words& words = all[std::string(language)];
    if (kind == Kind::Items) {
      words.subject = say("work.mail.request.subject.dated");
      words.body = say("work.mail.to") + "\n\n" + say("work.mail.request.first.dated") + "\n" +
                   say("requests.mail.numbers") + "\n\n" + say("work.mail.why") + "\n" + say("work.mail.ask");
    } else {
      words.subject = say("requests.mail.subject");
      words.body = say("work.mail.to") + "\n\n" + say("requests.mail.first") + "\n\n" + say("requests.mail.done") +
                   "\n" + say("requests.mail.ask");
    }
  }
  return all;
}

Result<Draft> draft(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Ask& ask, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Date today = date_in_zone(now, japan_offset_minutes);
  const Directory known = TRY(Directory::load(tx, actor, today));
  Draft made;
  Request& request = made.request;
  request.kind = ask.kind;
  request.title = TRY(required_text(ask.title, "/title", longest_title));
  if (ask.due < today) return fail_at("/due", "requests.due.past");
  request.due = ask.due;
  request.words = TRY(words_in(ask));
  std::set<Id<Department>> wanted(ask.departments.begin(), ask.departments.end());
  std::vector<SheetItem> items;
  if (ask.kind == Kind::Items) {
    const auto sheet = TRY(wiring.sheet.items(tx, actor, std::nullopt));
    items = TRY(items_in(ask, sheet));
    request.fiscal_year = sheet->fiscal_year;
    const bool all = wanted.empty();
    std::set<Id<Department>> having;
    for (const SheetItem& item : items)
      if (all || wanted.contains(item.department)) having.insert(item.department);
    std::erase_if(items, [&](const SheetItem& item) { return !having.contains(item.department); });
    if (!all && having != wanted) return fail_at("/departments", "requests.departments.no_items");
    wanted = having;
    for (const SheetItem& item : items) request.numbers.push_back(item.no);
  }
  const auto departments = known.in_order(wanted);
  if (departments.empty()) return fail_at("/departments", "requests.departments.none");
  if (departments.size() != wanted.size()) return fail_at("/departments", "requests.departments.unknown");
  request.sender = actor.user;
  request.sent_by = actor.name;
  request.sent_at = now;
  for (const Id<Department>& id : departments) {
    DepartmentPart part;
    part.department = id;
    part.name = *known.name_of(id);
    part.recipients = known.recipients_of(id);
    count(part, items);
    std::vector<int> own;
    for (const SheetItem& item : items)
      if (item.department == id) own.push_back(item.no);
    std::vector<Recipient> to = part.recipients;
    if (to.empty()) to.push_back({{}, "", false, known.default_language()});
    for (const Recipient& recipient : to) {
      const Words& words = request.words.at(recipient.language);
      const Args values = {{"department", part.name},
                           {"due", near_day_words(request.due, today)},
                           {"items", numbers_in_words(own)},
                           {"count", std::to_string(own.size())},
                           {"title", request.title},
                           {"company", known.company()},
                           {"sender", actor.name}};
      made.letters.push_back({id, part.name, recipient, {fill_in(words.subject, values), fill_in(words.body, values)}});
    }
    request.departments.push_back(std::move(part));
  }
  return made;
}

Words reminder_words(const Request& request, const DepartmentPart& part, const std::string& company,
                     const std::string& sender, const std::string& language, const Date& today) {
  const Args values = {{"department", part.name},
                       {"due", near_day_words(request.due, today)},
                       {"open", std::to_string(part.items - part.answered)},
                       {"title", request.title},
                       {"company", company},
                       {"sender", sender}};
  const auto say = [&](std::string_view key) { return messages::say(language, key, values); };
  if (request.kind == Kind::Items)
    return {say("work.mail.reminder.subject.dated"), say("work.mail.to") + "\n\n" +
                                                         say("requests.mail.reminder.items") + "\n" +
                                                         say("requests.mail.title") + "\n\n" + say("work.mail.ask")};
  return {say("requests.mail.reminder.subject"), say("work.mail.to") + "\n\n" + say("requests.mail.reminder.first") +
                                                     "\n\n" + say("requests.mail.done") + "\n" +
                                                     say("requests.mail.ask")};
}

}  // namespace sonae::governance::requests
