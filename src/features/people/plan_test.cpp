// What a table of people would change: headings, departments, rows and their problems.

#include "features/people/plan.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "features/people/cells.h"
#include "features/people/people.h"
#include "features/people/table.h"
#include "formats/xlsx/create.h"

namespace sonae::people {
namespace {

using directory::AccountState;
using directory::Person;

Id<Department> department_id(int n) {
  return Id<Department>::trusted("0197a000-0000-7000-8000-00000000000" + std::to_string(n));
}
Id<User> user_id(int n) { return Id<User>::trusted("0197a000-0000-7000-8000-00000000010" + std::to_string(n)); }

Person person(int n, std::string number, std::string login, AccountState account, std::set<Role> roles) {
  Person made;
  made.user.id = user_id(n);
  made.user.employee_no = std::move(number);
  made.user.login = std::move(login);
  made.user.name = "登録済み " + std::to_string(n);
  made.user.roles = std::move(roles);
  made.user.department = department_id(2);
  made.account = account;
  return made;
}

/// 本社 with 製造部 (第一課) and 営業部 (第一課); an administrator without a number, a manager and an employee.
Known known() {
  Known all;
  const auto add = [&](int n, const char* name, int parent) {
    all.departments.push_back({department_id(n), name, parent == 0 ? Id<Department>() : department_id(parent), n, 1});
  };
  add(1, "本社", 0);
  add(2, "製造部", 1);
  add(3, "第一課", 2);
  add(4, "営業部", 1);
  add(5, "第一課", 4);
  all.make_departments = true;
  all.sites = {"本社工場", "第二工場"};
  all.people = {person(1, "", "admin", AccountState::Active, {Role::Administrator, Role::Secretariat}),
                person(2, "0002", "0002", AccountState::Active, {Role::Manager}),
                person(3, "0003", "0003", AccountState::None, {Role::Employee})};
  return all;
}

constexpr std::string_view heading = "社員番号,氏名,フリガナ,部門,上位部門,役割,メール,ログイン\n";

Plan plan_of(const std::string& rows, const Known& stored = known()) {
  const Table table = MUST(read_table(std::string(heading) + rows));
  return MUST(make_plan(table.rows, find_headings(table.rows).value(), stored));
}
std::string problems_of(const Plan& plan) {
  std::string all;
  for (const RowProblem& one : plan.problems)
    all += (all.empty() ? "" : " | ") + std::to_string(one.line) + " " +
           (one.column ? std::string(name_of(*one.column)) : "-") + " " + one.key;
  return all;
}
std::string department_of(const std::string& cells) {
  const Plan plan = plan_of("9,人,," + cells + ",,,\n");
  return plan.rows.empty() ? problems_of(plan) : text_of(plan.rows.front().entry.department);
}

// --- tables ----------------------------------------------------------------------------------------------------

TEST(PeopleTable, IsReadFromPastedTextCsvAndWorkbook) {
  std::vector<std::string> lost;
  const std::string text = "社員番号\t氏名\n00123\t髙橋 花子\n";
  for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text, text::to_cp932(text, lost)}) {
    const Table table = MUST(read_table(bytes));
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"00123", "髙橋 花子"}));
    EXPECT_EQ(table.rows[1].line, 2U);
  }
  const std::string workbook = MUST(write_people_workbook(
      {headings_in("ja"), {"00123", "髙橋 花子", "", "製造部/第一課", "", "", "", ""}}, "ja", Guide::With));
  const Table table = MUST(read_table(workbook));
  EXPECT_EQ(table.kind, "xlsx");
  EXPECT_EQ(table.rows[1].cells.front(), "00123");
  EXPECT_EQ(find_headings(table.rows)->columns.size(), all_columns.size());
}

TEST(PeopleTable, WhatIsNoTableIsRefusedWithARemedy) {
  const auto why = [](const std::string& bytes) { return read_table(bytes).error().key; };
  EXPECT_EQ(why(""), "people.file.empty");
  EXPECT_EQ(why(" , ,\n\n,"), "people.file.empty");
  EXPECT_EQ(why("\xFF\xFE"
                "a"),
            "csv.utf16");
  EXPECT_EQ(why("a\n\"open"), "csv.quote");
  EXPECT_EQ(why("PK\x03\x04"
                "nonsense")
                .substr(0, 9),
            "workbook.");
  std::string many;
  for (std::size_t i = 0; i <= most_table_rows; ++i) many += "a,b\n";
  EXPECT_EQ(why(many), "csv.records");
}

