// Appointments on every engine, with the company of the test support. Numbers are those of appointments.h.

#include "features/governance/appointments.h"

#include <algorithm>

#include "core/directory/people.h"
#include "core/facts/facts.h"
#include "core/tasks/tasks.h"
#include "features/governance/check/check.h"
#include "support/company.h"

namespace sonae::governance {
namespace {

Date day(const char* iso) { return *Date::parse_iso(iso); }
// 2026-10-01T00:00:00Z
constexpr Instant moment{1'790'812'800'000};

class Appointments : public testing::TestWithParam<support::EngineKind> {
 protected:
  Appointments()
      : installation(GetParam()), company(installation, "東和精工株式会社"), other(installation, "西和工業", "west-") {}

  Result<Appointment> try_appoint(const std::string& who, const NewAppointment& command) {
    const Actor actor = company.actor(who);
    return installation.database->write([&](db::WriteTx& tx) { return appoint(tx, actor, command, moment); });
  }
  Appointment give(const NewAppointment& command) { return MUST(try_appoint("secretary", command)); }
  NewAppointment wish(Office office, const std::string& person, const char* from = "2026-04-01") {
    NewAppointment command;
    command.office = office;
    command.user = company.users.at(person);
    command.from = day(from);
    return command;
  }
  Result<Appointment> try_end(const EndAppointment& command, const std::string& who = "secretary") {
    const Actor actor = company.actor(who);
    return installation.database->write([&](db::WriteTx& tx) { return end_appointment(tx, actor, command, moment); });
  }
  /// A person of the directory who never signed in.
  Id<User> newcomer(const std::string& name, const Id<Department>& department,
                    const std::set<Role>& roles = {Role::Employee}) {
    return installation.write([&](db::WriteTx& tx) -> Result<Id<User>> {
      const Actor system = directory::system_actor(company.company, "test");
      directory::PeopleImport import;
      directory::PersonEntry entry;
      entry.employee_no = entry.name = entry.login = name;
      entry.roles = roles;
      const auto all = TRY(directory::list_departments(tx, system));
      const auto found = std::ranges::find(all, department, &directory::DepartmentView::id);
      if (found != all.end()) entry.department = path_of(all, *found);
      import.people.push_back(entry);
      TRY(directory::import_people(tx, system, import, moment));
      for (const auto& user : TRY(directory::list_users(tx, system)))
        if (user.name == name) return user.id;
      return not_found();
    });
  }
  static directory::DepartmentPath path_of(const std::vector<directory::DepartmentView>& all,
                                           directory::DepartmentView one) {
    directory::DepartmentPath path{one.name};
    while (!one.parent.empty()) {
      one = *std::ranges::find(all, one.parent, &directory::DepartmentView::id);
      path.insert(path.begin(), one.name);
    }
    return path;
  }
  std::vector<Appointment> standing(const char* on) {
    return installation.read([&](db::Tx& tx) { return standing_on(tx, company.company, day(on)); });
  }
  std::vector<Vacancy> vacancies(const char* on) {
    return installation.read([&](db::Tx& tx) { return open_vacancies(tx, company.company, day(on)); });
  }
  std::set<Role> roles_of(const std::string& who) { return company.actor(who).roles; }

