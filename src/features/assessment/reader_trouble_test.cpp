#include "features/assessment/reader_trouble.h"

#include <gtest/gtest.h>

#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::assessment {
namespace {

class ReaderTroubleOn : public testing::TestWithParam<support::EngineKind> {};

INSTANTIATE_TEST_SUITE_P(Engines, ReaderTroubleOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ReaderTroubleOn, IsRecordedWithTheFilesHashAndOtherTroubleIsNot) {
  support::Installation installation(GetParam());
  support::TestCompany company(installation, "東海プレス工業");
  const Actor secretary = company.actor("secretary");
  const auto records = [&] {
    return installation
        .read([&](db::Tx& tx) {
          trail::Filter filter;
          filter.action_prefix = "assessment.workbook.broke_reader";
          return trail::list(tx, {company.company, std::nullopt}, filter);
        })
        .records;
  };
  const Error harmless{ErrorKind::Invalid, "workbook.file.not_a_workbook", {}, {}, {}};
  MUST(record_reader_trouble(*installation.database, secretary, "bytes", harmless));
  EXPECT_TRUE(records().empty());

  int expected = 0;
  for (const char* key : {"error.cage.died", "error.cage.time", "error.cage.memory"}) {
    const Error broke{ErrorKind::Invalid, key, {}, {}, {}};
    MUST(record_reader_trouble(*installation.database, secretary, "bytes", broke));
    const auto found = records();
    ASSERT_EQ(found.size(), static_cast<std::size_t>(++expected));
    EXPECT_EQ(found.front().entry.subject, (EntityRef{"file", to_hex(sha256("bytes"))}));
    EXPECT_EQ(found.front().entry.outcome, trail::Outcome::Failed);
    EXPECT_NE(found.front().entry.after.find(key), std::string::npos);
    EXPECT_EQ(found.front().origin.actor_id, secretary.user.text());
  }
}

}  // namespace
}  // namespace sonae::assessment
