#pragma once
// The auditor's own notes beside items (AZ04: the one thing an auditor writes here). Read by auditors and the CISO; for
// everybody else there are none. Written, changed and deleted only by whoever wrote them; a deleted note stays in the
// database and comes back on request for 30 days (AZ12).

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"

namespace sonae::assessment::work {

struct NoteTag;

struct Note {
  Id<NoteTag> id;
  int no = 0;
  std::string body;
  Id<User> by_id;
  std::string by;  ///< name
  Instant written_at;
  Instant changed_at;
  std::int64_t version = 0;
  std::optional<Instant> deleted_at;
};

/// SheetRead; empty for those who may not read them. Deleted ones only with the actor's own, while they can come back.
Result<std::vector<Note>> list_notes(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, Instant now);

/// AuditNote. NotFound: no such item. Invalid at "/text".
Result<Note> write_note(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment, int no,
                        const std::string& text, Instant now);

struct NoteStep {
  Id<Assessment> assessment;
  Id<NoteTag> note;
  std::int64_t version = 0;
};
/// AuditNote. NotFound: no such note, another's, or deleted. Conflict ("work.note.version").
Result<Note> change_note(db::WriteTx& tx, const Actor& actor, const NoteStep& step, const std::string& text,
                         Instant now);
Result<Note> delete_note(db::WriteTx& tx, const Actor& actor, const NoteStep& step, Instant now);
/// NotFound: not deleted, or longer ago than 30 days.
Result<Note> restore_note(db::WriteTx& tx, const Actor& actor, const NoteStep& step, Instant now);

}  // namespace sonae::assessment::work
