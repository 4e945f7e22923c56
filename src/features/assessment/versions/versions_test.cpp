// A new guideline version as people live it, on every engine.

#include "features/assessment/versions/versions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/assessment/versions/api.h"
#include "features/assessment/versions/paper.h"
#include "features/assessment/work/store_hand_in.h"
#include "features/assessment/workbooks.h"
#include "support/company.h"

namespace sonae::assessment::versions {
namespace {

const std::string policy = "自社のセキュリティ方針を定めていること";
const std::string review = "方針の中身を年1回以上見直すこと";
const std::string pledge = "機密を扱う役員・従業員が守秘誓約書を出していること";
const std::string longer_pledge = "機密を扱う役員・従業員・協力会社が守秘誓約書を出していること";
const std::string gate = "入退場の記録を6か月保管していること";
const std::string report = "事故の報告先を一覧にしていること";

SheetItem row(int no, std::string condition, Score score = Score::Unanswered, std::string basis = "") {
  SheetItem made;
  made.row = static_cast<std::uint32_t>(no + 5);
  made.no = no;
  made.level = 1;
  made.label = "方針";
  made.condition = std::move(condition);
  made.criteria = "・文書にしている\n・説明している";
  made.score = score;
  made.basis = std::move(basis);
  made.score_cell = "H" + std::to_string(made.row);
  made.basis_cell = "I" + std::to_string(made.row);
  return made;
}

RecognisedSheet sheet_of(std::vector<SheetItem> rows, std::string version) {
  RecognisedSheet sheet;
  sheet.sheet = "チェックシート";
  sheet.version = {"jama-japia", std::move(version), Certainty::Certain};
  sheet.items = std::move(rows);
  return sheet;
}

class VersionsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  VersionsOn()
      : installation_(GetParam()),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        secretary_(company_.actor("secretary")),
        manager_(company_.actor("manager")),
        outsider_(other_.actor("secretary")) {}

  /// Sheets that begin in the same millisecond have no order: each begins a little later than the one before.
  Instant later() { return now().plus_ms(++begun_); }