  support::Installation installation;
  support::TestCompany company;
  support::TestCompany other;
};
INSTANTIATE_TEST_SUITE_P(Engines, Appointments, testing::ValuesIn(support::engines()), support::engine_name);

std::string key_at(const Result<Appointment>& refused, const std::string& place) {
  if (refused) return "accepted";
  for (const FieldError& field : refused.error().fields)
    if (field.place == place) return field.key;
  return refused.error().key;
}

TEST_P(Appointments, AnOfficerStandsFromTheFirstToTheLastDayOfTheTerm) {
  NewAppointment command = wish(Office::Ciso, "ciso");
  command.until = day("2027-03-31");
  command.letter_no = " 総務発第12号 ";
  command.letter_date = day("2026-03-25");
  const Appointment made = give(command);
  EXPECT_EQ(made.letter_no, "総務発第12号");
  EXPECT_EQ(made.name, "ciso");
  EXPECT_EQ(made.belongs_to_name, "本社");
  EXPECT_TRUE(standing("2026-03-31").empty());
  EXPECT_EQ(standing("2026-04-01").size(), 1U);
  EXPECT_EQ(standing("2027-03-31").size(), 1U);
  EXPECT_TRUE(standing("2027-04-01").empty());
}

TEST_P(Appointments, OneHolderAtATimeAndASuccessorTakesOverInOneDeed) {  // invariant 1
  const Appointment first = give(wish(Office::Ciso, "ciso"));
  EXPECT_EQ(key_at(try_appoint("secretary", wish(Office::Ciso, "manager")), "/office"), "governance.appointment.taken");
  NewAppointment deputy = wish(Office::Ciso, "manager");
  deputy.capacity = Capacity::Deputy;
  EXPECT_TRUE(try_appoint("secretary", deputy));

  NewAppointment next = wish(Office::Ciso, "committee", "2026-10-01");
  next.replaces = {first.id, first.version};
  ASSERT_TRUE(try_appoint("secretary", next));
  const auto now_standing = standing("2026-10-01");
  ASSERT_EQ(now_standing.size(), 2U);
  EXPECT_EQ(now_standing[0].name, "committee");
  EXPECT_EQ(standing("2026-09-30")[0].name, "ciso");
  next.from = day("2026-11-01");
  EXPECT_EQ(key_at(try_appoint("secretary", next), ""), "governance.edit.conflict") << "an old version";
}

TEST_P(Appointments, EachDepartmentHasItsOwnManager) {
  NewAppointment sales = wish(Office::Manager, "manager");
  EXPECT_EQ(key_at(try_appoint("secretary", sales), "/department"), "governance.appointment.department_needed");
  sales.department = company.sales;
  const Appointment made = give(sales);
  EXPECT_EQ(made.department_name, "営業部");
  sales.department = company.factory;
  EXPECT_TRUE(try_appoint("secretary", sales)) << "one person may answer for two departments";
  sales.user = company.users.at("employee");
  EXPECT_EQ(key_at(try_appoint("secretary", sales), "/office"), "governance.appointment.taken");
  sales.department = other.sales;
  EXPECT_EQ(key_at(try_appoint("secretary", sales), "/department"), "directory.department.unknown");
  sales.department = company.head_office;
  sales.user = other.users.at("employee");
  EXPECT_EQ(key_at(try_appoint("secretary", sales), "/user"), "governance.appointment.unknown_person");
}

TEST_P(Appointments, WhoeverAuditsHoldsNoOtherOffice) {  // invariant 2
  EXPECT_EQ(key_at(try_appoint("secretary", wish(Office::Auditor, "manager")), "/user"),
            "governance.appointment.auditor_account");
  EXPECT_EQ(key_at(try_appoint("secretary", wish(Office::Ciso, "auditor")), "/user"),
            "governance.appointment.operator_account");
  give(wish(Office::Auditor, "auditor"));
  EXPECT_EQ(key_at(try_appoint("secretary", wish(Office::CommitteeMember, "auditor")), "/user"),
            "governance.appointment.operator_audits");
  EXPECT_EQ(key_at(try_appoint("secretary", wish(Office::Auditor, "auditor")), "/user"),
            "governance.appointment.twice");

  NewAppointment audit;
  audit.office = Office::Auditor;
  audit.user = newcomer("北川", company.sales_one);
  audit.from = day("2026-04-01");
  NewAppointment member = audit;
  member.office = Office::CommitteeMember;
  member.until = day("2026-06-30");
  give(member);
  EXPECT_EQ(key_at(try_appoint("secretary", audit), "/user"), "governance.appointment.auditor_operates");
  audit.from = day("2026-07-01");
  EXPECT_TRUE(try_appoint("secretary", audit)) << "the other office is over by then";
}

TEST_P(Appointments, NobodyAuditsTheOwnDepartment) {  // invariant 2
  NewAppointment audit;
  audit.office = Office::Auditor;
  audit.user = newcomer("北川", company.sales_one);
  audit.from = day("2026-04-01");
  for (const auto& own : {company.sales_one, company.sales, company.head_office}) {
    audit.department = own;
    EXPECT_EQ(key_at(try_appoint("secretary", audit), "/user"), "governance.appointment.auditor_own_department");
  }
  audit.department = company.factory;
  EXPECT_TRUE(try_appoint("secretary", audit));
}

TEST_P(Appointments, AFirmMayAuditAndDoNothingElse) {
  NewAppointment firm;
  firm.office = Office::Auditor;
  firm.firm = "みなと監査株式会社";
  firm.from = day("2026-04-01");
  const Appointment made = give(firm);
  EXPECT_TRUE(made.user.empty());
  EXPECT_EQ(made.name, "みなと監査株式会社");
  firm.office = Office::Secretariat;
  EXPECT_EQ(key_at(try_appoint("secretary", firm), "/firm"), "governance.appointment.firm_only_audit");
  firm.firm = "";
  EXPECT_EQ(key_at(try_appoint("secretary", firm), "/user"), "governance.appointment.nobody");
}

TEST_P(Appointments, TheLastOfficerGoesOnlyWithASuccessorOrARecordedVacancy) {  // invariant 3
  const Appointment officer = give(wish(Office::Ciso, "ciso"));
  EndAppointment end{officer.id, officer.version, day("2026-10-01"), "異動"};
  EXPECT_EQ(key_at(try_end(end), ""), "governance.ciso.last");
  end.vacancy_reason = "後任を選考中";
  end.vacancy_expected = day("2026-12-01");
  const Appointment ended = MUST(try_end(end));
  EXPECT_EQ(ended.end_reason, "異動");
  EXPECT_TRUE(standing("2026-10-01").empty());
  const auto open = vacancies("2026-10-01");
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].reason, "後任を選考中");
  EXPECT_EQ(open[0].since, day("2026-10-01"));
  EXPECT_EQ(key_at(try_end({ended.id, ended.version, day("2026-10-01"), "異動"}), ""), "governance.appointment.over");

