#pragma once
// Facts beside the items of the sheet, and what they propose. A proposal is never a score: a person accepts it, and the
// acceptance is recorded with the facts on which it stands. What facts no longer carry is marked
// 「根拠が古くなりました」; nothing is ever changed by itself.
//
// Rows follow their item: who sees the item sees its facts; who may edit the answer accepts. A locked sheet has no
// proposals. NotFound: no such sheet or item, or not in the actor's scope (AZ08).

#include <optional>
#include <string>
#include <vector>

#include "core/facts/facts.h"
#include "features/assessment/assessment.h"
#include "features/assessment/evidence/evidence.h"
#include "features/assessment/proposals/rules_proposals.h"

namespace sonae::assessment::proposals {

constexpr std::size_t most_accepted_at_once = 500;

/// One thing asked, and the fact that speaks for it today.
struct Part {
  std::string text;
  int months = 0;
  std::optional<facts::Fact> fact;
};
struct Proposal {
  Score score = Score::Unanswered;
  std::string basis;
  std::optional<Date> due;  ///< 1 and 0: planned completion
};
/// A proposal that was accepted and that the answer still says.
struct Accepted {
  Score score = Score::Unanswered;
  std::string basis;
  std::string by;  ///< name
  Instant at;
  std::vector<std::string> facts;  ///< ids
  bool stale = false;              ///< 根拠が古くなりました
};
struct ItemFacts {
  int no = 0;
  std::int64_t version = 0;  ///< of the answer
  bool editable = false;
  frameworks::Confidence confidence = frameworks::Confidence::Guess;
  std::vector<Part> parts;
  std::vector<facts::Fact> facts;  ///< everything that concerns the item, ended ones too; newest first, at most 50
  int have = 0;                    ///< parts with a fact
  std::optional<Proposal> proposal;
  std::optional<Accepted> accepted;
};
/// SheetRead. Items in scope that facts concern or could concern, in the sheet's order. Texts in the actor's language.
[[nodiscard]] Result<std::vector<ItemFacts>> list_item_facts(db::Tx& tx, const Actor& actor, const Sheet& sheet,
                                                             Instant now);
[[nodiscard]] Result<ItemFacts> get_item_facts(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no,
                                               Instant now);

struct AcceptProposals {
  struct Item {
    int no = 0;
    std::int64_t version = 0;  ///< the answer's, as the person saw it (AZ10)
    Score score = Score::Unanswered;
    std::string basis;  ///< as it was shown: what is accepted is what was read
  };
  Id<Assessment> assessment;
  std::string key;  ///< idempotency, as for edits
  std::vector<Item> items;
};
/// SheetAnswer. Each stands alone: where the answer or the proposal has changed since it was shown, nothing is saved
/// and the result says Conflict or Refused ("proposals.accept.changed"). The answers are saved as edits are.
[[nodiscard]] Result<EditsSaved> accept(db::WriteTx& tx, const Actor& actor, const AcceptProposals& command,
                                        Instant now);

struct RecordDocument {
  Id<Assessment> assessment;
  int no = 0;
  Id<evidence::Piece> piece;  ///< a file or link that stands at the item
  std::string title;
  Date on;
  std::optional<Date> until;
  int support = 0;               ///< which of the things asked it speaks for, from 0
  std::vector<int> others = {};  ///< further items that it speaks for, for the same place
};
/// SheetAnswer, for an answer that the actor may edit. Invalid at "/title", "/on" (in the future), "/until",
/// "/support",
/// "/others"; Conflict when the sheet is locked.
[[nodiscard]] Result<ItemFacts> record_document(db::WriteTx& tx, const Actor& actor, const RecordDocument& command,
                                                Instant now);

/// Items whose accepted answer its facts no longer carry.
[[nodiscard]] Result<std::vector<int>> stale_items(db::Tx& tx, const Actor& actor, const Sheet& sheet, Instant now);

}  // namespace sonae::assessment::proposals
