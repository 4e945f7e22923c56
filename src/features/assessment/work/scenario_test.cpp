// The readable scripts of this folder, on every engine.

#include "features/assessment/work/submissions.h"
#include "features/assessment/work/work_test_support.h"

namespace sonae::assessment::work {
namespace {

class WorkScenario : public testing::TestWithParam<support::EngineKind> {
 protected:
  WorkScenario() : at_(GetParam()) {}
  void run(const std::string& name) { at_.scenario.run(SONAE_SOURCE_DIR "/src/features/assessment/work/" + name); }
  WorkCompany at_;
};
INSTANTIATE_TEST_SUITE_P(Engines, WorkScenario, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(WorkScenario, DepartmentsAnswerAndSubmit) {
  for (const int no : {1, 2, 3}) at_.complete("manager", no);
  run("departments.scenario");
}

TEST_P(WorkScenario, WhatIsRefused) { run("refusals.scenario"); }

TEST_P(WorkScenario, TheSheetIsApprovedHandedInAndOpenedAgain) {
  for (int no = 1; no <= 6; ++no) at_.complete(no <= 3 ? "manager" : "secretary", no);
  const Actor manager = at_.company.actor("manager");
  at_.installation.write(
      [&](db::WriteTx& tx) { return submit(tx, manager, {at_.sheet, at_.company.sales, 0}, now()); });
  run("sign_off.scenario");
}

TEST_P(WorkScenario, TheAuditorWritesNothingButNotes) { run("audit.scenario"); }

}  // namespace
}  // namespace sonae::assessment::work
