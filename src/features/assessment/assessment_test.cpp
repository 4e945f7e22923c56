// The self-assessment as people use it, on every engine.

#include "features/assessment/assessment.h"
#include "features/assessment/workbooks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/directory/directory.h"
#include "platform/clock.h"
#include "platform/db/migrations.h"
#include "support/engines.h"

namespace sonae::assessment {
namespace {

constexpr Instant noon(1'790'000'000'000);

class AssessmentOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  template <typename Body>
  auto write(Body body) {
    return MUST(database_->write(body));
  }
  template <typename Body>
  auto read(Body body) {
    return MUST(database_->read(body));
  }

  void SetUp() override {
    database_ = support::fresh_database(GetParam(), folder_);
    MUST(db::migrate(*database_, noon));
    company_ = write([&](db::WriteTx& tx) { return directory::create_company(tx, {"見本工業", 4}, noon); });
    const Actor system = directory::system_actor(company_, "test");
    sales_ = write([&](db::WriteTx& tx) { return directory::create_department(tx, system, {"営業部", {}}, noon); }).id;
    press_ = write([&](db::WriteTx& tx) { return directory::create_department(tx, system, {"製造部", {}}, noon); }).id;
    secretariat_ = person("sato", "佐藤", Role::Secretariat, {});
    manager_ = person("tanaka", "田中", Role::Manager, press_);
    auditor_ = person("kansa", "渡辺", Role::Auditor, {});
  }

  Actor person(const std::string& login, const std::string& name, Role role, const Id<Department>& department) {
    const auto user = write([&](db::WriteTx& tx) {
      return directory::create_user(tx, directory::system_actor(company_, "test"), {login, name, {role}, department},
                                    {"$argon2id$not-a-hash", false}, noon);
    });
    Actor actor;
    actor.company = company_;
    actor.user = user.id;
    actor.login = login;
    actor.name = name;
    actor.roles = {role};
    actor.side = side_of(role);
    actor.department = department;
    if (!department.empty()) actor.subtree = {department};
    return actor;
  }

  static SheetItem item(std::uint32_t row, int no, std::string condition, Score score = Score::Unanswered,
                        std::string basis = "") {
    SheetItem made;
    made.row = row;
    made.no = no;
    made.level = 1;
    made.label = "方針";
    made.condition = std::move(condition);
    made.criteria = "・文書にしている\n・説明している";
    made.score = score;
    made.basis = std::move(basis);
    made.score_cell = "H" + std::to_string(row);
    made.basis_cell = "I" + std::to_string(row);
    return made;
  }

  Id<Assessment> start(int fiscal_year, std::vector<SheetItem> items) {
    RecognisedSheet sheet;
    sheet.sheet = "チェックシート";
    sheet.items = std::move(items);
    return write([&](db::WriteTx& tx) -> Result<Started> {
             const auto workbook =
                 TRY(record_workbook(tx, secretariat_, {{}, "a.xlsx", std::string(64, 'a'), 10}, noon));
             return start_assessment(tx, secretariat_, {fiscal_year, "自己評価", workbook.id, std::nullopt, true},
                                     sheet, noon);
           })
        .assessment;
  }
  Id<Assessment> start_three() {
    return start(2026,
                 {item(6, 1, "方針を定めている"), item(7, 2, "方針を見直している"), item(8, 3, "方針を知らせている")});
  }

