// The responsibility table over its routes and on paper, on every engine.

#include "features/governance/responsibility/responsibility.h"

#include <gtest/gtest.h>

#include "features/governance/programme_test_support.h"
#include "features/governance/responsibility/table_paper.h"
#include "formats/drawing/render.h"
#include "support/pdf.h"

namespace sonae::governance::responsibility {
namespace {

class Responsibilities : public testing::TestWithParam<support::EngineKind> {
 protected:
  Responsibilities() : programme_(GetParam()) {}
  Programme programme_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Responsibilities, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Responsibilities, OverTheirRoutes) {
  programme_.scenario.run(SONAE_SOURCE_DIR "/src/features/governance/responsibility/responsibility.scenario");
}

TEST_P(Responsibilities, ItemsThatLeaveTheSheetTakeTheirGapsWithThem) {
  const auto set = [&](const std::vector<Change>& changes) {
    return MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
      return set_marks(tx, actor, programme_.sheet.hooks(), 2026, changes, now());
    }));
  };
  EXPECT_EQ(set({{4, programme_.company.sales, std::nullopt, Mark::R}}).no_a, 4);
  programme_.sheet.rows.pop_back();
  const Table table = set({{1, programme_.company.sales, std::nullopt, Mark::Both}});
  EXPECT_EQ(table.lines.size(), 3U);
  EXPECT_EQ(table.no_a, 2);
}

Table large(int items, int departments) {
  Table table;
  table.fiscal_year = 2026;
  for (int i = 0; i < departments; ++i)
    table.columns.push_back({new_id<Department>(now()), "部門" + std::to_string(i + 1), 0});
  for (int no = 1; no <= items; ++no) {
    table.lines.push_back({no, "体制", "達成条件の文 " + std::to_string(no), {}, {}});
    table.lines.back().marks[table.columns.front().department.text()] = Mark::Both;
    table.lines.back().marks[table.columns.back().department.text()] = Mark::I;
  }
  return table;
}

TEST(ResponsibilityPaper, IsA3LandscapeWithHeadAndNumberOnEveryPage) {
  const std::string pdf = MUST(drawing::to_pdf(table_pages(large(153, 12), "東和精工株式会社", "ja", now())));
  const auto info = support::pdf_info(pdf);
  EXPECT_EQ(info.title, "2026年度 役割分担表");
  EXPECT_TRUE(info.size.starts_with("1190.")) << info.size;
  ASSERT_EQ(info.pages, 5);
  for (int page = 1; page <= info.pages; ++page) {
    const std::string text = support::pdf_text(pdf, page);
    EXPECT_NE(text.find(std::to_string(page) + "／5"), std::string::npos) << text;
    EXPECT_NE(text.find("達成条件"), std::string::npos);
    EXPECT_NE(text.find("まだ確定していません"), std::string::npos);
  }
  EXPECT_NE(support::pdf_text(pdf, 5).find("達成条件の文 153"), std::string::npos);
}

TEST(ResponsibilityPaper, ManyDepartmentsGoOnWithTheSameItems) {
  const std::string pdf = MUST(drawing::to_pdf(table_pages(large(3, 60), "東和精工株式会社", "ja", now())));
  ASSERT_EQ(support::pdf_info(pdf).pages, 3);
  EXPECT_NE(support::pdf_text(pdf, 3).find("達成条件の文 3"), std::string::npos);
}

TEST(ResponsibilityPaper, TheWorkbookHasALinePerItem) {
  const std::string bytes = MUST(table_workbook(large(5, 2), "ja"));
  EXPECT_TRUE(bytes.starts_with("PK"));
}

}  // namespace
}  // namespace sonae::governance::responsibility
