// The book of contacts: filled last year, tried once, printed; since then a policy has run out and a desk has no
// number.

#include "app/demo/contacts.h"

#include "features/contacts/calls.h"
#include "features/contacts/cards.h"

namespace sonae::app::demo {

namespace {

namespace contacts = ::sonae::contacts;

const json::object& book() {
  static const json::value parsed = MUST(json::parse(demo_file("contacts.json")));
  return parsed.as_object();
}

std::string text_or_empty(const json::object& object, std::string_view key) {
  return object.contains(key) ? text_at(object, key) : "";
}

contacts::Details details_of(const World& world, const json::object& said) {
  contacts::Details d;
  d.purpose = *contacts::parse_purpose(text_at(said, "purpose"));
  d.kind = text_or_empty(said, "kind");
  d.name = text_at(said, "name");
  d.person = text_or_empty(said, "person");
  d.phone = text_or_empty(said, "phone");
  d.extension = text_or_empty(said, "extension");
  d.hours = text_or_empty(said, "hours");
  d.language = text_or_empty(said, "language");
  d.page = text_or_empty(said, "page");
  d.alternative = text_or_empty(said, "alternative");
  d.contract_number = text_or_empty(said, "contract_number");
  d.site = text_or_empty(said, "site");
  d.tell_what = text_or_empty(said, "tell_what");
  d.tell_within = text_or_empty(said, "tell_within");
  d.tell_by = text_or_empty(said, "tell_by");
  d.agreed_with = text_or_empty(said, "agreed_with");
  d.note = text_or_empty(said, "note");
  if (said.contains("prefecture")) d.prefecture = number_at(said, "prefecture");
  if (said.contains("expires_in")) d.expires = world.day(number_at(said, "expires_in"));
  if (said.contains("agreed_ago")) d.agreed_on = world.day(-number_at(said, "agreed_ago"));
  // The call test below finds the number that has changed.
  const json::object& test = book().at("test").as_object();
  if (d.name == text_at(test, "wrong")) d.phone = text_at(test, "old_phone");
  return d;
}

/// What came of one call of last year's test.
contacts::CallResult result_of(const contacts::TestId& test, const contacts::Call& call) {
  const json::object& said = book().at("test").as_object();
  contacts::CallResult result{test, call.contact, "reached", "", "", call.version};
  if (call.name == text_at(said, "no_answer")) result.result = "no_answer";
  if (call.name == text_at(said, "wrong")) {
    result.result = "wrong_number";
    for (const json::value& value : book().at("contacts").as_array())
      if (text_at(value.as_object(), "name") == call.name) result.new_phone = text_at(value.as_object(), "phone");
  }
  return result;
}

}  // namespace

Result<void> make_contacts(World& world) {
  const Actor secretariat = TRY(world.actor("sato"));
  const std::int64_t ago = number_at(book(), "year_before");
  for (const json::value& value : book().at("contacts").as_array())
    TRY(world.database.write([&](db::WriteTx& tx) {
      return contacts::add_contact(tx, secretariat, details_of(world, value.as_object()), world.days_ago(ago + 10));
    }));
  TRY(world.database.write([&](db::WriteTx& tx) -> Result<contacts::CallTest> {
    const Instant then = world.days_ago(ago);
    const auto test = TRY(contacts::start_test(tx, secretariat, then));
    for (const contacts::Call& call : test.calls)
      TRY(contacts::record_call(tx, secretariat, result_of(test.id, call), then));
    return contacts::finish_test(tx, secretariat, test.id, then);
  }));
  const std::string ask = text_at(book(), "ask");
  return world.database.write([&](db::WriteTx& tx) -> Result<void> {
    const Instant then = world.days_ago(ago - 2);
    TRY(contacts::issue_card(tx, secretariat, {"", "ja", ask, true}, then));
    TRY(contacts::issue_card(tx, secretariat, {"岡崎工場", "ja", ask, true}, then));
    return {};
  });
}

}  // namespace sonae::app::demo
