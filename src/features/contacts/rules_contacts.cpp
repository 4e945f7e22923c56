#include "features/contacts/rules_contacts.h"

#include <algorithm>
#include <array>

#include "base/result.h"

namespace sonae::contacts {

namespace {

using enum Purpose;

struct Known {
  Purpose purpose;
  std::string_view name;
  bool needed;
  bool on_a_page;
  std::string_view page;
};

constexpr std::array<Known, purposes> table = {{
    {Inside, "inside", true, false, ""},
    {Containment, "containment", true, false, ""},
    {Customer, "customer", true, false, ""},
    {Police, "police", true, false, "https://www.npa.go.jp/bureau/cyber/soudan.html"},
    {Privacy, "privacy", true, true, "https://www.ppc.go.jp/personalinfo/legal/leakAction/"},
    {Supervisor, "supervisor", false, true, ""},
    {Telecom, "telecom", true, false, ""},
    {Jpcert, "jpcert", false, true, "https://www.jpcert.or.jp/form/"},
    {Ipa, "ipa", false, true, "https://www.ipa.go.jp/security/anshin/"},
    {Lawyer, "lawyer", false, false, ""},
    {Overseas, "overseas", false, false, ""},
}};

const Known& known(Purpose purpose) {
  for (const Known& one : table)
    if (one.purpose == purpose) return one;
  die("a purpose without a name");
}

}  // namespace

std::string_view name_of(Purpose purpose) { return known(purpose).name; }

std::optional<Purpose> parse_purpose(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Known::name);
  if (found == table.end()) return std::nullopt;
  return found->purpose;
}

std::span<const Purpose> all_purposes() {
  static constexpr std::array<Purpose, purposes> all = {Inside,  Containment, Customer, Police, Privacy, Supervisor,
                                                        Telecom, Jpcert,      Ipa,      Lawyer, Overseas};
  return all;
}

bool is_containment_kind(std::string_view kind) {
  constexpr std::array<std::string_view, 5> kinds = {"retainer", "maintenance", "vendor", "insurance", "other"};
  return std::ranges::find(kinds, kind) != kinds.end();
}

bool needed_by_default(Purpose purpose) { return known(purpose).needed; }
bool takes_reports_on_a_page(Purpose purpose) { return known(purpose).on_a_page; }
std::string_view official_page(Purpose purpose) { return known(purpose).page; }

bool is_expired(const Reach& reach, Date today) { return reach.expires && *reach.expires < today; }

bool is_reachable(const Reach& reach, Date today) {
  if (is_expired(reach, today)) return false;
  if (!reach.phone.empty() && !reach.wrong_on) return true;
  return takes_reports_on_a_page(reach.purpose) && !reach.page.empty();
}

}  // namespace sonae::contacts
