#pragma once
// Duties that come back every fiscal year, and the plan of a year: which duty is due when, whose it is, how far it is.
//
//  1. A year's tasks are made once however often it is asked for: a duty's occurrence ("2026/1") has one task for ever,
//     also after it was done or dropped.
//  2. Only the current fiscal year, or the next one from 60 days before it, is made without a person; and only when the
//     year before it was planned. A clock that jumps makes no plans.
//  3. Moving one task leaves the duty as it is; changing a duty lays its open tasks out anew.
//  4. A duty that is stopped keeps its closed tasks; its open ones are dropped with the reason.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/tasks/recurrence.h"
#include "core/tasks/tasks.h"

namespace sonae::tasks {

constexpr std::size_t most_schedules = 100;
constexpr std::size_t most_company_days = 400;
constexpr int made_ahead_days = 60;

/// The day on which the company hands in its sheet for a fiscal year, as whoever knows it says; wired in by the app.
using HandIn = std::function<Result<std::optional<Date>>(db::Tx&, const Id<Company>&, int fiscal_year)>;

struct Schedule {
  std::string id;
  std::string duty;   ///< one of standard_duties(), or "" for the company's own
  std::string title;  ///< the company's own words; "" leaves a standard duty its name ("tasks.duty." + duty)
  Rule rule;
  Owner owner;
  bool each_department = false;  ///< one task for every department that has a manager; without any, the owner's
  int remind_days = 7;           ///< days before the due date, 0-90; 0: only on the day
  int escalate_days = 7;         ///< days after it until the secretariat is told, 1-90
  Harm harm = Harm::Medium;
  bool active = true;
  int position = 0;
  std::int64_t version = 1;
};
/// The page where a duty is done; "" where people do it elsewhere and say so.
[[nodiscard]] std::string page_of(const Schedule& schedule);
/// The nine duties proposed at the first run, in the order of the year (plan.md of the users' pages says why these).
[[nodiscard]] std::vector<Schedule> standard_duties();

struct PlanRow {
  Schedule schedule;
  std::vector<Task> tasks;  ///< of the year, by due date
  [[nodiscard]] int progress() const;
};
struct Plan {
  FiscalYear year;
  Date hand_in;
  bool hand_in_known = false;
  std::optional<Date> planned_for;  ///< the day of the hand-in it was laid out for; nothing: not planned yet
  std::vector<PlanRow> rows;
};
/// ProgrammeRead. NotFound for a year outside 2000-2100.
[[nodiscard]] Result<Plan> get_plan(db::Tx& tx, const Actor& actor, int year, const HandIn& hand_in);

/// A standard duty that the company does not have yet, with its days in this year.
struct Proposal {
  Schedule schedule;
  Date starts;
  Date due;
};
/// CompanyManage. Laid backward from the hand-in; where the year has begun, drawn together into what is left of it, in
/// the same order.
[[nodiscard]] Result<std::vector<Proposal>> propose(db::Tx& tx, const Actor& actor, int year, const HandIn& hand_in,
                                                    Date today);
struct Accepted {
  std::string duty;
  Date starts;
  Date due;
  Owner owner;
};
/// CompanyManage. Makes the duties and the year's tasks. Conflict ("tasks.plan.taken") when one of the duties exists;
/// Invalid at "/rows/0/duty", "/rows/0/due", "/rows/0/starts", "/rows/0/owner".
[[nodiscard]] Result<void> accept(db::WriteTx& tx, const Actor& actor, int year, const std::vector<Accepted>& rows,
                                  const HandIn& hand_in, Instant now);
/// CompanyManage. Makes what is missing of the year's tasks; `again` also lays the open ones out anew (after the
/// hand-in moved). How many were made or moved.
enum class Lay : std::uint8_t { Missing, Again };
[[nodiscard]] Result<int> make_year(db::WriteTx& tx, const Actor& actor, int year, Lay lay, const HandIn& hand_in,
                                    Instant now);

/// CompanyManage. Invalid at "/title", "/rule/…", "/owner", "/remind_days", "/escalate_days"; the running year's tasks
/// are made at once where the year is planned.
[[nodiscard]] Result<Schedule> create_schedule(db::WriteTx& tx, const Actor& actor, Schedule schedule,
                                               const HandIn& hand_in, Instant now);
/// CompanyManage. NotFound; Conflict ("tasks.schedule.changed"); Invalid as above, and at "/reason" when it is stopped
/// without one.
[[nodiscard]] Result<Schedule> change_schedule(db::WriteTx& tx, const Actor& actor, Schedule schedule,
                                               const std::string& reason, const HandIn& hand_in, Instant now);

/// SignedIn. From the day on, at most `most_company_days`.
[[nodiscard]] Result<std::vector<CompanyDay>> list_company_days(db::Tx& tx, const Actor& actor, Date from);
/// CompanyManage. Every day of the range, at most 60; those that were said before take the new words. Invalid at
/// "/until", "/name".
struct NewCompanyDays {
  Date from;
  Date until;
  std::string name;
  bool works = false;
};
[[nodiscard]] Result<void> add_company_days(db::WriteTx& tx, const Actor& actor, const NewCompanyDays& days,
                                            Instant now);
/// CompanyManage. NotFound.
[[nodiscard]] Result<void> remove_company_day(db::WriteTx& tx, const Actor& actor, Date day, Instant now);

}  // namespace sonae::tasks
