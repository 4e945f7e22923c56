#pragma once
// A customer's own questionnaire (質問票) filled from standing answers: its questions are matched with the items of a
// check sheet by their text; a match is a proposal until a person confirms it, and only confirmed rows are written, in
// place, into the customer's very file. Rows without a match stay empty and are counted.
//
// Reading and the filled file need SheetExport (who reads every department and may take files out), writing
// SheetManage. NotFound: no such questionnaire, or another company's.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/exchange/questionnaire_reader.h"
#include "features/assessment/exchange/rules_forms.h"
#include "features/assessment/workbooks.h"

namespace sonae::assessment::exchange {

struct QuestionnaireTag;

struct Questionnaire {
  Id<QuestionnaireTag> id;
  Id<Assessment> assessment;
  std::string sheet_title;  ///< of the assessment
  int fiscal_year = 0;
  std::string title;
  UploadedWorkbook file;
  std::optional<Layout> layout;
  std::vector<std::string> choices;
  AnswerForm form;
  std::int64_t version = 0;
  Instant at;
  std::string by;
  std::int64_t rows = 0;
  std::int64_t confirmed = 0;
  std::int64_t proposed = 0;
};

enum class RowState : std::uint8_t {
  Open,       ///< nothing in the check sheet reads like it
  Proposed,   ///< by the program: not an answer
  Confirmed,  ///< by a person: is written
  None,       ///< a person said that nothing in the check sheet answers it
};
[[nodiscard]] std::string_view name_of(RowState state);  ///< "open" "proposed" "confirmed" "none"

struct Candidate {
  int no = 0;
  int confidence = 0;  ///< likeness of the texts, per mille
};

struct QuestionRow {
  QuestionCells cells;
  std::vector<Candidate> candidates;  ///< best first
  std::optional<int> item;
  int confidence = 0;  ///< of `item`; 0 when a person chose it outside the candidates
  RowState state = RowState::Open;
  std::optional<std::string> own_answer;
  std::optional<std::string> own_evidence;
  std::int64_t version = 0;
  /// What is (or, for a proposal, would be) written; nothing: the cell stays as it is.
  std::optional<std::string> answer;
  std::optional<std::string> evidence;
};

struct QuestionnaireView {
  Questionnaire questionnaire;
  std::vector<QuestionRow> rows;  ///< in the order of the sheet
  std::vector<frameworks::VersionItem> items;
};

/// Below this likeness nothing is proposed.
constexpr int least_confidence = 300;
constexpr std::size_t shown_candidates = 3;

struct CreateQuestionnaire {
  std::optional<Id<Assessment>> assessment;  ///< nothing: the newest
  UploadedWorkbook workbook;
  std::string title;
  AnswerForm form;  ///< unless the pulldown offers one
};
/// Invalid ("exchange.questionnaire.no_sheet") when the company has no check sheet to answer from.
Result<Id<QuestionnaireTag>> create_questionnaire(db::WriteTx& tx, const Actor& actor,
                                                  const CreateQuestionnaire& command,
                                                  const QuestionnaireReading& reading, Instant now);
/// Newest first, at most 200.
Result<std::vector<Questionnaire>> list_questionnaires(db::Tx& tx, const Actor& actor);
Result<Questionnaire> get_questionnaire(db::Tx& tx, const Actor& actor, Id<QuestionnaireTag> id);
Result<QuestionnaireView> get_questionnaire_view(db::Tx& tx, const Actor& actor, Id<QuestionnaireTag> id);

/// Other columns: the rows are read anew. What a person decided stays where row and question are the same.
/// Conflict ("exchange.questionnaire.version").
Result<void> change_layout(db::WriteTx& tx, const Actor& actor, Id<QuestionnaireTag> id, std::int64_t version,
                           const QuestionnaireReading& reading, Instant now);
struct ChangeForm {
  Id<QuestionnaireTag> questionnaire;
  std::int64_t version = 0;
  AnswerForm form;
  std::string title;
};
/// Conflict as above; Invalid ("exchange.form.word", a field per word) for words that are too long or not clean,
/// ("exchange.questionnaire.title").
Result<void> change_form(db::WriteTx& tx, const Actor& actor, const ChangeForm& command, Instant now);

struct ChangeRow {
  Id<QuestionnaireTag> questionnaire;
  std::uint32_t row = 0;
  std::int64_t version = 0;
  RowState state = RowState::Proposed;  ///< Proposed or Open: back to what the program says
  std::optional<int> item;              ///< for Confirmed; nothing: own words only
  std::optional<std::string> own_answer;
  std::optional<std::string> own_evidence;
};
/// Conflict ("exchange.row.version"); Invalid ("exchange.row.item" for a number that the sheet does not have,
/// ("exchange.row.nothing") for a confirmation without item and own words, ("exchange.row.text")).
Result<QuestionRow> change_row(db::WriteTx& tx, const Actor& actor, const ChangeRow& command, Instant now);

struct SeenRow {
  std::uint32_t row = 0;
  std::int64_t version = 0;
};
/// Confirms the proposals that the person saw, all or none. Conflict ("exchange.row.changed", a field per row) when one
/// was changed meanwhile or is no proposal.
Result<std::int64_t> confirm_rows(db::WriteTx& tx, const Actor& actor, Id<QuestionnaireTag> id,
                                  const std::vector<SeenRow>& rows, Instant now);

struct FillPlan {
  UploadedWorkbook workbook;
  std::vector<xlsx::Edit> edits;
  std::int64_t filled = 0;     ///< questions with an answer in their cell
  std::int64_t unmatched = 0;  ///< nothing confirmed: stay empty
  std::int64_t waiting = 0;    ///< confirmed, but the check sheet's item is not answered yet, or has no word
};
Result<FillPlan> plan_fill(db::Tx& tx, const Actor& actor, Id<QuestionnaireTag> id);
Result<void> record_fill(db::WriteTx& tx, const Actor& actor, Id<QuestionnaireTag> id, const FillPlan& plan,
                         std::string_view sha256, Instant now);

}  // namespace sonae::assessment::exchange
