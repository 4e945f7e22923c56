#pragma once
// A sheet of six items in the small company of the test support, for the tests of this folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "features/assessment/api.h"
#include "features/assessment/assessment.h"
#include "features/assessment/own_form.h"
#include "features/assessment/work/api.h"
#include "features/assessment/workbooks.h"
#include "support/company.h"

namespace sonae::assessment::work {

/// Items 1-3 belong to 営業部 (the manager's), 4 and 5 to 製造部, 6 to nobody.
class WorkCompany {
 public:
  explicit WorkCompany(support::EngineKind engine)
      : installation(engine),
        blobs(MUST(blobs::Store::open(installation.folder.path() / "blobs"))),
        company(installation, "東和精工株式会社"),
        other(installation, "西和工業", "west-"),
        scenario(installation.router, installation.gate) {
    const Services services{*installation.database, blobs, presence};
    assessment::add_routes(installation.router, services);
    work::add_routes(installation.router, services);
    company.user("colleague", {Role::Employee}, company.sales_one);
    company.user("second_ciso", {Role::Ciso, Role::Secretariat}, company.head_office);
    company.user("second_auditor", {Role::Auditor}, {});
    company.introduce(scenario);
    other.introduce(scenario, "west_");
    sheet = start(company, 2026, 6);
    hand_out(1, company.sales);
    hand_out(2, company.sales);
    hand_out(3, company.sales);
    hand_out(4, company.factory);
    hand_out(5, company.factory);
    scenario.variable("sheet", sheet.text());
    scenario.variable("west_sheet", start(other, 2026, 2).text());
  }

  /// From a workbook as a customer would send it: a hand-in fills that very file.
  Id<Assessment> start(support::TestCompany& where, int year, int items) {
    frameworks::Pack form;
    std::map<int, OwnFormTexts> texts;
    for (int no = 1; no <= items; ++no) {
      frameworks::Item item;
      item.no = no;
      item.label = "方針";
      item.level = 1;
      form.items.push_back(item);
      texts[no] = {"達成条件の第" + std::to_string(no) + "号を満たしている", "・文書にしている\n・説明している", "",
                   ""};
    }
    const std::string bytes = MUST(make_own_form(form, "ja", texts));
    const std::string hash = MUST(blobs.put(bytes));
    const Inspection inspection = MUST(inspect_workbook(bytes));
    const Actor secretary = where.actor("secretary");
    return installation
        .write([&](db::WriteTx& tx) -> Result<Started> {
          const auto upload =
              TRY(record_workbook(tx, secretary, {{}, "a.xlsx", hash, static_cast<std::int64_t>(bytes.size())}, now()));
          return start_assessment(tx, secretary, {year, "自己評価", upload.id, std::nullopt}, inspection.sheet, now());
        })
        .assessment;
  }

  Answer answer(int no) {
    const Actor secretary = company.actor("secretary");
    const Sheet seen = installation.read([&](db::Tx& tx) { return get_sheet(tx, secretary, sheet); });
    return *std::ranges::find(seen.answers, no, &Answer::no);
  }

  EditResult save(const std::string& who, int no, std::vector<Change> changes) {
    static int fresh = 0;
    const Actor actor = company.actor(who);
    const std::int64_t version = answer(no).version;
    return installation
        .write([&](db::WriteTx& tx) {
          return save_edits(tx, actor, {sheet, "key-" + std::to_string(++fresh), {{no, version, changes}}}, now());
        })
        .results.at(0);
  }
  void hand_out(int no, const Id<Department>& department) {
    ASSERT_EQ(save("secretary", no, {{AnswerField::Department, "", department.text()}}).state, EditState::Saved);
  }
  /// An answer without any finding.
  void complete(const std::string& who, int no) {
    const EditResult saved = save(
        who, no,
        {{AnswerField::Score, std::string(text_of(answer(no).score)), "2"},
         {AnswerField::Basis, answer(no).basis, "情報機器利用規程 第" + std::to_string(no) + "条（2024年4月制定）"}});
    ASSERT_EQ(saved.state, EditState::Saved) << saved.message;
  }

  support::Installation installation;
  blobs::Store blobs;
  Presence presence;
  support::TestCompany company;
  support::TestCompany other;
  support::Scenario scenario;
  Id<Assessment> sheet;
};

}  // namespace sonae::assessment::work
