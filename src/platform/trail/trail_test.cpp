#include "platform/trail/trail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/db/engine.h"
#include "platform/db/migrations.h"
#include "platform/trail/merkle.h"
#include "support/engines.h"

namespace sonae::trail {
namespace {

const std::string company = "01890000-0000-7000-8000-000000000001";
const std::string other = "01890000-0000-7000-8000-000000000002";
constexpr Instant noon{1'790'000'000'000};

class TrailOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override {
    database_ = support::fresh_database(GetParam(), folder_);
    MUST(db::migrate(*database_, noon));
  }

  std::int64_t add(std::string action, std::string before = "", std::string after = "{\"score\":\"2\"}",
                   const std::string& who = company) {
    const Origin origin{Id<Company>::trusted(who), "user-1", "佐藤", "192.0.2.1", "request-1"};
    return MUST(database_->write(
        [&](db::WriteTx& tx) { return append(tx, origin, {action, {"answer", "12"}, before, after}, noon); }));
  }
  void add_many(int count) {
    for (int i = 1; i <= count; ++i) add("assessment.answer.save", "{\"n\":" + std::to_string(i) + "}");
  }
  /// What somebody with the database in their hands does.
  void tamper(std::string_view sql) {
    MUST(database_->write([&](db::WriteTx& tx) { return tx.execute(db::SchemaText::statement(sql)); },
                          db::Purpose::Housekeeping));
  }
  std::vector<Checkpoint> kept() {
    return MUST(database_->read([](db::Tx& tx) { return checkpoints(tx, noon); }));
  }
  /// "edited 3", or "" when all is well.
  std::string verdict(const VerifyOptions& options = {}) {
    const auto result = MUST(verify(*database_, options, noon));
    std::string out;
    for (const auto& problem : result.problems) {
      if (!out.empty()) out += ", ";
      out += problem.what + " " + std::to_string(problem.sequence);
    }
    return out;
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Engines, TrailOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST(Merkle, HashesAsRfc9162Does) {
  // The leaves and roots of the test vectors that come with Certificate Transparency.
  Merkle tree;
  EXPECT_EQ(to_hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::pair<std::string, std::string> steps[] = {
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
  };
  for (const auto& [leaf, root] : steps) {
    tree.append(leaf_hash(*from_hex(leaf)));
    EXPECT_EQ(to_hex(tree.root()), root) << tree.size();
    const auto restored = Merkle::from(tree.size(), tree.peaks());
    ASSERT_TRUE(restored);
    EXPECT_EQ(to_hex(restored->root()), root);
  }
}

TEST(Merkle, RefusesPeaksThatCannotBelongToTheSize) {
  EXPECT_FALSE(Merkle::from(3, Bytes(32)));
  EXPECT_FALSE(Merkle::from(-1, Bytes()));
  EXPECT_TRUE(Merkle::from(4, Bytes(32)));
}

// Invariant 1
TEST_P(TrailOn, CountsEachCompanyFromOneWithoutAGap) {
  EXPECT_EQ(add("a.b.c"), 1);
  EXPECT_EQ(add("a.b.c"), 2);
  EXPECT_EQ(add("a.b.c", "", "{}", other), 1);
  EXPECT_EQ(add("a.b.c"), 3);
  EXPECT_EQ(verdict(), "");
  EXPECT_EQ(MUST(verify(*database_, VerifyOptions{}, noon)).records, 4);
}

TEST_P(TrailOn, LeavesNoGapWhereAWriteWasRolledBack) {
  add("a.b.c");
  const auto failed = database_->write([&](db::WriteTx& tx) -> Result<int> {
    TRY(append(tx, system_origin(Id<Company>::trusted(company), "test"), {"a.b.d", {"x", ""}, "", "{}"}, noon));
    return conflict("test.no");
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(add("a.b.c"), 2);
  EXPECT_EQ(verdict(), "");
}

TEST_P(TrailOn, ListsNewestFirstAndPagesBothWays) {
  add_many(5);
  const Scope scope{Id<Company>::trusted(company), std::nullopt};
  const auto sequences = [&](const Filter& filter) {
    std::vector<std::int64_t> out;
    const Page page = MUST(database_->read([&](db::Tx& tx) { return list(tx, scope, filter); }));
    for (const Record& record : page.records) out.push_back(record.sequence);
    out.push_back(page.more ? 1 : 0);
    return out;
  };
  using testing::ElementsAre;
  EXPECT_THAT(sequences({.limit = 2}), ElementsAre(5, 4, 1));
  EXPECT_THAT(sequences({.before = 4, .limit = 50}), ElementsAre(3, 2, 1, 0));
  EXPECT_THAT(sequences({.after = 3, .limit = 50}), ElementsAre(4, 5, 0));
  EXPECT_THAT(sequences({.action_prefix = "session."}), ElementsAre(0));
  EXPECT_THAT(sequences({.subject = EntityRef{"answer", "12"}, .action_prefix = "assessment.", .limit = 1}),
              ElementsAre(5, 1));
  EXPECT_THAT(sequences({.subject = EntityRef{"answer", "13"}}), ElementsAre(0));
}

TEST_P(TrailOn, ShowsARecordAsItWasWritten) {
  add("assessment.answer.save", "{\"score\":\"1\"}");
  const Scope scope{Id<Company>::trusted(company), std::nullopt};
  const auto page = MUST(database_->read([&](db::Tx& tx) { return list(tx, scope, {}); }));
  ASSERT_EQ(page.records.size(), 1U);
  const Record& record = page.records.front();
  EXPECT_EQ(record.entry.before, "{\"score\":\"1\"}");
  EXPECT_EQ(record.entry.after, "{\"score\":\"2\"}");
  EXPECT_EQ(record.origin.actor_name, "佐藤");
  EXPECT_EQ(record.origin.address, "192.0.2.1");
  EXPECT_EQ(record.at, noon);
}

TEST_P(TrailOn, DoesNotShowOneCompanyTheRecordsOfAnother) {
  add("a.b.c");
  const Scope scope{Id<Company>::trusted(other), std::nullopt};
  EXPECT_TRUE(MUST(database_->read([&](db::Tx& tx) { return list(tx, scope, {}); })).records.empty());
}

struct Crime {
  const char* name;
  std::vector<const char*> sql;
  const char* verdict;
};
// Twelve records; every statement is what a person with the database file can run.
const Crime crimes[] = {
    {"an action is edited", {"update trail_record set action = 'x' where sequence = 5"}, "edited 5"},
    {"an actor is edited", {"update trail_record set actor_id = 'x' where sequence = 5"}, "edited 5"},
    {"a time is edited", {"update trail_record set at = at + 1 where sequence = 5"}, "edited 5"},
    {"an outcome is edited", {"update trail_record set outcome = 1 where sequence = 5"}, "edited 5"},
    {"a value is edited", {"update trail_record set after_value = '{}' where sequence = 5"}, "edited 5"},
    {"a value is removed",
     {"update trail_record set before_value = null, before_salt = null where sequence = 5"},
     "edited 5"},
    {"a value is erased without a record of it",
     {"update trail_record set before_value = null, before_salt = null, after_value = null, after_salt = null,"
      " erased = 1 where sequence = 5"},
     "edited 5"},
    {"a commitment is exchanged",
     {"update trail_record set after_commitment = before_commitment, after_salt = before_salt,"
      " after_value = before_value where sequence = 5"},
     "edited 5"},
    {"the root of a record is exchanged", {"update trail_record set root = leaf where sequence = 5"}, "edited 5"},
    {"a record is removed", {"delete from trail_record where sequence = 5"}, "removed 5"},
    {"the first record is removed", {"delete from trail_record where sequence = 1"}, "removed 1"},
    {"a record is removed and the rest renumbered",
     {"delete from trail_record where sequence = 5",
      "update trail_record set sequence = sequence + 1000 where sequence > 5",
      "update trail_record set sequence = sequence - 1001 where sequence > 1000",
      "update trail_head set size = size - 1"},
     "removed 5"},
    {"a record is inserted and the rest renumbered",
     {"update trail_record set sequence = sequence + 1000 where sequence >= 5",
      "update trail_record set sequence = sequence - 999 where sequence > 1000",
      "insert into trail_record (company_id, sequence, at, actor_id, actor_name, action, subject_kind, subject_id,"
      " outcome, address, request_id, erased, leaf, root) select company_id, 5, at, 'forged', actor_name, action,"
      " subject_kind, subject_id, outcome, address, request_id, 0, leaf, root from trail_record where sequence = 4",
      "update trail_head set size = size + 1"},
     "inserted 5"},
    {"a copy of an old record is inserted",
     {"update trail_record set sequence = sequence + 1000 where sequence >= 5",
      "update trail_record set sequence = sequence - 999 where sequence > 1000",
      "insert into trail_record (company_id, sequence, at, actor_id, actor_name, action, subject_kind, subject_id,"
      " outcome, address, request_id, before_value, before_salt, before_commitment, after_value, after_salt,"
      " after_commitment, erased, leaf, root) select company_id, 5, at, actor_id, actor_name, action, subject_kind,"
      " subject_id, outcome, address, request_id, before_value, before_salt, before_commitment, after_value,"
      " after_salt, after_commitment, 0, leaf, root from trail_record where sequence = 3",
      "update trail_head set size = size + 1"},
     "inserted 5"},
    {"a record is added behind the head",
     {"insert into trail_record (company_id, sequence, at, actor_id, actor_name, action, subject_kind, subject_id,"
      " outcome, address, request_id, erased, leaf, root) select company_id, 13, at, actor_id, actor_name, action,"
      " subject_kind, subject_id, outcome, address, request_id, 0, leaf, root from trail_record where sequence = 12"},
     "inserted 13"},
    {"two records change places",
     {"update trail_record set sequence = 1000 where sequence = 5",
      "update trail_record set sequence = 5 where sequence = 9",
      "update trail_record set sequence = 9 where sequence = 1000"},
     "reordered 5"},
    {"the end is cut off", {"delete from trail_record where sequence > 10"}, "truncated 11"},
    {"everything is removed", {"delete from trail_record"}, "truncated 1"},
    {"the head shows another root",
     {"update trail_head set root = (select leaf from trail_record where sequence = 1)"},
     "replaced 12"},
    {"the head is removed", {"delete from trail_head"}, "replaced 1"},
};

TEST_P(TrailOn, NamesTheFirstBadRecordAndWhatWasDoneToIt) {
  for (const Crime& crime : crimes) {
    SCOPED_TRACE(crime.name);
    support::TempFolder folder;
    database_ = support::fresh_database(GetParam(), folder);
    MUST(db::migrate(*database_, noon));
    add_many(12);
    ASSERT_EQ(verdict(), "");
    for (const char* sql : crime.sql) tamper(sql);
    EXPECT_EQ(verdict(), crime.verdict);
    database_.reset();
  }
}

TEST_P(TrailOn, FindsALogThatWasCutTogetherWithItsHeadByAKeptCheckpoint) {
  add_many(3);
  const auto small = kept();
  add_many(3);
  const auto large = kept();
  tamper("delete from trail_record where sequence > 3");
  tamper("delete from trail_head");
  MUST(database_->write(
      [&](db::WriteTx& tx) {
        return tx.execute("insert into trail_head (company_id, size, root, peaks, at) values ($1, 3, $2, $3, 0)",
                          {company, *from_hex(small[0].root), *from_hex(small[0].peaks)});
      },
      db::Purpose::Housekeeping));
  EXPECT_EQ(verdict(), "");
  EXPECT_EQ(verdict({.kept = small}), "");
  EXPECT_EQ(verdict({.kept = large}), "truncated 4");
  EXPECT_EQ(verdict({.since = large}), "truncated 4");
}

TEST_P(TrailOn, FindsALogThatWasRewrittenAsAWholeByAKeptCheckpoint) {
  add_many(3);
  auto checkpoint = kept();
  tamper("delete from trail_record");
  tamper("delete from trail_head");
  add_many(4);
  EXPECT_EQ(verdict(), "");
  EXPECT_EQ(verdict({.kept = checkpoint}), "replaced 1");
}

TEST_P(TrailOn, FindsACompanyThatWasRemovedAsAWholeByAKeptCheckpoint) {
  add_many(3);
  const auto checkpoint = kept();
  tamper("delete from trail_record");
  tamper("delete from trail_head");
  EXPECT_EQ(verdict(), "");
  EXPECT_EQ(verdict({.kept = checkpoint}), "truncated 1");
}

TEST_P(TrailOn, StartsAtATrustedCheckpointAndReadsOnlyWhatCameLater) {
  add_many(5);
  const auto since = kept();
  add_many(2);
  const auto result = MUST(verify(*database_, VerifyOptions{.kept = since, .since = since}, noon));
  EXPECT_TRUE(result.problems.empty());
  EXPECT_EQ(result.records, 2);
  tamper("update trail_record set action = 'x' where sequence = 7");
  EXPECT_EQ(verdict({.since = since}), "edited 7");
}

TEST_P(TrailOn, RefusesATrustedCheckpointWhosePeaksDoNotGiveItsRoot) {
  add_many(3);
  auto since = kept();
  since[0].peaks[0] = since[0].peaks[0] == '0' ? '1' : '0';
  const auto result = verify(*database_, VerifyOptions{.since = since}, noon);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "audit.checkpoint.peaks");
}

TEST_P(TrailOn, RefusesAKeptCheckpointWhosePeaksWereTouched) {
  add_many(3);
  auto touched = kept();
  touched[0].peaks[0] = touched[0].peaks[0] == '0' ? '1' : '0';
  const auto result = verify(*database_, VerifyOptions{.kept = touched, .since = {}}, noon);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "audit.checkpoint.peaks");
  // Size and root alone, as somebody may have printed them, are enough to compare with.
  touched[0].peaks.clear();
  EXPECT_TRUE(MUST(verify(*database_, VerifyOptions{.kept = touched, .since = {}}, noon)).problems.empty());
}

// Invariant 3
TEST_P(TrailOn, StillVerifiesWhenAValueWasErasedAndTheErasureRecorded) {
  add_many(3);
  tamper(
      "update trail_record set before_value = null, before_salt = null, after_value = null, after_salt = null,"
      " erased = 1 where sequence = 2");
  EXPECT_EQ(verdict(), "edited 2");
  MUST(database_->write([&](db::WriteTx& tx) {
    return append(tx, system_origin(Id<Company>::trusted(company), "test"),
                  {std::string(value_erased), {"trail.record", "2"}, "", ""}, noon);
  }));
  EXPECT_EQ(verdict(), "");
}

TEST_P(TrailOn, ReadsEveryEvidenceFileThatTheRecordNames) {
  const auto store = MUST(blobs::Store::open(folder_.path() / "blobs"));
  const std::string hash = MUST(store.put("evidence"));
  add("a.b.c");
  MUST(database_->write([&](db::WriteTx& tx) {
    return append_blob(tx, system_origin(Id<Company>::trusted(company), "test"), hash, 8, noon);
  }));
  EXPECT_EQ(verdict({.evidence = &store}), "");
  std::filesystem::resize_file(store.path_of(hash), 3);
  EXPECT_EQ(verdict({.evidence = &store}), "evidence 2");
  std::filesystem::remove(store.path_of(hash));
  EXPECT_EQ(verdict({.evidence = &store}), "evidence 2");
}

TEST(Checkpoints, SurviveTheWayThroughAFile) {
  const std::vector<Checkpoint> list = {{company, 3, std::string(64, 'a'), noon, std::string(128, 'b')}};
  const auto back = MUST(read_checkpoints(write_checkpoints(list)));
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(back[0].company, company);
  EXPECT_EQ(back[0].size, 3);
  EXPECT_EQ(back[0].root, list[0].root);
  EXPECT_EQ(back[0].peaks, list[0].peaks);
  EXPECT_EQ(back[0].at, noon);
}

TEST(Checkpoints, NameThePlaceThatIsWrong) {
  const auto place = [](std::string_view text) {
    const auto result = read_checkpoints(text);
    return result ? std::string("fine") : result.error().args.at("place");
  };
  EXPECT_EQ(place("no json"), "/");
  EXPECT_EQ(place("{}"), "/checkpoints");
  EXPECT_EQ(place(R"({"checkpoints":[3]})"), "/checkpoints/0");
  EXPECT_EQ(place(R"({"checkpoints":[{"company":"c","size":-1}]})"), "/checkpoints/0/size");
  EXPECT_EQ(place(R"({"checkpoints":[{"company":"c","size":1,"root":"zz","at":1}]})"), "/checkpoints/0/root");
}

}  // namespace
}  // namespace sonae::trail