  Id<Assessment> start(const Actor& actor, int year, const RecognisedSheet& sheet,
                       std::optional<Id<Assessment>> carry_from = std::nullopt) {
    return installation_
        .write([&](db::WriteTx& tx) -> Result<Started> {
          const auto workbook = TRY(record_workbook(tx, actor, {{}, "a.xlsx", std::string(64, 'a'), 10}, later()));
          StartAssessment command{year, std::to_string(year) + "年度", workbook.id, std::nullopt, true, carry_from};
          return start_assessment(tx, actor, command, sheet, later());
        })
        .assessment;
  }
  /// 1 policy and 2 review are the sales department's, 3 pledge the factory's, 4 gate nobody's.
  Id<Assessment> start_2025() {
    const auto id = start(secretary_, 2025,
                          sheet_of({row(1, policy, Score::Complete, "情報セキュリティ規程 2024年制定"),
                                    row(2, review, Score::InProgress, "見直し中"),
                                    row(3, pledge, Score::Complete, "誓約書 2023年"), row(4, gate)},
                                   "2.2"));
    give(id, 1, company_.sales);
    give(id, 2, company_.sales);
    give(id, 3, company_.factory);
    return id;
  }
  static RecognisedSheet form_2026() {
    return sheet_of({row(1, report), row(2, policy), row(3, review), row(4, longer_pledge)}, "2.3");
  }
  void give(const Id<Assessment>& id, int no, const Id<Department>& department) {
    save(secretary_, id, no, AnswerField::Department, department.text());
  }
  void save(const Actor& actor, const Id<Assessment>& id, int no, AnswerField field, const std::string& to) {
    static int key = 0;
    const Answer seen = answer(id, no);
    const std::string from = field == AnswerField::Score ? std::string(text_of(seen.score)) : seen.department.text();
    const SaveEdits command{id, "k" + std::to_string(++key), {{no, seen.version, {{field, from, to}}}}};
    const auto saved = installation_.write([&](db::WriteTx& tx) { return save_edits(tx, actor, command, now()); });
    ASSERT_EQ(saved.results.at(0).state, EditState::Saved);
  }
  Answer answer(const Id<Assessment>& id, int no) {
    const Sheet sheet = installation_.read([&](db::Tx& tx) { return get_sheet(tx, secretary_, id); });
    return *std::ranges::find(sheet.answers, no, &Answer::no);
  }
  Result<Confirmed> confirm(const Actor& actor, const Id<Assessment>& id, std::vector<int> numbers) {
    ConfirmCarried command{id, {}};
    for (const int no : numbers) command.items.push_back({no, answer(id, no).version});
    return installation_.database->write([&](db::WriteTx& tx) { return confirm_carried(tx, actor, command, now()); });
  }
  SheetComparison comparison(const Actor& actor, const Id<Assessment>& id, const std::string& from = "") {
    return installation_.read([&](db::Tx& tx) { return compare_sheet(tx, actor, id, from); });
  }

  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany other_;
  Actor secretary_;
  Actor manager_;   ///< of the sales department
  Actor outsider_;  ///< the other company's secretary
  std::int64_t begun_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, VersionsOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(VersionsOn, UnchangedAndRenumberedAnswersAreCarriedWithEverythingThatBelongsToThem) {
  const auto last = start_2025();
  const auto id = start(secretary_, 2026, form_2026(), last);
  const Answer carried = answer(id, 2);
  EXPECT_EQ(carried.origin, Origin::Carried);
  EXPECT_EQ(carried.score, Score::Complete);
  EXPECT_EQ(carried.basis, "情報セキュリティ規程 2024年制定");
  EXPECT_EQ(carried.ticks, (std::vector<bool>{true, true}));
  EXPECT_EQ(carried.department, company_.sales);
  EXPECT_EQ(carried.score_cell, "H7");
  ASSERT_TRUE(carried.previous);
  EXPECT_EQ(carried.previous->basis, "情報セキュリティ規程 2024年制定");
}

TEST_P(VersionsOn, RewordedAndNewItemsWaitForAnAnswer) {
  const auto last = start_2025();
  const auto id = start(secretary_, 2026, form_2026(), last);
  const Answer reworded = answer(id, 4);
  EXPECT_EQ(reworded.origin, Origin::Changed);
  EXPECT_EQ(reworded.score, Score::Unanswered);
  EXPECT_EQ(reworded.basis, "");
  EXPECT_EQ(reworded.department, company_.factory);
  ASSERT_TRUE(reworded.previous);
  EXPECT_EQ(reworded.previous->score, Score::Complete);
  const Answer added = answer(id, 1);
  EXPECT_EQ(added.origin, Origin::Changed);
  EXPECT_FALSE(added.previous);
  EXPECT_TRUE(added.department.empty());
}

TEST_P(VersionsOn, AnAnswerInTheNewWorkbookStandsAgainstWhatWouldBeCarried) {
  const auto last = start_2025();
  RecognisedSheet form = form_2026();
  form.items[1].score = Score::NotStarted;
  form.items[1].basis = "作り直す 2027年3月";
  const auto id = start(secretary_, 2026, form, last);
  EXPECT_EQ(answer(id, 2).origin, Origin::Own);
  EXPECT_EQ(answer(id, 2).score, Score::NotStarted);
  EXPECT_EQ(answer(id, 2).ticks, (std::vector<bool>{false, false}));
  EXPECT_EQ(answer(id, 3).origin, Origin::Carried);
}

TEST_P(VersionsOn, WithoutCarryingLastYearOnlyStandsBeside) {
  start_2025();
  const auto id = start(secretary_, 2026, form_2026());
  EXPECT_EQ(answer(id, 2).score, Score::Unanswered);
  EXPECT_EQ(answer(id, 2).origin, Origin::Own);
  ASSERT_TRUE(answer(id, 2).previous);
  EXPECT_EQ(answer(id, 2).department, company_.sales);
}

TEST_P(VersionsOn, ThePreviewCountsWhatTheStartThenDoes) {
  const auto last = start_2025();
  RecognisedSheet form = form_2026();
  form.items[2].score = Score::Complete;
  form.items.push_back(row(5, gate));
  const CarryPreview preview =
      installation_.read([&](db::Tx& tx) { return preview_carry(tx, secretary_, last, form); });
  EXPECT_EQ(preview.carried, 1);
  EXPECT_EQ(preview.renumbered, 1);
  EXPECT_EQ(preview.reworded, 1);
  EXPECT_EQ(preview.added, 1);
  EXPECT_EQ(preview.open, 1);
  EXPECT_EQ(preview.in_workbook, 1);
  EXPECT_EQ(preview.removed, 0);
  ASSERT_EQ(preview.departments.size(), 3U);
  EXPECT_EQ(preview.departments[0].name, "営業部");
  EXPECT_EQ(preview.departments[0].carried, 1);
  EXPECT_EQ(preview.departments[1].name, "製造部");
  EXPECT_EQ(preview.departments[1].reworded, std::vector<int>{4});
  EXPECT_TRUE(preview.departments[2].department.empty());
  EXPECT_EQ(preview.departments[2].added, std::vector<int>{1});
  EXPECT_EQ(preview.departments[2].open, std::vector<int>{5});

  const auto id = start(secretary_, 2026, form, last);
  const Sheet sheet = installation_.read([&](db::Tx& tx) { return get_sheet(tx, secretary_, id); });
  EXPECT_EQ(std::ranges::count(sheet.answers, Origin::Carried, &Answer::origin), preview.carried);
  EXPECT_EQ(std::ranges::count(sheet.answers, Origin::Changed, &Answer::origin), preview.reworded + preview.added);
}

TEST_P(VersionsOn, NobodyCarriesFromAnotherCompanysSheet) {
  const auto last = start_2025();
  const auto preview =
      installation_.database->read([&](db::Tx& tx) { return preview_carry(tx, outsider_, last, form_2026()); });
  ASSERT_FALSE(preview);
  EXPECT_EQ(preview.error().kind, ErrorKind::NotFound);
  const auto started = installation_.database->write([&](db::WriteTx& tx) -> Result<Started> {
    const auto workbook = TRY(record_workbook(tx, outsider_, {{}, "a.xlsx", std::string(64, 'a'), 10}, now()));
    return start_assessment(tx, outsider_, {2026, "x", workbook.id, std::nullopt, true, last}, form_2026(), now());
  });
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, ErrorKind::NotFound);
}

TEST_P(VersionsOn, AManagerConfirmsTheOwnDepartmentsAnswersAndItIsRecorded) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const auto done = MUST(confirm(manager_, id, {2, 3, 4, 1}));
  ASSERT_EQ(done.confirmed.size(), 2U);
  EXPECT_EQ(done.confirmed[0].no, 2);
  EXPECT_EQ(done.left, (std::vector<int>{4, 1}));
  EXPECT_EQ(answer(id, 2).origin, Origin::Own);
  EXPECT_EQ(answer(id, 2).score, Score::Complete);
  const auto history = installation_.read([&](db::Tx& tx) { return list_history(tx, secretary_, id, 2); });
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].entry.action, "assessment.answer.confirm");
  EXPECT_EQ(history[0].origin.actor_name, "manager");
}

