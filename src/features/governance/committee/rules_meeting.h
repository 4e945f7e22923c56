#pragma once
// What a meeting of the committee must have before it may be said to be held. Pure.

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace sonae::governance::committee {

enum class Presence : std::uint8_t { Expected, Present, Absent };
[[nodiscard]] std::string_view name_of(Presence presence);  ///< "expected" "present" "absent"

struct ToHold {
  Date on;
  Date today;
  std::vector<Presence> attendees;
  std::vector<std::string> minutes;  ///< of each point of the agenda
};
/// One field per problem: at "/date" a day to come, at "/attendees" nobody present or somebody of whom nobody said
/// whether they came, at "/points" an empty agenda, or at "/points/<i>/minutes" a point about which nothing was
/// written.
[[nodiscard]] std::vector<FieldError> problems_of(const ToHold& meeting);

}  // namespace sonae::governance::committee
