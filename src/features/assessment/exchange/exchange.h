#pragma once
// Workbooks that went out and come back edited (WB-rules of the check sheet: the customer's very file is what travels).
// Every export is remembered with what it said; a colleague's copy is compared with the export it was made from and
// with the sheet as it stands, cell by cell (rules_merge.h); a person decides, and what was decided is saved by the
// ordinary edit rules. Until then nothing but the file is stored.
//
// Reading needs SheetExport (who reads every department and may take files out), writing SheetManage. NotFound: no such
// thing, or another company's.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/exchange/copy_reader.h"
#include "features/assessment/exchange/snapshot.h"
#include "features/assessment/workbooks.h"

namespace sonae::assessment::exchange {

struct ExportTag;
struct CopyTag;

/// Exports of one assessment that are kept; the oldest beyond are forgotten, the trail still names their hashes.
constexpr int kept_exports = 50;

struct Export {
  Id<ExportTag> id;
  Id<Workbook> workbook;  ///< the carrier it was filled into
  std::string sha256;     ///< of the file that went out
  std::int64_t change = 0;
  Instant at;
  std::string by;
  Snapshot answers;
};

struct Copy {
  Id<CopyTag> id;
  Id<Assessment> assessment;
  UploadedWorkbook file;
  Instant at;
  std::string by;
  std::optional<Instant> merged_at;
  std::string merged_by;
};

/// Remembers what a filled workbook says. The same content twice is one export with its first time.
Result<void> keep_export(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, const ExportPlan& plan,
                         std::string_view sha256, Instant now);
/// Newest first, at most kept_exports, without the answers.
Result<std::vector<Export>> list_exports(db::Tx& tx, const Actor& actor, Id<Assessment> id);
/// Newest first, at most 50.
Result<std::vector<Copy>> list_copies(db::Tx& tx, const Actor& actor, Id<Assessment> id);

/// Where the company has met a file of exactly these bytes before.
struct KnownFile {
  std::string kind;  ///< "export" (we wrote it), "carrier" (a sheet was started from it or carries on in it), "merged"
  Id<Assessment> assessment;
  int fiscal_year = 0;
  std::string title;
  Instant at;
  std::string by;
};
/// Newest first, at most 20.
Result<std::vector<KnownFile>> find_known_file(db::Tx& tx, const Actor& actor, std::string_view sha256);

/// Stores the copy's row for a workbook that record_workbook gave.
Result<Copy> record_copy(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, const UploadedWorkbook& file,
                         Instant now);

// ---- comparing ----

/// What a copy can have been made from.
struct Base {
  std::string id;  ///< "original", or an export's
  Id<Workbook> workbook;
  std::string blob_hash;
  std::string sha256;  ///< of the file itself
  Instant at;
  std::string by;
  Snapshot answers;
};
constexpr std::string_view original_base = "original";

/// All that a comparison needs from the database.
struct CopySources {
  Copy copy;
  Sheet sheet;  ///< with the answers of now
  UploadedWorkbook carrier;
  UploadedWorkbook original;
  Instant original_at;
  std::vector<Export> exports;              ///< newest first, with answers
  std::vector<UploadedWorkbook> workbooks;  ///< those that exports refer to
};
Result<CopySources> load_copy(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, Id<CopyTag> copy);

/// `original`: the file that the sheet was started from, as it is read.
[[nodiscard]] std::vector<Base> bases_of(const CopySources& sources, const RecognisedSheet& original);
/// The file of the same hash; else the one whose answers the copy differs from least, the newest of equals.
[[nodiscard]] const Base& likely_base(const std::vector<Base>& bases, const CopySources& sources,
                                      const CopyReading& reading);

struct BaseChoice {
  std::string id;
  Instant at;
  std::string by;
  int differences = 0;
  bool same_file = false;
};
struct MissingItem {
  int no = 0;
  std::string label;
};
struct AddedItem {
  int no = 0;
  std::uint32_t row = 0;
  std::string condition;
  Score score = Score::Unanswered;
  std::string basis;
};
/// An answer cell of the copy that is not understood and therefore not taken.
struct UnreadCell {
  int no = 0;
  MergeField field = MergeField::Score;
  std::string cell;
  std::string text;
};
/// An item of the sheet as a person saw it.
struct SeenItem {
  int no = 0;
  std::int64_t version = 0;
};
struct CopyComparison {
  std::string base;
  std::vector<BaseChoice> bases;
  std::vector<MergeCell> cells;
  std::vector<SeenItem> items;       ///< those with cells
  std::vector<MissingItem> missing;  ///< of the sheet, not in the copy
  std::vector<AddedItem> added;      ///< in the copy, not of the sheet
  std::vector<UnreadCell> unread;
  OtherCells others;
  std::vector<FieldError> carrier_problems;  ///< why the copy cannot carry the answers; empty: it can
};
[[nodiscard]] CopyComparison compare_copy(const CopySources& sources, const CopyReading& reading,
                                          const std::vector<Base>& bases, const Base& base);

/// Why the copy cannot take the place of the carrier: another sheet name, another place of number, score, basis or due
/// column, items missing, added or worded otherwise, answer cells that are calculated. Empty: it can.
[[nodiscard]] std::vector<FieldError> carrier_problems(const CopyReading& reading);

// ---- taking in ----

struct MergeCopy {
  Id<Assessment> assessment;
  Id<CopyTag> copy;
  std::vector<Choice> choices;
  std::int64_t last_change = 0;  ///< of the sheet when the person decided
  std::vector<SeenItem> items;   ///< what the person decided about
};
struct Merged {
  std::int64_t items = 0;
  std::int64_t cells = 0;
  std::int64_t last_change = 0;
};
/// All or nothing. Conflict ("exchange.merge.changed", a field per item) when the sheet went on after `last_change` and
/// an item that the copy touches is no longer at the version that the person saw; ("exchange.merge.done") when the copy
/// was taken in already; Invalid as `decide`, or with the refusals of the edit rules (a sheet that is not open above
/// all), a field per cell.
Result<Merged> merge_copy(db::WriteTx& tx, const Actor& actor, const MergeCopy& command, const CopyReading& reading,
                          const Base& base, Instant now);

struct ReplaceCarrier {
  Id<Assessment> assessment;
  Id<CopyTag> copy;
  std::int64_t version = 0;  ///< of the assessment
};
/// The copy carries the answers of the next export. Invalid ("exchange.carrier.differs") with `carrier_problems` as
/// fields; Conflict ("assessment.version", "exchange.carrier.locked").
Result<Summary> replace_carrier(db::WriteTx& tx, const Actor& actor, const ReplaceCarrier& command,
                                const CopyReading& reading, Instant now);

}  // namespace sonae::assessment::exchange
