#include "features/contacts/words.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "features/contacts/inputs.h"
#include "features/contacts/readiness.h"
#include "features/contacts/store_words.h"
#include "platform/messages/messages.h"
#include "platform/trail/trail.h"

namespace sonae::contacts {

namespace {

std::string fields_of(const Words& words) {
  std::vector<std::pair<std::string, std::string>> fields{{"language", words.language}};
  for (const Part part : all_parts()) fields.emplace_back(name_of(part), words.said.at(static_cast<std::size_t>(part)));
  return trail::fields_json(fields);
}

/// The company's own words where it has some, else the prepared ones.
Result<Words> words_of(db::Tx& tx, const Scope& scope, Purpose purpose, std::string_view language) {
  for (Words& own : TRY(store::list_words(tx, scope)))
    if (own.purpose == purpose && own.language == language) return std::move(own);
  return prepared_words(purpose, language, TRY(directory::get_company(tx, scope.company)).name);
}

}  // namespace

std::string_view name_of(Part part) {
  switch (part) {
    case Part::Opening:
      return "opening";
    case Part::Happened:
      return "happened";
    case Part::Since:
      return "since";
    case Part::Affected:
      return "affected";
    case Part::Stopped:
      return "stopped";
    case Part::Help:
      return "help";
    case Part::CallBack:
      return "call_back";
  }
  die("a part without a name");
}

std::array<Part, parts> all_parts() {
  using enum Part;
  return {Opening, Happened, Since, Affected, Stopped, Help, CallBack};
}

Words prepared_words(Purpose purpose, std::string_view language, const std::string& company) {
  Words words;
  words.purpose = purpose;
  words.language = language;
  for (const Part part : all_parts()) {
    const bool own = part == Part::Opening || part == Part::Help;
    const std::string key =
        "contacts.say." + std::string(name_of(part)) + (own ? "." + std::string(name_of(purpose)) : "");
    words.said.at(static_cast<std::size_t>(part)) = messages::say(language, key, {{"company", company}});
  }
  return words;
}

Result<std::vector<Words>> list_words(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  const Scope scope = actor.scope(Permission::ProgrammeRead);
  const std::string company = TRY(directory::get_company(tx, scope.company)).name;
  const auto own = TRY(store::list_words(tx, scope));
  std::vector<Words> all;
  for (const Purpose purpose : all_purposes())
    for (const char* language : {"ja", "en"}) {
      const auto found = std::ranges::find_if(
          own, [&](const Words& one) { return one.purpose == purpose && one.language == language; });
      all.push_back(found != own.end() ? *found : prepared_words(purpose, language, company));
    }
  return all;
}

Result<Words> put_words(db::WriteTx& tx, const Actor& actor, const Words& words, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Scope scope = actor.scope(Permission::CompanyManage);
  const Words before = TRY(words_of(tx, scope, words.purpose, words.language));
  if (before.version != words.version) return conflict("directory.edit.conflict");
  Words after = words;
  for (const Part part : all_parts()) {
    std::string& said = after.said.at(static_cast<std::size_t>(part));
    said = TRY(clean_text(said, "/" + std::string(name_of(part))));
  }
  if (!TRY(store::put_words(tx, scope, after, {actor.user, now}))) return conflict("directory.edit.conflict");
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"contacts.words.change",
                     {"contact_purpose", std::string(name_of(after.purpose))},
                     fields_of(before),
                     fields_of(after),
                     {}},
                    now));
  TRY(store::next_book_version(tx, scope));
  TRY(follow_up(tx, actor, now));
  ++after.version;
  return after;
}

}  // namespace sonae::contacts
