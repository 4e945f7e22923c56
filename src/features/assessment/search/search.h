#pragma once
// Search over the items and answers of all years that the actor may see: this year's sheets first, then the others, the
// newest first. A linear scan (docs/adr: five years of 5,000 rows stay below half a second).

#include <string>
#include <string_view>
#include <vector>

#include "base/search.h"
#include "features/assessment/assessment.h"

namespace sonae::assessment::search {

constexpr std::size_t max_hits = 100;
constexpr std::size_t max_query_length = 200;

enum class Where : std::uint8_t { Condition, Criteria, Label, Basis, Responder };
[[nodiscard]] std::string_view name_of(Where where);  ///< "condition" "criteria" "label" "basis" "responder"

struct Passage {
  Where where{};
  sonae::search::Excerpt excerpt;
};
struct Hit {
  Id<Assessment> assessment;
  int fiscal_year = 0;
  std::string title;
  int no = 0;
  std::string label;
  std::string condition;
  Score score = Score::Unanswered;
  Id<Department> department;
  std::vector<Passage> passages;  ///< empty when only the number was asked for
};
struct Found {
  std::vector<Hit> hits;  ///< at most max_hits
  bool more = false;
};

/// Items in which every word occurs in condition, criteria, label, basis or responder; "12" and "No.12" also mean the
/// item of that number, which then comes first within its sheet. Nothing for a query without words.
Result<Found> search_items(db::Tx& tx, const Actor& actor, std::string_view query, int this_year);

}  // namespace sonae::assessment::search