TEST(PeopleTable, HeadingsAreFoundBelowATitleAndInEnglish) {
  const Table japanese =
      MUST(read_table("2026年度 名簿\n\n社 員 番 号※,氏名（漢字）,所属部署,Ｅメール\n1,山田,製造部,\n"));
  const auto found = find_headings(japanese.rows);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->line, 3U);
  EXPECT_EQ(found->columns.at(Column::Department), 2U);
  EXPECT_EQ(found->columns.at(Column::Mail), 3U);
  const Table english = MUST(read_table("Name;Employee No.;Dept.\nYamada;1;Plant\n"));
  EXPECT_EQ(find_headings(english.rows)->columns.at(Column::EmployeeNo), 1U);
  EXPECT_FALSE(find_headings(MUST(read_table("1,山田\n2,田中\n")).rows));
}

TEST(PeopleTable, EveryHeadingAndRoleThatIsWrittenIsReadAgain) {
  for (const char* language : {"ja", "en"}) {
    const auto found = find_headings({{1, headings_in(language)}});
    ASSERT_TRUE(found) << language;
    EXPECT_EQ(found->columns.size(), all_columns.size()) << language;
  }
  Known stored = known();
  std::string unknown;
  EXPECT_EQ(read_roles("管理者、事務局", unknown), (std::set{Role::Administrator, Role::Secretariat}));
  EXPECT_EQ(read_roles("Department manager、Committee member", unknown),
            (std::set{Role::Manager, Role::CommitteeMember}));
  EXPECT_EQ(read_roles(" 監査 担当 ", unknown), (std::set{Role::Auditor}));
  EXPECT_EQ(read_roles("部長・委員", unknown), (std::set{Role::Manager, Role::CommitteeMember}));
  EXPECT_EQ(read_roles("従業員", unknown), std::set<Role>{});
  EXPECT_FALSE(read_roles("部長・魔法使い", unknown));
  EXPECT_EQ(unknown, "魔法使い");
}

// --- departments -----------------------------------------------------------------------------------------------

TEST(PeoplePlan, ADepartmentIsANameAPathOrANameWithItsParent) {
  EXPECT_EQ(department_of("製造部,"), "本社/製造部");
  EXPECT_EQ(department_of("製造部／第一課,"), "本社/製造部/第一課") << "a path may begin below the top";
  EXPECT_EQ(department_of("新工場/第一課,"), "新工場/第一課");
  EXPECT_EQ(department_of("本社/製造部/第一課,"), "本社/製造部/第一課");
  EXPECT_EQ(department_of("第一課,製造部"), "本社/製造部/第一課");
  EXPECT_EQ(department_of("第二課,製造部"), "本社/製造部/第二課");
  EXPECT_EQ(department_of("品質部,"), "品質部");
  EXPECT_EQ(department_of(","), "");
  EXPECT_EQ(department_of("第一課,"), "2 department people.row.department_several");
  EXPECT_EQ(department_of("a/b/c/d/e/f/g/h/i,"), "2 department people.row.department_deep");
}

TEST(PeoplePlan, NewDepartmentsAreListedParentsFirstAndOnce) {
  const Plan plan =
      plan_of("11,一,,検査課,品質部,,,\n12,二,,品質部,,,,\n13,三,,品質部/検査課,,,,\n14,四,,品質部 / 測定課,,,,\n");
  std::vector<std::string> paths;
  for (const auto& path : plan.departments) paths.push_back(text_of(path));
  EXPECT_EQ(paths, (std::vector<std::string>{"品質部", "品質部/検査課", "品質部/測定課"}));
}

TEST(PeoplePlan, UpperDepartmentsMayBeSaidInAnyOrder) {
  const Plan plan = plan_of("11,一,,班,課,,,\n12,二,,課,新部,,,\n13,三,,新部,,,,\n");
  EXPECT_EQ(problems_of(plan), "");
  EXPECT_EQ(text_of(plan.rows[0].entry.department), "新部/課/班");
}

TEST(PeoplePlan, ARingOfUpperDepartmentsIsRefused) {
  const Plan plan = plan_of("11,一,,甲,乙,,,\n12,二,,乙,甲,,,\n");
  EXPECT_EQ(problems_of(plan), "2 department people.row.department_circle | 3 department people.row.department_circle");
}

