#pragma once
// How a sheet begins and how it leaves: uploaded workbooks, starting an assessment from one, and what an export fills
// into the very workbook. Permissions and scope as in assessment.h.

#include "features/assessment/assessment.h"
#include "features/assessment/workbook.h"

namespace sonae::assessment {

struct StartAssessment {
  int fiscal_year = 0;
  std::string title;
  Id<Workbook> workbook;
  std::optional<Mapping> mapping;  ///< by hand; nothing: by headings
  bool beside_others = false;      ///< the year may have a sheet already: this is another one, on purpose
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

/// Remembers an uploaded file that `blobs` already holds.
Result<UploadedWorkbook> record_workbook(db::WriteTx& tx, const Actor& actor, const UploadedWorkbook& upload,
                                         Instant now);
Result<UploadedWorkbook> get_workbook(db::Tx& tx, const Actor& actor, Id<Workbook> id);

/// `recognised`: the workbook as the caged reader found it. Last year's answers come to stand beside the items.
/// Conflict ("assessment.start.year_taken") when the fiscal year has a sheet and `beside_others` is not set: the same
/// workbook once more is usually meant to be merged (exchange/exchange.h).
Result<Started> start_assessment(db::WriteTx& tx, const Actor& actor, const StartAssessment& command,
                                 const RecognisedSheet& recognised, Instant now);

/// What the export fills into the workbook: every item's answer cells.
struct ExportPlan {
  UploadedWorkbook workbook;
  std::optional<Mapping> mapping;  ///< as the person pointed it out at import
  std::vector<SheetAnswer> answers;
  int fiscal_year = 0;
  std::int64_t last_change = 0;  ///< of the sheet whose answers these are
};
Result<ExportPlan> plan_export(db::Tx& tx, const Actor& actor, Id<Assessment> id);
/// Called after the bytes were made: the export is a fact worth a record.
Result<void> record_export(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, std::string_view blob_hash,
                           Instant now);

}  // namespace sonae::assessment
