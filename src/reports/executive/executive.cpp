#include "reports/executive/executive.h"

#include <algorithm>

#include "base/day_words.h"
#include "core/directory/directory.h"
#include "platform/messages/messages.h"

namespace sonae::executive {

namespace {

namespace pictures = assessment::pictures;

std::string number_list(const std::vector<int>& numbers) { return assessment::target::write_numbers(numbers); }

/// The request that stands, or was granted; nullptr when there is none.
const assessment::work::Approval* standing(const std::vector<assessment::work::Approval>& approvals,
                                           assessment::SheetState state) {
  if (approvals.empty() || state == assessment::SheetState::Open) return nullptr;
  const assessment::work::Approval& newest = approvals.front();
  const bool stands =
      newest.decision == assessment::work::Decision::Asked || newest.decision == assessment::work::Decision::Approved;
  return stands ? &newest : nullptr;
}

/// "Lv1・Lv2", "No. 3-5, 12", or both.
std::string goal_words(const assessment::target::Goal& goal, const std::string& language) {
  std::string words;
  if (goal.level) {
    for (int level = 1; level <= *goal.level; ++level)
      words += (level == 1 ? "" : messages::say(language, "executive.goal.and")) + "Lv" + std::to_string(level);
  }
  if (!goal.numbers.empty()) {
    const Args count = {{"count", std::to_string(goal.numbers.size())}};
    if (!words.empty()) words += messages::say(language, "executive.goal.with");
    words += messages::say(language, "executive.goal.listed", count);
  }
  return words;
}

}  // namespace

std::vector<Stamp> stamps_of(const std::vector<assessment::work::Approval>& approvals, assessment::SheetState state) {
  Stamp approved{"executive.stamp.approved", "", std::nullopt};
  Stamp asked{"executive.stamp.asked", "", std::nullopt};
  if (const auto* request = standing(approvals, state); request != nullptr) {
    asked.name = request->asked_by;
    asked.at = request->asked_at;
    if (request->decision == assessment::work::Decision::Approved) {
      approved.name = request->decided_by;
      approved.at = request->decided_at;
    }
  }
  return {approved, asked};
}

std::vector<Decision> decisions_of(const View& view, const std::vector<assessment::work::Approval>& approvals,
                                   const assessment::work::Progress& progress) {
  std::vector<Decision> found;
  const auto* request = standing(approvals, view.summary().state);
  if (view.summary().state == assessment::SheetState::Review && request != nullptr)
    found.push_back({"executive.decision.approval",
                     {{"name", request->asked_by}, {"day", day_words(request->asked_at)}},
                     "approve",
                     true});
  std::vector<std::string> late;
  for (const auto& department : progress.departments)
    if (department.late) late.push_back(department.name);
  if (!late.empty())
    found.push_back({late.size() == 1 ? "executive.decision.late_one" : "executive.decision.late",
                     {{"name", late.front()}, {"count", std::to_string(late.size())}},
                     "progress",
                     true});
  if (view.distance.outlook == Outlook::NoTarget) found.push_back({"executive.decision.target", {}, "", true});
  if (const auto& missing = view.distance.measured.missing; !missing.empty())
    found.push_back({"executive.decision.missing", {{"numbers", number_list(missing)}}, "", false});
  if (const auto& unknown = view.distance.measured.level_unknown; !unknown.empty())
    found.push_back(
        {"executive.decision.level_unknown", {{"count", std::to_string(unknown.size())}}, "?level=none", false});
  if (const auto nobody = ownerless(view.material.sheet); !nobody.empty())
    found.push_back(
        {"executive.decision.ownerless", {{"count", std::to_string(nobody.size())}}, "?department=none", false});
  return found;
}

std::string View::department_name(const Id<Department>& id) const {
  const auto found = std::ranges::find(material.departments, id.text(), [](const auto& one) { return one.first; });
  return found == material.departments.end() ? std::string() : found->second;
}

Result<View> load(db::Tx& tx, const Actor& actor, const Id<assessment::Assessment>& id, Instant now) {
  TRY(require(actor, Permission::SheetExport));
  View view;
  view.made_at = now;
  view.material = TRY(pictures::load(tx, actor, id));
  view.company = TRY(directory::get_company(tx, actor.company)).name;
  view.distance = distance_of(view.material.sheet, view.material.goal);
  view.gaps = gaps_of(view.material.sheet, view.distance);
  const auto approvals = TRY(assessment::work::list_sign_off(tx, actor, id)).approvals;
  view.stamps = stamps_of(approvals, view.summary().state);
  view.decisions = decisions_of(view, approvals, TRY(assessment::work::get_progress(tx, actor, id, now)));
  return view;
}

Headline headline_of(const View& view, const std::string& language) {
  const auto say = [&](std::string_view key, const Args& args = {}) { return messages::say(language, key, args); };
  const Distance& distance = view.distance;
  if (distance.outlook == Outlook::NoTarget)
    return {"", say("executive.headline.no_target"), say("executive.outlook.no_target")};
  Args args = {{"goal", goal_words(distance.goal, language)},
               {"open", std::to_string(distance.measured.open.size())},
               {"items", std::to_string(distance.measured.items)},
               {"reached", std::to_string(distance.measured.reached)},
               {"in_time", std::to_string(distance.measured.in_time.size())},
               {"late", std::to_string(distance.measured.not_in_time.size())}};
  if (distance.goal.hand_in) args["hand_in"] = day_words(*distance.goal.hand_in);
  switch (distance.outlook) {
    case Outlook::Reached:
      return {say("executive.headline.lead_reached", args), say("executive.headline.reached"),
              say("executive.outlook.reached", args)};
    case Outlook::OnTime:
      return {say("executive.headline.lead", args), say("executive.headline.open", args),
              say("executive.outlook.on_time", args)};
    case Outlook::Late:
      return {say("executive.headline.lead", args), say("executive.headline.open", args),
              say("executive.outlook.late", args)};
    case Outlook::NoHandIn:
    case Outlook::NoTarget:
      break;
  }
  return {say("executive.headline.lead", args), say("executive.headline.open", args),
          say("executive.outlook.no_hand_in", args)};
}

std::string year_words(int fiscal_year, const std::string& language) {
  return messages::say(language, "executive.year",
                       {{"year", std::to_string(fiscal_year)}, {"reiwa", std::to_string(fiscal_year - 2018)}});
}

}  // namespace sonae::executive
