// What the scripts cannot show: what the workbook that was handed in says, and what the database itself refuses.

#include <gtest/gtest.h>

#include "features/assessment/work/assignees.h"
#include "features/assessment/work/hand_in.h"
#include "features/assessment/work/notes.h"
#include "features/assessment/work/questions.h"
#include "features/assessment/work/record_document.h"
#include "features/assessment/work/store_sign_off.h"
#include "features/assessment/work/submissions.h"
#include "features/assessment/work/today.h"
#include "features/assessment/work/waivers.h"
#include "features/assessment/work/work_test_support.h"
#include "formats/drawing/render.h"
#include "platform/trail/trail.h"
#include "support/pdf.h"

namespace sonae::assessment::work {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

class WorkOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  WorkOn() : at_(GetParam()) {}

  template <typename Body>
  auto write(Body body) {
    return at_.installation.database->write(body);
  }
  Summary sheet() {
    const Actor secretary = at_.company.actor("secretary");
    return at_.installation.read([&](db::Tx& tx) { return get_assessment(tx, secretary, at_.sheet); });
  }
  SheetStepCommand step(const std::string& reason = "") { return {at_.sheet, sheet().version, reason}; }
  template <typename Use>
  auto take(Use use, const Actor& actor, const std::string& reason = "") {
    const SheetStepCommand command = step(reason);
    return write([&](db::WriteTx& tx) { return use(tx, actor, command, now()); });
  }
  void complete_all() {
    for (int no = 1; no <= 6; ++no) at_.complete("secretary", no);
  }