  Result<EditsSaved> save(const Actor& actor, const Id<Assessment>& id, std::vector<Edit> edits,
                          const std::string& key = "") {
    static int fresh = 0;
    return database_->write([&](db::WriteTx& tx) {
      return save_edits(tx, actor, {id, key.empty() ? "key-" + std::to_string(++fresh) : key, edits}, noon);
    });
  }
  Answer answer(const Id<Assessment>& id, int no) {
    const Sheet sheet = read([&](db::Tx& tx) { return get_sheet(tx, secretariat_, id); });
    return *std::ranges::find(sheet.answers, no, &Answer::no);
  }
  void hand_to_press(const Id<Assessment>& id, int no) {
    const auto saved = MUST(save(secretariat_, id, {{no, 1, {{AnswerField::Department, "", press_.text()}}}}));
    ASSERT_EQ(saved.results.at(0).state, EditState::Saved);
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
  Id<Company> company_;
  Id<Department> sales_;
  Id<Department> press_;
  Actor secretariat_;
  Actor manager_;
  Actor auditor_;
};

INSTANTIATE_TEST_SUITE_P(Engines, AssessmentOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(AssessmentOn, an_answer_is_saved_with_its_record) {
  const auto id = start_three();
  const auto saved = MUST(save(
      secretariat_, id, {{1, 1, {{AnswerField::Score, "", "2"}, {AnswerField::Basis, "", "基本方針 2025年改定"}}}}));
  ASSERT_EQ(saved.results.size(), 1U);
  EXPECT_EQ(saved.results[0].state, EditState::Saved);
  EXPECT_EQ(saved.last_change, 1);
  const Answer stored = answer(id, 1);
  EXPECT_EQ(stored.score, Score::Complete);
  EXPECT_EQ(stored.basis, "基本方針 2025年改定");
  EXPECT_EQ(stored.version, 2);
  EXPECT_EQ(stored.updated_by, "佐藤");
  const auto history = read([&](db::Tx& tx) { return list_history(tx, auditor_, id, 1); });
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].entry.before, R"({"score":"","basis":""})");
  EXPECT_EQ(history[0].entry.after, R"({"score":"2","basis":"基本方針 2025年改定"})");
}

TEST_P(AssessmentOn, an_answer_is_edited_only_while_the_sheet_is_open_and_its_department_has_not_submitted) {
  const auto id = start_three();
  hand_to_press(id, 1);
  const Sheet sheet = read([&](db::Tx& tx) { return get_sheet(tx, secretariat_, id); });
  Answer of_press = *std::ranges::find(sheet.answers, 1, &Answer::no);
  Actor of_press_manager = manager_;
  of_press_manager.subtree = {press_};
  EXPECT_TRUE(may_edit(of_press_manager, sheet.summary, of_press));
  EXPECT_FALSE(may_edit(auditor_, sheet.summary, of_press));
  of_press.submitted = true;
  EXPECT_FALSE(may_edit(of_press_manager, sheet.summary, of_press));
  EXPECT_TRUE(may_edit(secretariat_, sheet.summary, of_press)) << "the secretariat consolidates";
  for (const SheetState state : {SheetState::Review, SheetState::Approved, SheetState::HandedIn}) {
    Summary closed = sheet.summary;
    closed.state = state;
    EXPECT_FALSE(may_edit(secretariat_, closed, of_press)) << name_of(state);
  }
}

TEST_P(AssessmentOn, different_fields_of_one_row_are_merged) {
  const auto id = start_three();
  MUST(save(secretariat_, id, {{1, 1, {{AnswerField::Score, "", "1"}}}}));
  const auto saved = MUST(save(secretariat_, id, {{1, 1, {{AnswerField::Basis, "", "作成中"}}}}));
  EXPECT_EQ(saved.results[0].state, EditState::Merged);
  EXPECT_EQ(answer(id, 1).score, Score::InProgress);
  EXPECT_EQ(answer(id, 1).basis, "作成中");
}

TEST_P(AssessmentOn, the_same_field_changed_by_two_people_is_a_conflict_that_changes_nothing) {
  const auto id = start_three();
  hand_to_press(id, 1);
  MUST(save(manager_, id, {{1, 2, {{AnswerField::Basis, "", "製造部の文"}}}}));
  const auto saved = MUST(save(secretariat_, id,
                               {{1, 2, {{AnswerField::Basis, "", "事務局の文"}, {AnswerField::Score, "", "2"}}},
                                {2, 1, {{AnswerField::Score, "", "0"}}}}));
  ASSERT_EQ(saved.results[0].state, EditState::Conflict);
  ASSERT_EQ(saved.results[0].conflicts.size(), 1U);
  EXPECT_EQ(saved.results[0].conflicts[0].theirs, "製造部の文");
  EXPECT_EQ(saved.results[0].conflicts[0].mine, "事務局の文");
  EXPECT_EQ(answer(id, 1).basis, "製造部の文");
  EXPECT_EQ(answer(id, 1).score, Score::Unanswered);
  // The other edit of the same request is not held up.
  EXPECT_EQ(saved.results[1].state, EditState::Saved);
  EXPECT_EQ(answer(id, 2).score, Score::NotStarted);
}

TEST_P(AssessmentOn, the_same_key_saves_once) {
  const auto id = start_three();
  const std::vector<Edit> edits = {{1, 1, {{AnswerField::Basis, "", "一度だけ"}}}};
  MUST(save(secretariat_, id, edits, "same"));
  const auto again = MUST(save(secretariat_, id, edits, "same"));
  EXPECT_EQ(again.results[0].state, EditState::Saved);
  EXPECT_EQ(again.results[0].answer->version, 2);
  EXPECT_EQ(answer(id, 1).version, 2);
  EXPECT_EQ(read([&](db::Tx& tx) { return list_history(tx, secretariat_, id, 1); }).size(), 1U);
}

TEST_P(AssessmentOn, a_manager_sees_and_edits_only_the_own_department) {
  const auto id = start_three();
  hand_to_press(id, 2);
  const Sheet sheet = read([&](db::Tx& tx) { return get_sheet(tx, manager_, id); });
  ASSERT_EQ(sheet.items.size(), 1U);
  EXPECT_EQ(sheet.items[0].no, 2);
  const auto saved =
      MUST(save(manager_, id, {{1, 1, {{AnswerField::Score, "", "2"}}}, {2, 2, {{AnswerField::Score, "", "2"}}}}));
  EXPECT_EQ(saved.results[0].state, EditState::Refused);
  EXPECT_FALSE(saved.results[0].answer.has_value());
  EXPECT_EQ(saved.results[1].state, EditState::Saved);
  // An item of another department and one that does not exist answer the same (AZ08).
  EXPECT_EQ(database_->read([&](db::Tx& tx) { return list_history(tx, manager_, id, 1); }).error().kind,
            database_->read([&](db::Tx& tx) { return list_history(tx, manager_, id, 999); }).error().kind);
}

TEST_P(AssessmentOn, a_manager_is_told_the_counts_of_the_own_department_alone) {
  const auto id = start_three();
  hand_to_press(id, 2);
  MUST(save(secretariat_, id, {{1, 1, {{AnswerField::Score, "", "2"}}}, {3, 1, {{AnswerField::Score, "", "0"}}}}));
  const auto counts = [&](const Actor& actor) {
    const Summary one = read([&](db::Tx& tx) { return get_assessment(tx, actor, id); });
    const Summary listed = read([&](db::Tx& tx) { return list_assessments(tx, actor); }).at(0);
    EXPECT_EQ(one.items, listed.items);
    EXPECT_EQ(one.answered, listed.answered);
    return std::pair(one.items, one.answered);
  };
  EXPECT_EQ(counts(secretariat_), std::pair(std::int64_t{3}, std::int64_t{2}));
  EXPECT_EQ(counts(manager_), std::pair(std::int64_t{1}, std::int64_t{0}));
  MUST(save(manager_, id, {{2, 2, {{AnswerField::Score, "", "1"}}}}));
  EXPECT_EQ(counts(manager_), std::pair(std::int64_t{1}, std::int64_t{1}));
}

TEST_P(AssessmentOn, an_item_is_seen_by_those_in_whose_scope_it_lies) {
  const auto id = start_three();
  hand_to_press(id, 2);
  const auto sees = [&](const Actor& actor, int no) {
    return read([&](db::Tx& tx) { return sees_item(tx, actor, id, no); });
  };
  EXPECT_TRUE(sees(manager_, 2));
  EXPECT_FALSE(sees(manager_, 1));
  EXPECT_TRUE(sees(secretariat_, 1));
  EXPECT_FALSE(sees(secretariat_, 4));
}

TEST_P(AssessmentOn, an_answer_is_not_handed_to_a_department_that_is_not_there) {
  const auto id = start_three();
  for (const std::string to : {"00000000-0000-0000-0000-000000000000", "not an id"}) {
    const auto saved = MUST(save(secretariat_, id, {{1, 1, {{AnswerField::Department, "", to}}}}));
    EXPECT_EQ(saved.results[0].state, EditState::Refused) << to;
    EXPECT_EQ(saved.results[0].message, "assessment.edit.department") << to;
  }
  EXPECT_TRUE(answer(id, 1).department.empty());
}

TEST_P(AssessmentOn, a_key_that_is_empty_or_somebody_elses_is_refused) {
  const auto id = start_three();
  const std::vector<Edit> edits = {{1, 1, {{AnswerField::Basis, "", "事務局の文"}}}};
  const auto nameless =
      database_->write([&](db::WriteTx& tx) { return save_edits(tx, secretariat_, {id, "", edits}, noon); });
  EXPECT_EQ(nameless.error().key, "assessment.edit.key");
  EXPECT_EQ(answer(id, 1).basis, "");
  MUST(save(secretariat_, id, edits, "same"));
  hand_to_press(id, 2);
  const auto other = save(manager_, id, {{2, 2, {{AnswerField::Basis, "", "製造部の文"}}}}, "same");
  EXPECT_EQ(other.error().key, "assessment.edit.key");
}

TEST_P(AssessmentOn, a_manager_cannot_hand_an_item_to_another_department) {
  const auto id = start_three();
  hand_to_press(id, 2);
  const auto saved = MUST(save(manager_, id, {{2, 2, {{AnswerField::Department, press_.text(), sales_.text()}}}}));
  EXPECT_EQ(saved.results[0].state, EditState::Refused);
  EXPECT_EQ(saved.results[0].message, "assessment.edit.assign_refused");
  EXPECT_EQ(answer(id, 2).department, press_);
}

TEST_P(AssessmentOn, the_auditor_reads_everything_and_writes_nothing) {
  const auto id = start_three();
  EXPECT_EQ(read([&](db::Tx& tx) { return get_sheet(tx, auditor_, id); }).items.size(), 3U);
  const auto refused = save(auditor_, id, {{1, 1, {{AnswerField::Score, "", "2"}}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden);
}

TEST_P(AssessmentOn, another_company_finds_nothing) {
  const auto id = start_three();
  Actor stranger = secretariat_;
  stranger.company = write([&](db::WriteTx& tx) { return directory::create_company(tx, {"他社", 4}, noon); });
  EXPECT_EQ(database_->read([&](db::Tx& tx) { return get_sheet(tx, stranger, id); }).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(read([&](db::Tx& tx) { return list_assessments(tx, stranger); }).empty());
  EXPECT_EQ(save(stranger, id, {{1, 1, {{AnswerField::Score, "", "2"}}}}).error().kind, ErrorKind::NotFound);
}

TEST_P(AssessmentOn, a_value_that_cannot_be_stored_is_refused_and_the_rest_is_saved) {
  const auto id = start_three();
  const auto saved = MUST(save(secretariat_, id,
                               {{1, 1, {{AnswerField::Due, "", "2026-02-30"}}},
                                {2, 1, {{AnswerField::Basis, "", "制御\x01文字"}}},
                                {3, 1, {{AnswerField::Ticks, "00", "10"}}}}));
  EXPECT_EQ(saved.results[0].message, "assessment.edit.due");
  EXPECT_EQ(saved.results[1].message, "assessment.edit.control");
  EXPECT_EQ(saved.results[2].state, EditState::Saved);
  EXPECT_EQ(answer(id, 3).ticks, (std::vector<bool>{true, false}));
}

TEST_P(AssessmentOn, last_years_answers_stand_beside_renumbered_items) {
  start(2025, {item(6, 1, "方針を定めている", Score::Complete, "基本方針 2024年"),
               item(7, 2, "台帳を作り、年に一度見直している", Score::InProgress, "作成中")});
  const auto id = start(2026, {item(6, 1, "新しく加わった項目である"), item(7, 2, "方針を定めている"),
                               item(8, 3, "台帳を作り、年に一度見直している")});
  EXPECT_FALSE(answer(id, 1).previous.has_value());
  ASSERT_TRUE(answer(id, 2).previous.has_value());
  EXPECT_EQ(answer(id, 2).previous->basis, "基本方針 2024年");
  ASSERT_TRUE(answer(id, 3).previous.has_value());
  EXPECT_EQ(answer(id, 3).previous->score, Score::InProgress);
}

TEST_P(AssessmentOn, changes_since_a_number_are_only_the_later_ones) {
  const auto id = start_three();
  MUST(save(secretariat_, id, {{1, 1, {{AnswerField::Score, "", "2"}}}}));
  const auto second = MUST(save(secretariat_, id, {{2, 1, {{AnswerField::Score, "", "1"}}}}));
  const auto changes = read([&](db::Tx& tx) { return list_changes(tx, secretariat_, id, second.last_change - 1); });
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].no, 2);
}

TEST_P(AssessmentOn, title_and_date_change_only_from_the_version_that_was_seen) {
  const auto id = start_three();
  const auto change = [&](std::int64_t version, const std::string& title) {
    return database_->write(
        [&](db::WriteTx& tx) { return change_assessment(tx, secretariat_, {id, version, title, std::nullopt}, noon); });
  };
  EXPECT_EQ(MUST(change(1, "2026年度")).title, "2026年度");
  EXPECT_EQ(change(1, "古い画面から").error().kind, ErrorKind::Conflict);
}

TEST_P(AssessmentOn, the_export_writes_every_item_of_the_sheet) {
  const auto id =
      start(2026, {item(6, 1, "方針を定めている", Score::Complete, "基本方針 2025年"), item(7, 2, "見直している")});
  MUST(save(secretariat_, id, {{2, 1, {{AnswerField::Score, "", "0"}, {AnswerField::Basis, "", "来年度に着手"}}}}));
  const auto plan = read([&](db::Tx& tx) { return plan_export(tx, secretariat_, id); });
  ASSERT_EQ(plan.answers.size(), 2U);
  EXPECT_EQ(plan.answers[1].score, Score::NotStarted);
  EXPECT_EQ(plan.answers[1].basis, "来年度に着手");
  EXPECT_EQ(database_->read([&](db::Tx& tx) { return plan_export(tx, manager_, id); }).error().kind,
            ErrorKind::Forbidden);
}

TEST_P(AssessmentOn, the_check_names_what_is_missing) {
  const auto id =
      start(2026, {item(6, 1, "方針を定めている", Score::Complete, "説明しています"), item(7, 2, "見直している")});
  const Sheet sheet = read([&](db::Tx& tx) { return get_sheet(tx, secretariat_, id); });
  const auto findings = check_assessment(sheet, *Date::make(2026, 11, 23), 4);
  EXPECT_TRUE(std::ranges::any_of(findings, [](const Finding& f) { return f.no == 1; }));
  EXPECT_TRUE(std::ranges::any_of(findings, [](const Finding& f) { return f.no == 2; }));
}

}  // namespace
}  // namespace sonae::assessment
