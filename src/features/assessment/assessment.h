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
#include "features/assessment/workbook.h"
#include "platform/blobs/blobs.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"
#include "platform/trail/trail.h"

namespace sonae::assessment {

struct Assessment;
struct Workbook;

// ---- views ----

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
  std::vector<bool> ticks;    ///< one per criterion line of the item
  std::string score_cell;     ///< "H6"; "" without a workbook
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
  Refused,   ///< not this person's item or field
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

struct StartAssessment {
  int fiscal_year = 0;
  std::string title;
  Id<Workbook> workbook;
  std::optional<Mapping> mapping;  ///< by hand; nothing: by headings
};
struct Started {
  Id<Assessment> assessment;
  std::int64_t items = 0;
  std::int64_t answers = 0;
  std::vector<SheetWarning> warnings;
};

struct UploadedWorkbook {
  Id<Workbook> id;
  std::string file_name;
  std::string blob_hash;
  std::int64_t size = 0;
};

// ---- use cases ----

/// Newest fiscal year first.
Result<std::vector<Summary>> list_assessments(db::Tx& tx, const Actor& actor);
Result<Summary> get_assessment(db::Tx& tx, const Actor& actor, Id<Assessment> id);
Result<Sheet> get_sheet(db::Tx& tx, const Actor& actor, Id<Assessment> id);
/// Answers saved after change number `after`, at most all of the sheet.
Result<std::vector<Answer>> list_changes(db::Tx& tx, const Actor& actor, Id<Assessment> id, std::int64_t after);
Result<bool> sees_item(db::Tx& tx, const Actor& actor, Id<Assessment> id, int no);
/// True when the actor may edit this answer (score, basis, due, responder, ticks).
[[nodiscard]] bool may_edit(const Actor& actor, const Answer& answer);

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

/// Remembers an uploaded file that `blobs` already holds.
Result<UploadedWorkbook> record_workbook(db::WriteTx& tx, const Actor& actor, const UploadedWorkbook& upload,
                                         Instant now);
Result<UploadedWorkbook> get_workbook(db::Tx& tx, const Actor& actor, Id<Workbook> id);

/// `recognised`: the workbook as the caged reader found it. Last year's answers come to stand beside the items.
Result<Started> start_assessment(db::WriteTx& tx, const Actor& actor, const StartAssessment& command,
                                 const RecognisedSheet& recognised, Instant now);

/// What the rules look at, one per answer, in the sheet's order; `known_item` (known.h) says what builds on what.
[[nodiscard]] std::vector<AnswerFacts> facts_of(const Sheet& sheet);
[[nodiscard]] std::vector<Finding> check_assessment(const Sheet& sheet, Date today, int start_month);
/// The latest assessment of an earlier fiscal year; nothing when this is the first one.
Result<std::optional<Sheet>> find_previous_sheet(db::Tx& tx, const Actor& actor, int fiscal_year);

/// Changes of one answer, newest first, at most 100. NotFound: no such item, or not in scope.
Result<std::vector<trail::Record>> list_history(db::Tx& tx, const Actor& actor, Id<Assessment> id, int no);

/// What the export fills into the workbook: every item's answer cells.
struct ExportPlan {
  UploadedWorkbook workbook;
  std::optional<Mapping> mapping;  ///< as the person pointed it out at import
  std::vector<SheetAnswer> answers;
  int fiscal_year = 0;
};
Result<ExportPlan> plan_export(db::Tx& tx, const Actor& actor, Id<Assessment> id);
/// Called after the bytes were made: the export is a fact worth a record.
Result<void> record_export(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, std::string_view blob_hash,
                           Instant now);

}  // namespace sonae::assessment
