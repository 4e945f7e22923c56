#include "features/contacts/readiness.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/day_words.h"
#include "core/facts/facts.h"
#include "core/tasks/tasks.h"
#include "features/contacts/store.h"
#include "features/contacts/store_calls.h"
#include "features/contacts/store_cards.h"

namespace sonae::contacts {

namespace {

Date today_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

Result<Book> load_book(db::Tx& tx, const Scope& scope) {
  Book book;
  const auto said = TRY(store::list_needs(tx, scope));
  for (const Purpose purpose : all_purposes()) {
    const auto own = std::ranges::find(said, purpose, &Need::purpose);
    if (own != said.end() ? own->needed : needed_by_default(purpose)) book.needed.push_back(purpose);
  }
  for (const Contact& one : TRY(store::list_contacts(tx, scope)))
    book.entries.push_back({one.id.text(), one.details.name, reach_of(one), one.details.agreed_on.has_value()});
  book.version = TRY(store::book_version(tx, scope));
  book.last_test = TRY(store::last_finished_on(tx, scope));
  book.card = TRY(store::latest_card_version(tx, scope));
  return book;
}

tasks::Harm harm_of(Weight weight) {
  switch (weight) {
    case Weight::Low:
      return tasks::Harm::Low;
    case Weight::Medium:
      return tasks::Harm::Medium;
    case Weight::High:
      return tasks::Harm::High;
  }
  die("a weight without a harm");
}

std::string origin_of(Gap gap) { return "contacts." + std::string(name_of(gap)); }

tasks::NewTask task_of(const Finding& finding, Date today) {
  tasks::NewTask task;
  task.origin = origin_of(finding.gap);
  task.key = finding.subject.empty() ? "book" : finding.subject;
  task.title_key = "contacts.task." + std::string(name_of(finding.gap));
  if (finding.gap == Gap::Unreachable) task.title_key += "." + finding.subject;
  if (!finding.name.empty()) task.args["name"] = finding.name;
  if (finding.date) task.args["date"] = day_words(*finding.date);
  task.due = due_of(finding, today);
  task.owner = tasks::owned_by(Role::Secretariat);
  task.link = finding.gap == Gap::NeverTested || finding.gap == Gap::TestTooOld ? "/contacts/test" : "/contacts";
  task.harm = harm_of(finding.weight);
  return task;
}

constexpr std::array all_gaps = {Gap::Unreachable, Gap::NoPhone,     Gap::WrongNumber, Gap::Expired, Gap::Expiring,
                                 Gap::NotAgreed,   Gap::NeverTested, Gap::TestTooOld,  Gap::NoCard,  Gap::CardTooOld};

/// The book is ready from the day on which nothing was missing until the day on which something is.
Result<void> keep_fact(db::WriteTx& tx, const Actor& actor, bool ready, Date today, Instant now) {
  constexpr std::string_view kind = "contacts.book_ready";
  const EntityRef book{"contacts.book", actor.company.text()};
  const auto standing = TRY(facts::list(tx, {actor.company, std::nullopt}, {{std::string(kind)}, book, today, 1}));
  if (ready == !standing.empty()) return {};
  if (!ready) return facts::end(tx, actor, kind, book, today, now);
  return facts::record(tx, actor, {std::string(kind), book, today, "fact.contacts.book_ready", {}, "/contacts", {}},
                       now);
}

}  // namespace

Result<Readiness> get_readiness(db::Tx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::ProgrammeRead));
  const Book book = TRY(load_book(tx, actor.scope(Permission::ProgrammeRead)));
  const Date today = today_of(now);
  Readiness readiness;
  readiness.findings = find_gaps(book, today);
  readiness.ready = is_ready(book, today);
  readiness.needed = static_cast<int>(book.needed.size());
  readiness.reached =
      readiness.needed - static_cast<int>(std::ranges::count(readiness.findings, Gap::Unreachable, &Finding::gap));
  readiness.last_test = book.last_test;
  return readiness;
}

Result<void> follow_up(db::WriteTx& tx, const Actor& actor, Instant now) {
  const Book book = TRY(load_book(tx, actor.scope(Permission::CompanyManage)));
  const Date today = today_of(now);
  std::map<std::string, std::vector<std::string>> wanted;
  for (const Finding& finding : find_gaps(book, today)) {
    const tasks::NewTask task = task_of(finding, today);
    wanted[task.origin].push_back(task.key);
    TRY(tasks::ensure(tx, actor, task, now));
  }
  for (const Gap gap : all_gaps) {
    const std::string origin = origin_of(gap);
    const auto& still = wanted[origin];
    for (const std::string& key : TRY(tasks::open_keys(tx, actor.company, origin)))
      if (std::ranges::find(still, key) == still.end()) TRY(tasks::settle(tx, actor, origin, key, now));
  }
  return keep_fact(tx, actor, is_ready(book, today), today, now);
}

}  // namespace sonae::contacts
