#pragma once
// A company with a check sheet that is only numbers, for tests of the programme around it. Header only.

#include <memory>

#include "features/governance/committee/api.h"
#include "features/governance/report/api.h"
#include "features/governance/requests/api.h"
#include "features/governance/responsibility/api.h"
#include "support/company.h"

namespace sonae::governance {

/// A sheet whose rows a test sets; hooks answer as those of the program do: in the actor's scope.
struct TestSheet {
  int fiscal_year = 2026;
  std::vector<SheetItem> rows;

  [[nodiscard]] SheetHooks hooks() const {
    const auto items = [this](db::Tx&, const Actor& actor,
                              std::optional<int> year) -> Result<std::optional<SheetItems>> {
      if (!actor.may(Permission::SheetRead) || rows.empty() || (year && *year != fiscal_year)) return std::nullopt;
      const Scope scope = actor.scope(Permission::SheetRead);
      SheetItems list{"sheet", fiscal_year, "自己評価 2026", {}};
      for (const SheetItem& one : rows)
        if (scope.holds(one.department)) list.items.push_back(one);
      return list;
    };
    const auto figures = [this](db::Tx&, const Actor& actor, Instant) -> Result<std::optional<SheetFigures>> {
      if (!actor.may(Permission::SheetRead) || rows.empty()) return std::nullopt;
      SheetFigures all;
      all.fiscal_year = fiscal_year;
      all.items = static_cast<int>(rows.size());
      for (const SheetItem& one : rows) all.answered += one.answered ? 1 : 0;
      all.findings = 2;
      return all;
    };
    return {figures, items, items};
  }
};

class Programme {
 public:
  explicit Programme(support::EngineKind engine)
      : installation(engine),
        company(installation, "東和精工株式会社"),
        other(installation, "西和工業", "west-"),
        scenario(installation.router, installation.gate) {
    sheet.rows = {{1, "方針", "方針を定めている", company.sales, false, {company.head_office}},
                  {2, "方針", "方針を見直している", company.sales, true, {}},
                  {3, "機密", "入退室を記録している", company.factory, false, {}, true},
                  {4, "機密", "台帳を備えている", {}, false, {}}};
    db::Database& database = *installation.database;
    const requests::Wiring wiring{sheet.hooks()};
    committee::add_routes(installation.router, {database, wiring});
    report::add_routes(installation.router, {database, wiring});
    requests::add_routes(installation.router, {database, wiring});
    responsibility::add_routes(installation.router, {database, wiring.sheet});
    company.introduce(scenario);
    other.introduce(scenario, "west_");
    const Date today = date_in_zone(now(), japan_offset_minutes);
    scenario.variable("today", today.iso());
    scenario.variable("yesterday", today.plus_days(-1).iso());
    scenario.variable("tomorrow", today.plus_days(1).iso());
    scenario.variable("year", std::to_string(sheet.fiscal_year));
  }
  /// A day and time from now.
  [[nodiscard]] static Instant in_days(int days) { return now().plus_seconds(days * 86'400LL); }
  [[nodiscard]] static Date day(int days) { return date_in_zone(in_days(days), japan_offset_minutes); }

  template <typename Body>
  auto write(const std::string& who, Body body) {
    const Actor actor = company.actor(who);
    return installation.database->write([&](db::WriteTx& tx) { return body(tx, actor); });
  }
  template <typename Body>
  auto read(const std::string& who, Body body) {
    const Actor actor = company.actor(who);
    return installation.database->read([&](db::Tx& tx) { return body(tx, actor); });
  }

  TestSheet sheet;
  support::Installation installation;
  support::TestCompany company;
  support::TestCompany other;
  support::Scenario scenario;
};

}  // namespace sonae::governance
