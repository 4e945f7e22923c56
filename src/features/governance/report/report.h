#pragma once
// The yearly report to the officer (経営への報告, items 68 and 69): drafted from what the program knows, worded by the
// secretariat, made (handed over), answered by the officer with directions that are followed until they are done.
//
//  1. The figures are those of the day of the draft and are never typed.
//  2. A report that was made is not changed.
//  3. A direction is a task; it is done where the task is done.
//
// Reading: ProgrammeRead; a draft is the secretariat's (CompanyManage). Writing: CompanyManage; directions:
// ProgrammeDirect. NotFound: no such report, another company's, or somebody else's draft.

#include <optional>
#include <string>
#include <vector>

#include "features/governance/promises.h"
#include "features/governance/requests/requests.h"

namespace sonae::governance::report {

struct ReportTag;
struct DirectionTag;

constexpr std::size_t longest_title = 100;
constexpr std::size_t longest_body = 4'000;  ///< one page

/// "items" "answered" "complete" "in_progress" "not_started" "not_applicable" "points" "max_points" "findings"
/// "departments_late" "tasks_done" "tasks_late" "meetings" "requests_late": what there is, in this order. Words:
/// "report.figure.<name>".
struct Figure {
  std::string name;
  std::int64_t amount = 0;
};
struct Direction {
  Id<DirectionTag> id;
  std::string text;
  tasks::Owner owner;
  Date due;
  std::string given_by;
  Instant given_at;
  std::string task;
  Standing standing;
};
struct Report {
  Id<ReportTag> id;
  int fiscal_year = 0;
  std::string title;
  std::string body;
  bool made = false;
  Instant drafted_at;
  std::string made_by;
  std::optional<Instant> made_at;
  std::int64_t version = 1;
  std::vector<Figure> figures;
  std::vector<Direction> directions;  ///< oldest first
};

/// Newest first, at most 100; whole.
Result<std::vector<Report>> list_reports(db::Tx& tx, const Actor& actor);
Result<Report> get_report(db::Tx& tx, const Actor& actor, const Id<ReportTag>& id);

/// The figures of today and a text that says them in sentences. Conflict ("report.draft.exists").
Result<Report> draft_report(db::WriteTx& tx, const Actor& actor, const requests::Wiring& wiring, Instant now);
struct Wording {
  Id<ReportTag> report;
  std::int64_t version = 0;
  std::string title;
  std::string body;
};
/// Invalid at "/title", "/body"; Conflict ("report.version", "report.made").
Result<Report> word_report(db::WriteTx& tx, const Actor& actor, const Wording& wording, Instant now);
/// Hands it over: tells the officers. Invalid at "/body" when it is empty; Conflict as above.
Result<Report> make_report(db::WriteTx& tx, const Actor& actor, const Id<ReportTag>& id, std::int64_t version,
                           Instant now);
struct NewDirection {
  Id<ReportTag> report;
  std::string text;
  tasks::Owner owner;
  Date due;
};
/// ProgrammeDirect. Invalid at "/text", "/owner", "/due" (passed); Conflict ("report.not_made").
Result<Report> direct(db::WriteTx& tx, const Actor& actor, const NewDirection& command, Instant now);
/// Directions whose task is open, of all reports.
Result<std::vector<Direction>> open_directions(db::Tx& tx, const Actor& actor);

}  // namespace sonae::governance::report
