#include "features/contacts/inputs.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "core/directory/inputs.h"
#include "features/contacts/rules_phone.h"

namespace sonae::contacts {

namespace {

using directory::fail_at;

Result<std::string> clean(std::string_view typed, const std::string& place, std::size_t limit) {
  const auto cleaned = text::clean_free_text(typed);
  if (!cleaned) return fail_at(place, "error.field.control");
  std::string trimmed(text::trim(*cleaned));
  if (text::length(trimmed) > limit) return fail_at(place, "error.field.too_long", {{"limit", std::to_string(limit)}});
  return trimmed;
}

/// The page of a desk is pressed in an emergency: a web address and nothing that runs.
Result<std::string> clean_page(std::string_view typed) {
  std::string page = TRY(clean_line(text::nfkc(typed), "/page"));
  if (page.empty()) return page;
  const bool web = page.starts_with("https://") || page.starts_with("http://");
  const std::size_t host = page.find("//") + 2;
  if (!web || page.find_first_of(" \"<>\\") != std::string::npos || page.find('.', host) == std::string::npos)
    return fail_at("/page", "contacts.page.unreadable");
  return page;
}

Result<void> check_purpose_parts(Details& details) {
  if (details.purpose != Purpose::Containment) details.kind.clear();
  if (details.purpose != Purpose::Police) details.prefecture = 0;
  if (details.purpose != Purpose::Overseas) details.country.clear();
  if (details.purpose != Purpose::Customer) {
    for (std::string* text : {&details.tell_what, &details.tell_within, &details.tell_by, &details.agreed_with})
      text->clear();
    details.agreed_on.reset();
  }
  if (details.purpose == Purpose::Containment && !is_containment_kind(details.kind))
    return fail_at("/kind", "contacts.kind.missing");
  if (details.purpose == Purpose::Police && (details.prefecture < 1 || details.prefecture > prefectures))
    return fail_at("/prefecture", "contacts.prefecture.missing");
  if (details.purpose == Purpose::Overseas && details.country.empty())
    return fail_at("/country", "contacts.country.missing");
  if (details.agreed_on && details.agreed_with.empty()) return fail_at("/agreed_with", "contacts.agreed.who");
  return {};
}

}  // namespace

Result<std::string> clean_line(std::string_view typed, const std::string& place) {
  std::string line = TRY(clean(typed, place, longest_line));
  if (line.find('\n') != std::string::npos) return fail_at(place, "contacts.line.several");
  return line;
}

Result<std::string> clean_text(std::string_view typed, const std::string& place) {
  return clean(typed, place, longest_text);
}

Result<std::string> clean_phone_at(std::string_view typed, const std::string& place) {
  auto cleaned = clean_phone(typed);
  if (cleaned) return std::move(*cleaned);
  return fail_at(place, cleaned.error().key, cleaned.error().args);
}

Result<Details> clean_details(const Details& typed) {
  Details clean = typed;
  clean.name = TRY(directory::clean_name(typed.name, "/name"));
  clean.phone = TRY(clean_phone_at(typed.phone, "/phone"));
  clean.mail = TRY(directory::clean_mail(typed.mail));
  clean.page = TRY(clean_page(typed.page));
  clean.extension = TRY(clean_line(text::nfkc(typed.extension), "/extension"));
  clean.contract_number = TRY(clean_line(text::nfkc(typed.contract_number), "/contract_number"));
  const std::array<std::pair<std::string*, const char*>, 8> lines = {{{&clean.person, "/person"},
                                                                      {&clean.hours, "/hours"},
                                                                      {&clean.language, "/language"},
                                                                      {&clean.country, "/country"},
                                                                      {&clean.site, "/site"},
                                                                      {&clean.tell_within, "/tell_within"},
                                                                      {&clean.tell_by, "/tell_by"},
                                                                      {&clean.agreed_with, "/agreed_with"}}};
  for (const auto& [line, place] : lines) *line = TRY(clean_line(*line, place));
  clean.alternative = TRY(clean_text(typed.alternative, "/alternative"));
  clean.tell_what = TRY(clean_text(typed.tell_what, "/tell_what"));
  clean.note = TRY(clean_text(typed.note, "/note"));
  TRY(check_purpose_parts(clean));
  return clean;
}

}  // namespace sonae::contacts
