#pragma once
// Whether the book of contacts would help tonight: what is missing, since when it matters, and by when to mend it.
// Pure.
//
// Source (質問②, 質問⑬ No.18): contacts and routes are prepared beforehand; a desk that nobody can reach, whose
// contract has ended or whose number nobody has tried for a year is not prepared.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "features/contacts/rules_contacts.h"

namespace sonae::contacts {

enum class Gap : std::uint8_t {
  Unreachable,  ///< a needed purpose has nobody who can be reached
  NoPhone,      ///< a contact of a needed purpose without a number (bodies with a page excepted)
  WrongNumber,  ///< the last call test reached somebody else
  Expired,      ///< the contract has ended
  Expiring,     ///< it ends within `expiring_days`
  NotAgreed,    ///< a customer with whom nobody agreed what to say
  NeverTested,  ///< no call test was ever finished
  TestTooOld,   ///< the last one is more than a year ago
  NoCard,       ///< no emergency card was issued
  CardTooOld,   ///< contacts changed after the latest card was issued
};
[[nodiscard]] std::string_view name_of(Gap gap);  ///< "unreachable" "no_phone" …
enum class Weight : std::uint8_t { Low, Medium, High };
[[nodiscard]] std::string_view name_of(Weight weight);  ///< "low" "medium" "high"

constexpr int expiring_days = 60;

struct Entry {
  std::string id;
  std::string name;
  Reach reach;
  bool agreed = false;  ///< customers: with whom and when is known
};
struct Book {
  std::vector<Purpose> needed;
  std::vector<Entry> entries;
  std::optional<Date> last_test;     ///< day on which the last call test was finished
  std::optional<std::int64_t> card;  ///< version of the book that the latest card shows
  std::int64_t version = 0;          ///< of the book now
};

/// One thing to mend. `subject` is the purpose's name, the contact's id, or "" for the book as a whole.
struct Finding {
  Gap gap = Gap::Unreachable;
  std::string subject;
  std::string name;                ///< of the contact, as it is shown; "" for others
  std::optional<Purpose> purpose;  ///< of the contact, or the purpose itself
  std::optional<Date> date;        ///< end of the contract; last test
  Weight weight = Weight::Medium;
};

/// Heaviest first, then in the order of the calls. An empty book has one finding per needed purpose and nothing about
/// tests or cards: there is nothing to try or to print yet.
[[nodiscard]] std::vector<Finding> find_gaps(const Book& book, Date today);

/// Every needed purpose has somebody who can be reached.
[[nodiscard]] bool is_ready(const Book& book, Date today);

/// By when a gap first seen on `since` should be mended. A contract that ends is renewed before it does.
[[nodiscard]] Date due_of(const Finding& finding, Date since);

/// The same day a year later; 29 February becomes 1 March.
[[nodiscard]] Date year_after(Date day);

}  // namespace sonae::contacts
