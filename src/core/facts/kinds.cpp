#include "core/facts/kinds.h"

#include <algorithm>
#include <array>

namespace sonae::facts {

namespace {

constexpr int year = 12;
constexpr int until_ended = 0;

constexpr auto table = std::to_array<Kind>({
    // governance
    {"governance.ciso_appointed", until_ended},
    {"governance.manager_appointed", until_ended},
    {"governance.secretariat_appointed", until_ended},
    {"governance.committee_member_appointed", until_ended},
    {"governance.auditor_appointed", until_ended},
    {"governance.organisation_published", year},
    {"governance.responsibilities_confirmed", year},
    {"governance.meeting_held", year},
    {"governance.report_made", year},
    {"governance.direction_given", year},
    // contacts
    {"contacts.book_ready", year},
    {"contacts.call_test_done", year},
    {"contacts.card_issued", year},
    // tasks
    {"tasks.duty_done", year},
    // assessment
    {"assessment.submitted", year},
    {"assessment.approved", year},
    {"assessment.handed_in", year},
    {document, until_ended},
});

}  // namespace

std::span<const Kind> kinds() { return table; }

const Kind* find_kind(std::string_view name) {
  const auto found = std::ranges::find(table, name, &Kind::name);
  return found == table.end() ? nullptr : &*found;
}

std::string label_key(std::string_view kind) { return "facts.kind." + std::string(kind); }

Date plus_months(Date day, int months) {
  const int counted = day.year() * 12 + day.month() - 1 + months;
  const int in_year = counted / 12;
  const int month = counted % 12 + 1;
  return *Date::make(in_year, month, std::min(day.day(), days_in_month(in_year, month)));
}

}  // namespace sonae::facts
