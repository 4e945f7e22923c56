#pragma once
// How the answers of the industry guideline would stand for the SCS scheme's ★3 and ★4. Pure. The pack's mapping
// (data/frameworks, published references per criterion) says which items stand behind a criterion; where it names none,
// the guideline does not answer the criterion, and nobody may read a "met" out of its silence.

#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "core/frameworks/frameworks.h"
#include "features/assessment/score.h"

namespace sonae::assessment::versions {

enum class Standing : std::uint8_t {
  Met,            ///< every item behind it is at 2 (or 該当なし beside others at 2)
  Partly,         ///< some items are at 2 or 1, not all at 2
  NotMet,         ///< items are at 0, or at 0 and unanswered
  NotApplicable,  ///< every item behind it is 該当なし
  Unanswered,     ///< items stand behind it, nobody has answered them yet
  NotAsked,       ///< the guideline does not ask for it, or this sheet has none of the items
};
[[nodiscard]] std::string_view name_of(Standing standing);  ///< "met" "partly" "not_met" "not_applicable" …

/// What stands behind a criterion: the guideline's number, the number in this sheet, its score.
struct BehindItem {
  int guideline_no = 0;
  int sheet_no = 0;  ///< 0: this sheet (or what the reader may see of it) has no such item
  Score score = Score::Unanswered;
};
struct CriterionStanding {
  const frameworks::Criterion* criterion = nullptr;
  Standing standing = Standing::NotAsked;
  frameworks::Confidence confidence = frameworks::Confidence::Guess;  ///< of the mapping; meaningless for NotAsked
  std::vector<BehindItem> items;
};
struct RequirementStanding {
  const frameworks::Criterion* requirement = nullptr;
  Standing standing = Standing::NotAsked;  ///< over its criteria of both stars
  std::vector<CriterionStanding> criteria;
};
/// Criteria by standing.
struct StandingCounts {
  int total = 0;
  std::map<Standing, int> by_standing;
  [[nodiscard]] int of(Standing standing) const;
  void add(Standing standing);
};
struct ScsArea {
  const frameworks::Area* area = nullptr;
  StandingCounts star3;
  StandingCounts star4;  ///< ★4 asks for everything of ★3 as well
  std::vector<RequirementStanding> requirements;
};
struct ScsStanding {
  StandingCounts star3;
  StandingCounts star4;
  std::vector<ScsArea> areas;
};

/// How sure the numbers of the sheet are those of the guideline that the scheme refers to.
enum class NumberTrust : std::uint8_t {
  Same,     ///< the sheet is that very version
  Mapped,   ///< its items were matched by their wording with that version
  Assumed,  ///< another version of the guideline, taken to have the same numbers
};
[[nodiscard]] std::string_view name_of(NumberTrust trust);  ///< "same" "mapped" "assumed"

/// An answered item of the sheet under the guideline's number.
struct MappedAnswer {
  int sheet_no = 0;
  Score score = Score::Unanswered;
};
/// `scheme` and `guideline` outlive the result.
[[nodiscard]] ScsStanding stand_for_scs(const frameworks::Pack& scheme, const frameworks::Pack& guideline,
                                        const std::map<int, MappedAnswer>& answers, NumberTrust trust);

/// One standing out of several: of the items behind a criterion, and of a requirement's criteria.
[[nodiscard]] Standing standing_of(std::span<const Score> scores);
[[nodiscard]] Standing standing_of(std::span<const Standing> parts);

}  // namespace sonae::assessment::versions
