#pragma once
// Who is told what. A slice says it with `tell` in the transaction of the deed; a job puts what is due into one mail
// per person (digest), outside the quiet hours; whoever has no mail that works stands on a list to print.
//
// Invariants (tests cite the number)
//  1. A notice is told once per person, kind and key, and never lost: row and job are written with the deed (RE18).
//  2. A mail holds sentences and one link that needs sign-in: no secret, and nothing of an incident but that there is
//     one (IN15). `tell` refuses what could be otherwise.
//  3. Between 20 and 7 o'clock only Urgency::Now is mailed.

#include <string>

#include "core/notices/timing.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::notices {

struct NewNotice {
  Id<User> to;
  std::string kind;         ///< "tasks.due": slice.subject
  std::string key;          ///< same person, kind and key: told once
  std::string subject_key;  ///< what and by when, on one line: "9/18まで：自己評価 6項目のご回答"
  std::string text_key;     ///< one or two sentences; "": the subject says it all
  Args args;
  std::string subject;  ///< a person's own words instead of `subject_key`
  std::string text;     ///< … and of `text_key`
  std::string link;     ///< page, "/plan"; "" for none
  Urgency urgency = Urgency::Digest;
};

/// In the transaction of the deed, which writes the record. Told before: nothing happens. Nothing either for a person
/// who is not of this company. Internal for a notice without words, for a link that is no page of ours or that carries
/// a token, and for own words of the kind "incident." (invariant 2).
[[nodiscard]] Result<void> tell(db::WriteTx& tx, const Id<Company>& company, const NewNotice& notice, Instant now);

/// Takes back what was not told yet: the task is done, the meeting was moved. Nothing waiting: fine.
[[nodiscard]] Result<void> take_back(db::WriteTx& tx, const Id<Company>& company, const Id<User>& to,
                                     std::string_view kind, std::string_view key, Instant now);

}  // namespace sonae::notices
