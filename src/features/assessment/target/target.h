#pragma once
// The target of a fiscal year as people keep it, and the distance of this year's sheet to it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/target/rules_target.h"

namespace sonae::assessment::target {

constexpr std::size_t most_customers = 50;

struct Customer {
  std::string name;
  std::optional<Date> due;  ///< where this customer named a day of its own
};
struct Target {
  int fiscal_year = 0;
  std::optional<int> level;
  std::vector<int> numbers;  ///< ascending
  std::vector<Customer> customers;
  std::optional<Date> due;   ///< the day of the hand-in
  std::int64_t version = 0;  ///< 0: nobody has said anything yet
};
[[nodiscard]] Goal goal_of(const Target& target);

/// SheetRead or CompanyManage. An empty target of version 0 when nothing was said for the year.
[[nodiscard]] Result<Target> get_target(db::Tx& tx, const Actor& actor, int fiscal_year);
/// The day of the hand-in, for whoever lays out the year; nothing until somebody said it.
[[nodiscard]] Result<std::optional<Date>> hand_in_of(db::Tx& tx, const Id<Company>& company, int fiscal_year);
/// CompanyManage. `target.version` is the one that was seen: Conflict ("directory.edit.conflict"). Invalid at
/// "/customers/0/name", "/customers".
///
/// The year's sheets that have no hand-in date, or the target's former one, take its date over when the actor may
/// manage sheets: nobody says the same day twice.
[[nodiscard]] Result<Target> put_target(db::WriteTx& tx, const Actor& actor, const Target& target, Instant now);

/// How far the items in the actor's scope are.
[[nodiscard]] Distance measure(const Target& target, const Sheet& sheet);

}  // namespace sonae::assessment::target