TEST_P(VersionsOn, AnAnswerThatChangedMeanwhileIsNotConfirmed) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const std::int64_t seen = answer(id, 2).version;
  save(secretary_, id, 2, AnswerField::Department, company_.factory.text());
  const auto done =
      installation_.write([&](db::WriteTx& tx) { return confirm_carried(tx, secretary_, {id, {{2, seen}}}, now()); });
  EXPECT_EQ(done.left, std::vector<int>{2});
  EXPECT_EQ(answer(id, 2).origin, Origin::Carried);
}

TEST_P(VersionsOn, TheAuditorConfirmsNothing) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const auto done = confirm(company_.actor("auditor"), id, {2});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::Forbidden);
}

TEST_P(VersionsOn, TheSheetKnowsWhoMustAnswerAgain) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  SheetComparison view = comparison(secretary_, id);
  EXPECT_TRUE(view.carried_over);
  ASSERT_TRUE(view.comparison);
  EXPECT_EQ(view.comparison->from.version, "2.2");
  EXPECT_EQ(view.comparison->changes.count(ChangeKind::Removed), 1);
  ASSERT_EQ(view.departments.size(), 3U);
  EXPECT_EQ(view.departments[0].name, "営業部");
  EXPECT_EQ(view.departments[0].carried, 2);
  EXPECT_EQ(view.departments[1].name, "製造部");
  EXPECT_EQ(view.departments[1].open, std::vector<int>{4});
  save(company_.actor("secretary"), id, 4, AnswerField::Score, "2");
  view = comparison(secretary_, id);
  EXPECT_EQ(view.departments[1].again, std::vector<int>{4});
  EXPECT_TRUE(view.departments[1].open.empty());
}

TEST_P(VersionsOn, AManagerComparesOnlyTheOwnItems) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const SheetComparison view = comparison(manager_, id);
  ASSERT_TRUE(view.comparison);
  std::vector<int> numbers;
  for (const ItemChange& change : view.comparison->changes.rows)
    numbers.push_back(change.after ? change.after->no : -change.before->no);
  EXPECT_EQ(numbers, (std::vector<int>{2, 3}));
  ASSERT_EQ(view.departments.size(), 1U);
  const auto wording = installation_.database->read([&](db::Tx& tx) { return item_wording(tx, manager_, id, 4); });
  ASSERT_FALSE(wording);
  EXPECT_EQ(wording.error().kind, ErrorKind::NotFound);
}

