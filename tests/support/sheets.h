#pragma once
// A company with sheets of three items, for tests of what hangs on items. Header only, like support/company.h.

#include <string>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/workbooks.h"
#include "support/company.h"

namespace sonae::support {

using assessment::AnswerField;
using assessment::Assessment;
using assessment::Change;
using assessment::RecognisedSheet;
using assessment::SheetItem;
using assessment::Started;

class TestSheets {
 public:
  static constexpr Instant noon{1'790'000'000'000};

  explicit TestSheets(EngineKind engine)
      : installation(engine), company(installation, "東和精工株式会社"), secretary_(company.actor("secretary")) {}

  Id<Assessment> start(int fiscal_year) {
    RecognisedSheet sheet;
    sheet.sheet = "チェックシート";
    for (int no = 1; no <= 3; ++no) {
      SheetItem item;
      item.row = static_cast<std::uint32_t>(no + 5);
      item.no = no;
      item.level = 1;
      item.label = "方針";
      item.condition = conditions().at(static_cast<std::size_t>(no - 1));
      item.criteria = "・文書にしている\n・説明している";
      sheet.items.push_back(std::move(item));
    }
    return installation
        .write([&](db::WriteTx& tx) -> Result<Started> {
          const auto workbook =
              TRY(assessment::record_workbook(tx, secretary_, {{}, "a.xlsx", std::string(64, 'a'), 10}, noon));
          return assessment::start_assessment(tx, secretary_, {fiscal_year, "自己評価", workbook.id, std::nullopt},
                                              sheet, noon);
        })
        .assessment;
  }

  assessment::Answer answer(const Id<Assessment>& sheet, int no) {
    const auto whole = installation.read([&](db::Tx& tx) { return assessment::get_sheet(tx, secretary_, sheet); });
    return whole.answers.at(static_cast<std::size_t>(no - 1));
  }
  void save(const Id<Assessment>& sheet, int no, std::vector<Change> changes) {
    const std::int64_t version = answer(sheet, no).version;
    const auto saved = installation.write([&](db::WriteTx& tx) {
      return assessment::save_edits(tx, secretary_,
                                    {sheet, "fixture-" + std::to_string(++saves_), {{no, version, changes}}}, noon);
    });
    ASSERT_EQ(saved.results.at(0).state, assessment::EditState::Saved) << saved.results.at(0).message;
  }
  void assign(const Id<Assessment>& sheet, int no, const Id<Department>& department) {
    save(sheet, no, {{AnswerField::Department, answer(sheet, no).department.text(), department.text()}});
  }
  void hand_over(const Id<Assessment>& sheet, int no, const Id<User>& user) {
    change("update assessment_answers set assignee_id = $3 where company_id = $1 and assessment_id = $2 and no = $4",
           {company.company, sheet, user, no});
  }
  void set_state(const Id<Assessment>& sheet, const std::string& state) {
    change("update assessments set state = $3 where company_id = $1 and assessment_id = $2",
           {company.company, sheet, state});
  }

  Installation installation;
  TestCompany company;

 private:
  static const std::vector<std::string>& conditions() {
    static const std::vector<std::string> all = {"方針を定めている", "入退室を記録している", "台帳を備えている"};
    return all;
  }
  void change(db::Sql sql, const db::Args& args) {
    MUST(installation.database->write([&](db::WriteTx& tx) { return tx.execute(sql, args); },
                                      db::Purpose::Housekeeping));
  }

  Actor secretary_;
  int saves_ = 0;
};

}  // namespace sonae::support
