// What the executive page says, and that it is one page.

#include "reports/executive/executive.h"

#include <gmock/gmock.h>

#include "platform/db/migrations.h"
#include "support/engines.h"
#include "support/pdf.h"

namespace sonae::executive {
namespace {

using assessment::Answer;
using assessment::Score;
using assessment::Sheet;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr Instant noon(1'790'000'000'000);  // 2026-09-21

struct Row {
  int no;
  int level;
  Score score;
  std::string due;
  std::string label = "方針";
};
Sheet sheet_of(const std::vector<Row>& rows) {
  Sheet sheet;
  sheet.summary.fiscal_year = 2026;
  for (const Row& row : rows) {
    frameworks::VersionItem item;
    item.no = row.no;
    item.level = row.level;
    item.label = row.label;
    item.condition = "条件" + std::to_string(row.no) + "を満たしている";
    sheet.items.push_back(item);
    Answer answer;
    answer.no = row.no;
    answer.score = row.score;
    if (!row.due.empty()) answer.due = Date::parse_iso(row.due);
    sheet.answers.push_back(answer);
  }
  return sheet;
}
View view_of(Sheet sheet, assessment::target::Goal goal) {
  View view;
  view.company = "見本工業株式会社";
  view.made_at = noon;
  view.material.sheet = std::move(sheet);
  view.material.goal = std::move(goal);
  view.distance = distance_of(view.material.sheet, view.material.goal);
  view.gaps = gaps_of(view.material.sheet, view.distance);
  view.stamps = {{"executive.stamp.approved", "山本 太郎", noon}, {"executive.stamp.asked", "", std::nullopt}};
  return view;
}
assessment::target::Goal level_two() { return {2, {}, Date::make(2026, 11, 30)}; }

TEST(Executive, without_a_target_the_page_says_so_and_invents_none) {
  const View view = view_of(sheet_of({{1, 1, Score::NotStarted, ""}}), {});
  EXPECT_EQ(view.distance.outlook, Outlook::NoTarget);
  EXPECT_TRUE(view.gaps.empty());
  EXPECT_EQ(headline_of(view, "ja").number, "目標がまだ決まっていません");
  EXPECT_EQ(headline_of(view, "en").number, "No target has been set yet");
}

TEST(Executive, the_distance_counts_the_promised_items_that_are_not_reached) {
  const View view = view_of(sheet_of({{1, 1, Score::Complete, ""},
                                      {2, 2, Score::NotApplicable, ""},
                                      {3, 2, Score::InProgress, "2026-10-31"},
                                      {4, 3, Score::NotStarted, ""}}),
                            level_two());
  EXPECT_EQ(view.distance.outlook, Outlook::OnTime);
  const Headline said = headline_of(view, "ja");
  EXPECT_EQ(said.lead, "目標（Lv1・Lv2）まで");
  EXPECT_EQ(said.number, "あと 1項目");
  EXPECT_THAT(said.sentence, HasSubstr("2026/11/30 の提出までに終わる予定で、間に合う見込みです"));
}

TEST(Executive, what_has_no_date_or_a_later_one_will_not_be_in_time) {
  const View view = view_of(sheet_of({{1, 1, Score::InProgress, "2026-10-31"},
                                      {2, 2, Score::NotStarted, ""},
                                      {3, 1, Score::InProgress, "2027-01-31"}}),
                            level_two());
  EXPECT_EQ(view.distance.outlook, Outlook::Late);
  EXPECT_THAT(headline_of(view, "ja").sentence, HasSubstr("2項目は、完了予定がないか提出より後のため"));
}

TEST(Executive, a_reached_target_and_a_missing_hand_in_date_are_said) {
  EXPECT_EQ(view_of(sheet_of({{1, 1, Score::Complete, ""}}), level_two()).distance.outlook, Outlook::Reached);
  assessment::target::Goal open = level_two();
  open.hand_in = std::nullopt;
  EXPECT_EQ(view_of(sheet_of({{1, 1, Score::NotStarted, ""}}), open).distance.outlook, Outlook::NoHandIn);
  Sheet dated = sheet_of({{1, 1, Score::NotStarted, ""}});
  dated.summary.due = Date::make(2026, 12, 1);
  EXPECT_EQ(view_of(dated, open).distance.outlook, Outlook::Late) << "the sheet's own date stands in";
}

TEST(Executive, gaps_that_will_be_late_come_first_then_the_lower_levels) {
  const View view = view_of(sheet_of({{1, 2, Score::InProgress, "2026-10-01"},
                                      {2, 2, Score::NotStarted, ""},
                                      {3, 1, Score::InProgress, "2026-10-01"},
                                      {4, 1, Score::InProgress, "2027-02-01"},
                                      {5, 1, Score::Unanswered, ""}}),
                            level_two());
  std::vector<int> numbers;
  for (const Gap& gap : view.gaps) numbers.push_back(gap.no);
  EXPECT_THAT(numbers, ElementsAre(5, 4, 2, 3, 1));
}

TEST(Executive, a_promise_of_level_and_list_is_told_as_both) {
  assessment::target::Goal goal{1, {7, 9}, Date::make(2026, 11, 30)};
  const View view = view_of(sheet_of({{1, 1, Score::NotStarted, ""}, {7, 3, Score::NotStarted, ""}}), goal);
  EXPECT_EQ(headline_of(view, "ja").lead, "目標（Lv1と、取引先が指定した 2項目）まで");
  EXPECT_EQ(headline_of(view, "en").lead, "To the target (Lv1 and 2 items named by the customer):");
}

assessment::work::Approval asked_by_sato(assessment::work::Decision decision) {
  assessment::work::Approval approval;
  approval.decision = decision;
  approval.asked_by = "佐藤 花子";
  approval.asked_at = noon;
  if (decision != assessment::work::Decision::Asked) {
    approval.decided_by = "山本 太郎";
    approval.decided_at = noon.plus_seconds(3600);
  }
  return approval;
}

TEST(Executive, stamps_show_the_request_that_stands_and_its_approval_alone) {
  using assessment::SheetState;
  using assessment::work::Decision;
  const auto names = [](Decision decision, SheetState state) {
    std::vector<std::string> found;
    for (const Stamp& stamp : stamps_of({asked_by_sato(decision)}, state)) found.push_back(stamp.at ? stamp.name : "");
    return found;
  };
  EXPECT_THAT(names(Decision::Asked, SheetState::Review), ElementsAre("", "佐藤 花子"));
  EXPECT_THAT(names(Decision::Approved, SheetState::HandedIn), ElementsAre("山本 太郎", "佐藤 花子"));
  EXPECT_THAT(names(Decision::Returned, SheetState::Open), ElementsAre("", ""));
  EXPECT_THAT(names(Decision::Approved, SheetState::Open), ElementsAre("", "")) << "opened again";
  EXPECT_EQ(stamps_of({}, SheetState::Open).size(), 2U);
}

TEST(Executive, what_waits_is_named_with_who_and_when) {
  Sheet sheet = sheet_of({{1, 1, Score::NotStarted, ""}, {2, 1, Score::Complete, ""}});
  sheet.summary.state = assessment::SheetState::Review;
  const View view = view_of(sheet, {1, {2, 99}, Date::make(2026, 11, 30)});
  assessment::work::Progress progress;
  progress.departments.resize(3);
  progress.departments[0].name = "営業部";
  progress.departments[1].name = "製造部";
  progress.departments[1].late = true;
  const auto decisions = decisions_of(view, {asked_by_sato(assessment::work::Decision::Asked)}, progress);
  std::vector<std::string> keys;
  for (const Decision& decision : decisions) keys.push_back(decision.key);
  EXPECT_THAT(keys, ElementsAre("executive.decision.approval", "executive.decision.late_one",
                                "executive.decision.missing", "executive.decision.ownerless"));
  EXPECT_EQ(decisions[0].args.at("name"), "佐藤 花子");
  EXPECT_EQ(decisions[0].args.at("day"), "2026/9/21");
  EXPECT_EQ(decisions[1].args.at("name"), "製造部");
  EXPECT_EQ(decisions[2].args.at("numbers"), "99");
  EXPECT_EQ(decisions[3].args.at("count"), "2");
}

/// Everything at its largest: 24 labels with long names, 30 departments, every item open.
View crowded() {
  std::vector<Row> rows;
  const std::vector<std::string> labels = {"他社との情報セキュリティ要件", "情報資産の管理（情報）", "通信制御"};
  for (int no = 1; no <= 240; ++no)
    rows.push_back({no, 1 + no % 3, no % 2 == 0 ? Score::NotStarted : Score::InProgress, "",
                    labels[static_cast<std::size_t>(no % 3)] + std::to_string(no % 24)});
  View view = view_of(sheet_of(rows), level_two());
  for (int i = 0; i < 30; ++i) {
    const auto id = Id<Department>::parse("00000000-0000-7000-8000-0000000000" + std::to_string(10 + i));
    view.material.departments.emplace_back(id->text(), "第" + std::to_string(i) + "製造部 品質管理課");
    for (std::size_t row = static_cast<std::size_t>(i); row < rows.size(); row += 30)
      view.material.sheet.answers[row].department = *id;
  }
  for (int i = 0; i < 12; ++i)
    view.decisions.push_back({"executive.decision.missing", {{"numbers", "200-240, 300-320, 400"}}, "", i == 0});
  return view;
}

TEST(Executive, the_pdf_is_one_a4_page_however_much_there_is_to_say) {
  for (const std::string language : {"ja", "en"}) {
    const std::string bytes = MUST(to_pdf(crowded(), language));
    const auto info = support::pdf_info(bytes);
    EXPECT_EQ(info.pages, 1);
    EXPECT_THAT(info.size, HasSubstr("A4"));
  }
}

TEST(Executive, the_pdf_can_be_searched_and_carries_the_stamp) {
  View view =
      view_of(sheet_of({{1, 1, Score::Complete, ""}, {2, 1, Score::NotStarted, ""}, {3, 1, Score::InProgress, ""}}),
              level_two());
  const std::string bytes = MUST(to_pdf(view, "ja"));
  EXPECT_EQ(support::pdf_info(bytes).title, "情報セキュリティ 経営報告 2026年度");
  const std::string text = support::pdf_text(bytes);
  for (const char* words :
       {"情報セキュリティ 経営報告", "見本工業株式会社", "令和8年度", "あと 2項目", "山本", "'26.9.21",
        "条件2を満たしている", "達成率の推移", "ラベル別の達成率", "部門とラベルの達成率"})
    EXPECT_THAT(text, HasSubstr(words));
  EXPECT_EQ(bytes, MUST(to_pdf(view, "ja")));
}

TEST(Executive, the_page_is_for_those_who_answer_for_the_whole_company) {
  const support::TempFolder folder;
  const auto database = support::fresh_database(support::EngineKind::SqliteMemory, folder);
  MUST(db::migrate(*database, noon));
  for (const Role role : {Role::Manager, Role::Employee, Role::CommitteeMember, Role::Administrator}) {
    Actor actor;
    actor.roles = {role};
    const auto refused = database->read([&](db::Tx& tx) {
      return load(tx, actor, *Id<assessment::Assessment>::parse("00000000-0000-7000-8000-000000000001"), noon);
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden) << name_of(role);
  }
}

}  // namespace
}  // namespace sonae::executive