  WorkCompany at_;
};
INSTANTIATE_TEST_SUITE_P(Engines, WorkOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(WorkOn, the_workbook_that_is_handed_in_says_what_the_record_says) {
  complete_all();
  const Actor secretary = at_.company.actor("secretary");
  const Actor ciso = at_.company.actor("ciso");
  MUST(take(ask_approval, secretary, "全部門を事務局が記入"));
  MUST(take(approve, ciso));
  const SheetStepCommand last = step();
  const ExportPlan plan = at_.installation.read([&](db::Tx& tx) { return plan_hand_in(tx, secretary, last); });
  const std::string filled =
      MUST(fill_workbook(MUST(at_.blobs.get(plan.workbook.blob_hash)), plan.answers, plan.mapping));
  const std::string hash = MUST(at_.blobs.put(filled));
  const HandInRecord record = MUST(write([&](db::WriteTx& tx) {
    return hand_in(tx, secretary, last, {hash, static_cast<std::int64_t>(filled.size())}, now());
  }));
  EXPECT_EQ(record.hand_in.scores, Bytes(6, std::byte{2}));
  EXPECT_EQ(sheet().state, SheetState::HandedIn);

  const Inspection read_back = MUST(inspect_workbook(MUST(at_.blobs.get(record.hand_in.blob_hash))));
  ASSERT_EQ(read_back.sheet.items.size(), record.items.size());
  for (std::size_t i = 0; i < record.items.size(); ++i) {
    EXPECT_EQ(read_back.sheet.items[i].score, record.items[i].score);
    EXPECT_EQ(read_back.sheet.items[i].basis, record.items[i].basis);
  }

  const std::string pdf = MUST(drawing::to_pdf(record_document(record, "東和精工株式会社", "ja")));
  const std::string text = support::pdf_text(pdf);
  for (const std::string& part :
       {std::string("提出の記録"), hash, std::string("情報機器利用規程"), std::string("ciso")})
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
}

TEST_P(WorkOn, the_database_itself_refuses_who_approves_their_own_request) {
  complete_all();
  const Actor secretary = at_.company.actor("secretary");
  const Approval asked = MUST(take(ask_approval, secretary, "部門は後日"));
  Approval decided = asked;
  decided.decision = Decision::Approved;
  decided.decided_at = now();
  const Scope scope = secretary.scope(Permission::SheetManage);
  const auto refused = write([&](db::WriteTx& tx) { return store::decide(tx, scope, decided, secretary.user); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "error.db.check");
}

TEST_P(WorkOn, every_step_stands_in_the_trail_with_who_did_it) {
  at_.complete("manager", 1);
  at_.complete("manager", 2);
  at_.complete("manager", 3);
  const Actor manager = at_.company.actor("manager");
  const Actor secretary = at_.company.actor("secretary");
  const auto sales = at_.company.sales;
  MUST(write([&](db::WriteTx& tx) { return submit(tx, manager, {at_.sheet, sales, 0}, now()); }));
  MUST(write([&](db::WriteTx& tx) { return send_back(tx, secretary, {at_.sheet, sales, 1}, "年が違います", now()); }));
  const auto page = at_.installation.read([&](db::Tx& tx) {
    trail::Filter filter;
    filter.action_prefix = "assessment.department.";
    return trail::list(tx, {at_.company.company, {}}, filter);
  });
  ASSERT_EQ(page.records.size(), 2U);
  EXPECT_EQ(page.records[0].entry.action, "assessment.department.return");
  EXPECT_EQ(page.records[0].entry.after, R"({"state":"returned","reason":"年が違います"})");
  EXPECT_EQ(page.records[0].origin.actor_id, secretary.user.text());
  EXPECT_EQ(page.records[1].entry.action, "assessment.department.submit");
  EXPECT_EQ(page.records[1].entry.subject.id, at_.sheet.text() + "/" + sales.text());
}

TEST_P(WorkOn, an_item_to_be_answered_again_keeps_a_department_from_submitting_until_it_is_waived) {
  const Actor secretary = at_.company.actor("secretary");
  Sheet stored = at_.installation.read([&](db::Tx& tx) { return get_sheet(tx, secretary, at_.sheet); });
  for (Answer& answer : stored.answers) {
    answer.score = Score::Complete;
    answer.basis = "情報機器利用規程（2024年4月制定）";
  }
  stored.answers[2].origin = Origin::Changed;
  const auto checked = at_.installation.read([&](db::Tx& tx) { return check(tx, secretary, stored, now()); });
  std::vector<std::string> blocking;
  for (const Checked& one : checked)
    if (blocks_submission(one)) blocking.push_back(std::to_string(one.finding.no) + " " + one.finding.code);
  EXPECT_EQ(blocking, std::vector<std::string>{"3 work.finding.changed"});
}

TEST_P(WorkOn, a_deleted_note_comes_back_for_thirty_days_and_no_longer) {
  const Actor auditor = at_.company.actor("auditor");
  const Instant then = now();
  const Note note = MUST(write([&](db::WriteTx& tx) { return write_note(tx, auditor, at_.sheet, 1, "見る", then); }));
  MUST(write([&](db::WriteTx& tx) { return delete_note(tx, auditor, {at_.sheet, note.id, 1}, then); }));
  const auto restore = [&](std::int64_t days) {
    return write([&](db::WriteTx& tx) {
      return restore_note(tx, auditor, {at_.sheet, note.id, 2}, then.plus_ms(days * day_ms));
    });
  };
  EXPECT_EQ(restore(31).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(MUST(restore(30)).body, "見る");
}

TEST_P(WorkOn, today_says_what_waits_for_whom) {
  const auto today = [&](const std::string& who) {
    const Actor actor = at_.company.actor(who);
    return at_.installation.read([&](db::Tx& tx) { return get_today(tx, actor, now()); });
  };
  EXPECT_EQ(today("manager").editable_unanswered, 3);
  EXPECT_EQ(today("manager").first_unanswered, 1);
  EXPECT_EQ(today("secretary").editable_unanswered, 6);
  EXPECT_EQ(today("ciso").editable_unanswered, 0);
  EXPECT_FALSE(today("admin").sheet.has_value());
  EXPECT_FALSE(today("secretary").news.has_value());
  const Actor manager = at_.company.actor("manager");
  const auto colleague = at_.company.users.at("colleague");
  const std::int64_t version = at_.answer(2).version;
  MUST(write([&](db::WriteTx& tx) { return hand_over(tx, manager, {at_.sheet, 2, colleague, version}, now()); }));
  MUST(write([&](db::WriteTx& tx) { return ask_question(tx, manager, at_.sheet, 3, "どの規程ですか。", now()); }));
  EXPECT_EQ(today("colleague").handed_to_me, 1);
  EXPECT_EQ(today("colleague").mine.at(0).no, 2);
  EXPECT_EQ(today("secretary").questions_for_me, 1);
  EXPECT_EQ(today("secretary").first_question, 3);
  EXPECT_EQ(today("manager").questions_for_me, 0);
}

TEST_P(WorkOn, what_was_handed_to_a_leaver_goes_back_to_the_department) {
  const Actor manager = at_.company.actor("manager");
  const auto colleague = at_.company.users.at("colleague");
  const std::int64_t version = at_.answer(2).version;
  const auto department = at_.answer(2).department;
  MUST(write([&](db::WriteTx& tx) { return hand_over(tx, manager, {at_.sheet, 2, colleague, version}, now()); }));
  const Actor admin = at_.company.actor("admin");
  const auto leave = [&](Instant when) {
    return write([&](db::WriteTx& tx) {
      return give_back_items_of(tx, admin, colleague, date_in_zone(when, japan_offset_minutes), when);
    });
  };
  MUST(leave(now()));
  EXPECT_TRUE(at_.answer(2).assignee.empty());
  EXPECT_GT(at_.answer(2).version, version + 1) << "whoever has the page open sees that it changed";
  EXPECT_EQ(at_.answer(2).department, department) << "the department keeps the item";
}

}  // namespace
}  // namespace sonae::assessment::work
