#pragma once
// Rows of accepted proposals and of documents.

#include <map>
#include <string>
#include <vector>

#include "features/assessment/proposals/proposals.h"

namespace sonae::assessment::proposals::store {

/// By number.
[[nodiscard]] Result<std::map<int, Accepted>> list_accepted(db::Tx& tx, const Scope& scope, const Id<Assessment>& id);
/// Replaces what was accepted before.
[[nodiscard]] Result<void> put_accepted(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id, int no,
                                        const Accepted& accepted, const Id<User>& by);

struct DocumentAt {
  std::string fact;
  int no = 0;
  int support = 0;
};
/// Where the documents of the company stand in sheets of this pack.
[[nodiscard]] Result<std::vector<DocumentAt>> list_documents(db::Tx& tx, const Scope& scope, const std::string& pack);
[[nodiscard]] Result<void> insert_document(db::WriteTx& tx, const Scope& scope, const std::string& pack,
                                           const DocumentAt& document, const Id<evidence::Piece>& piece);

}  // namespace sonae::assessment::proposals::store
