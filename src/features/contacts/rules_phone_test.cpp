#include "features/contacts/rules_phone.h"

#include <gtest/gtest.h>

namespace sonae::contacts {
namespace {

std::string clean(std::string_view typed) {
  const auto cleaned = clean_phone(typed);
  return cleaned ? *cleaned : "! " + cleaned.error().key;
}

struct Case {
  const char* says;
  const char* typed;
  const char* cleaned;
  const char* dial;
};

class Phone : public testing::TestWithParam<Case> {};

TEST_P(Phone, IsReadAsPeopleTypeIt) {
  const Case& one = GetParam();
  EXPECT_EQ(clean(one.typed), one.cleaned) << one.says;
  EXPECT_EQ(dial_of(one.cleaned), one.dial) << one.says;
}
INSTANTIATE_TEST_SUITE_P(
    Cases, Phone,
    testing::Values(Case{"wide digits and brackets", "０５２（１２３）４５６７", "052-123-4567", "0521234567"},
                    Case{"a long-vowel mark for a hyphen", "052ー123ー4567", "052-123-4567", "0521234567"},
                    Case{"several separators are one", "(0564) - 21.4567", "0564-21-4567", "0564214567"},
                    Case{"no hyphens, and an area code of unknown length", "0564214567", "0564214567", "0564214567"},
                    Case{"a mobile gets its groups", "０９０１２３４５６７８", "090-1234-5678", "09012345678"},
                    Case{"a free number gets its groups", "0120123456", "0120-123-456", "0120123456"},
                    Case{"a long free number too", "08001234567", "0800-123-4567", "08001234567"},
                    Case{"Tokyo is two digits", "0312345678", "03-1234-5678", "0312345678"},
                    Case{"a country code", "+81 52 123 4567", "+81-52-123-4567", "+81521234567"},
                    Case{"a number abroad", "＋66-2-123-4567", "+66-2-123-4567", "+6621234567"},
                    Case{"the police in an emergency", "１１０", "110", "110"},
                    Case{"the police's advice line", "＃9110", "#9110", "%239110"},
                    Case{"nothing is none", "　 ", "", ""}));

struct Refusal {
  const char* says;
  const char* typed;
  const char* key;
  Args args;
};

class PhoneRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(PhoneRefusal, SaysWhatIsWrong) {
  const Refusal& one = GetParam();
  const auto cleaned = clean_phone(one.typed);
  ASSERT_FALSE(cleaned) << one.says << ": " << *cleaned;
  EXPECT_EQ(cleaned.error().key, one.key) << one.says;
  EXPECT_EQ(cleaned.error().args, one.args) << one.says;
}
INSTANTIATE_TEST_SUITE_P(
    Cases, PhoneRefusal,
    testing::Values(
        Refusal{
            "a word is named by its first letter", "052-123-4567 代表", "contacts.phone.unreadable", {{"piece", "代"}}},
        Refusal{"no area code", "123-4567", "contacts.phone.start", {}},
        Refusal{"a country code does not begin with 0", "+081521234567", "contacts.phone.start", {}},
        Refusal{"one digit is missing", "052-123-456", "contacts.phone.length", {{"digits", "9"}, {"expected", "10"}}},
        Refusal{"a mobile has eleven", "090-1234-567", "contacts.phone.length", {{"digits", "10"}, {"expected", "11"}}},
        Refusal{"too short abroad", "+66123", "contacts.phone.length", {{"digits", "5"}, {"expected", "8-15"}}},
        Refusal{"a plus in the middle", "052+1234567", "contacts.phone.unreadable", {{"piece", "+"}}},
        Refusal{"a hash that is no service", "#12", "contacts.phone.length", {{"digits", "2"}, {"expected", "4"}}}));

}  // namespace
}  // namespace sonae::contacts
