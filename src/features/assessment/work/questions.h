#pragma once
// Questions beside an item: a department asks and the secretariat answers, or the other way round. A question waits for
// the side that did not write last, until somebody closes it; writing to a closed one opens it again.
//
// Everybody who sees the item reads them; SheetAnswer writes. NotFound: no such question, or its item is out of scope.

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"

namespace sonae::assessment::work {

struct QuestionTag;

struct QuestionEntry {
  std::string body;
  bool from_office = false;  ///< the secretariat wrote it
  std::string by;            ///< name
  Instant at;
};
struct Question {
  Id<QuestionTag> id;
  int no = 0;
  bool open = true;
  bool waits_for_office = true;  ///< else for the department; meaningful while open
  std::string asked_by;
  Instant asked_at;
  Instant last_at;
  std::int64_t version = 0;
  std::vector<QuestionEntry> entries;  ///< oldest first
};

/// SheetRead. Of the items in scope, in the order of the items, oldest first; `no`: of one item.
Result<std::vector<Question>> list_questions(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment,
                                             std::optional<int> no = std::nullopt);

/// SheetAnswer; also after the sheet was closed. Invalid at "/text".
Result<Question> ask_question(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment, int no,
                              const std::string& text, Instant now);
struct QuestionStep {
  Id<Assessment> assessment;
  Id<QuestionTag> question;
  std::int64_t version = 0;
};
/// Conflict ("work.question.version"); Invalid at "/text"; Conflict ("work.question.long") after 200 entries.
Result<Question> reply(db::WriteTx& tx, const Actor& actor, const QuestionStep& step, const std::string& text,
                       Instant now);
/// Conflict ("work.question.version", "work.question.closed").
Result<Question> close_question(db::WriteTx& tx, const Actor& actor, const QuestionStep& step, Instant now);

}  // namespace sonae::assessment::work
