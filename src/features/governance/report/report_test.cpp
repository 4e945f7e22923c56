// The yearly report over its routes, its figures and its paper, on every engine.

#include "features/governance/report/report.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/facts/facts.h"
#include "features/governance/programme_test_support.h"
#include "features/governance/report/paper.h"
#include "formats/drawing/render.h"
#include "support/pdf.h"

namespace sonae::governance::report {
namespace {

class Reports : public testing::TestWithParam<support::EngineKind> {
 protected:
  Reports() : programme_(GetParam()), wiring_{programme_.sheet.hooks()} {}

  Report made() {
    return MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) -> Result<Report> {
      const Report draft = TRY(draft_report(tx, actor, wiring_, now()));
      return make_report(tx, actor, draft.id, draft.version, now());
    }));
  }
  Report directed(const Report& report) {
    return MUST(programme_.write("ciso", [&](db::WriteTx& tx, const Actor& actor) {
      return direct(tx, actor, {report.id, "訓練を年2回にする", tasks::owned_by(Role::Secretariat), Programme::day(30)},
                    now());
    }));
  }
  static std::int64_t figure(const Report& report, const std::string& name) {
    const auto found = std::ranges::find(report.figures, name, &Figure::name);
    return found == report.figures.end() ? -1 : found->amount;
  }

  Programme programme_;
  requests::Wiring wiring_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Reports, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Reports, OverTheirRoutes) {
  programme_.scenario.run(SONAE_SOURCE_DIR "/src/features/governance/report/report.scenario");
}

TEST_P(Reports, FiguresAreThoseOfTheDayOfTheDraft) {
  const Date yesterday = Programme::day(-1);
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) -> Result<std::string> {
    tasks::NewTask task;
    task.origin = "test";
    task.title = "遅れた仕事";
    task.due = yesterday;
    task.owner = tasks::owned_by(Role::Secretariat);
    task.key = "late";
    return tasks::ensure(tx, actor, task, now());
  }));
  const Report report = made();
  EXPECT_EQ(figure(report, "items"), 4);
  EXPECT_EQ(figure(report, "answered"), 1);
  EXPECT_EQ(figure(report, "tasks_late"), 1);
  EXPECT_EQ(figure(report, "meetings"), 0);
  programme_.sheet.rows[0].answered = true;
  const Report later =
      MUST(programme_.read("ciso", [&](db::Tx& tx, const Actor& actor) { return get_report(tx, actor, report.id); }));
  EXPECT_EQ(figure(later, "answered"), 1);
}

TEST_P(Reports, ACompanyWithoutASheetReportsWhatThereIs) {
  programme_.sheet.rows.clear();
  const Report report = made();
  EXPECT_EQ(figure(report, "items"), -1);
  EXPECT_EQ(figure(report, "tasks_done"), 0);
  EXPECT_NE(report.body.find("自己評価シートは、まだ始めていません"), std::string::npos) << report.body;
}

TEST_P(Reports, ADirectionIsFollowedUntilItsTaskIsDone) {
  const Report report = directed(made());
  const auto open =
      MUST(programme_.read("secretary", [](db::Tx& tx, const Actor& actor) { return tasks::list_mine(tx, actor); }));
  const auto task = std::ranges::find(open, "report.direction", &tasks::Task::origin);
  ASSERT_NE(task, open.end());
  EXPECT_EQ(task->title, "訓練を年2回にする");
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return tasks::close(tx, actor, {task->id, task->version, tasks::State::Done, "計画に入れた"}, now());
  }));
  const Report after =
      MUST(programme_.read("ciso", [&](db::Tx& tx, const Actor& actor) { return get_report(tx, actor, report.id); }));
  EXPECT_EQ(after.directions.at(0).standing.state, tasks::State::Done);
  EXPECT_EQ(after.directions.at(0).standing.note, "計画に入れた");
}

TEST_P(Reports, ReportAndDirectionAreFacts) {
  directed(made());
  for (const char* kind : {"governance.report_made", "governance.direction_given"}) {
    const auto standing = MUST(programme_.read("ciso", [&](db::Tx& tx, const Actor& actor) {
      return facts::list(tx, actor.scope(Permission::ProgrammeRead), {{kind}, std::nullopt});
    }));
    ASSERT_EQ(standing.size(), 1U) << kind;
    EXPECT_EQ(standing[0].on, Programme::day(0)) << kind;
  }
}

TEST_P(Reports, TextFiguresAndDirectionsStandOnPaper) {
  const Report report = directed(made());
  const auto document = MUST(programme_.read("ciso", [&](db::Tx& tx, const Actor& actor) -> Result<drawing::Document> {
    return report_document(report, TRY(OwnerNames::load(tx, actor)), "東和精工株式会社", "ja", now());
  }));
  const std::string pdf = MUST(drawing::to_pdf(document));
  EXPECT_EQ(support::pdf_info(pdf).pages, 1);
  const std::string text = support::pdf_text(pdf);
  for (const char* words : {"自己評価の項目", "訓練を年2回にする", "対応中", "事務局"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

}  // namespace
}  // namespace sonae::governance::report
