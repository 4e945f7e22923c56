#pragma once
// Handing the sheet in: only an approved one, as the very workbook, filled; frozen with the scores of every item, who
// answered and who approved. What was handed in is never changed, also when the sheet is opened again.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "features/assessment/work/sign_off.h"
#include "features/assessment/workbooks.h"

namespace sonae::assessment::work {

struct HandInTag;

struct HandIn {
  Id<HandInTag> id;
  int number = 0;  ///< 1, 2, … of this sheet
  frameworks::VersionId framework;
  int fiscal_year = 0;
  std::string title;
  /// One byte per item at its ordinal in the guideline version: 0, 1, 2, 3 = 該当なし, 4 = 未回答 or not in this sheet.
  Bytes scores;
  Tally counts;
  std::string file_name;
  std::string blob_hash;
  std::int64_t size = 0;
  std::string asked_by;  ///< names, as they were on the day
  Instant asked_at;
  std::string incomplete_reason;
  std::string approved_by;
  Instant approved_at;
  std::string handed_by;
  Instant handed_at;
};
struct HandInItem {
  int ordinal = 0;
  int no = 0;
  std::string label;
  std::string condition;
  Score score = Score::Unanswered;
  std::string basis;
  std::optional<Date> due;
  std::string department;
  std::string responder;
  std::string saved_by;  ///< who saved the answer last; "" when it came with the workbook
  std::optional<Instant> saved_at;
};
struct HandInWaiver {
  int no = 0;
  std::string code;
  std::string reason;
  std::string by;
  Instant at;
};
struct HandInDepartment {
  std::string name;
  int items = 0;
  std::string submitted_by;  ///< "" when it had not submitted
  std::optional<Instant> submitted_at;
};
struct HandInRecord {
  HandIn hand_in;
  std::vector<HandInItem> items;  ///< by ordinal
  std::vector<HandInWaiver> waivers;
  std::vector<HandInDepartment> departments;
};

/// What will be filled into the workbook. SheetManage; refuses as `hand_in` does.
Result<ExportPlan> plan_hand_in(db::Tx& tx, const Actor& actor, const SheetStepCommand& command);

/// The filled workbook, which the blob store already holds.
struct FilledWorkbook {
  std::string blob_hash;
  std::int64_t size = 0;
};
/// SheetManage. Conflict ("work.sheet.<state>") unless approved, ("work.sheet.version") when the sheet is not the one
/// that the workbook was filled from.
Result<HandInRecord> hand_in(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command,
                             const FilledWorkbook& filled, Instant now);

/// SheetRead with every department in scope; nothing otherwise. Newest first.
Result<std::vector<HandIn>> list_hand_ins(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment);
/// SheetExport. NotFound.
Result<HandInRecord> get_hand_in(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment,
                                 const Id<HandInTag>& id);

}  // namespace sonae::assessment::work
