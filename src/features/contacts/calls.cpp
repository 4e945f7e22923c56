#include "features/contacts/calls.h"

#include <algorithm>
#include <array>

#include "core/directory/inputs.h"
#include "core/facts/facts.h"
#include "features/contacts/inputs.h"
#include "features/contacts/readiness.h"
#include "features/contacts/store_calls.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::contacts {

namespace {

constexpr int most_shown = 20;

EntityRef ref(const TestId& id) { return {"contact_test", id.text()}; }

Result<CallTest> take_up(db::Tx& tx, const Actor& actor, const TestId& id) {
  TRY(require(actor, Permission::CompanyManage));
  auto test = TRY(store::find_test(tx, actor.scope(Permission::CompanyManage), id));
  if (!test) return not_found();
  if (!test->open()) return conflict("contacts.test.over");
  return std::move(*test);
}

Result<CallTest> shown(db::Tx& tx, const Actor& actor, const TestId& id) {
  auto test = TRY(store::find_test(tx, actor.scope(Permission::CompanyManage), id));
  if (!test) return not_found();
  return std::move(*test);
}

/// What the call found goes into the book, unless the contact was removed meanwhile or has another number by now.
Result<void> carry_into_book(db::WriteTx& tx, const Actor& actor, const Call& call, Date today, Instant now) {
  const Scope scope = actor.scope(Permission::CompanyManage);
  auto contact = TRY(store::find_contact(tx, scope, call.contact));
  if (!contact) return {};
  const bool replaced = call.result == "wrong_number" && !call.new_phone.empty();
  contact->last_result = replaced ? "replaced" : call.result;
  contact->last_called_on = today;
  const bool same_number = contact->details.phone == call.phone;
  const bool wrong = call.result == "wrong_number";
  if (same_number) contact->wrong_on = wrong && call.new_phone.empty() ? std::optional(today) : std::nullopt;
  if (same_number && wrong && !call.new_phone.empty()) {
    TRY(trail::append(tx, trail::origin_of(actor),
                      {"contacts.contact.change",
                       {"contact", contact->id.text()},
                       trail::fields_json({{"phone", contact->details.phone}}),
                       trail::fields_json({{"phone", call.new_phone}}),
                       {}},
                      now));
    contact->details.phone = call.new_phone;
    TRY(store::next_book_version(tx, scope));
  }
  if (!TRY(store::update_contact(tx, scope, *contact, {actor.user, now}))) return conflict("directory.edit.conflict");
  return {};
}

}  // namespace

bool is_call_result(std::string_view result) {
  constexpr std::array<std::string_view, 4> all = {"reached", "confirmed", "wrong_number", "no_answer"};
  return std::ranges::find(all, result) != all.end();
}

Result<std::vector<CallTest>> list_tests(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  return store::list_tests(tx, actor.scope(Permission::ProgrammeRead), most_shown);
}

Result<CallTest> start_test(db::WriteTx& tx, const Actor& actor, Instant now) {
  const auto book = TRY(list_contacts(tx, actor));
  TRY(require(actor, Permission::CompanyManage));
  const Scope scope = actor.scope(Permission::CompanyManage);
  if (TRY(store::has_open_test(tx, scope))) return conflict("contacts.test.open");
  CallTest test;
  test.id = new_id<TestTag>(now);
  test.started_on = date_in_zone(now, japan_offset_minutes);
  for (const Contact& one : book)
    if (!one.details.phone.empty())
      test.calls.push_back({one.id, one.details.purpose, one.details.name, one.details.phone, "", "", "", {}, "", 1});
  if (test.calls.empty()) return conflict("contacts.test.nobody");
  TRY(store::insert_test(tx, scope, test, {actor.user, now}));
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"contacts.test.start", ref(test.id), "", trail::fields_json({{"calls", std::to_string(test.calls.size())}}), {}},
      now));
  return shown(tx, actor, test.id);
}

Result<CallTest> record_call(db::WriteTx& tx, const Actor& actor, const CallResult& command, Instant now) {
  const CallTest test = TRY(take_up(tx, actor, command.test));
  const auto before = std::ranges::find(test.calls, command.contact, &Call::contact);
  if (before == test.calls.end()) return not_found();
  const Date today = date_in_zone(now, japan_offset_minutes);
  Call after = *before;
  after.version = command.version;
  after.result = command.result;
  after.new_phone = command.result == "wrong_number" ? TRY(clean_phone_at(command.new_phone, "/new_phone")) : "";
  after.note = TRY(clean_text(command.note, "/note"));
  after.called_on = today;
  if (!after.new_phone.empty() && after.new_phone == after.phone)
    return directory::fail_at("/new_phone", "contacts.test.same_phone");
  if (!TRY(store::update_call(tx, actor.scope(Permission::CompanyManage), test.id, after, {actor.user, now})))
    return conflict("directory.edit.conflict");
  const auto fields = [](const Call& call) {
    return call.result.empty() ? std::string()
                               : trail::fields_json({{"contact", call.contact.text()},
                                                     {"result", call.result},
                                                     {"new_phone", call.new_phone},
                                                     {"note", call.note}});
  };
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"contacts.test.call", ref(test.id), fields(*before), fields(after), {}}, now));
  TRY(carry_into_book(tx, actor, after, today, now));
  TRY(follow_up(tx, actor, now));
  return shown(tx, actor, test.id);
}

Result<CallTest> finish_test(db::WriteTx& tx, const Actor& actor, const TestId& id, Instant now) {
  const CallTest test = TRY(take_up(tx, actor, id));
  const auto uncalled = std::ranges::count_if(test.calls, [](const Call& call) { return call.result.empty(); });
  if (uncalled > 0) return conflict("contacts.test.uncalled", {{"n", std::to_string(uncalled)}});
  const Date today = date_in_zone(now, japan_offset_minutes);
  TRY(store::finish_test(tx, actor.scope(Permission::CompanyManage), id, today, {actor.user, now}));
  const auto reached = std::ranges::count_if(
      test.calls, [](const Call& call) { return call.result == "reached" || call.result == "confirmed"; });
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"contacts.test.finish",
       ref(id),
       "",
       trail::fields_json({{"calls", std::to_string(test.calls.size())}, {"reached", std::to_string(reached)}}),
       {}},
      now));
  TRY(facts::record(tx, actor,
                    {"contacts.call_test_done",
                     ref(id),
                     today,
                     "fact.contacts.call_test_done",
                     {{"calls", std::to_string(test.calls.size())}, {"reached", std::to_string(reached)}},
                     "/contacts",
                     {}},
                    now));
  TRY(follow_up(tx, actor, now));
  return shown(tx, actor, id);
}

Result<CallTest> cancel_test(db::WriteTx& tx, const Actor& actor, const TestId& id, Instant now) {
  TRY(take_up(tx, actor, id));
  TRY(store::cancel_test(tx, actor.scope(Permission::CompanyManage), id, now));
  TRY(trail::append(tx, trail::origin_of(actor), {"contacts.test.cancel", ref(id), "", "", {}}, now));
  return shown(tx, actor, id);
}

}  // namespace sonae::contacts