TEST(PeoplePlan, WidthAndCaseDoNotMakeASecondDepartment) {
  EXPECT_TRUE(plan_of("11,一,,ｾｲｿﾞｳ,,,,\n12,二,,セイゾウ,,,,\n").departments.size() == 1);
  EXPECT_EQ(text_of(plan_of("11,一,,ＱＡ課,,,,\n12,二,,QA課,,,,\n").rows[1].entry.department), "ＱＡ課");
}

// --- rows ------------------------------------------------------------------------------------------------------

TEST(PeoplePlan, ANewPersonSignsInWithTheNumberUnlessALoginIsSaid) {
  const Plan plan = plan_of("00123,山田 太郎,ヤマダ,製造部,,課長,yamada@example.co.jp,\n00124,田中,,,,,,tanaka\n");
  ASSERT_EQ(problems_of(plan), "");
  EXPECT_EQ(plan.count(Change::Add), 2U);
  EXPECT_EQ(plan.rows[0].entry.login, "00123");
  EXPECT_EQ(plan.rows[0].entry.roles, (std::set{Role::Manager}));
  EXPECT_EQ(plan.rows[1].entry.login, "tanaka");
  EXPECT_EQ(plan.rows[1].entry.roles, (std::set{Role::Employee}));
}

TEST(PeoplePlan, EveryProblemNamesItsLineAndColumn) {
  const Plan plan = plan_of(
      ",番号なし,,,,,,\n"
      "21,,,,,,,\n"
      "22,良い,,,,,,\n"
      "２２,同じ番号,,,,,,\n"
      "23,悪いメール,,,,,yamada,\n"
      "24,知らない役割,,,,魔法使い,,\n"
      "25,使われた名前,,,,,,ADMIN2\n"
      "26,同じ名前,,,,,,admin2\n"
      "27,他人の名前,,,,,,0003\n"
      "28,両方,,,,監査・部長,,\n");
  EXPECT_EQ(problems_of(plan),
            "2 employee_no people.row.number_missing | 3 name directory.name.empty | 5 employee_no "
            "people.row.number_twice | 6 mail directory.mail.form | 7 roles people.row.role_unknown | 9 login "
            "people.row.login_twice | 10 login people.row.login_taken | 11 roles directory.user.side");
  EXPECT_EQ(plan.count(Change::Add), 2U);
}

TEST(PeoplePlan, AReimportShowsWhatChangesAndLeavesTheRest) {
  const Plan same = plan_of("0003,登録済み 3,,製造部,,,,\n");
  EXPECT_EQ(same.count(Change::Same), 1U);
  EXPECT_TRUE(same.import("").people.empty());
  const Plan changed = plan_of("0003,新しい名前,カナ,営業部,,部門責任者,,\n");
  ASSERT_EQ(changed.rows.size(), 1U);
  std::string all;
  for (const Difference& one : changed.rows[0].differences)
    all += std::string(name_of(one.column)) + ":" + one.from + ">" + one.to + " ";
  EXPECT_EQ(all, "name:登録済み 3>新しい名前 kana:>カナ department:本社/製造部>本社/営業部 roles:employee>manager ");
  EXPECT_EQ(changed.rows[0].entry.user, user_id(3));
}

TEST(PeoplePlan, SomebodyWithoutANumberIsKnownByTheLogin) {
  const Plan plan = plan_of("0001,管理 花子,,,,,,admin\n");
  ASSERT_EQ(problems_of(plan), "");
  EXPECT_EQ(plan.rows[0].change, Change::Update);
  EXPECT_EQ(plan.rows[0].entry.user, user_id(1));
  EXPECT_EQ(plan.rows[0].entry.roles, (std::set{Role::Administrator, Role::Secretariat}));
}

TEST(PeoplePlan, WhoSignsInKeepsLoginAndRoles) {
  EXPECT_EQ(problems_of(plan_of("0002,人,,,,事務局,,\n")), "2 roles people.row.roles_of_account");
  EXPECT_EQ(problems_of(plan_of("0002,人,,,,,,other\n")), "2 login people.row.login_of_account");
  EXPECT_EQ(problems_of(plan_of("0002,人,,,,従業員,,\n")), "") << "saying nothing special takes nothing away";
}

TEST(PeoplePlan, OnlyAnAdministratorPreparesEveryRole) {
  Known stored = known();
  EXPECT_EQ(problems_of(plan_of("30,人,,,,CISO,,\n", stored)), "2 roles people.row.role_administrator");
  stored.every_role = true;
  EXPECT_EQ(problems_of(plan_of("30,人,,,,CISO,,\n", stored)), "");
}

