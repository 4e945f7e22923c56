// The readable script of this folder, on every engine.

#include <gtest/gtest.h>

#include "core/tasks/api.h"
#include "support/company.h"

namespace sonae::tasks {
namespace {

class TasksScenario : public testing::TestWithParam<support::EngineKind> {};
INSTANTIATE_TEST_SUITE_P(Engines, TasksScenario, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(TasksScenario, TasksAndThePlanOfTheYear) {
  support::Installation installation(GetParam());
  const HandIn unknown = [](db::Tx&, const Id<Company>&, int) -> Result<std::optional<Date>> { return std::nullopt; };
  add_routes(installation.router, {*installation.database, unknown});
  support::TestCompany company(installation, "東和精工株式会社");
  support::TestCompany other(installation, "西和工業", "west-");
  support::Scenario scenario(installation.router, installation.gate);
  company.introduce(scenario);
  other.introduce(scenario, "west_");
  scenario.run(SONAE_SOURCE_DIR "/src/core/tasks/tasks.scenario");
}

}  // namespace
}  // namespace sonae::tasks
