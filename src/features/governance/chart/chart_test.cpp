#include "features/governance/chart/chart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "features/governance/chart/layout.h"
#include "formats/drawing/render.h"
#include "support/pdf.h"

namespace sonae::governance::chart {
namespace {

using drawing::Dash;

template <typename Tag>
Id<Tag> id(std::size_t n) {
  std::string text = "00000000-0000-7000-8000-000000000000";
  return Id<Tag>::trusted(text.replace(32, 4, std::to_string(1000 + n)));
}

/// `tops` departments with `below` sections each; every one of them has a manager but the last top.
check::Report company(std::size_t tops, std::size_t below) {
  check::Report report;
  auto& on = report.organisation;
  on.today = *Date::make(2026, 10, 1);
  std::size_t number = 0;
  const auto appoint = [&](Office office, std::string name, Id<Department> department = {}) -> Appointment& {
    Appointment one;
    one.id = id<AppointmentTag>(++number);
    one.office = office;
    one.user = id<User>(number);
    one.name = std::move(name);
    one.department = department;
    one.from = *Date::make(2026, 4, 1);
    return on.appointments.emplace_back(one);
  };
  appoint(Office::Ciso, "高橋 誠");
  appoint(Office::CommitteeChair, "田中 一郎");
  for (int n = 1; n <= 10; ++n) appoint(Office::CommitteeMember, "委員 " + std::to_string(n));
  appoint(Office::Auditor, "みなと監査株式会社").user = {};
  std::size_t departments = 0;
  for (std::size_t top = 1; top <= tops; ++top) {
    const auto head = id<Department>(++departments);
    on.departments.push_back({head, "第" + std::to_string(top) + "部", {}});
    if (top < tops) appoint(Office::Manager, "部長 " + std::to_string(top), head);
    for (std::size_t section = 1; section <= below; ++section) {
      const auto child = id<Department>(++departments);
      on.departments.push_back({child, "第" + std::to_string(top) + "部 第" + std::to_string(section) + "課", head});
      if (top < tops && section == 1) appoint(Office::Manager, "課長 " + std::to_string(top), child);
    }
  }
  return report;
}

Chart drawn(const check::Report& report, double width, std::set<std::string> open = {}) {
  Wish wish;
  wish.width = width;
  wish.open = std::move(open);
  return draw(report, wish);
}

std::size_t boxes(const drawing::Drawing& drawing) {
  return static_cast<std::size_t>(
      std::ranges::count_if(drawing.groups, [](const drawing::Group& group) { return !group.link.empty(); }));
}
std::size_t dashed(const drawing::Drawing& drawing) {
  std::size_t count = 0;
  for (const auto& group : drawing.groups)
    for (const auto& shape : group.shapes)
      if (const auto* rect = std::get_if<drawing::Rect>(&shape)) count += rect->stroke.dash == Dash::Dashed ? 1 : 0;
  return count;
}
struct Corners {
  double left, top, right, bottom;
};
std::vector<Corners> frames(const drawing::Drawing& drawing) {
  std::vector<Corners> all;
  for (const auto& group : drawing.groups)
    for (const auto& shape : group.shapes)
      if (const auto* rect = std::get_if<drawing::Rect>(&shape))
        all.push_back({rect->x, rect->y, rect->x + rect->width, rect->y + rect->height});
  return all;
}

TEST(OrganisationChart, VacanciesAreDashedAndSaidInTheSentence) {
  const Chart chart = drawn(company(3, 0), 1000);
  ASSERT_EQ(chart.pages.size(), 1U);
  EXPECT_EQ(dashed(chart.pages[0]), 2U) << "no secretariat, and the last department";
  EXPECT_EQ(chart.sentence, "3部門のうち2部門に責任者がいます。空席は2つです。");
  EXPECT_EQ(boxes(chart.pages[0]), 7U);
  EXPECT_EQ(chart.rows.size(), 1U + 1 + 10 + 1 + 2 + 2) << "the table says what the picture says";
}

TEST(OrganisationChart, NothingOverlapsAndNothingStandsOutsideAtAnyWidth) {
  for (const double width : {340.0, 700.0, 860.0, 1000.0, 1280.0, 1600.0})
    for (const auto& report : {company(1, 0), company(3, 2), company(9, 4), company(14, 1)}) {
      const Chart chart = drawn(report, width);
      const auto all = frames(chart.pages[0]);
      for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_GE(all[i].left, 0) << width;
        EXPECT_LE(all[i].right, width) << width;
        EXPECT_LE(all[i].bottom, chart.pages[0].height) << width;
        for (std::size_t j = i + 1; j < all.size(); ++j)
          EXPECT_FALSE(all[i].left < all[j].right && all[j].left < all[i].right && all[i].top < all[j].bottom &&
                       all[j].top < all[i].bottom)
              << "boxes " << i << " and " << j << " at " << width;
      }
    }
}

TEST(OrganisationChart, ThreeHundredDepartmentsFoldOnThePageAndUnfoldOneByOne) {
  const auto report = company(30, 9);
  const Chart folded = drawn(report, 1280);
  EXPECT_EQ(boxes(folded.pages[0]), 4U + 30) << "the uppermost only";
  EXPECT_LT(folded.pages[0].height, 1200);
  const std::string second = report.organisation.departments[10].id.text();
  const Chart opened = drawn(report, 1280, {second});
  EXPECT_EQ(boxes(opened.pages[0]), 4U + 30 + 9);
  const auto links = [&](const std::string& link) {
    return std::ranges::count(opened.pages[0].groups, link, &drawing::Group::link);
  };
  EXPECT_EQ(links("open="), 1) << "pressed again it folds";
  const std::string third = report.organisation.departments[20].id.text();
  EXPECT_EQ(links("open=" + second + "," + third), 1) << "what is unfolded stays so";
}

TEST(OrganisationChart, PaperShowsEveryDepartmentOnPagesThatCanBeRead) {
  const auto report = company(30, 9);
  const auto a4 = document(report, Paper::A4, "ja", "見本工業株式会社", Instant(1'790'000'000'000));
  const std::string bytes = MUST(drawing::to_pdf(a4));
  const std::string text = support::pdf_text(bytes);
  for (const char* said : {"第1部 第9課", "第30部 第9課", "みなと監査株式会社", "ほか 2人", "空席", "見本工業株式会社"})
    EXPECT_NE(text.find(said), std::string::npos) << said;
  const auto a4_pages = support::pdf_info(bytes).pages;
  EXPECT_GT(a4_pages, 3);
  const std::string a3 = MUST(drawing::to_pdf(document(report, Paper::A3, "en", "Mihon", Instant(1'790'000'000'000))));
  EXPECT_LT(support::pdf_info(a3).pages, a4_pages);
  EXPECT_NE(support::pdf_info(a3).size.find("A3"), std::string::npos);
  EXPECT_NE(support::pdf_text(a3).find("Information security officer"), std::string::npos);
}

TEST(OrganisationChart, AColumnTallerThanAPageGoesOnUnderTheSameHead) {
  const auto report = company(2, 60);
  Wish wish;
  wish.width = 1000;
  wish.page_height = wish.first_page_height = 600;
  wish.fold = false;
  const Chart chart = draw(report, wish);
  std::size_t continued = 0;
  for (const auto& page : chart.pages) {
    EXPECT_LE(page.height, 620);
    for (const auto& group : page.groups)
      for (const auto& shape : group.shapes)
        if (const auto* text = std::get_if<drawing::Text>(&shape))
          if (text->content.find("（続き）") != std::string::npos) ++continued;
  }
  EXPECT_GT(continued, 0U);
}

TEST(OrganisationChart, ALoneRootIsTheHeadAndItsDepartmentsAreTheColumns) {
  check::Report report = company(1, 3);
  const Chart chart = drawn(report, 1000);
  std::set<double> lefts;
  for (const auto& group : chart.pages[0].groups)
    if (group.link.starts_with("department=")) lefts.insert(std::get<drawing::Rect>(group.shapes.front()).x);
  EXPECT_EQ(lefts.size(), 4U) << "side by side, not below each other";
}

}  // namespace
}  // namespace sonae::governance::chart
