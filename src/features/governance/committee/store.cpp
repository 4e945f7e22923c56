#include "features/governance/committee/store.h"

#include <algorithm>

namespace sonae::governance::committee::store {

namespace {

constexpr db::Sql select_meetings =
    "select m.meeting_id, m.title, m.held_on, m.starts, m.place, m.state, m.reason, u.name, m.settled_at, m.version"
    " from committee_meetings m left join users u on u.company_id = m.company_id and u.id = m.settled_by"
    " where m.company_id = $1 order by m.held_on desc, m.meeting_id desc limit 200";
constexpr db::Sql select_meeting =
    "select m.meeting_id, m.title, m.held_on, m.starts, m.place, m.state, m.reason, u.name, m.settled_at, m.version"
    " from committee_meetings m left join users u on u.company_id = m.company_id and u.id = m.settled_by"
    " where m.company_id = $1 and m.meeting_id = $2";
constexpr db::Sql select_attendees =
    "select user_id, name, presence from committee_attendees where company_id = $1 and meeting_id = $2"
    " order by position limit 100";
constexpr db::Sql select_points =
    "select point_id, subject, source, minutes from committee_points where company_id = $1 and meeting_id = $2"
    " order by position limit 40";
constexpr db::Sql select_decisions =
    "select decision_id, point_id, body, owner_kind, owner_id, due, task_id from committee_decisions"
    " where company_id = $1 and meeting_id = $2 order by point_id, position limit 800";
constexpr db::Sql select_last = "select max(held_on) from committee_meetings where company_id = $1 and state = 'held'";
constexpr db::Sql select_count =
    "select count(*) from committee_meetings where company_id = $1 and state = 'held' and held_on between $2 and $3";
constexpr db::Sql insert_meeting_row =
    "insert into committee_meetings (company_id, meeting_id, title, held_on, starts, place, state, reason, made_by,"
    " made_at, version) values ($1, $2, $3, $4, $5, $6, 'planned', '', $7, $8, 1)";
constexpr db::Sql update_meeting_row =
    "update committee_meetings set title = $4, held_on = $5, starts = $6, place = $7, state = $8, reason = $9,"
    " settled_by = coalesce(settled_by, $10), settled_at = $11, version = version + 1"
    " where company_id = $1 and meeting_id = $2 and version = $3";
constexpr db::Sql delete_attendees = "delete from committee_attendees where company_id = $1 and meeting_id = $2";
constexpr db::Sql delete_decisions = "delete from committee_decisions where company_id = $1 and meeting_id = $2";
constexpr db::Sql delete_points = "delete from committee_points where company_id = $1 and meeting_id = $2";
constexpr db::Sql insert_attendee =
    "insert into committee_attendees (company_id, meeting_id, position, user_id, name, presence)"
    " values ($1, $2, $3, $4, $5, $6)";
constexpr db::Sql insert_point =
    "insert into committee_points (company_id, meeting_id, point_id, position, subject, source, minutes)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
constexpr db::Sql insert_decision =
    "insert into committee_decisions (company_id, meeting_id, decision_id, point_id, position, body, owner_kind,"
    " owner_id, due, task_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

Result<Date> date_in(const std::string& text) {
  const auto date = Date::parse_iso(text);
  if (!date) return internal("a stored day cannot be read: " + text);
  return *date;
}

template <typename Enum>
Result<Enum> enum_in(std::string_view text, std::initializer_list<Enum> all) {
  for (const Enum one : all)
    if (name_of(one) == text) return one;
  return internal("a stored word is unknown: " + std::string(text));
}

Result<Meeting> meeting_of(const db::Row& row) {
  Meeting meeting;
  meeting.id = row.id<MeetingTag>(0);
  meeting.title = row.text(1);
  meeting.on = TRY(date_in(row.text(2)));
  meeting.starts = row.text(3);
  meeting.place = row.text(4);
  meeting.state = TRY(enum_in<State>(row.text(5), {State::Planned, State::Held, State::Cancelled}));
  meeting.reason = row.text(6);
  meeting.settled_by = row.text_or_empty(7);
  if (!row.is_null(8)) meeting.settled_at = row.instant(8);
  meeting.version = row.integer(9);
  return meeting;
}

}  // namespace

Result<std::vector<Meeting>> list_meetings(db::Tx& tx, const Id<Company>& company) {
  std::vector<Meeting> list;
  for (const db::Row& row : TRY(tx.query(select_meetings, {company}))) list.push_back(TRY(meeting_of(row)));
  return list;
}

Result<Meeting> get_meeting(db::Tx& tx, const Id<Company>& company, const Id<MeetingTag>& id) {
  const auto row = TRY(tx.find(select_meeting, {company, id}));
  if (!row) return not_found();
  Meeting meeting = TRY(meeting_of(*row));
  for (const db::Row& one : TRY(tx.query(select_attendees, {company, id})))
    meeting.attendees.push_back(
        {one.id<User>(0), one.text(1),
         TRY(enum_in<Presence>(one.text(2), {Presence::Expected, Presence::Present, Presence::Absent}))});
  for (const db::Row& one : TRY(tx.query(select_points, {company, id})))
    meeting.points.push_back({one.id<PointTag>(0), one.text(1), one.text(2), one.text(3), {}});
  for (const db::Row& one : TRY(tx.query(select_decisions, {company, id}))) {
    const auto point = std::ranges::find(meeting.points, one.id<PointTag>(1), &Point::id);
    const auto owner = owner_of(one.text(3), one.text(4));
    if (point == meeting.points.end() || !owner) return internal("a decision cannot be read");
    Decision decision;
    decision.id = one.id<DecisionTag>(0);
    decision.text = one.text(2);
    decision.owner = *owner;
    decision.due = TRY(date_in(one.text(5)));
    decision.task = one.text_or_empty(6);
    point->decisions.push_back(std::move(decision));
  }
  return meeting;
}

Result<std::optional<Date>> last_held(db::Tx& tx, const Id<Company>& company) {
  const auto row = TRY(tx.find(select_last, {company}));
  if (!row || row->is_null(0)) return std::nullopt;
  return TRY(date_in(row->text(0)));
}

Result<int> count_held(db::Tx& tx, const Id<Company>& company, const Date& first, const Date& last) {
  const auto row = TRY(tx.find(select_count, {company, first, last}));
  return static_cast<int>(row->integer(0));
}

Result<void> insert_meeting(db::WriteTx& tx, const Id<Company>& company, const Meeting& m, const Id<User>& by,
                            Instant now) {
  TRY(tx.execute(insert_meeting_row, {company, m.id, m.title, m.on, m.starts, m.place, by, now}));
  return replace_parts(tx, company, m);
}

Result<void> update_meeting(db::WriteTx& tx, const Id<Company>& company, const Meeting& m, const Id<User>& settled_by) {
  const db::Arg by = settled_by.empty() ? db::Arg(std::nullopt) : db::Arg(settled_by);
  const std::int64_t rows =
      TRY(tx.execute(update_meeting_row, {company, m.id, m.version, m.title, m.on, m.starts, m.place, name_of(m.state),
                                          m.reason, by, m.settled_at}));
  if (rows != 1) return conflict("committee.meeting.version");
  return {};
}

Result<void> replace_parts(db::WriteTx& tx, const Id<Company>& company, const Meeting& m) {
  TRY(tx.execute(delete_attendees, {company, m.id}));
  TRY(tx.execute(delete_decisions, {company, m.id}));
  TRY(tx.execute(delete_points, {company, m.id}));
  std::vector<db::Args> attendees;
  for (const Attendee& one : m.attendees)
    attendees.push_back(
        {company, m.id, static_cast<std::int64_t>(attendees.size()), one.user, one.name, name_of(one.presence)});
  std::vector<db::Args> points;
  std::vector<db::Args> decisions;
  for (const Point& point : m.points) {
    points.push_back({company, m.id, point.id, static_cast<std::int64_t>(points.size()), point.subject, point.source,
                      point.minutes});
    for (const Decision& one : point.decisions) {
      const OwnerColumns owner = columns_of(one.owner);
      const db::Arg task = one.task.empty() ? db::Arg(std::nullopt) : db::Arg(one.task);
      decisions.push_back({company, m.id, one.id, point.id, static_cast<std::int64_t>(decisions.size()), one.text,
                           owner.kind, owner.id, one.due, task});
    }
  }
  TRY(tx.execute_many(insert_attendee, attendees));
  TRY(tx.execute_many(insert_point, points));
  return tx.execute_many(insert_decision, decisions);
}

}  // namespace sonae::governance::committee::store
