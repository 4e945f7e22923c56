#include "features/governance/committee/committee.h"

#include <algorithm>
#include <set>

#include "core/directory/directory.h"
#include "core/facts/facts.h"
#include "features/governance/check/check.h"
#include "features/governance/committee/store.h"
#include "features/governance/inputs.h"
#include "features/governance/places.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::governance::committee {

namespace {

EntityRef ref(const Id<MeetingTag>& id) { return {"governance.meeting", id.text()}; }
std::string page_of(const Id<MeetingTag>& id) { return "/organisation/committee/" + id.text(); }

/// "9:05", "14:00", or nothing.
Result<std::string> clean_time(std::string_view text) {
  std::string time = TRY(optional_text(text, "/starts", 5));
  if (time.empty()) return time;
  const std::size_t colon = time.find(':');
  const auto number = [&](std::string_view part) {
    const bool digits = !part.empty() && part.size() <= 2 &&
                        std::ranges::all_of(part, [](char one) { return one >= '0' && one <= '9'; });
    return digits ? std::stoi(std::string(part)) : -1;
  };
  const std::string_view all = time;
  if (colon == std::string::npos || all.size() != colon + 3 || number(all.substr(0, colon)) < 0 ||
      number(all.substr(0, colon)) > 23 || number(all.substr(colon + 1)) < 0 || number(all.substr(colon + 1)) > 59)
    return fail_at("/starts", "committee.time");
  return time;
}

/// Turns what a person wrote into the meeting, as far as it may be changed.
class Editor {
 public:
  Editor(db::Tx& tx, const Actor& actor, Instant now) : tx_(tx), actor_(actor), now_(now) {}

  Result<void> apply(const Written& written, Meeting& meeting) {
    meeting.title = TRY(required_text(written.title, "/title", longest_line));
    meeting.starts = TRY(clean_time(written.starts));
    meeting.place = TRY(optional_text(written.place, "/place", longest_line));
    if (meeting.state == State::Planned) meeting.on = written.on;
    meeting.attendees = TRY(attendees(written.attendees, meeting));
    const std::vector<Point> before = std::move(meeting.points);
    meeting.points.clear();
    for (std::size_t i = 0; i < written.points.size(); ++i)
      meeting.points.push_back(TRY(point(written.points[i], before, "/points/" + std::to_string(i))));
    if (meeting.state == State::Held) return keeps_decisions(before, meeting.points);
    return {};
  }

 private:
  Result<std::vector<Attendee>> attendees(const std::vector<Attendee>& wanted, const Meeting& meeting) {
    const auto names = TRY(directory::user_names(tx_, actor_.company));
    std::vector<Attendee> list;
    std::set<Id<User>> seen;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::string place = "/attendees/" + std::to_string(i);
      if (!seen.insert(wanted[i].user).second) return fail_at(place, "committee.attendee.twice");
      const auto known = std::ranges::find(meeting.attendees, wanted[i].user, &Attendee::user);
      const auto name = names.find(wanted[i].user.text());
      if (known == meeting.attendees.end() && name == names.end()) return fail_at(place, "committee.attendee.unknown");
      list.push_back(
          {wanted[i].user, known == meeting.attendees.end() ? name->second : known->name, wanted[i].presence});
    }
    return list;
  }

  Result<Point> point(const Point& wanted, const std::vector<Point>& before, const std::string& place) {
    const auto known = std::ranges::find(before, wanted.id, &Point::id);
    Point made;
    made.id = known == before.end() ? new_id<PointTag>(now_) : known->id;
    made.source = known == before.end() ? TRY(optional_text(wanted.source, place + "/source", 40)) : known->source;
    made.subject = TRY(required_text(wanted.subject, place + "/subject", longest_line));
    made.minutes = TRY(optional_text(wanted.minutes, place + "/minutes", longest_minutes));
    for (std::size_t i = 0; i < wanted.decisions.size(); ++i) {
      const std::string at = place + "/decisions/" + std::to_string(i);
      Decision decision = wanted.decisions[i];
      decision.text = TRY(required_text(decision.text, at + "/text", tasks::longest_title));
      TRY(check_owner(tx_, actor_, decision.owner, at + "/owner"));
      const Decision* stored = find(before, decision.id);
      decision.task = stored == nullptr ? "" : stored->task;
      if (stored == nullptr) decision.id = new_id<DecisionTag>(now_);
      made.decisions.push_back(std::move(decision));
    }
    return made;
  }

