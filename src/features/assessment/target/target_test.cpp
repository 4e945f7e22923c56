// Targets over their routes, and what they mean for the sheets of their year, on every engine.

#include "features/assessment/target/target.h"

#include <gtest/gtest.h>

#include "features/assessment/distribution/api.h"
#include "features/assessment/distribution/distribution.h"
#include "features/assessment/target/api.h"
#include "features/assessment/workbooks.h"
#include "support/company.h"

namespace sonae::assessment::target {
namespace {

class Targets : public testing::TestWithParam<support::EngineKind> {
 protected:
  Targets()
      : installation_(GetParam()),
        blobs_(MUST(blobs::Store::open(installation_.folder.path() / "blobs"))),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        scenario_(installation_.router, installation_.gate) {
    add_routes(installation_.router, {*installation_.database, blobs_, presence_});
    distribution::add_routes(installation_.router, {*installation_.database, blobs_, presence_});
    company_.introduce(scenario_);
    other_.introduce(scenario_, "west_");
  }
  Result<Target> put(const std::string& who, const Target& target) {
    const Actor actor = company_.actor(who);
    return installation_.database->write([&](db::WriteTx& tx) { return put_target(tx, actor, target, now()); });
  }
  /// A sheet of 2026 with three items of level 1, made of a recognised workbook that has no file behind it.
  Id<Assessment> start_sheet() {
    RecognisedSheet sheet;
    for (int no = 1; no <= 3; ++no) {
      SheetItem item;
      item.no = no;
      item.level = 1;
      item.label = "方針";
      item.condition = "条件の文 " + std::to_string(no);
      item.area = no == 2 ? "営業" : "各部門";
      item.score = no == 1 ? Score::Complete : Score::Unanswered;
      sheet.items.push_back(std::move(item));
    }
    const Actor actor = company_.actor("secretary");
    return installation_.write([&](db::WriteTx& tx) -> Result<Id<Assessment>> {
      UploadedWorkbook upload;
      upload.file_name = "sheet.xlsx";
      upload.blob_hash = std::string(64, 'a');
      const auto workbook = TRY(record_workbook(tx, actor, upload, now()));
      return TRY(start_assessment(tx, actor, {2026, "自己評価", workbook.id, {}}, sheet, now())).assessment;
    });
  }
  Sheet sheet(const Id<Assessment>& id) {
    const Actor actor = company_.actor("secretary");
    return installation_.read([&](db::Tx& tx) { return get_sheet(tx, actor, id); });
  }

  support::Installation installation_;
  blobs::Store blobs_;
  Presence presence_;
  support::TestCompany company_;
  support::TestCompany other_;
  support::Scenario scenario_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Targets, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Targets, OverTheirRoutes) { scenario_.run(SONAE_SOURCE_DIR "/src/features/assessment/target/target.scenario"); }

TEST_P(Targets, ASheetThatBeginsLaterHasTheDayThatWasSaid) {
  ASSERT_TRUE(put("secretary", {2026, 1, {}, {}, Date::make(2026, 12, 15), 0}));
  EXPECT_EQ(sheet(start_sheet()).summary.due, Date::make(2026, 12, 15));
}

TEST_P(Targets, ASheetFollowsTheDayUntilItHasOneOfItsOwn) {
  const auto id = start_sheet();
  EXPECT_FALSE(sheet(id).summary.due);
  ASSERT_TRUE(put("secretary", {2026, 1, {}, {}, Date::make(2026, 12, 15), 0}));
  EXPECT_EQ(sheet(id).summary.due, Date::make(2026, 12, 15));
  ASSERT_TRUE(put("secretary", {2026, 1, {}, {}, Date::make(2026, 12, 20), 1}));
  EXPECT_EQ(sheet(id).summary.due, Date::make(2026, 12, 20));
  const Actor actor = company_.actor("secretary");
  const std::int64_t version = sheet(id).summary.version;
  installation_.write([&](db::WriteTx& tx) {
    return change_assessment(tx, actor, {id, version, std::nullopt, Date::make(2026, 12, 1)}, now());
  });
  ASSERT_TRUE(put("secretary", {2026, 1, {}, {}, Date::make(2026, 12, 25), 2}));
  EXPECT_EQ(sheet(id).summary.due, Date::make(2026, 12, 1)) << "a day of its own stays";
}

TEST_P(Targets, TheDistanceIsMeasuredOnTheSheet) {
  const auto id = start_sheet();
  const Target target{2026, 1, {2, 9}, {}, Date::make(2026, 12, 15), 0};
  const Distance distance = measure(target, sheet(id));
  EXPECT_EQ(distance.items, 3);
  EXPECT_EQ(distance.reached, 1);
  EXPECT_EQ(distance.open, (std::vector<int>{2, 3}));
  EXPECT_EQ(distance.missing, (std::vector<int>{9}));
}

TEST_P(Targets, ADistributionIsProposedForTheSheet) {
  const auto id = start_sheet();
  const Actor actor = company_.actor("secretary");
  const auto proposed = installation_.read([&](db::Tx& tx) { return distribution::propose_for(tx, actor, id); });
  ASSERT_EQ(proposed.proposals.size(), 3U);
  EXPECT_EQ(proposed.proposals[1].department, company_.sales.text());
  EXPECT_EQ(proposed.proposals[1].reason, distribution::Reason::Area);
  EXPECT_EQ(proposed.departments.size(), 4U);
  const Actor manager = company_.actor("manager");
  EXPECT_FALSE(installation_.database->read([&](db::Tx& tx) { return distribution::propose_for(tx, manager, id); }));
}

}  // namespace
}  // namespace sonae::assessment::target
