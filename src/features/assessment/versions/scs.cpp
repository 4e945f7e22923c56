#include "features/assessment/versions/scs.h"

#include <algorithm>
#include <charconv>

#include "base/result.h"

namespace sonae::assessment::versions {

namespace {

using frameworks::Confidence;

/// "4-1-7-2" belongs to area 4.
int area_of(std::string_view id) {
  int area = 0;
  std::from_chars(id.data(), id.data() + id.size(), area);
  return area;
}

/// As weak as the weakest item behind it, and never confirmed when the numbers are another version's.
Confidence confidence_of(const frameworks::Pack& guideline, const frameworks::Criterion& criterion, NumberTrust trust) {
  Confidence weakest = trust == NumberTrust::Same ? Confidence::Confirmed : Confidence::Likely;
  for (const int no : criterion.guideline) {
    const frameworks::Item* item = guideline.find_item(no);
    weakest = std::max(weakest, item == nullptr ? Confidence::Guess : item->confidence);
  }
  return weakest;
}

CriterionStanding stand(const frameworks::Criterion& criterion, const frameworks::Pack& guideline,
                        const std::map<int, MappedAnswer>& answers, NumberTrust trust) {
  CriterionStanding made;
  made.criterion = &criterion;
  std::vector<Score> scores;
  for (const int no : criterion.guideline) {
    const auto answer = answers.find(no);
    if (answer == answers.end()) {
      made.items.push_back({no, 0, Score::Unanswered});
      continue;
    }
    made.items.push_back({no, answer->second.sheet_no, answer->second.score});
    scores.push_back(answer->second.score);
  }
  made.standing = standing_of(scores);
  // An item that this sheet lacks is not met by the others.
  if (made.standing == Standing::Met && scores.size() < made.items.size()) made.standing = Standing::Partly;
  made.confidence = confidence_of(guideline, criterion, trust);
  return made;
}

}  // namespace

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::Met:
      return "met";
    case Standing::Partly:
      return "partly";
    case Standing::NotMet:
      return "not_met";
    case Standing::NotApplicable:
      return "not_applicable";
    case Standing::Unanswered:
      return "unanswered";
    case Standing::NotAsked:
      return "not_asked";
  }
  die("a standing without a name");
}

std::string_view name_of(NumberTrust trust) {
  switch (trust) {
    case NumberTrust::Same:
      return "same";
    case NumberTrust::Mapped:
      return "mapped";
    case NumberTrust::Assumed:
      return "assumed";
  }
  die("a trust without a name");
}

int StandingCounts::of(Standing standing) const {
  const auto it = by_standing.find(standing);
  return it == by_standing.end() ? 0 : it->second;
}

void StandingCounts::add(Standing standing) {
  ++total;
  ++by_standing[standing];
}

Standing standing_of(std::span<const Score> scores) {
  if (scores.empty()) return Standing::NotAsked;
  const auto count = [&](Score score) { return static_cast<std::size_t>(std::ranges::count(scores, score)); };
  const std::size_t complete = count(Score::Complete);
  const std::size_t not_applicable = count(Score::NotApplicable);
  if (not_applicable == scores.size()) return Standing::NotApplicable;
  if (complete + not_applicable == scores.size()) return Standing::Met;
  if (complete > 0 || count(Score::InProgress) > 0) return Standing::Partly;
  return count(Score::NotStarted) > 0 ? Standing::NotMet : Standing::Unanswered;
}

Standing standing_of(std::span<const Standing> parts) {
  const auto count = [&](Standing standing) { return static_cast<std::size_t>(std::ranges::count(parts, standing)); };
  const std::size_t silent = count(Standing::NotAsked);
  if (silent == parts.size()) return Standing::NotAsked;
  const std::size_t not_applicable = count(Standing::NotApplicable);
  const std::size_t met = count(Standing::Met);
  if (silent == 0 && not_applicable == parts.size()) return Standing::NotApplicable;
  // What the guideline does not ask for is not known to be met: the whole is partly met at best.
  if (silent == 0 && met > 0 && met + not_applicable == parts.size()) return Standing::Met;
  if (met > 0 || not_applicable > 0 || count(Standing::Partly) > 0) return Standing::Partly;
  return count(Standing::NotMet) > 0 ? Standing::NotMet : Standing::Unanswered;
}

ScsStanding stand_for_scs(const frameworks::Pack& scheme, const frameworks::Pack& guideline,
                          const std::map<int, MappedAnswer>& answers, NumberTrust trust) {
  ScsStanding result;
  for (const frameworks::Area& area : scheme.areas) result.areas.push_back({&area, {}, {}, {}});
  for (const frameworks::Criterion& requirement : scheme.requirements) {
    const auto area =
        std::ranges::find_if(result.areas, [&](const ScsArea& one) { return one.area->no == area_of(requirement.id); });
    if (area == result.areas.end()) continue;
    RequirementStanding made;
    made.requirement = &requirement;
    std::vector<Standing> parts;
    for (const frameworks::Criterion& criterion : scheme.criteria) {
      if (criterion.parent != requirement.id) continue;
      made.criteria.push_back(stand(criterion, guideline, answers, trust));
      const Standing standing = made.criteria.back().standing;
      parts.push_back(standing);
      for (StandingCounts* counts : {&area->star4, &result.star4}) counts->add(standing);
      if (criterion.star > 3) continue;
      for (StandingCounts* counts : {&area->star3, &result.star3}) counts->add(standing);
    }
    made.standing = standing_of(parts);
    area->requirements.push_back(std::move(made));
  }
  return result;
}

}  // namespace sonae::assessment::versions