  static const Decision* find(const std::vector<Point>& points, const Id<DecisionTag>& id) {
    for (const Point& point : points)
      for (const Decision& one : point.decisions)
        if (!id.empty() && one.id == id) return &one;
    return nullptr;
  }
  static Result<void> keeps_decisions(const std::vector<Point>& before, const std::vector<Point>& now) {
    for (const Point& point : before)
      for (const Decision& one : point.decisions)
        if (find(now, one.id) == nullptr) return conflict("committee.decision.kept", {{"text", one.text}});
    return {};
  }

  db::Tx& tx_;
  const Actor& actor_;
  Instant now_;
};

Result<void> open_tasks(db::WriteTx& tx, const Actor& actor, Meeting& meeting, Instant now) {
  for (Point& point : meeting.points)
    for (Decision& one : point.decisions) {
      // What somebody has finished is not opened again because the minutes were worded better.
      if (TRY(standing_of(tx, actor, one.task)).state != tasks::State::Open) continue;
      one.task = TRY(keep(
          tx, actor, {one.id.text(), "committee.decision", one.text, one.owner, one.due, page_of(meeting.id)}, now));
    }
  return {};
}

std::string outline(const Meeting& meeting) {
  std::string points;
  std::size_t decisions = 0;
  for (const Point& one : meeting.points) {
    points += (points.empty() ? "" : "\n") + one.subject + "\n" + one.minutes;
    for (const Decision& decision : one.decisions) points += "\n- " + decision.text + " (" + decision.due.iso() + ")";
    decisions += one.decisions.size();
  }
  std::string people;
  for (const Attendee& one : meeting.attendees)
    people += (people.empty() ? "" : ", ") + one.name + " " + std::string(name_of(one.presence));
  return trail::fields_json({{"title", meeting.title},
                             {"date", meeting.on.iso()},
                             {"starts", meeting.starts},
                             {"place", meeting.place},
                             {"state", std::string(name_of(meeting.state))},
                             {"attendees", people},
                             {"points", points},
                             {"decisions", std::to_string(decisions)}});
}

Result<void> write_down(db::WriteTx& tx, const Actor& actor, const Meeting* before, const Meeting& after,
                        std::string_view verb, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"governance.meeting." + std::string(verb), ref(after.id),
                     before == nullptr ? "" : outline(*before), outline(after), trail::Outcome::Done},
                    now));
  return {};
}

Result<Meeting> take_up(db::Tx& tx, const Actor& actor, const Id<MeetingTag>& id, std::int64_t version) {
  TRY(require(actor, Permission::CompanyManage));
  Meeting meeting = TRY(store::get_meeting(tx, actor.company, id));
  if (meeting.version != version) return conflict("committee.meeting.version");
  return meeting;
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::Planned:
      return "planned";
    case State::Held:
      return "held";
    case State::Cancelled:
      return "cancelled";
  }
  die("a state of a meeting without a name");
}

Result<std::vector<Meeting>> list_meetings(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::ProgrammeRead));
  return store::list_meetings(tx, actor.company);
}

Result<Meeting> get_meeting(db::Tx& tx, const Actor& actor, const Id<MeetingTag>& id) {
  TRY(require(actor, Permission::ProgrammeRead));
  Meeting meeting = TRY(store::get_meeting(tx, actor.company, id));
  for (Point& point : meeting.points)
    for (Decision& one : point.decisions) one.standing = TRY(standing_of(tx, actor, one.task));
  return meeting;
}

Result<std::optional<Date>> last_held(db::Tx& tx, const Actor& actor) { return store::last_held(tx, actor.company); }

