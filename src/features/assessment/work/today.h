#pragma once
// What waits for this person today, gathered in one reading: the page makes at most seven cards of it.

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/work/progress.h"
#include "features/assessment/work/sign_off.h"

namespace sonae::assessment::work {

/// One item that somebody should look at.
struct TodayItem {
  int no = 0;
  std::string condition;
  std::optional<Date> due;
};

/// What an auditor has not looked at yet.
struct TodayNews {
  std::optional<Instant> since;  ///< nothing: never looked
  int answers = 0;               ///< answers saved since
  int submissions = 0;
  int decisions = 0;  ///< approvals asked, given and refused; hand-ins; reopenings
};

struct Today {
  std::optional<Summary> sheet;  ///< this fiscal year's newest, or the newest there is
  std::optional<Progress> progress;
  Tally counts;
  std::optional<Approval> approval;     ///< the newest, for those who see the whole sheet
  std::optional<std::string> reopened;  ///< reason of the newest reopening while it is the last thing that happened
  int hand_ins = 0;
  std::vector<TodayItem> overdue;       ///< score 1 with a date that has passed, editable by the actor; at most 20
  std::vector<TodayItem> soon;          ///< score 1 and due within 14 days, likewise
  std::vector<TodayItem> without_year;  ///< score 2 whose basis names no year, likewise
  std::vector<TodayItem> mine;          ///< handed to the actor by name and not answered; at most 20
  int handed_to_me = 0;                 ///< all that was handed to the actor
  int editable_unanswered = 0;
  std::optional<int> first_unanswered;
  int to_answer_again = 0;            ///< editable items whose wording changed with the version
  std::optional<int> first_question;  ///< item of the oldest question that waits for the actor's side
  int questions_for_me = 0;
  std::optional<TodayNews> news;  ///< auditors only
};

/// SignedIn. Without SheetRead nothing is filled in.
Result<Today> get_today(db::Tx& tx, const Actor& actor, Instant now);

/// AuditNote: the auditor has looked at what is new.
Result<void> mark_seen(db::WriteTx& tx, const Actor& actor, Instant now);

}  // namespace sonae::assessment::work
