#pragma once
// Rows of evidence. Everything takes a Scope; whether an item lies in it is asked of the assessment's own store, since
// a row follows its item.

#include "features/assessment/evidence/evidence.h"

namespace sonae::assessment::evidence::store {

/// By item and time, deleted ones included, of every department: the caller drops what is not in scope.
Result<std::vector<Piece>> list_pieces(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
Result<std::vector<Piece>> list_pieces(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment, int no);
/// Nothing when there is no such piece at this item.
Result<std::optional<Piece>> find_piece(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment, int no,
                                        const Id<Piece>& piece);

Result<void> insert_piece(db::WriteTx& tx, const Scope& scope, const Piece& piece, const Id<User>& by);
/// Nothing: stands again.
Result<void> mark_deleted(db::WriteTx& tx, const Scope& scope, const Id<Piece>& piece, std::optional<Instant> at,
                          const Id<User>& by);

/// Files that count to the quotas: all that stand, and deleted ones from after `since`. An empty department is none.
Result<blobs::Stored> count_stored(db::Tx& tx, const Scope& scope, const Id<User>& user,
                                   const Id<Department>& department, Instant since);

}  // namespace sonae::assessment::evidence::store