  give(wish(Office::Ciso, "committee", "2026-12-01"));
  EXPECT_EQ(vacancies("2026-11-30").size(), 1U) << "vacant until the successor begins";
  EXPECT_TRUE(vacancies("2026-12-01").empty());
}

TEST_P(Appointments, ALeaversOfficesEndAtOnceAndTheVacancyNamesThem) {  // invariant 3
  give(wish(Office::Ciso, "ciso"));
  give(wish(Office::CommitteeChair, "ciso"));
  give(wish(Office::CommitteeMember, "committee"));
  const Actor admin = company.actor("admin");
  installation.write(
      [&](db::WriteTx& tx) { return person_left(tx, admin, company.users.at("ciso"), day("2026-10-01"), moment); });
  const auto left = standing("2026-10-01");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].name, "committee");
  const auto open = vacancies("2026-10-01");
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[0].person, "ciso");
}

TEST_P(Appointments, WhoKeepsTheAccountsGivesTheRoleWithTheOffice) {
  NewAppointment command = wish(Office::Manager, "employee");
  command.department = company.factory;
  give(command);  // by the secretariat, who does not keep the accounts
  EXPECT_EQ(roles_of("employee"), std::set<Role>{Role::Employee});
  const Actor admin = company.actor("admin");
  auto gaps = installation.read([&](db::Tx& tx) { return role_gaps(tx, admin, day("2026-10-01")); });
  const auto missing = std::ranges::find(gaps, RoleGap::Kind::Missing, &RoleGap::kind);
  ASSERT_NE(missing, gaps.end());
  EXPECT_EQ(missing->role, Role::Manager);
  const auto close = [&](const std::string& who, Role role) {
    const Actor actor = company.actor(who);
    return installation.database->write(
        [&](db::WriteTx& tx) { return close_role_gap(tx, actor, company.users.at("employee"), role, moment); });
  };
  EXPECT_EQ(close("secretary", Role::Manager).error().kind, ErrorKind::Forbidden);
  EXPECT_TRUE(close("admin", Role::Manager));
  EXPECT_EQ(roles_of("employee"), std::set<Role>{Role::Manager});
  EXPECT_EQ(close("admin", Role::Manager).error().kind, ErrorKind::NotFound) << "closed already";

  const Appointment member = MUST(try_appoint("admin", wish(Office::CommitteeMember, "employee")));
  EXPECT_TRUE(roles_of("employee").contains(Role::CommitteeMember));
  MUST(try_end({member.id, member.version, day("2026-10-01"), "任期満了"}, "admin"));
  EXPECT_EQ(roles_of("employee"), std::set<Role>{Role::Manager});
}

