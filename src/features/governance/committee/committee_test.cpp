// Meetings over their routes, and what they leave behind, on every engine.

#include "features/governance/committee/committee.h"

#include <gtest/gtest.h>

#include "core/facts/facts.h"
#include "features/governance/committee/minutes_document.h"
#include "features/governance/programme_test_support.h"
#include "formats/drawing/render.h"
#include "support/pdf.h"

namespace sonae::governance::committee {
namespace {

class Committee : public testing::TestWithParam<support::EngineKind> {
 protected:
  Committee() : programme_(GetParam()) {}

  Written written(const Date& on) {
    Written made;
    made.title = "第1回 情報セキュリティ委員会";
    made.on = on;
    made.attendees.push_back({programme_.company.users.at("ciso"), {}, Presence::Present});
    Point point;
    point.subject = "訓練の日程";
    point.minutes = "11月に行う。\n- 食堂を使う\n- 2回に分ける";
    Decision decision;
    decision.text = "訓練の案を作る";
    decision.owner = tasks::owned_by(programme_.company.users.at("secretary"));
    decision.due = Programme::day(10);
    point.decisions.push_back(decision);
    made.points.push_back(point);
    return made;
  }
  Result<Meeting> held(const Date& on) {
    return programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) -> Result<Meeting> {
      const Meeting meeting = TRY(plan_meeting(tx, actor, written(on), now()));
      return hold(tx, actor, {meeting.id, meeting.version}, now());
    });
  }
  std::vector<tasks::Task> tasks_of(const std::string& who) {
    auto all = MUST(programme_.read(who, [](db::Tx& tx, const Actor& actor) { return tasks::list_mine(tx, actor); }));
    std::erase_if(all, [](const tasks::Task& one) { return one.origin != "committee.decision"; });
    return all;
  }

  Programme programme_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Committee, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Committee, OverItsRoutes) {
  programme_.scenario.run(SONAE_SOURCE_DIR "/src/features/governance/committee/committee.scenario");
}

TEST_P(Committee, WhatAMeetingDecidesIsATaskOfItsOwner) {
  EXPECT_TRUE(tasks_of("secretary").empty());
  const Meeting meeting = MUST(held(Programme::day(0)));
  const auto open = tasks_of("secretary");
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].title, "訓練の案を作る");
  EXPECT_EQ(open[0].due, Programme::day(10));
  EXPECT_EQ(open[0].link, "/organisation/committee/" + meeting.id.text());
}

TEST_P(Committee, AHeldMeetingIsAFactOfItsDay) {
  const auto meeting = MUST(held(Programme::day(-3)));
  const auto standing = MUST(programme_.read("ciso", [&](db::Tx& tx, const Actor& actor) {
    return facts::list(tx, actor.scope(Permission::ProgrammeRead), {{"governance.meeting_held"}, std::nullopt});
  }));
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_EQ(standing[0].on, Programme::day(-3));
  EXPECT_EQ(standing[0].subject.id, meeting.id.text());
  EXPECT_EQ(standing[0].args.at("present"), "1");
  EXPECT_EQ(standing[0].args.at("decisions"), "1");
}

TEST_P(Committee, AMeetingThatIsOnlyPlannedLeavesNoTask) {
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return plan_meeting(tx, actor, written(Programme::day(5)), now());
  }));
  EXPECT_TRUE(tasks_of("secretary").empty());
}

TEST_P(Committee, AFinishedDecisionIsNotOpenedAgainWhenTheMinutesAreWordedBetter) {
  const Meeting meeting = MUST(held(Programme::day(0)));
  const auto task = tasks_of("secretary").at(0);
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return tasks::close(tx, actor, {task.id, task.version, tasks::State::Done, "作った"}, now());
  }));
  Written again = written(meeting.on);
  again.points[0].id = meeting.points[0].id;
  again.points[0].minutes = "11月に行う。場所は食堂。";
  again.points[0].decisions[0].id = meeting.points[0].decisions[0].id;
  const Meeting saved = MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return save_meeting(tx, actor, meeting.id, meeting.version, again, now());
  }));
  EXPECT_EQ(saved.points[0].decisions[0].standing.state, tasks::State::Done);
  EXPECT_EQ(saved.points[0].decisions[0].standing.note, "作った");
  EXPECT_TRUE(tasks_of("secretary").empty());
}

TEST_P(Committee, ADecisionMovedToALaterDayMovesItsTask) {
  const Meeting meeting = MUST(held(Programme::day(0)));
  Written again = written(meeting.on);
  again.points[0].id = meeting.points[0].id;
  again.points[0].decisions[0].id = meeting.points[0].decisions[0].id;
  again.points[0].decisions[0].due = Programme::day(30);
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return save_meeting(tx, actor, meeting.id, meeting.version, again, now());
  }));
  EXPECT_EQ(tasks_of("secretary").at(0).due, Programme::day(30));
}

TEST_P(Committee, TheLastDayCountsHeldMeetingsOnly) {
  const auto last = [&] {
    return MUST(programme_.read("auditor", [](db::Tx& tx, const Actor& actor) { return last_held(tx, actor); }));
  };
  EXPECT_FALSE(last());
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return plan_meeting(tx, actor, written(Programme::day(20)), now());
  }));
  EXPECT_FALSE(last());
  MUST(held(Programme::day(-40)));
  MUST(held(Programme::day(-10)));
  EXPECT_EQ(last(), Programme::day(-10));
  const auto count = [&](int from, int to) {
    return MUST(programme_.read("auditor", [&](db::Tx& tx, const Actor& actor) {
      return count_held(tx, actor, Programme::day(from), Programme::day(to));
    }));
  };
  EXPECT_EQ(count(-60, 0), 2);
  EXPECT_EQ(count(-39, 0), 1);
}

TEST_P(Committee, TheMinutesStandOnPaperWithTheirDecisions) {
  const Meeting meeting = MUST(held(Programme::day(0)));
  const auto document = MUST(programme_.read("ciso", [&](db::Tx& tx, const Actor& actor) -> Result<drawing::Document> {
    return minutes_document(meeting, TRY(OwnerNames::load(tx, actor)), "東和精工株式会社", "ja", now());
  }));
  const std::string text = support::pdf_text(MUST(drawing::to_pdf(document)));
  for (const char* words :
       {"議事録", "訓練の日程", "11月に行う。", "食堂を使う", "訓練の案を作る", "secretary", "東和精工株式会社"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
  EXPECT_EQ(text.find("- 食堂"), std::string::npos) << "a list has its marker, not the dash that was typed";
}

}  // namespace
}  // namespace sonae::governance::committee
