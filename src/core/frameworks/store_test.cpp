#include "core/frameworks/store.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "platform/db/migrations.h"
#include "support/engines.h"

namespace sonae::frameworks {
namespace {

constexpr Instant day_one(1'790'000'000'000);
constexpr Instant day_two(1'790'086'400'000);
const VersionName sheet{"jama-japia", "2.3", "チェックシート 2.3"};

VersionItem item(int no, std::string condition, std::string criteria = "", std::optional<int> level = std::nullopt) {
  VersionItem made;
  made.no = no;
  made.level = level;
  made.label = "方針";
  made.condition = std::move(condition);
  made.criteria = std::move(criteria);
  return made;
}

class Versions : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override {
    database_ = support::fresh_database(GetParam(), folder_);
    MUST(db::migrate(*database_, day_one));
    ours_.company = company("11111111-1111-7111-8111-111111111111");
    theirs_.company = company("22222222-2222-7222-8222-222222222222");
  }

  Id<Company> company(const std::string& id) {
    MUST(database_->write(
        [&](db::WriteTx& tx) {
          return tx.execute(
              "insert into companies (company_id, name, fiscal_year_start, created_at) values ($1, $2, 4, 0)",
              {id, "会社 " + id});
        },
        db::Purpose::Housekeeping));
    return Id<Company>::trusted(id);
  }

  // The trail is the caller's business, so the writes of this test are housekeeping.
  template <typename Body>
  auto write(Body&& body) {
    return database_->write(std::forward<Body>(body), db::Purpose::Housekeeping);
  }

  Version import(const Scope& scope, const std::vector<VersionItem>& items, Instant now = day_one) {
    return MUST(write([&](db::WriteTx& tx) { return ensure_version_from_workbook(tx, scope, items, sheet, now); }));
  }

  Result<Version> load(const Scope& scope, const VersionId& id) {
    return database_->read([&](db::Tx& tx) { return get_version(tx, scope, id); });
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
  Scope ours_;
  Scope theirs_;
};

TEST_P(Versions, AWorkbookMakesAVersionWithItsWording) {
  const Version made =
      import(ours_, {item(1, "方針を定めていること", "・定めていること", 1), item(2, "見直していること")});
  const Version stored = MUST(load(ours_, made.id));
  EXPECT_EQ(stored.framework, "jama-japia");
  EXPECT_EQ(stored.version, "2.3");
  EXPECT_EQ(stored.source, "workbook");
  ASSERT_EQ(stored.items.size(), 2U);
  EXPECT_EQ(stored.items[0].condition, "方針を定めていること");
  EXPECT_EQ(stored.items[0].criteria, "・定めていること");
  EXPECT_EQ(stored.items[0].level, 1);
  EXPECT_EQ(stored.items[1].level, std::nullopt);
  EXPECT_EQ(stored.items[1].ordinal, 1);
}

TEST_P(Versions, TheSameWorkbookAgainIsTheSameVersion) {
  const std::vector<VersionItem> items = {item(1, "方針を定めていること", "", 1)};
  const Version first = import(ours_, items);
  EXPECT_EQ(import(ours_, items, day_two).id, first.id);
  EXPECT_EQ(MUST(database_->read([&](db::Tx& tx) { return list_versions(tx, ours_); })).size(), 1U);
}

TEST_P(Versions, ALaterWorkbookCompletesWhatWasUnknownAndKeepsOrdinals) {  // invariant 1
  const Version first = import(ours_, {item(3, "三"), item(1, "", "", std::nullopt)});
  import(ours_, {item(1, "一", "・基準", 1), item(2, "二"), item(3, "三")}, day_two);
  const Version stored = MUST(load(ours_, first.id));
  ASSERT_EQ(stored.items.size(), 3U);
  EXPECT_EQ(stored.items[0].no, 3);
  EXPECT_EQ(stored.items[1].no, 1);
  EXPECT_EQ(stored.items[1].condition, "一");
  EXPECT_EQ(stored.items[1].level, 1);
  EXPECT_EQ(stored.items[2].no, 2);
  EXPECT_EQ(stored.items[2].ordinal, 2);
}

TEST_P(Versions, AWorkbookThatDisagreesBecomesAnotherVariant) {  // invariant 2
  const Version first = import(ours_, {item(1, "方針を定めていること")});
  const Version second = import(ours_, {item(1, "方針を定め、公開していること")}, day_two);
  EXPECT_NE(first.id, second.id);
  EXPECT_EQ(second.variant, 1);
  EXPECT_EQ(MUST(load(ours_, first.id)).items.at(0).condition, "方針を定めていること");
  EXPECT_EQ(import(ours_, {item(1, "方針を定め、公開していること")}, day_two).id, second.id);
}

TEST_P(Versions, WidthAndLineBreaksAreNoDisagreement) {
  const Version first = import(ours_, {item(1, "PCの台帳を年1回点検すること")});
  EXPECT_EQ(import(ours_, {item(1, "ＰＣの台帳を\n年１回点検すること")}).id, first.id);
}

TEST_P(Versions, ANumberThatOccursTwiceCountsTheFirstTime) {
  const Version made = import(ours_, {item(1, "最初"), item(1, "次"), item(2, "二")});
  ASSERT_EQ(made.items.size(), 2U);
  EXPECT_EQ(made.items[0].condition, "最初");
}

TEST_P(Versions, ASheetWithoutNumbersIsRefused) {
  const auto refused = write(
      [&](db::WriteTx& tx) { return ensure_version_from_workbook(tx, ours_, {item(0, "番号なし")}, sheet, day_one); });
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().key, "frameworks.version.no_items");
}

TEST_P(Versions, AnotherCompanysVersionIsNotFoundNorListedNorCompleted) {
  const Version mine = import(ours_, {item(1, "")});
  const auto foreign = load(theirs_, mine.id);
  ASSERT_FALSE(foreign.has_value());
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(MUST(database_->read([&](db::Tx& tx) { return list_versions(tx, theirs_); })).empty());
  const Version other = import(theirs_, {item(1, "他社の文言")});
  EXPECT_NE(other.id, mine.id);
  EXPECT_EQ(MUST(load(ours_, mine.id)).items.at(0).condition, "");
}

TEST_P(Versions, APackStartsASheetWithoutAWorkbook) {
  const Pack* pack = find_pack("jama-japia", "2.3");
  ASSERT_NE(pack, nullptr);
  const Version made =
      MUST(write([&](db::WriteTx& tx) { return ensure_version_from_pack(tx, ours_, *pack, "ja", day_one); }));
  ASSERT_EQ(made.items.size(), 153U);
  EXPECT_EQ(made.items[0].text_source, "pack");
  EXPECT_EQ(made.items[0].condition, pack->find_item(1)->topic.ja);
  EXPECT_EQ(made.items[7].condition, "") << "No. 8 is a guess";
  // A workbook does not overwrite topics that answers already refer to; it makes a version of its own.
  const Version imported = import(ours_, {item(1, "方針を定めていること")});
  EXPECT_NE(imported.id, made.id);
  EXPECT_EQ(MUST(write([&](db::WriteTx& tx) { return ensure_version_from_pack(tx, ours_, *pack, "ja", day_two); })).id,
            made.id);
}

INSTANTIATE_TEST_SUITE_P(Engines, Versions, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace sonae::frameworks
