#pragma once
// Framework versions after the sheet began: comparing, confirming what was carried over, keeping comparisons for the
// committee, the trend over the years and the view of the SCS scheme.
//
// Permissions and scope as in assessment.h: wording is the guideline's and everybody's who reads sheets; answers and
// departments only as far as the actor's scope reaches (AZ02). NotFound: no such thing, or another company's (AZ08).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/versions/carry.h"
#include "features/assessment/versions/rules_trend.h"
#include "features/assessment/versions/scs.h"

namespace sonae::assessment::versions {

struct KeptComparison;

// ---- versions and their comparison ----

/// A version of the company's own, or a pack of this program. `side` names it in addresses: the version's id, or
/// "pack:<id>:<version>".
struct VersionEntry {
  std::string side;
  std::string framework;
  std::string version;
  std::string name;
  std::string source;  ///< "workbook" or "pack"
  int variant = 0;     ///< 0 the first wording seen of this version
  int items = 0;
  std::optional<Instant> created_at;  ///< nothing for packs
  std::vector<int> fiscal_years;      ///< of the sheets that use it, newest first
};
/// The company's own, newest first, then the packs that have items.
[[nodiscard]] Result<std::vector<VersionEntry>> list_versions(db::Tx& tx, const Actor& actor);

struct VersionComparison {
  VersionEntry from;
  VersionEntry to;
  VersionChanges changes;
};
/// Any two, in either order of age. A pack's topics are those in the actor's language.
[[nodiscard]] Result<VersionComparison> compare_versions(db::Tx& tx, const Actor& actor, const std::string& from,
                                                         const std::string& to);

/// A department's part in what changed.
struct DepartmentWork {
  Id<Department> department;  ///< empty: items without a department
  std::string name;
  std::vector<int> again;  ///< reworded and new items
  std::vector<int> open;   ///< of those the ones not answered since
  int carried = 0;         ///< taken over and not yet looked at
};
/// A sheet against an older version: who has to answer what again.
struct SheetComparison {
  Summary sheet;
  std::optional<Summary> source;  ///< the sheet whose answers were carried over, or last year's
  bool carried_over = false;
  /// Nothing when there is neither a source nor a chosen version.
  std::optional<VersionComparison> comparison;
  std::vector<DepartmentWork> departments;
};
/// `from`: a side; "": the version of the source. Rows only of items in scope.
[[nodiscard]] Result<SheetComparison> compare_sheet(db::Tx& tx, const Actor& actor, Id<Assessment> assessment,
                                                    const std::string& from);
/// One item of the sheet against the version before; nothing when there is no version before.
[[nodiscard]] Result<std::optional<ItemChange>> item_wording(db::Tx& tx, const Actor& actor, Id<Assessment> assessment,
                                                             int no);

// ---- 「変わりありません」 ----

struct ConfirmCarried {
  struct Item {
    int no = 0;
    std::int64_t version = 0;  ///< as the person saw it (AZ10)
  };
  Id<Assessment> assessment;
  std::vector<Item> items;
};
struct Confirmed {
  std::vector<Answer> confirmed;
  /// Not confirmed: changed meanwhile, no longer carried, not this person's, or the sheet is closed.
  std::vector<int> left;
};
/// SheetAnswer. The carried answers become answers like any other, each with its record.
[[nodiscard]] Result<Confirmed> confirm_carried(db::WriteTx& tx, const Actor& actor, const ConfirmCarried& command,
                                                Instant now);

// ---- kept comparisons ----

struct ComparisonCounts {
  int unchanged = 0;
  int renumbered = 0;
  int reworded = 0;
  int added = 0;
  int removed = 0;
};
struct KeptDepartment {
  Id<Department> department;  ///< empty: items without a department
  std::string name;           ///< as it was called then
  std::vector<int> numbers;   ///< that it had to answer again
  int carried = 0;
};
struct Kept {
  Id<KeptComparison> id;
  Id<Assessment> assessment;
  int fiscal_year = 0;
  std::string from_side;
  std::string to_side;
  std::string from_name;
  std::string to_name;
  ComparisonCounts counts;
  std::string note;
  Instant kept_at;
  std::string kept_by;  ///< name
  std::vector<KeptDepartment> departments;
};
struct KeepComparison {
  Id<Assessment> assessment;
  std::string from;  ///< a side; "": the version of the source
  std::string note;
};
/// SheetManage. Invalid "versions.keep.nothing" without a version to compare with, "versions.keep.note" for a note that
/// is too long.
[[nodiscard]] Result<Kept> keep_comparison(db::WriteTx& tx, const Actor& actor, const KeepComparison& command,
                                           Instant now);
/// Newest first, at most 200; departments in scope.
[[nodiscard]] Result<std::vector<Kept>> list_kept(db::Tx& tx, const Actor& actor);
struct KeptView {
  Kept kept;
  VersionComparison comparison;
};
[[nodiscard]] Result<KeptView> get_kept(db::Tx& tx, const Actor& actor, Id<KeptComparison> id);

// ---- trend and SCS ----

struct TrendYear {
  int fiscal_year = 0;
  Id<Assessment> assessment;
  std::string title;
  bool handed_in = false;  ///< the scores are those handed in last; else of the sheet as it stands
};
struct Trend {
  std::vector<TrendYear> years;  ///< oldest first, the asked sheet last; at most `max_trend_years`
  TrendFigures figures;
};
constexpr int max_trend_years = 6;
/// One sheet per fiscal year: the newest that was handed in, else the newest.
[[nodiscard]] Result<Trend> trend_of(db::Tx& tx, const Actor& actor, Id<Assessment> assessment,
                                     const TotalsOptions& options);

struct ScsView {
  Summary sheet;
  const frameworks::Pack* scheme = nullptr;
  const frameworks::Pack* guideline = nullptr;
  NumberTrust trust = NumberTrust::Assumed;
  bool partial = false;  ///< the reader sees only some departments' items: the rest counts as not asked
  ScsStanding standing;
};
/// Invalid "versions.scs.other_framework": the sheet answers another framework than the scheme refers to.
[[nodiscard]] Result<ScsView> scs_view(db::Tx& tx, const Actor& actor, Id<Assessment> assessment);

}  // namespace sonae::assessment::versions
