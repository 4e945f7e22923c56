#pragma once
// From facts to a proposed score. Pure.
//
// Source: 質問⑮ (2 when everything that is asked is done, 1 while some of it is, 0 with a plan) and the sheet's
// guidance on 評価の根拠 (2: name of rule or system and year; 1: state and planned completion; 0: improvement plan). A
// machine never says 0 by itself: that nothing was recorded here does not mean that nothing was done.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "features/assessment/score.h"

namespace sonae::assessment::proposals {

/// One thing that an item asks for (framework pack), as far as the rules look at it.
struct Asked {
  std::vector<std::string> kinds;  ///< "governance.meeting_held", "tasks.duty_done/organisation"
  int months = 0;                  ///< how old a fact may be; 0: as long as it stands
};
/// A fact that concerns the item.
struct Proof {
  std::string id;
  std::string kind;
  std::string duty;  ///< of "tasks.duty_done"
  Date on;
  std::optional<Date> until;
  std::optional<Date> ended;
  std::optional<int> asked;  ///< documents: which of the things asked it was recorded for, from 0
};
/// Whether it speaks for this on the day: right kind, begun, not ended, not too old.
[[nodiscard]] bool speaks_for(const Proof& proof, const Asked& asked, int index, Date today);

/// For each thing asked the newest fact that speaks for it; nothing where none does.
[[nodiscard]] std::vector<std::optional<std::size_t>> match(std::span<const Asked> asked, std::span<const Proof> proofs,
                                                            Date today);

/// 2 when everything asked has a fact, 1 when some of it has; nothing when none has. With a stored 0: 0, so that its
/// plan can be drafted.
[[nodiscard]] std::optional<Score> score_of(std::span<const std::optional<std::size_t>> matched, Score stored);

/// When what is missing is to be ready: the stored day or else the hand-in, as far as they lie ahead, or else the end
/// of the fiscal year of `today`.
[[nodiscard]] Date due_of(const std::optional<Date>& stored, const std::optional<Date>& hand_in, Date today,
                          int start_month);

/// Whether a proposal is worth showing: nothing was answered, it is a better score, or there is no basis yet.
[[nodiscard]] bool worth_showing(Score proposed, Score stored, bool has_basis);

/// An accepted answer whose facts carry it no longer: fewer points stand on facts today than were accepted.
[[nodiscard]] bool is_stale(Score accepted, std::optional<Score> carried_today);

}  // namespace sonae::assessment::proposals