Result<int> count_held(db::Tx& tx, const Actor& actor, const Date& first, const Date& last) {
  return store::count_held(tx, actor.company, first, last);
}

Result<Meeting> plan_meeting(db::WriteTx& tx, const Actor& actor, const Written& written, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  Meeting meeting;
  meeting.id = new_id<MeetingTag>(now);
  TRY(Editor(tx, actor, now).apply(written, meeting));
  TRY(store::insert_meeting(tx, actor.company, meeting, actor.user, now));
  TRY(write_down(tx, actor, nullptr, meeting, "plan", now));
  return get_meeting(tx, actor, meeting.id);
}

Result<Meeting> save_meeting(db::WriteTx& tx, const Actor& actor, const Id<MeetingTag>& id, std::int64_t version,
                             const Written& written, Instant now) {
  Meeting meeting = TRY(take_up(tx, actor, id, version));
  if (meeting.state == State::Cancelled) return conflict("committee.meeting.cancelled");
  const Meeting before = meeting;
  TRY(Editor(tx, actor, now).apply(written, meeting));
  if (meeting.state == State::Held) TRY(open_tasks(tx, actor, meeting, now));
  TRY(store::update_meeting(tx, actor.company, meeting, {}));
  TRY(store::replace_parts(tx, actor.company, meeting));
  TRY(write_down(tx, actor, &before, meeting, "save", now));
  return get_meeting(tx, actor, id);
}

Result<Meeting> hold(db::WriteTx& tx, const Actor& actor, const Step& step, Instant now) {
  Meeting meeting = TRY(take_up(tx, actor, step.meeting, step.version));
  if (meeting.state != State::Planned) return conflict("committee.meeting.settled");
  ToHold wanted{meeting.on, date_in_zone(now, japan_offset_minutes), {}, {}};
  for (const Attendee& one : meeting.attendees) wanted.attendees.push_back(one.presence);
  for (const Point& one : meeting.points) wanted.minutes.push_back(one.minutes);
  if (auto problems = problems_of(wanted); !problems.empty())
    return std::unexpected(Error{ErrorKind::Invalid, "error.body", {}, {}, std::move(problems)});
  const Meeting before = meeting;
  meeting.state = State::Held;
  meeting.settled_at = now;
  TRY(open_tasks(tx, actor, meeting, now));
  TRY(store::update_meeting(tx, actor.company, meeting, actor.user));
  TRY(store::replace_parts(tx, actor.company, meeting));
  std::size_t decisions = 0;
  for (const Point& one : meeting.points) decisions += one.decisions.size();
  const auto present = std::ranges::count(meeting.attendees, Presence::Present, &Attendee::presence);
  facts::NewFact fact;
  fact.kind = "governance.meeting_held";
  fact.subject = ref(meeting.id);
  fact.on = meeting.on;
  fact.text_key = "fact.governance.meeting_held";
  fact.args = {
      {"title", meeting.title}, {"present", std::to_string(present)}, {"decisions", std::to_string(decisions)}};
  fact.link = page_of(meeting.id);
  TRY(facts::record(tx, actor, fact, now));
  TRY(write_down(tx, actor, &before, meeting, "hold", now));
  TRY(check::refresh_tasks(tx, actor, now));
  return get_meeting(tx, actor, meeting.id);
}

Result<Meeting> call_off(db::WriteTx& tx, const Actor& actor, const Step& step, const std::string& reason,
                         Instant now) {
  Meeting meeting = TRY(take_up(tx, actor, step.meeting, step.version));
  if (meeting.state != State::Planned) return conflict("committee.meeting.settled");
  const Meeting before = meeting;
  meeting.reason = TRY(required_text(reason, "/reason", longest_line));
  meeting.state = State::Cancelled;
  meeting.settled_at = now;
  TRY(store::update_meeting(tx, actor.company, meeting, actor.user));
  TRY(write_down(tx, actor, &before, meeting, "call_off", now));
  return get_meeting(tx, actor, meeting.id);
}

}  // namespace sonae::governance::committee