TEST(PeoplePlan, WithoutNumberOrNameNothingIsPlanned) {
  const Table table = MUST(read_table("氏名,部門\n山田,製造部\n"));
  EXPECT_EQ(make_plan(table.rows, find_headings(table.rows).value(), known()).error().key, "people.file.headings");
  Headings by_hand{0, {{Column::EmployeeNo, 1}, {Column::Name, 0}}};
  EXPECT_EQ(MUST(make_plan(table.rows, by_hand, known())).count(Change::Add), 2U)
      << "without headings every line counts";
}

TEST(PeoplePlan, TooManyPeopleOrDepartmentsAreAClearRefusal) {
  std::string people(heading);
  for (std::size_t i = 0; i < directory::most_people; ++i) people += "n" + std::to_string(i) + ",人\n";
  const Table crowd = MUST(read_table(people));
  EXPECT_EQ(make_plan(crowd.rows, find_headings(crowd.rows).value(), known()).error().key, "directory.people.many");
  std::string tree(heading);
  for (std::size_t i = 0; i < directory::most_departments; ++i)
    tree += "n" + std::to_string(i) + ",人,,部" + std::to_string(i) + "\n";
  const Table forest = MUST(read_table(tree));
  EXPECT_EQ(make_plan(forest.rows, find_headings(forest.rows).value(), known()).error().key,
            "directory.department.many");
}

TEST(PeoplePlan, TheFingerprintChangesWithThePlan) {
  const std::string one = plan_of("30,人,,,,,,\n").fingerprint();
  EXPECT_EQ(plan_of("30,人,,,,,,\n").fingerprint(), one);
  EXPECT_NE(plan_of("30,別の人,,,,,,\n").fingerprint(), one);
  Known later = known();
  later.people[2].user.version = 5;
  EXPECT_NE(plan_of("0003,新しい名前,,,,,,\n", later).fingerprint(), plan_of("0003,新しい名前,,,,,,\n").fingerprint());
}

// --- next year's table -----------------------------------------------------------------------------------------

constexpr std::string_view long_heading = "社員番号,氏名,部門,兼務,拠点,所属会社,期限\n";

Plan next_year(const std::string& rows, const Known& stored = known()) {
  const Table table = MUST(read_table(std::string(long_heading) + rows));
  return MUST(make_plan(table.rows, find_headings(table.rows).value(), stored));
}

TEST(PeoplePlan, WhoIsNotInTheTableIsOnlyProposedAsGone) {
  const Plan plan = next_year("0003,登録済み 3,,,,,\n");
  ASSERT_EQ(plan.missing.size(), 1U) << "not the account without a number";
  EXPECT_EQ(plan.missing[0].employee_no, "0002");
  EXPECT_EQ(plan.missing[0].department, "本社/製造部");
  EXPECT_TRUE(plan.import("file").leavers.empty());
  EXPECT_TRUE(next_year("0002,,,,,,\n0003,登録済み 3,,,,,\n").missing.empty())
      << "a row that cannot be taken names them";
  Known own = known();
  own.self = user_id(2);
  EXPECT_TRUE(next_year("0003,登録済み 3,,,,,\n", own).missing.empty()) << "nobody is asked whether they are gone";
}

TEST(PeoplePlan, WhoLeftAndStandsInTheTableComesBack) {
  Known stored = known();
  stored.people[2].user.left_on = Date::parse_iso("2026-03-31");
  const Plan plan = next_year("0003,登録済み 3,,,,,\n", stored);
  EXPECT_EQ(plan.count(Change::Return), 1U);
  ASSERT_EQ(plan.missing.size(), 1U) << "who left before is not missing";
  EXPECT_EQ(plan.missing[0].employee_no, "0002");
  stored.people[2].user.roles = {Role::Secretariat};
  EXPECT_EQ(problems_of(next_year("0003,登録済み 3,,,,,\n", stored)), "2 employee_no directory.leaving.administrator");
}

TEST(PeoplePlan, AMoveIsTold) {
  const Plan plan = next_year("0002,登録済み 2,営業部,,,,\n0003,別の名前,,,,,\n");
  EXPECT_EQ(plan.count(Change::Update), 2U);
  EXPECT_EQ(plan.count_moved(), 1U);
  EXPECT_TRUE(plan.rows[0].moved);
}