TEST_P(Appointments, WhatIsMissingIsATaskUntilItIsThere) {
  const auto open = [&] {
    return installation.read([&](db::Tx& tx) { return tasks::open_keys(tx, company.company, "governance.check"); });
  };
  const auto is_open = [&](const std::string& key) {
    const auto keys = open();
    return std::ranges::find(keys, key) != keys.end();
  };
  NewAppointment manager = wish(Office::Manager, "manager");
  manager.department = company.sales;
  give(manager);
  EXPECT_TRUE(is_open("no_ciso"));
  const Appointment officer = give(wish(Office::Ciso, "ciso"));
  EXPECT_FALSE(is_open("no_ciso")) << "settled by the appointment itself";
  EXPECT_TRUE(is_open("ciso_without_deputy"));
  EndAppointment end{officer.id, officer.version, day("2026-10-01"), "異動", "後任を選考中"};
  MUST(try_end(end));
  EXPECT_TRUE(is_open("no_ciso")) << "a vacancy shows at once";
  // A term that runs out does so without anybody's deed: the daily run finds it.
  NewAppointment until = wish(Office::Ciso, "committee", "2026-10-01");
  until.until = day("2026-10-31");
  give(until);
  EXPECT_FALSE(is_open("no_ciso"));
  const Actor system = directory::system_actor(company.company, "daily");
  const Instant november = moment.plus_seconds(31LL * 24 * 3600);
  installation.write([&](db::WriteTx& tx) { return check::refresh_tasks(tx, system, november); });
  EXPECT_TRUE(is_open("no_ciso"));
}

TEST_P(Appointments, AnOfficeThatIsHeldIsAFactUntilItEnds) {
  const auto standing_facts = [&](const char* kind, const char* on) {
    const Scope scope{company.company, std::nullopt, {}};
    return installation.read([&](db::Tx& tx) { return facts::list(tx, scope, {{kind}, std::nullopt, day(on), 200}); })
        .size();
  };
  const Appointment officer = give(wish(Office::Ciso, "ciso"));
  NewAppointment deputy = wish(Office::Ciso, "committee");
  deputy.capacity = Capacity::Deputy;
  give(deputy);
  EXPECT_EQ(standing_facts("governance.ciso_appointed", "2026-10-01"), 1U) << "a deputy is not the officer";
  EXPECT_EQ(standing_facts("governance.ciso_appointed", "2026-03-31"), 0U);
  MUST(try_end({officer.id, officer.version, day("2026-10-01"), "異動", "後任を選考中"}));
  EXPECT_EQ(standing_facts("governance.ciso_appointed", "2026-10-01"), 0U);
  NewAppointment manager = wish(Office::Manager, "manager");
  manager.department = company.sales;
  give(manager);
  const Actor admin = company.actor("admin");
  EXPECT_EQ(standing_facts("governance.manager_appointed", "2026-10-01"), 1U);
  installation.write(
      [&](db::WriteTx& tx) { return person_left(tx, admin, company.users.at("manager"), day("2026-10-01"), moment); });
  EXPECT_EQ(standing_facts("governance.manager_appointed", "2026-10-01"), 0U);
}

TEST_P(Appointments, OthersReadAndNobodyElseAppoints) {
  for (const char* who : {"ciso", "committee", "manager", "employee", "auditor"})
    EXPECT_EQ(try_appoint(who, wish(Office::Ciso, "ciso")).error().kind, ErrorKind::Forbidden) << who;
  const Appointment made = give(wish(Office::Ciso, "ciso"));
  const auto read_by = [&](const Actor& actor) {
    return installation.database->read([&](db::Tx& tx) { return get_appointment(tx, actor, made.id); });
  };
  EXPECT_TRUE(read_by(company.actor("auditor")));
  EXPECT_EQ(read_by(company.actor("employee")).error().kind, ErrorKind::Forbidden);
  EXPECT_EQ(read_by(other.actor("auditor")).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace sonae::governance
