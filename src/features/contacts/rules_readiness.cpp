#include "features/contacts/rules_readiness.h"

#include <algorithm>

#include "base/result.h"

namespace sonae::contacts {

namespace {

bool is_needed(const Book& book, Purpose purpose) {
  return std::ranges::find(book.needed, purpose) != book.needed.end();
}

bool has_reachable(const Book& book, Purpose purpose, Date today) {
  return std::ranges::any_of(book.entries, [&](const Entry& entry) {
    return entry.reach.purpose == purpose && is_reachable(entry.reach, today);
  });
}

Finding about(const Entry& entry, Gap gap, Weight weight, std::optional<Date> date = {}) {
  return {gap, entry.id, entry.name, entry.reach.purpose, date, weight};
}

void look_at(const Book& book, const Entry& entry, Date today, std::vector<Finding>& found) {
  const Reach& reach = entry.reach;
  if (reach.wrong_on) found.push_back(about(entry, Gap::WrongNumber, Weight::High, reach.wrong_on));
  const bool by_page = takes_reports_on_a_page(reach.purpose) && !reach.page.empty();
  if (reach.phone.empty() && !by_page && is_needed(book, reach.purpose))
    found.push_back(about(entry, Gap::NoPhone, Weight::Medium));
  if (is_expired(reach, today))
    found.push_back(about(entry, Gap::Expired, Weight::High, reach.expires));
  else if (reach.expires && *reach.expires <= today.plus_days(expiring_days))
    found.push_back(about(entry, Gap::Expiring, Weight::Medium, reach.expires));
  if (reach.purpose == Purpose::Customer && !entry.agreed) found.push_back(about(entry, Gap::NotAgreed, Weight::Low));
}

void look_at_whole(const Book& book, Date today, std::vector<Finding>& found) {
  if (!book.last_test)
    found.push_back({Gap::NeverTested, "", "", {}, {}, Weight::Medium});
  else if (year_after(*book.last_test) < today)
    found.push_back({Gap::TestTooOld, "", "", {}, book.last_test, Weight::Medium});
  if (!book.card)
    found.push_back({Gap::NoCard, "", "", {}, {}, Weight::Medium});
  else if (*book.card < book.version)
    found.push_back({Gap::CardTooOld, "", "", {}, {}, Weight::Low});
}

}  // namespace

std::string_view name_of(Gap gap) {
  switch (gap) {
    case Gap::Unreachable:
      return "unreachable";
    case Gap::NoPhone:
      return "no_phone";
    case Gap::WrongNumber:
      return "wrong_number";
    case Gap::Expired:
      return "expired";
    case Gap::Expiring:
      return "expiring";
    case Gap::NotAgreed:
      return "not_agreed";
    case Gap::NeverTested:
      return "never_tested";
    case Gap::TestTooOld:
      return "test_too_old";
    case Gap::NoCard:
      return "no_card";
    case Gap::CardTooOld:
      return "card_too_old";
  }
  die("a gap without a name");
}

std::string_view name_of(Weight weight) {
  switch (weight) {
    case Weight::Low:
      return "low";
    case Weight::Medium:
      return "medium";
    case Weight::High:
      return "high";
  }
  die("a weight without a name");
}

Date year_after(Date day) {
  const auto same = Date::make(day.year() + 1, day.month(), day.day());
  return same ? *same : day.plus_days(366);
}

std::vector<Finding> find_gaps(const Book& book, Date today) {
  std::vector<Finding> found;
  for (const Purpose purpose : book.needed)
    if (!has_reachable(book, purpose, today))
      found.push_back({Gap::Unreachable, std::string(name_of(purpose)), "", purpose, {}, Weight::High});
  for (const Entry& entry : book.entries) look_at(book, entry, today, found);
  if (!book.entries.empty()) look_at_whole(book, today, found);
  std::ranges::stable_sort(found, [](const Finding& a, const Finding& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.purpose.value_or(Purpose::Overseas) < b.purpose.value_or(Purpose::Overseas);
  });
  return found;
}

bool is_ready(const Book& book, Date today) {
  return std::ranges::all_of(book.needed, [&](Purpose purpose) { return has_reachable(book, purpose, today); });
}

Date due_of(const Finding& finding, Date since) {
  constexpr int soon = 14;
  constexpr int month = 30;
  switch (finding.gap) {
    case Gap::WrongNumber:
      return since.plus_days(7);
    case Gap::Unreachable:
    case Gap::NoPhone:
    case Gap::Expired:
      return since.plus_days(soon);
    case Gap::Expiring:
      return finding.date.value_or(since);
    case Gap::NotAgreed:
      return since.plus_days(2 * month);
    case Gap::NeverTested:
    case Gap::TestTooOld:
    case Gap::NoCard:
    case Gap::CardTooOld:
      return since.plus_days(month);
  }
  die("a gap without a day");
}

}  // namespace sonae::contacts
