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
  /// Begin with this sheet's answers (versions/carry.h). An answer in the workbook itself stands against it.
  std::optional<Id<Assessment>> carry_from = std::nullopt;
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
/// NotFound: no such workbook, or no such assessment to carry from.
/// Conflict ("assessment.start.year_taken") when the fiscal year has a sheet and `beside_others` is not set: the same
/// workbook once more is usually meant to be merged (exchange/exchange.h).
Result<Started> start_assessment(db::WriteTx& tx, const Actor& actor, const StartAssessment& command,
                                 const RecognisedSheet& recognised, Instant now);

/// The items and the name of the version that a recognised workbook holds.
[[nodiscard]] std::vector<frameworks::VersionItem> items_of(const RecognisedSheet& sheet);
[[nodiscard]] frameworks::VersionName version_name(const RecognisedSheet& sheet);
/// The same sheet with nothing answered: last year's very workbook as this year's form.
[[nodiscard]] RecognisedSheet without_answers(RecognisedSheet sheet);

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
