#pragma once
// Rows of the auditor's notes.

#include "features/assessment/work/notes.h"

namespace sonae::assessment::work::store {

/// All, deleted ones too, by item and time; at most 10,000.
Result<std::vector<Note>> list_notes(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
Result<void> insert_note(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment, const Note& note);
/// Body and deletion; writes version + 1. Conflict ("work.note.version").
Result<void> update_note(db::WriteTx& tx, const Scope& scope, const Note& note);

/// Up to where an auditor has looked; nothing before the first time.
Result<std::optional<Instant>> find_visit(db::Tx& tx, const Scope& scope, const Id<User>& user);
Result<void> put_visit(db::WriteTx& tx, const Scope& scope, const Id<User>& user, Instant at);

}  // namespace sonae::assessment::work::store
