#include "features/governance/committee/rules_meeting.h"

#include <algorithm>

namespace sonae::governance::committee {

std::string_view name_of(Presence presence) {
  switch (presence) {
    case Presence::Expected:
      return "expected";
    case Presence::Present:
      return "present";
    case Presence::Absent:
      return "absent";
  }
  die("a presence without a name");
}

std::vector<FieldError> problems_of(const ToHold& meeting) {
  std::vector<FieldError> problems;
  if (meeting.on > meeting.today) problems.push_back({"/date", "committee.hold.future", {}});
  if (std::ranges::find(meeting.attendees, Presence::Present) == meeting.attendees.end())
    problems.push_back({"/attendees", "committee.hold.nobody", {}});
  const auto unsaid = std::ranges::count(meeting.attendees, Presence::Expected);
  if (unsaid > 0) problems.push_back({"/attendees", "committee.hold.unsaid", {{"n", std::to_string(unsaid)}}});
  if (meeting.minutes.empty()) problems.push_back({"/points", "committee.hold.no_points", {}});
  for (std::size_t i = 0; i < meeting.minutes.size(); ++i)
    if (meeting.minutes[i].empty())
      problems.push_back(
          {"/points/" + std::to_string(i) + "/minutes", "committee.hold.no_minutes", {{"n", std::to_string(i + 1)}}});
  return problems;
}

}  // namespace sonae::governance::committee
