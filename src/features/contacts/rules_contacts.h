#pragma once
// Whom a company calls when it is attacked, and in which order. Pure.
//
// Source of the order (質問②): first whoever can help to stop the damage, by telephone or in person; customers who
// asked to be told on recognition; then the police of the prefecture, and the commission when personal data may be out.
// The own people come before all of them, since an employee does not call an outside desk alone. Overseas sites follow
// the law of their country.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"

namespace sonae::contacts {

/// In the order of the calls.
enum class Purpose : std::uint8_t {
  Inside,       ///< officer, secretariat, whoever is there at night
  Containment,  ///< advice that stops the damage: retainer, maintenance contractor, security vendor, insurance
  Customer,     ///< who asked to be told as soon as it is noticed
  Police,       ///< cyber desk of the prefecture
  Privacy,      ///< 個人情報保護委員会
  Supervisor,   ///< supervisory bodies and industry associations
  Telecom,      ///< telephone company and internet provider
  Jpcert,
  Ipa,
  Lawyer,
  Overseas,  ///< sites abroad, by country
};
constexpr int purposes = 11;
[[nodiscard]] std::string_view name_of(Purpose purpose);  ///< "inside" "containment" …
[[nodiscard]] std::optional<Purpose> parse_purpose(std::string_view name);
[[nodiscard]] std::span<const Purpose> all_purposes();

/// What kind of help a Containment contact is: "retainer" "maintenance" "vendor" "insurance" "other".
[[nodiscard]] bool is_containment_kind(std::string_view kind);

/// Whether a company needs the purpose as long as it has not said otherwise. The others depend on the company: sites
/// abroad, a supervising ministry, a lawyer of its own; JPCERT/CC and IPA are asked voluntarily.
[[nodiscard]] bool needed_by_default(Purpose purpose);

/// Bodies that take reports on a form of their own page: there a page reaches them as well as a number does.
[[nodiscard]] bool takes_reports_on_a_page(Purpose purpose);

/// The page of the official body, "" where there is none or we are not sure of it. Numbers are never shipped: they
/// change, and a wrong one costs time when there is none. Police: the National Police Agency's list of the desks of all
/// prefectures.
[[nodiscard]] std::string_view official_page(Purpose purpose);

constexpr int prefectures = 47;  ///< JIS X 0401, 1 Hokkaido to 47 Okinawa

/// What decides whether somebody can be reached.
struct Reach {
  Purpose purpose = Purpose::Inside;
  std::string phone;             ///< cleaned
  std::string page;              ///< https://…
  std::optional<Date> expires;   ///< last day of the contract
  std::optional<Date> wrong_on;  ///< a call test found somebody else behind the number
};
[[nodiscard]] bool is_expired(const Reach& reach, Date today);
/// A number that is not known to be wrong (or the page of a body that takes reports there), and no contract that ended.
[[nodiscard]] bool is_reachable(const Reach& reach, Date today);

}  // namespace sonae::contacts
