#pragma once
// The security committee (質問①; items 68/69): meetings are planned with an agenda, held with minutes, and what they
// decide becomes work for somebody.
//
//  1. A meeting is planned, then held or called off; neither is taken back.
//  2. A decision of a held meeting is a task (origin "committee.decision"). It may be worded better or moved, never
//  removed:
//     what the committee decided, the committee decides anew.
//  3. A held meeting is a fact (governance.meeting_held) on its day.
//
// Reading: ProgrammeRead. Everything else: CompanyManage. NotFound: no such meeting, or another company's.

#include <optional>
#include <string>
#include <vector>

#include "features/governance/committee/rules_meeting.h"
#include "features/governance/promises.h"

namespace sonae::governance::committee {

struct MeetingTag;
struct PointTag;
struct DecisionTag;

constexpr std::size_t longest_line = 200;        ///< title, place, subject
constexpr std::size_t longest_minutes = 10'000;  ///< of one point
constexpr std::size_t most_points = 40;
constexpr std::size_t most_decisions = 20;  ///< of one point
constexpr std::size_t most_attendees = 100;

enum class State : std::uint8_t { Planned, Held, Cancelled };
[[nodiscard]] std::string_view name_of(State state);  ///< "planned" "held" "cancelled"

struct Attendee {
  Id<User> user;
  std::string name;  ///< as it was when the person was asked to come
  Presence presence = Presence::Expected;
};
struct Decision {
  Id<DecisionTag> id;
  std::string text;
  tasks::Owner owner;
  Date due;
  std::string task;  ///< id; "" until the meeting is held
  Standing standing;
};
struct Point {
  Id<PointTag> id;
  std::string subject;
  std::string source;  ///< what it was proposed from: "tasks" "setup" "sheet" "requests" "decision"; "": somebody's own
  std::string minutes;
  std::vector<Decision> decisions;
};
struct Meeting {
  Id<MeetingTag> id;
  std::string title;
  Date on;
  std::string starts;  ///< "14:00"; "": not said
  std::string place;
  State state = State::Planned;
  std::string reason;  ///< of calling it off
  std::string settled_by;
  std::optional<Instant> settled_at;
  std::int64_t version = 0;
  std::vector<Attendee> attendees;
  std::vector<Point> points;
};

/// What a person wrote: the whole meeting as it should stand. Ids that the meeting does not have make new points and
/// decisions; `presence`, `minutes` and `decisions` may be filled in before it is held, during it.
struct Written {
  std::string title;
  Date on;
  std::string starts;
  std::string place;
  std::vector<Attendee> attendees;  ///< names are looked up
  std::vector<Point> points;
};

/// Newest first, at most 200; without points.
Result<std::vector<Meeting>> list_meetings(db::Tx& tx, const Actor& actor);
Result<Meeting> get_meeting(db::Tx& tx, const Actor& actor, const Id<MeetingTag>& id);
/// The day of the last one that was held; nothing when none was.
Result<std::optional<Date>> last_held(db::Tx& tx, const Actor& actor);
/// How many were held from `first` to `last`.
Result<int> count_held(db::Tx& tx, const Actor& actor, const Date& first, const Date& last);

/// Invalid at "/title", "/starts", "/place", "/attendees/<i>", "/points/<i>/…".
Result<Meeting> plan_meeting(db::WriteTx& tx, const Actor& actor, const Written& written, Instant now);
/// The same; Conflict ("committee.meeting.version"; "committee.meeting.cancelled"; "committee.decision.kept" when one
/// of a held meeting is missing). A held meeting keeps its day.
Result<Meeting> save_meeting(db::WriteTx& tx, const Actor& actor, const Id<MeetingTag>& id, std::int64_t version,
                             const Written& written, Instant now);
struct Step {
  Id<MeetingTag> meeting;
  std::int64_t version = 0;
};
/// Invalid with the fields of problems_of; Conflict ("committee.meeting.version", "committee.meeting.settled").
Result<Meeting> hold(db::WriteTx& tx, const Actor& actor, const Step& step, Instant now);
/// Invalid at "/reason"; Conflict as above.
Result<Meeting> call_off(db::WriteTx& tx, const Actor& actor, const Step& step, const std::string& reason, Instant now);

}  // namespace sonae::governance::committee
