#pragma once
// What an appointment does besides itself: the account role that goes with it, the facts that it creates.

#include "core/directory/directory.h"
#include "features/governance/appointments.h"

namespace sonae::governance {

/// Gives the role that belongs to the office when it stands today, the actor keeps the accounts and it is not the own
/// one; does nothing otherwise (role_gaps tells then).
Result<void> give_role(db::WriteTx& tx, const Actor& actor, const Appointment& one, Instant now);
/// Takes it away in the same cases, unless the person holds another office with that role.
Result<void> take_role(db::WriteTx& tx, const Actor& actor, const Appointment& ended, Instant now);

/// The fact that the office is held (holders only). Again for the same day: brought up to date.
Result<void> facts_begin(db::WriteTx& tx, const Actor& actor, const Appointment& one, Instant now);
Result<void> facts_end(db::WriteTx& tx, const Actor& actor, const Appointment& ended, Instant now);

}  // namespace sonae::governance