TEST(PeoplePlan, PostsSiteEmployerAndEndAreReadAndSaidAgain) {
  const Plan plan = next_year(
      "0003,登録済み 3,,営業部、営業部/第一課,第２工場,,\n"
      "40,派遣 花子,製造部,,本社工場,みどり派遣,令和9年3月31日\n");
  EXPECT_EQ(problems_of(plan), "2 site people.row.site_unknown");
  const Plan good = next_year(
      "0003,登録済み 3,,営業部、営業部/第一課,第二工場,,\n"
      "40,派遣 花子,製造部,,本社工場,みどり派遣,令和9年3月31日\n");
  EXPECT_EQ(problems_of(good), "");
  EXPECT_EQ(text_of(good.rows[0].entry.posts), "本社/営業部、本社/営業部/第一課");
  EXPECT_EQ(good.rows[0].entry.site, "第二工場");
  EXPECT_EQ(good.rows[1].entry.employer, "みどり派遣");
  EXPECT_EQ(good.rows[1].entry.until, Date::parse_iso("2027-03-31"));
  Known stored = known();
  stored.people[2].user.posts = {{department_id(4), "営業部"}};
  EXPECT_EQ(next_year("0003,登録済み 3,,,,,\n", stored).count(Change::Same), 1U) << "an empty cell takes nothing away";
  EXPECT_TRUE(next_year("0003,登録済み 3,,なし,,,\n", stored).rows[0].entry.posts.empty());
  EXPECT_TRUE(next_year("0003,登録済み 3,営業部,,,,\n", stored).rows[0].entry.posts.empty())
      << "what becomes the main department";
}

TEST(PeoplePlan, EveryNewCellThatCannotBeTakenIsNamed) {
  Known stored = known();
  stored.make_departments = false;
  EXPECT_EQ(problems_of(next_year("0003,人,製像部,,,,\n"
                                  "41,人,製造部,製造部,,,\n"
                                  "42,人,製造部,無い部,,,\n"
                                  "43,人,製造部,第一課,,,\n"
                                  "44,人,,,北工場,,\n"
                                  "45,人,,,,,2027/3/31\n"
                                  "46,人,,,,みどり派遣,来年\n"
                                  "47,人,,,,みどり派遣,2027/2/30\n",
                                  stored)),
            "2 department people.row.department_unknown | 3 posts people.row.post_main | "
            "4 posts people.row.department_unknown | 5 posts people.row.department_several | "
            "6 site people.row.site_unknown | 7 until directory.until.own | 8 until people.row.until | "
            "9 until people.row.until");
}

TEST(PeoplePlan, UnknownDepartmentsAreMadeByTheFirstTableOnly) {
  Known stored = known();
  stored.make_departments.reset();
  EXPECT_EQ(problems_of(next_year("41,人,新部,,,,\n", stored)), "2 department people.row.department_unknown");
  stored.people.resize(1);
  EXPECT_EQ(next_year("41,人,新部,,,,\n", stored).departments.size(), 1U) << "nobody has a number yet";
}

TEST(PeopleCells, DaysAreReadAsPeopleWriteThem) {
  const std::optional<Date> wanted = Date::parse_iso("2027-03-31");
  for (const char* cell :
       {"2027-03-31", "2027/3/31", "２０２７／３／３１", "2027年3月31日", "R9.3.31", "令和9年3月31日", "46477"})
    EXPECT_EQ(read_day(cell), wanted) << cell;
  for (const char* cell :
       {"", "2027", "3/31", "2027/13/1", "2027/2/29", "31.3.2027", "2027/3/31/1", "99999999999", "来年"})
    EXPECT_FALSE(read_day(cell)) << cell;
}

// --- out again -------------------------------------------------------------------------------------------------

TEST(PeopleExport, CsvKeepsZerosNeutralisesFormulasAndNamesLostCharacters) {
  const std::vector<std::vector<std::string>> table = {headings_in("ja"),
                                                       {"00123", "=cmd()", "", "", "", "", "", "00123"}};
  const std::string bytes = MUST(write_people_csv(table, csv::Encoding::Utf8WithMark));
  EXPECT_TRUE(bytes.starts_with("\xEF\xBB\xBF"));
  EXPECT_NE(bytes.find("00123,'=cmd(),"), std::string::npos);
  EXPECT_EQ(MUST(read_table(bytes)).rows[1].cells[1], "=cmd()");
  const auto lost = write_people_csv({{"𠮷野 😀"}}, csv::Encoding::Cp932);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().args.at("characters"), "😀 𠮷");
}

}  // namespace
}  // namespace sonae::people
