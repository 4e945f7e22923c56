#include "features/contacts/api_json.h"

#include "base/day_words.h"
#include "features/contacts/rules_phone.h"
#include "platform/messages/messages.h"

namespace sonae::contacts {

namespace {

std::string text_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

json::value ms_or_null(const std::optional<Instant>& at) { return at ? json::value(at->ms()) : json::value(nullptr); }

/// What cards and pages show of a contact.
json::object shown(const Contact& contact) {
  const Details& d = contact.details;
  return {{"purpose", name_of(d.purpose)},
          {"kind", d.kind},
          {"name", d.name},
          {"person", d.person},
          {"phone", d.phone},
          {"dial", dial_of(d.phone)},
          {"extension", d.extension},
          {"hours", d.hours},
          {"language", d.language},
          {"mail", d.mail},
          {"page", d.page},
          {"alternative", d.alternative},
          {"contract_number", d.contract_number},
          {"expires", or_null(d.expires)},
          {"prefecture", d.prefecture},
          {"country", d.country},
          {"site", d.site},
          {"tell_what", d.tell_what},
          {"tell_within", d.tell_within},
          {"tell_by", d.tell_by},
          {"wrong_on", or_null(contact.wrong_on)}};
}

json::object said_json(const Words& words) {
  json::object said;
  for (const Part part : all_parts()) said[name_of(part)] = words.said.at(static_cast<std::size_t>(part));
  return said;
}

}  // namespace

std::string text_in(const json::object& body, std::string_view name) {
  const json::value* value = body.if_contains(name);
  return value == nullptr || value->is_null() ? "" : text_of(*value);
}

std::optional<Date> date_in(const json::object& body, std::string_view name) {
  const json::value* value = body.if_contains(name);
  return value == nullptr || value->is_null() ? std::nullopt : Date::parse_iso(text_of(*value));
}

json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }

Result<Purpose> purpose_in(std::string_view name) {
  const auto purpose = parse_purpose(name);
  if (!purpose) return not_found();
  return *purpose;
}

Details details_in(const json::object& body) {
  Details d;
  d.purpose = parse_purpose(text_in(body, "purpose")).value_or(Purpose::Inside);
  d.kind = text_in(body, "kind");
  d.name = text_in(body, "name");
  d.person = text_in(body, "person");
  d.phone = text_in(body, "phone");
  d.extension = text_in(body, "extension");
  d.hours = text_in(body, "hours");
  d.language = text_in(body, "language");
  d.mail = text_in(body, "mail");
  d.page = text_in(body, "page");
  d.alternative = text_in(body, "alternative");
  d.contract_number = text_in(body, "contract_number");
  d.expires = date_in(body, "expires");
  if (const json::value* code = body.if_contains("prefecture")) d.prefecture = static_cast<int>(code->as_int64());
  d.country = text_in(body, "country");
  d.site = text_in(body, "site");
  d.tell_what = text_in(body, "tell_what");
  d.tell_within = text_in(body, "tell_within");
  d.tell_by = text_in(body, "tell_by");
  d.agreed_with = text_in(body, "agreed_with");
  d.agreed_on = date_in(body, "agreed_on");
  d.note = text_in(body, "note");
  return d;
}

json::array texts_json(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

json::object to_json(const Contact& contact) {
  json::object all = shown(contact);
  all["id"] = contact.id.text();
  all["agreed_with"] = contact.details.agreed_with;
  all["agreed_on"] = or_null(contact.details.agreed_on);
  all["note"] = contact.details.note;
  all["last_result"] = contact.last_result;
  all["last_called_on"] = or_null(contact.last_called_on);
  all["version"] = contact.version;
  return all;
}

json::object to_json(const Need& need) {
  return {{"purpose", name_of(need.purpose)},
          {"needed", need.needed},
          {"proposed", needed_by_default(need.purpose)},
          {"reason", need.reason},
          {"page", official_page(need.purpose)},
          {"version", need.version}};
}

json::object to_json(const Readiness& readiness, std::string_view language) {
  json::array findings;
  for (const Finding& one : readiness.findings) {
    Args args{{"name", one.name}, {"date", one.date ? day_words(*one.date) : ""}};
    if (one.purpose)
      args["purpose"] = messages::say(language, "contacts.purpose." + std::string(name_of(*one.purpose)));
    const std::string key = "contacts.gap." + std::string(name_of(one.gap));
    findings.push_back(
        json::object{{"gap", name_of(one.gap)},
                     {"subject", one.subject},
                     {"purpose", one.purpose ? json::value(name_of(*one.purpose)) : json::value(nullptr)},
                     {"weight", name_of(one.weight)},
                     {"text", messages::say(language, key, args)},
                     {"remedy", messages::say(language, key + ".remedy", args)}});
  }
  return {{"findings", std::move(findings)},
          {"ready", readiness.ready},
          {"needed", readiness.needed},
          {"reached", readiness.reached},
          {"last_test", or_null(readiness.last_test)}};
}

json::object to_json(const CallTest& test) {
  json::array calls;
  for (const Call& one : test.calls)
    calls.push_back(json::object{{"contact", one.contact.text()},
                                 {"purpose", name_of(one.purpose)},
                                 {"name", one.name},
                                 {"phone", one.phone},
                                 {"dial", dial_of(one.phone)},
                                 {"result", one.result},
                                 {"new_phone", one.new_phone},
                                 {"note", one.note},
                                 {"called_on", or_null(one.called_on)},
                                 {"called_by", one.called_by},
                                 {"version", one.version}});
  return {{"id", test.id.text()},
          {"started_on", test.started_on.iso()},
          {"started_by", test.started_by},
          {"finished_on", or_null(test.finished_on)},
          {"finished_by", test.finished_by},
          {"cancelled", test.cancelled},
          {"calls", std::move(calls)}};
}

json::object to_json(const Words& words) {
  return {{"purpose", name_of(words.purpose)},
          {"language", words.language},
          {"said", said_json(words)},
          {"version", words.version}};
}

json::object to_json(const Card& card) {
  json::value link;
  if (card.link)
    link = json::object{{"id", card.link->id.text()},
                        {"revoked_at", ms_or_null(card.link->revoked_at)},
                        {"uses", card.link->uses},
                        {"last_used_on", or_null(card.link->last_used_on)}};
  return {{"id", card.id.text()},
          {"number", card.number},
          {"site", card.site},
          {"language", card.language},
          {"ask", card.ask},
          {"book_version", card.book_version},
          {"issued_on", card.issued_on.iso()},
          {"issued_by", card.issued_by},
          {"link", std::move(link)}};
}

json::object to_json(const Face& face) {
  json::array calls;
  for (const Contact& one : face.calls) calls.push_back(shown(one));
  json::array words;
  for (const Words& one : face.words)
    words.push_back(
        json::object{{"purpose", name_of(one.purpose)}, {"language", one.language}, {"said", said_json(one)}});
  return {{"company", face.company},  {"site", face.site},
          {"number", face.number},    {"issued_on", or_null(face.issued_on)},
          {"ask", face.ask},          {"calls", std::move(calls)},
          {"words", std::move(words)}};
}

}  // namespace sonae::contacts
