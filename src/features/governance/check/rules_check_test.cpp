#include "features/governance/check/rules_check.h"

#include <gtest/gtest.h>

#include <functional>

namespace sonae::governance::check {
namespace {

Date day(const char* iso) { return *Date::parse_iso(iso); }
const Date today = day("2026-10-01");

template <typename Tag>
Id<Tag> id(int n) {
  std::string text = "00000000-0000-7000-8000-000000000000";
  text.replace(36 - 3, 3, std::to_string(100 + n));
  return Id<Tag>::trusted(text);
}
const auto plant = id<Department>(1);
const auto sales = id<Department>(2);
const auto press = id<Department>(3);

/// Numbers of people: 1 officer, 2 their deputy, 3 chair, 4 and 5 secretariat, 6 and 7 managers, 8 auditor.
Appointment held(int number, Office office, int user, Id<Department> department = {}) {
  Appointment one;
  one.id = id<AppointmentTag>(number);
  one.office = office;
  one.user = id<User>(user);
  one.name = "人" + std::to_string(user);
  one.department = department;
  one.belongs_to = department;
  one.from = day("2026-04-01");
  return one;
}

/// Nothing is wrong with it.
Organisation whole() {
  Organisation on;
  on.today = today;
  on.departments = {{plant, "製造部", {}}, {sales, "営業部", {}}, {press, "プレス課", plant}};
  on.appointments = {held(1, Office::Ciso, 1),           held(2, Office::Ciso, 2),
                     held(3, Office::CommitteeChair, 3), held(4, Office::Secretariat, 4),
                     held(5, Office::Secretariat, 5),    held(6, Office::Manager, 6, plant),
                     held(7, Office::Manager, 7, sales), held(8, Office::Auditor, 8)};
  on.appointments[1].capacity = Capacity::Deputy;
  on.appointments[2].rank = Rank::Management;
  on.appointments[7].belongs_to = {};
  for (int n = 1; n <= 8; ++n)
    on.people[id<User>(n)] = {id<User>(n), "人", Person::Account::None, false, false, {}, {}};
  on.last_meeting = day("2026-06-10");
  return on;
}

std::string codes(const Organisation& on) {
  std::string all;
  for (const Finding& finding : check(on)) all += (all.empty() ? "" : " ") + finding.code;
  return all;
}

struct Case {
  const char* what;
  std::function<void(Organisation&)> change;
  const char* expected;
};

void remove(Organisation& on, int number) {
  std::erase_if(on.appointments, [&](const Appointment& one) { return one.id == id<AppointmentTag>(number); });
}
Appointment& one(Organisation& on, int number) { return on.appointments[static_cast<std::size_t>(number - 1)]; }

const Case cases[] = {
    {"a whole organisation has no finding", [](Organisation&) {}, ""},
    {"no officer", [](Organisation& on) { remove(on, 1); }, "no_ciso"},
    {"an officer whose term is over", [](Organisation& on) { one(on, 1).until = day("2026-09-30"); }, "no_ciso"},
    {"an officer on the last day of the term", [](Organisation& on) { one(on, 1).until = today; }, ""},
    {"an officer who ended today", [](Organisation& on) { one(on, 1).ended = today; }, "no_ciso"},
    {"an officer who begins tomorrow", [](Organisation& on) { one(on, 1).from = today.plus_days(1); }, "no_ciso"},
    {"an officer without deputy", [](Organisation& on) { remove(on, 2); }, "ciso_without_deputy"},
    {"no committee", [](Organisation& on) { remove(on, 3); }, "no_committee"},
    {"members without a chair", [](Organisation& on) { one(on, 3).office = Office::CommitteeMember; }, "no_chair"},
    {"a committee without management", [](Organisation& on) { one(on, 3).rank = Rank::Staff; },
     "committee_without_management"},
    {"the officer of management in the chair is enough",
     [](Organisation& on) {
       one(on, 3).rank = Rank::Staff;
       one(on, 3).user = one(on, 1).user;
       one(on, 1).rank = Rank::Management;
     },
     ""},
    {"management outside the committee does not count",
     [](Organisation& on) {
       one(on, 3).rank = Rank::Staff;
       one(on, 1).rank = Rank::Management;
     },
     "committee_without_management"},
    {"a meeting exactly six months ago is too old", [](Organisation& on) { on.last_meeting = day("2026-04-01"); },
     "committee_not_met"},
    {"a meeting a day younger is not", [](Organisation& on) { on.last_meeting = day("2026-04-02"); }, ""},
    {"a committee of six months that never met", [](Organisation& on) { on.last_meeting.reset(); },
     "committee_never_met"},
    {"a young committee that never met yet",
     [](Organisation& on) {
       on.last_meeting.reset();
       one(on, 3).from = day("2026-07-01");
     },
     ""},
    {"a pause of a year is allowed where the company says so",
     [](Organisation& on) {
       on.pause_months = 12;
       on.last_meeting = day("2025-11-01");
     },
     ""},
    {"no secretariat",
     [](Organisation& on) {
       remove(on, 4);
       remove(on, 5);
     },
     "no_secretariat"},
    {"a secretariat of one", [](Organisation& on) { remove(on, 5); }, "secretariat_alone"},
    {"a secretariat of one with a deputy", [](Organisation& on) { one(on, 5).capacity = Capacity::Deputy; }, ""},
    {"a department without manager", [](Organisation& on) { remove(on, 7); }, "no_manager"},
    {"a department and the one under it without manager", [](Organisation& on) { remove(on, 6); },
     "no_manager no_manager"},
    {"a deputy is no manager", [](Organisation& on) { one(on, 7).capacity = Capacity::Deputy; }, "no_manager"},
    {"a manager of another department is allowed and shown", [](Organisation& on) { one(on, 7).belongs_to = plant; },
     "manager_elsewhere"},
    {"a second post in the department is enough",
     [](Organisation& on) {
       one(on, 7).belongs_to = plant;
       on.people.at(id<User>(7)).departments = {plant, sales};
     },
     ""},
    {"no audit", [](Organisation& on) { remove(on, 8); }, "no_audit"},
    {"a firm's audit is one",
     [](Organisation& on) {
       one(on, 8).user = {};
       one(on, 8).name = "監査法人";
     },
     ""},
    {"an auditor who holds another office", [](Organisation& on) { one(on, 8).user = one(on, 5).user; },
     "auditor_operates"},
    {"an auditor with an operating role", [](Organisation& on) { on.people.at(id<User>(8)).operates = true; },
     "auditor_operates"},
    {"an auditor who was moved to the department that they audit",
     [](Organisation& on) {
       one(on, 8).department = plant;
       on.people.at(id<User>(8)).relatives = {press, plant};
     },
     "auditor_own_department"},
    {"the only auditor cannot audit the own department",
     [](Organisation& on) {
       one(on, 8).belongs_to = sales;
       on.people.at(id<User>(8)).relatives = {sales};
     },
     "audit_gap"},
    {"a second auditor from elsewhere can",
     [](Organisation& on) {
       one(on, 8).belongs_to = sales;
       on.people.at(id<User>(8)).relatives = {sales};
       on.appointments.push_back(held(9, Office::Auditor, 9));
       on.people[id<User>(9)] = {id<User>(9), "人9", Person::Account::Audit, false, false, {}, {plant}};
     },
     ""},
    {"a holder who has left", [](Organisation& on) { on.people.at(id<User>(4)).disabled = true; }, "holder_left"},
};

TEST(SetUpCheck, FindsWhatIsMissing) {
  for (const Case& each : cases) {
    Organisation on = whole();
    each.change(on);
    EXPECT_EQ(codes(on), each.expected) << each.what;
  }
}

TEST(SetUpCheck, AnEmptyCompanyLacksEverythingOnce) {
  Organisation on;
  on.today = today;
  EXPECT_EQ(codes(on), "no_ciso no_committee no_secretariat no_audit");
}

TEST(SetUpCheck, EachFindingNamesWhatItIsAboutAndItsSource) {
  Organisation on = whole();
  remove(on, 7);
  const auto findings = check(on);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].args.at("department"), "営業部");
  EXPECT_EQ(findings[0].department, sales);
  EXPECT_EQ(findings[0].question, "①");
  EXPECT_EQ(findings[0].weight, Weight::Problem);
}

}  // namespace
}  // namespace sonae::governance::check
