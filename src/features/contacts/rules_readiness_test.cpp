#include "features/contacts/rules_readiness.h"

#include <gtest/gtest.h>

namespace sonae::contacts {
namespace {

using enum Purpose;

Date day(int year, int month, int at) { return *Date::make(year, month, at); }
const Date today = day(2026, 11, 23);

Entry entry(std::string id, Purpose purpose, std::string phone = "052-123-4567") {
  return {id, "名前 " + id, {purpose, std::move(phone), "", {}, {}}, true};
}

/// "expired:a unreachable:police", in the order found.
std::string found(const Book& book) {
  std::string text;
  for (const Finding& one : find_gaps(book, today))
    text += (text.empty() ? "" : " ") + std::string(name_of(one.gap)) + (one.subject.empty() ? "" : ":" + one.subject);
  return text;
}

/// Two needed purposes, both reached, tested last spring, the card as new as the book.
Book good() { return {{Containment, Police}, {entry("a", Containment), entry("b", Police)}, day(2026, 4, 1), 3, 3}; }

struct Case {
  const char* says;
  void (*change)(Book&);
  const char* found;
  bool ready;
};

class Readiness : public testing::TestWithParam<Case> {};

TEST_P(Readiness, NamesWhatIsMissing) {
  Book book = good();
  GetParam().change(book);
  EXPECT_EQ(found(book), GetParam().found) << GetParam().says;
  EXPECT_EQ(is_ready(book, today), GetParam().ready) << GetParam().says;
}
INSTANTIATE_TEST_SUITE_P(
    Cases, Readiness,
    testing::Values(
        Case{"a good book has no gap", [](Book&) {}, "", true},
        Case{"an empty book misses every needed purpose and nothing else",
             [](Book& b) { b = {{Containment, Police}, {}, {}, {}, 0}; }, "unreachable:containment unreachable:police",
             false},
        Case{"a needed purpose without anybody", [](Book& b) { b.entries.pop_back(); }, "unreachable:police", false},
        Case{"a purpose that is not needed is not missed", [](Book& b) { b.needed = {Containment}; }, "", true},
        Case{"a contact without a number does not reach anybody", [](Book& b) { b.entries[1].reach.phone = ""; },
             "unreachable:police no_phone:b", false},
        Case{"a second contact that is reached keeps the purpose",
             [](Book& b) { b.entries.push_back(entry("c", Police, "")); }, "no_phone:c", true},
        Case{"a number without an answer behind it is wrong",
             [](Book& b) { b.entries[0].reach.wrong_on = day(2026, 11, 1); }, "unreachable:containment wrong_number:a",
             false},
        Case{"the last day of a contract still counts", [](Book& b) { b.entries[0].reach.expires = today; },
             "expiring:a", true},
        Case{"the day after it does not", [](Book& b) { b.entries[0].reach.expires = day(2026, 11, 22); },
             "unreachable:containment expired:a", false},
        Case{"sixty days before the end it is time to renew",
             [](Book& b) { b.entries[0].reach.expires = day(2027, 1, 22); }, "expiring:a", true},
        Case{"sixty-one days before it is not", [](Book& b) { b.entries[0].reach.expires = day(2027, 1, 23); }, "",
             true},
        Case{"the commission is reached by its page",
             [](Book& b) {
               b.needed = {Privacy};
               b.entries = {entry("p", Privacy, "")};
               b.entries[0].reach.page = "https://www.ppc.go.jp/";
             },
             "", true},
        Case{"a vendor is not reached by a page",
             [](Book& b) {
               b.entries[0].reach.phone = "";
               b.entries[0].reach.page = "https://vendor.example/";
             },
             "unreachable:containment no_phone:a", false},
        Case{"a customer with whom nothing is agreed",
             [](Book& b) {
               b.entries.push_back(entry("k", Customer));
               b.entries.back().agreed = false;
             },
             "not_agreed:k", true},
        Case{"never tested", [](Book& b) { b.last_test.reset(); }, "never_tested", true},
        Case{"a test exactly a year ago still counts", [](Book& b) { b.last_test = day(2025, 11, 23); }, "", true},
        Case{"a day more does not", [](Book& b) { b.last_test = day(2025, 11, 22); }, "test_too_old", true},
        Case{"no card yet", [](Book& b) { b.card.reset(); }, "no_card", true},
        Case{"the book changed after the card", [](Book& b) { b.version = 4; }, "card_too_old", true},
        Case{"what harms most stands first",
             [](Book& b) {
               b.last_test.reset();
               b.version = 9;
               b.entries[1].reach.expires = day(2026, 1, 1);
             },
             "unreachable:police expired:b never_tested card_too_old", false}));

TEST(ReadinessDays, AGapHasADayToBeMendedBy) {
  EXPECT_EQ(due_of({Gap::WrongNumber, "", "", {}, {}, Weight::High}, today), day(2026, 11, 30));
  EXPECT_EQ(due_of({Gap::Expiring, "", "", {}, day(2027, 1, 5), Weight::Medium}, today), day(2027, 1, 5));
  EXPECT_EQ(due_of({Gap::NeverTested, "", "", {}, {}, Weight::Medium}, today), day(2026, 12, 23));
  EXPECT_EQ(year_after(day(2028, 2, 29)), day(2029, 3, 1));
}

TEST(Purposes, AreNamedAndStandInTheOrderOfTheCalls) {
  int at = 0;
  for (const Purpose purpose : all_purposes()) {
    EXPECT_EQ(static_cast<int>(purpose), at++);
    EXPECT_EQ(parse_purpose(name_of(purpose)), purpose);
  }
  EXPECT_EQ(at, purposes);
  EXPECT_FALSE(parse_purpose("nobody"));
}

}  // namespace
}  // namespace sonae::contacts
