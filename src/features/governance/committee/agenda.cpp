#include "features/governance/committee/agenda.h"

#include <algorithm>

#include "base/day_words.h"
#include "features/governance/check/check.h"
#include "features/governance/committee/store.h"
#include "features/governance/report/report.h"

namespace sonae::governance::committee {

namespace {

constexpr std::size_t most_promises = 15;

class Proposals {
 public:
  explicit Proposals(std::vector<Proposal>& list) : list_(list) {}
  void promise(const std::string& what, const std::string& text, const Date& due, const std::string& link) {
    if (list_.size() >= most_promises) return;
    list_.push_back({"decision", "committee.proposal." + what, {{"text", text}, {"due", day_words(due)}}, link});
  }
  /// Nothing for zero.
  void count(const std::string& source, const std::string& what, int n, const std::string& link) {
    if (n > 0) list_.push_back({source, "committee.proposal." + what, {{"n", std::to_string(n)}}, link});
  }

 private:
  std::vector<Proposal>& list_;
};

Result<void> add_promises(db::Tx& tx, const Actor& actor, Proposals& proposals) {
  constexpr int most_meetings = 6;
  int looked = 0;
  for (const Meeting& one : TRY(store::list_meetings(tx, actor.company))) {
    if (one.state != State::Held || looked++ >= most_meetings) continue;
    for (const Point& point : TRY(get_meeting(tx, actor, one.id)).points)
      for (const Decision& decision : point.decisions)
        if (decision.standing.known && decision.standing.state == tasks::State::Open)
          proposals.promise("decision", decision.text, decision.due, "/organisation/committee/" + one.id.text());
  }
  for (const report::Direction& one : TRY(report::open_directions(tx, actor)))
    proposals.promise("direction", one.text, one.due, "/organisation/report");
  return {};
}

}  // namespace

Result<std::vector<Proposal>> propose_agenda(db::Tx& tx, const Actor& actor, const requests::Wiring& wiring,
                                             Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const Date today = date_in_zone(now, japan_offset_minutes);
  std::vector<Proposal> list;
  Proposals proposals(list);
  TRY(add_promises(tx, actor, proposals));
  int late = 0;
  for (const tasks::Task& one : TRY(tasks::list(tx, actor, {tasks::State::Open, today, 1'000})))
    late += one.due < today ? 1 : 0;
  proposals.count("tasks", "tasks", late, "/plan");
  const auto setup = TRY(check::current(tx, actor, now)).findings;
  const auto shown = std::ranges::count(setup, check::Weight::Shown, &check::Finding::weight);
  proposals.count("setup", "setup", static_cast<int>(std::ssize(setup) - shown), "/organisation");
  if (const auto sheet = TRY(wiring.sheet.figures(tx, actor, now))) {
    const std::string root = "/sheet/" + std::to_string(sheet->fiscal_year);
    proposals.count("sheet", "departments", sheet->departments_late(), root + "/progress");
    proposals.count("sheet", "findings", sheet->findings, root + "/check");
    proposals.count("sheet", "unassigned", sheet->unassigned, "/organisation/responsibility");
  }
  const requests::Waiting waiting = TRY(requests::count_waiting(tx, actor, wiring, now));
  proposals.count("requests", "requests", waiting.late, "/organisation/requests");
  proposals.count("requests", "questions", waiting.questions, "/organisation/requests");
  return list;
}

}  // namespace sonae::governance::committee
