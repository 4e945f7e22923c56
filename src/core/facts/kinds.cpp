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

}  // namespace sonae::facts
