#pragma once
// What a company says of itself, and how far its first run is. Both are the administrator's and the secretariat's
// (CompanyManage).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/directory/directory.h"

namespace sonae::directory {

struct Profile {
  std::string name;
  std::string kana;
  std::optional<std::int64_t> sites;      ///< places of work, 1-10,000
  std::optional<std::int64_t> headcount;  ///< 1-1,000,000
  std::optional<std::int64_t> computers;  ///< PCs, 0-1,000,000
  int fiscal_year_start = 4;              ///< month, 1-12
  std::string language;                   ///< for people who have not chosen one; "" until somebody says
  std::int64_t version = 1;
};
[[nodiscard]] Result<Profile> get_profile(db::Tx& tx, const Actor& actor);
/// `profile.version` is the one that was seen: Conflict ("directory.edit.conflict"). Invalid at "/name", "/kana",
/// "/sites", "/headcount", "/computers", "/fiscal_year_start".
[[nodiscard]] Result<Profile> change_profile(db::WriteTx& tx, const Actor& actor, const Profile& profile, Instant now);

// --- the first run ---------------------------------------------------------------------------------------------

enum class StepState : std::uint8_t {
  Open,   ///< not touched: it has no row
  Done,   ///< finished
  Later,  ///< put off by a person
};
[[nodiscard]] std::string_view name_of(StepState state);  ///< "open" "done" "later"
[[nodiscard]] std::optional<StepState> parse_step_state(std::string_view name);

/// The key is the page's: a chapter that comes later brings its own step without a change here.
struct Step {
  std::string key;  ///< a-z, 0-9, "_", at most 40
  StepState state = StepState::Open;
  std::optional<Instant> changed_at;
};
/// Those that are not open, by key.
[[nodiscard]] Result<std::vector<Step>> list_steps(db::Tx& tx, const Actor& actor);
/// Invalid at "/step" ("directory.step.key", "directory.step.many" above 50 steps).
[[nodiscard]] Result<void> put_step(db::WriteTx& tx, const Actor& actor, const Step& step, Instant now);

}  // namespace sonae::directory
