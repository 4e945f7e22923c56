#pragma once
// The evidence of one item on paper, for the auditor: what is asked, the facts that speak for it, files and links, and
// what happened to the answer.

#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/evidence/evidence.h"
#include "features/assessment/proposals/proposals.h"
#include "formats/drawing/paper.h"

namespace sonae::assessment::proposals {

struct ItemRecord {
  Summary sheet;
  frameworks::VersionItem item;
  Answer answer;
  ItemFacts facts;
  std::vector<evidence::Piece> pieces;
  std::vector<trail::Record> history;
  std::vector<std::string> scheme;  ///< SCS criteria that refer to the item: "1-2-1-1 …"
};
/// SheetRead. NotFound: no such item, or not in scope.
[[nodiscard]] Result<ItemRecord> get_item_record(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no,
                                                 Instant now);

/// A4 upright; times are Japan's.
[[nodiscard]] drawing::Document item_document(const ItemRecord& record, const std::string& company,
                                              std::string_view language, Instant now);

}  // namespace sonae::assessment::proposals