TEST_P(VersionsOn, AnItemTellsItsOldWording) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const auto change = installation_.read([&](db::Tx& tx) { return item_wording(tx, secretary_, id, 4); });
  ASSERT_TRUE(change);
  EXPECT_EQ(change->kind, ChangeKind::Reworded);
  EXPECT_EQ(change->before->no, 3);
  EXPECT_EQ(change->before->condition, pledge);
  const auto first = installation_.read([&](db::Tx& tx) { return list_assessments(tx, secretary_); }).back();
  EXPECT_FALSE(installation_.read([&](db::Tx& tx) { return item_wording(tx, secretary_, first.id, 1); }));
}

TEST_P(VersionsOn, AnyTwoVersionsAndPacksCanBeCompared) {
  start(secretary_, 2026, form_2026(), start_2025());
  const auto versions = installation_.read([&](db::Tx& tx) { return list_versions(tx, secretary_); });
  ASSERT_GE(versions.size(), 3U);
  EXPECT_EQ(versions[0].version, "2.3");
  EXPECT_EQ(versions[0].fiscal_years, std::vector<int>{2026});
  EXPECT_EQ(versions.back().side, "pack:jama-japia:2.3");
  const auto backwards = installation_.read(
      [&](db::Tx& tx) { return compare_versions(tx, secretary_, versions[0].side, versions[1].side); });
  EXPECT_EQ(backwards.changes.count(ChangeKind::Removed), 1);
  const auto with_pack = installation_.read(
      [&](db::Tx& tx) { return compare_versions(tx, secretary_, versions[0].side, "pack:jama-japia:2.3"); });
  EXPECT_EQ(with_pack.changes.basis, Basis::Numbers);
  EXPECT_EQ(with_pack.changes.count(ChangeKind::Added), 149);
  for (const char* side : {"pack:jama-japia:9", "pack:scs:2026-03", "pack:", "", "nonsense"}) {
    const auto missing = installation_.database->read(
        [&](db::Tx& tx) { return compare_versions(tx, secretary_, side, versions[0].side); });
    ASSERT_FALSE(missing) << side;
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound) << side;
  }
  const auto foreign = installation_.database->read(
      [&](db::Tx& tx) { return compare_versions(tx, outsider_, versions[0].side, versions[1].side); });
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
}

TEST_P(VersionsOn, AKeptComparisonStaysAsItWas) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const Kept kept = installation_.write(
      [&](db::WriteTx& tx) { return keep_comparison(tx, secretary_, {id, "", "委員会へ 4月"}, now()); });
  give(id, 4, company_.sales);
  const auto list = installation_.read([&](db::Tx& tx) { return list_kept(tx, secretary_); });
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].note, "委員会へ 4月");
  EXPECT_EQ(list[0].kept_by, "secretary");
  EXPECT_EQ(list[0].counts.reworded, 1);
  EXPECT_EQ(list[0].counts.removed, 1);
  ASSERT_EQ(list[0].departments.size(), 3U);
  EXPECT_EQ(list[0].departments[1].name, "製造部");
  EXPECT_EQ(list[0].departments[1].numbers, std::vector<int>{4});

  const auto own = installation_.read([&](db::Tx& tx) { return list_kept(tx, manager_); });
  ASSERT_EQ(own.at(0).departments.size(), 1U);
  EXPECT_EQ(own[0].departments[0].name, "営業部");
  EXPECT_TRUE(installation_.read([&](db::Tx& tx) { return list_kept(tx, outsider_); }).empty());
  const auto foreign = installation_.database->read([&](db::Tx& tx) { return get_kept(tx, outsider_, kept.id); });
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);

  const KeptView view = installation_.read([&](db::Tx& tx) { return get_kept(tx, secretary_, kept.id); });
  const auto paper = paper_of(view, "東和精工株式会社", "ja", now());
  int tables = 0;
  for (const auto& block : paper.blocks) tables += std::holds_alternative<drawing::Table>(block) ? 1 : 0;
  EXPECT_EQ(tables, 5);  // departments, new, dropped, reworded, renumbered
}

TEST_P(VersionsOn, WithoutAnEarlierVersionThereIsNothingToKeep) {
  const auto id = start_2025();
  EXPECT_FALSE(comparison(secretary_, id).comparison);
  const auto kept = installation_.database->write(
      [&](db::WriteTx& tx) { return keep_comparison(tx, secretary_, {id, "", ""}, now()); });
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().key, "versions.keep.nothing");
  const auto chosen = installation_.database->write(
      [&](db::WriteTx& tx) { return keep_comparison(tx, secretary_, {id, "pack:jama-japia:2.1", ""}, now()); });
  EXPECT_TRUE(chosen);
}

