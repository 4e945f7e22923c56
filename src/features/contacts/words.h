#pragma once
// What to say on the telephone: seven short parts per purpose, prepared in both languages, changed by the company where
// it has agreed something else. Source (質問②): what is told is agreed beforehand.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/contacts.h"

namespace sonae::contacts {

enum class Part : std::uint8_t { Opening, Happened, Since, Affected, Stopped, Help, CallBack };
constexpr std::size_t parts = 7;
[[nodiscard]] std::string_view name_of(Part part);  ///< "opening" "happened" … "call_back"
[[nodiscard]] std::array<Part, parts> all_parts();

struct Words {
  Purpose purpose = Purpose::Inside;
  std::string language;  ///< "ja" "en"
  std::array<std::string, parts> said;
  std::int64_t version = 0;  ///< 0: the prepared words
};
/// The prepared words: a common sentence for each part, an own one for the opening and for the help that is needed.
/// `company` goes into the opening.
[[nodiscard]] Words prepared_words(Purpose purpose, std::string_view language, const std::string& company);

/// ProgrammeRead. Every purpose in both languages, in the order of the calls.
[[nodiscard]] Result<std::vector<Words>> list_words(db::Tx& tx, const Actor& actor);
/// CompanyManage. `version` is the one that was seen: Conflict ("directory.edit.conflict"). Invalid at "/opening" …
[[nodiscard]] Result<Words> put_words(db::WriteTx& tx, const Actor& actor, const Words& words, Instant now);

}  // namespace sonae::contacts
