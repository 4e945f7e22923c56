#pragma once
// The yearly self-assessment (自己評価, 質問⑤⑮): a sheet comes in as the customer's workbook, departments answer,
// and the very workbook goes out filled.
//
// Every function asks its own permission and touches only the rows of the actor's scope: a manager has the items of
// the own departments; secretariat, CISO and auditor have all. NotFound: no such assessment, or another company's.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/frameworks/store.h"
#include "features/assessment/rules.h"
#include "features/assessment/score.h"
#include "features/assessment/sheet_state.h"
#include "features/assessment/workbook.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"
#include "platform/trail/trail.h"

namespace sonae::assessment {

struct Assessment;
struct Workbook;

// ---- views ----

/// Where an answer stands that came from an older version of the guideline (質問⑤); a person's save of score or basis
/// makes it an answer like any other.
enum class Origin : std::uint8_t {
  Own,
  Carried,  ///< taken over unchanged 「前の版から」
  Changed,  ///< the item's wording changed: to be answered again
};
[[nodiscard]] std::string_view name_of(Origin origin);  ///< "" "carried" "changed"

struct Summary {
  Id<Assessment> id;
  int fiscal_year = 0;
  std::string title;
  std::optional<Date> due;  ///< hand-in date
  frameworks::VersionId framework;
  std::string framework_pack;     ///< "jama-japia", or "other"
  std::string framework_version;  ///< "2.3"
  std::string framework_name;
  Id<Workbook> workbook;
  std::string file_name;
  std::optional<Mapping> mapping;  ///< columns pointed out by hand at import
  SheetState state = SheetState::Open;
  std::int64_t items = 0;
  std::int64_t answered = 0;
  std::int64_t version = 0;
  std::int64_t last_change = 0;
  Instant created_at;
};

/// What was answered for the same item in the year before (matched by text first, number second).
struct Previous {
  Score score = Score::Unanswered;
  std::string basis;
};

struct Answer {
  int no = 0;
  std::int64_t version = 0;
  Score score = Score::Unanswered;
  std::string basis;
  std::optional<Date> due;
  std::string responder;
  Id<Department> department;  ///< empty: nobody's yet
  Id<User> assignee;          ///< the colleague it was handed to; empty: the department's manager
  std::string assignee_name;
  Origin origin = Origin::Own;
  bool submitted = false;   ///< its department has submitted: only the secretariat edits it now
  std::vector<bool> ticks;  ///< one per criterion line of the item
  std::string score_cell;   ///< "H6"; "" without a workbook
  std::string basis_cell;
  std::optional<Previous> previous;
  std::optional<Instant> updated_at;
  std::string updated_by;   ///< name; "" while untouched
  std::int64_t change = 0;  ///< Summary::last_change when it was last saved
};

struct Sheet {
  Summary summary;
  std::vector<frameworks::VersionItem> items;  ///< in the sheet's order, only those in scope
  std::vector<Answer> answers;                 ///< one per item, same order
};

// ---- commands ----

enum class AnswerField : std::uint8_t { Score, Basis, Due, Responder, Department, Ticks };
[[nodiscard]] std::string_view name_of(AnswerField field);
[[nodiscard]] std::optional<AnswerField> parse_field(std::string_view name);

/// Values in their stored text: a score as text_of writes it, a date as ISO or "", a department id or "", ticks as
/// "0110". `from` is what the person saw.
struct Change {
  AnswerField field{};
  std::string from;
  std::string to;
};
struct Edit {
  int no = 0;
  std::int64_t version = 0;  ///< the answer's version that the person saw (AZ10)
  std::vector<Change> changes;
};
struct SaveEdits {
  Id<Assessment> assessment;
  std::string key;  ///< idempotency: the same key saves once
  std::vector<Edit> edits;
  std::string from_file = {};  ///< named in the record of each answer when they came out of a file; "": typed
};

struct FieldConflict {
  AnswerField field{};
  std::string mine;
  std::string theirs;
};
enum class EditState : std::uint8_t {
  Saved,
  Merged,    ///< somebody changed other fields of the row meanwhile; both stand
  Conflict,  ///< somebody changed the same field; nothing of this edit was saved
  Refused,   ///< not this person's item or field, or the sheet is not open
};
struct EditResult {
  int no = 0;
  EditState state = EditState::Saved;
  std::optional<Answer> answer;  ///< as it stands now; nothing when out of scope
  std::vector<FieldConflict> conflicts;
  std::string message;  ///< message key when refused
  Args message_args;
};
struct EditsSaved {
  std::vector<EditResult> results;
  std::int64_t last_change = 0;
};

// ---- use cases ----

/// Newest fiscal year first.
Result<std::vector<Summary>> list_assessments(db::Tx& tx, const Actor& actor);
Result<Summary> get_assessment(db::Tx& tx, const Actor& actor, Id<Assessment> id);
Result<Sheet> get_sheet(db::Tx& tx, const Actor& actor, Id<Assessment> id);
/// Answers saved after change number `after`, at most all of the sheet.
Result<std::vector<Answer>> list_changes(db::Tx& tx, const Actor& actor, Id<Assessment> id, std::int64_t after);
Result<bool> sees_item(db::Tx& tx, const Actor& actor, Id<Assessment> id, int no);
/// True when the actor may edit this answer (score, basis, due, responder, ticks) as the sheet stands.
[[nodiscard]] bool may_edit(const Actor& actor, const Summary& sheet, const Answer& answer);

/// Each edit stands alone: one conflict does not hold up the others. All that is saved is one transaction with one
/// trail record per item. Invalid ("assessment.edit.key"): the key is empty or another person's.
Result<EditsSaved> save_edits(db::WriteTx& tx, const Actor& actor, const SaveEdits& command, Instant now);

struct ChangeAssessment {
  Id<Assessment> assessment;
  std::int64_t version = 0;
  std::optional<std::string> title;
  std::optional<std::optional<Date>> due;  ///< outer: untouched; inner nothing: no date
};
/// Conflict ("assessment.version") when somebody else changed it meanwhile.
Result<Summary> change_assessment(db::WriteTx& tx, const Actor& actor, const ChangeAssessment& command, Instant now);

/// What the rules look at, one per answer, in the sheet's order; `known_item` (known.h) says what builds on what.
[[nodiscard]] std::vector<AnswerFacts> facts_of(const Sheet& sheet);
[[nodiscard]] std::vector<Finding> check_assessment(const Sheet& sheet, Date today, int start_month);
/// The latest assessment of an earlier fiscal year; nothing when this is the first one.
Result<std::optional<Sheet>> find_previous_sheet(db::Tx& tx, const Actor& actor, int fiscal_year);

/// Changes of one answer, newest first, at most 100. NotFound: no such item, or not in scope.
Result<std::vector<trail::Record>> list_history(db::Tx& tx, const Actor& actor, Id<Assessment> id, int no);

}  // namespace sonae::assessment