TEST_P(VersionsOn, TheTrendCountsOnlyItemsThatMapThroughAllYears) {
  const auto id = start(secretary_, 2026, form_2026(), start_2025());
  const Trend trend = installation_.read([&](db::Tx& tx) { return trend_of(tx, secretary_, id, {}); });
  ASSERT_EQ(trend.years.size(), 2U);
  EXPECT_EQ(trend.years[0].fiscal_year, 2025);
  EXPECT_FALSE(trend.years[0].handed_in);
  EXPECT_EQ(trend.figures.mapped_items, 3);
  EXPECT_EQ(trend.figures.of_items, 4);
  EXPECT_EQ(trend.figures.series.at(0).years.at(0).points, 5);
  EXPECT_EQ(trend.figures.series.at(0).years.at(1).points, 3);
  const Trend own = installation_.read([&](db::Tx& tx) { return trend_of(tx, manager_, id, {}); });
  EXPECT_EQ(own.figures.mapped_items, 2);
}

TEST_P(VersionsOn, TheTrendUsesWhatWasHandedInWhereSomethingWas) {
  const auto last = start_2025();
  const auto id = start(secretary_, 2026, form_2026(), last);
  work::HandInRecord record;
  record.hand_in.id = new_id<work::HandInTag>(now());
  record.hand_in.number = 1;
  record.hand_in.framework =
      installation_.read([&](db::Tx& tx) { return get_assessment(tx, secretary_, last); }).framework;
  record.hand_in.scores = Bytes(4, std::byte{0});
  installation_.write([&](db::WriteTx& tx) -> Result<std::int64_t> {
    TRY(work::store::insert_hand_in(tx, secretary_.scope(Permission::SheetManage), last, record));
    return trail::append(tx, trail::origin_of(secretary_), {"test.hand_in", {}, "", "", trail::Outcome::Done}, now());
  });
  const Trend trend = installation_.read([&](db::Tx& tx) { return trend_of(tx, secretary_, id, {}); });
  EXPECT_TRUE(trend.years.at(0).handed_in);
  EXPECT_EQ(trend.figures.series.at(0).years.at(0).points, 0);
  EXPECT_FALSE(trend.years.at(1).handed_in);
  EXPECT_EQ(trend.figures.series.at(0).years.at(1).points, 3);
}

TEST_P(VersionsOn, TheScsViewFollowsTheItemsToTheNumbersOfItsGuideline) {
  // 2.2 has the policy under No.1; the company's own 2.3 wording has it under No.2.
  const auto last = start_2025();
  start(secretary_, 2026, form_2026());
  const ScsView mapped = installation_.read([&](db::Tx& tx) { return scs_view(tx, secretary_, last); });
  EXPECT_EQ(mapped.trust, NumberTrust::Mapped);
  EXPECT_FALSE(mapped.partial);
  bool found = false;
  for (const ScsArea& area : mapped.standing.areas)
    for (const RequirementStanding& requirement : area.requirements)
      for (const CriterionStanding& criterion : requirement.criteria)
        for (const BehindItem& item : criterion.items) {
          if (item.guideline_no == 2) {
            EXPECT_EQ(item.sheet_no, 1);
            found = true;
          }
          EXPECT_NE(item.sheet_no, 4) << "an item that 2.3 does not have stands behind nothing";
        }
  EXPECT_TRUE(found);
  EXPECT_TRUE(installation_.read([&](db::Tx& tx) { return scs_view(tx, manager_, last); }).partial);
  RecognisedSheet customers = form_2026();
  customers.version = {};
  const auto foreign_form = start(secretary_, 2027, customers);
  const auto refused = installation_.database->read([&](db::Tx& tx) { return scs_view(tx, secretary_, foreign_form); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "versions.scs.other_framework");
}

TEST_P(VersionsOn, TheRoutesBehaveAsTheScriptSays) {
  const blobs::Store store = MUST(blobs::Store::open(installation_.folder.path() / "blobs"));
  Presence presence;
  assessment::add_routes(installation_.router, {*installation_.database, store, presence});
  add_routes(installation_.router, {*installation_.database, store, presence});
  support::Scenario scenario(installation_.router, installation_.gate);
  company_.introduce(scenario);
  other_.introduce(scenario, "west_");
  const auto last = start_2025();
  scenario.variable("last", last.text());
  scenario.variable("sheet", start(secretary_, 2026, form_2026(), last).text());
  scenario.run(SONAE_SOURCE_DIR "/src/features/assessment/versions/versions.scenario");
}

}  // namespace
}  // namespace sonae::assessment::versions
