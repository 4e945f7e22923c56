#pragma once
// Rows of meetings. Takes the company and nothing else; what may be touched is decided above.

#include "features/governance/committee/committee.h"

namespace sonae::governance::committee::store {

/// Newest day first; without attendees, points.
Result<std::vector<Meeting>> list_meetings(db::Tx& tx, const Id<Company>& company);
/// Whole. NotFound.
Result<Meeting> get_meeting(db::Tx& tx, const Id<Company>& company, const Id<MeetingTag>& id);
Result<std::optional<Date>> last_held(db::Tx& tx, const Id<Company>& company);
Result<int> count_held(db::Tx& tx, const Id<Company>& company, const Date& first, const Date& last);

Result<void> insert_meeting(db::WriteTx& tx, const Id<Company>& company, const Meeting& meeting, const Id<User>& by,
                            Instant now);
/// Title, day, time, place, state; writes version + 1. Conflict ("committee.meeting.version").
Result<void> update_meeting(db::WriteTx& tx, const Id<Company>& company, const Meeting& meeting,
                            const Id<User>& settled_by);
/// Attendees, points and decisions as the meeting has them, instead of those that are stored.
Result<void> replace_parts(db::WriteTx& tx, const Id<Company>& company, const Meeting& meeting);

}  // namespace sonae::governance::committee::store
