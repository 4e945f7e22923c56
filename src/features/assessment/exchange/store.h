#pragma once
// Rows of exports, copies and carriers. Everything takes a Scope; other companies' rows do not exist for the caller.

#include "features/assessment/exchange/exchange.h"

namespace sonae::assessment::exchange::store {

/// False when an export of this content is there already.
Result<bool> insert_export(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment, const Export& made,
                           const Id<User>& by);
/// Leaves the newest kept_exports.
Result<void> forget_old_exports(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment);
/// Newest first, with answers.
Result<std::vector<Export>> list_exports(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);

Result<void> insert_copy(db::WriteTx& tx, const Scope& scope, const Copy& copy, const Id<User>& by);
Result<std::vector<Copy>> list_copies(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
Result<Copy> get_copy(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment, const Id<CopyTag>& copy);
/// Conflict ("exchange.merge.done") when it was merged already.
Result<void> mark_merged(db::WriteTx& tx, const Scope& scope, const Id<CopyTag>& copy, std::string_view base,
                         const Id<User>& by, Instant now);

/// The workbook that the assessment was started from: the first carrier, or the present one.
Result<std::optional<Id<Workbook>>> find_first_carrier(db::Tx& tx, const Scope& scope,
                                                       const Id<Assessment>& assessment);
/// Remembers `former`, points the assessment to `next` and its answers to the cells of `sheet`. Conflict
/// ("assessment.version") when the assessment's version is no longer `version`.
Result<void> replace_carrier(db::WriteTx& tx, const Scope& scope, const Summary& former, const Copy& next,
                             const RecognisedSheet& sheet, const Id<User>& by, Instant now);

Result<std::vector<KnownFile>> find_known_file(db::Tx& tx, const Scope& scope, std::string_view sha256);

}  // namespace sonae::assessment::exchange::store
