// Requests to departments over their routes, and what they leave behind, on every engine.

#include "features/governance/requests/requests.h"

#include <gtest/gtest.h>

#include "core/directory/people.h"
#include "features/governance/programme_test_support.h"
#include "features/governance/requests/progress_paper.h"
#include "formats/drawing/render.h"
#include "support/pdf.h"

namespace sonae::governance::requests {
namespace {

class Requests : public testing::TestWithParam<support::EngineKind> {
 protected:
  Requests() : programme_(GetParam()), wiring_{programme_.sheet.hooks()} {}

  Request ask(Kind kind, int due_in_days) {
    Ask wanted;
    wanted.kind = kind;
    wanted.title = "方針の回答";
    if (kind == Kind::Items) wanted.numbers = {1, 2, 3};
    if (kind == Kind::Duty) wanted.departments = {programme_.company.sales, programme_.company.factory};
    wanted.due = Programme::day(due_in_days);
    return MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
      return send_request(tx, actor, wiring_, wanted, now());
    }));
  }
  Result<Request> remind_on(int day, const Request& request) {
    return programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
      return remind(tx, actor, wiring_, {request.id, request.version}, Programme::in_days(day));
    });
  }
  std::vector<tasks::Task> tasks_of(const std::string& who) {
    return MUST(programme_.read(who, [](db::Tx& tx, const Actor& actor) { return tasks::list_mine(tx, actor); }));
  }
  std::int64_t notices_to(const std::string& who) {
    return MUST(programme_.installation.database->read([&](db::Tx& tx) {
             return tx.find("select count(*) from notices where company_id = $1 and user_id = $2",
                            {programme_.company.company, programme_.company.users.at(who)});
           }))
        ->integer(0);
  }

  Programme programme_;
  Wiring wiring_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Requests, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Requests, OverTheirRoutes) {
  programme_.scenario.run(SONAE_SOURCE_DIR "/src/features/governance/requests/requests.scenario");
}

TEST_P(Requests, TheDepartmentFindsItAmongItsTasksAndItsManagerIsTold) {
  const Request request = ask(Kind::Items, 5);
  const auto open = tasks_of("manager");
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].title_key, "requests.task");
  EXPECT_EQ(open[0].link, "/organisation/requests/" + request.id.text());
  EXPECT_EQ(notices_to("manager"), 1);
  EXPECT_EQ(notices_to("employee"), 0);
}

TEST_P(Requests, OnlyTheLateAreReminded) {
  const Request request = ask(Kind::Items, 5);
  EXPECT_EQ(remind_on(5, request).error().key, "requests.remind.nobody") << "the last day is not late";
  programme_.sheet.rows[2].answered = true;
  const Request reminded = MUST(remind_on(6, request));
  EXPECT_EQ(reminded.departments[0].reminders, 1) << "sales has an unanswered item";
  EXPECT_EQ(reminded.departments[1].reminders, 0) << "the factory has answered";
  EXPECT_EQ(notices_to("manager"), 2);
  const Request again = MUST(remind_on(7, reminded));
  EXPECT_EQ(again.departments[0].reminders, 2);
  EXPECT_EQ(notices_to("manager"), 3);
}

TEST_P(Requests, AnsweringTheItemsIsBeingDone) {
  const Request request = ask(Kind::Items, 5);
  programme_.sheet.rows[0].answered = true;
  const Request seen = MUST(programme_.read("manager", [&](db::Tx& tx, const Actor& actor) {
    return get_request(tx, actor, wiring_, request.id, Programme::in_days(20));
  }));
  ASSERT_EQ(seen.departments.size(), 1U);
  EXPECT_EQ(seen.departments[0].progress, Progress::Done);
  MUST(programme_.write("manager", [&](db::WriteTx& tx, const Actor& actor) {
    return mark_done(tx, actor, wiring_, {request.id, programme_.company.sales, 1}, "", now());
  }));
  EXPECT_TRUE(tasks_of("manager").empty()) << "and saying so ends the task";
}

TEST_P(Requests, TakingItBackOpensTheTaskAgain) {
  const Request request = ask(Kind::Duty, 5);
  MUST(programme_.write("manager", [&](db::WriteTx& tx, const Actor& actor) -> Result<Request> {
    TRY(mark_done(tx, actor, wiring_, {request.id, programme_.company.sales, 1}, "", now()));
    return mark_open(tx, actor, wiring_, {request.id, programme_.company.sales, 2}, now());
  }));
  EXPECT_EQ(tasks_of("manager").size(), 1U);
}

TEST_P(Requests, ClosingOneEndsTheTasksOfAllItsDepartments) {
  const Request request = ask(Kind::Duty, 5);
  MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return close_request(tx, actor, wiring_, {request.id, request.version}, now());
  }));
  EXPECT_TRUE(tasks_of("manager").empty());
}

TEST_P(Requests, AnAnswerFromTheOfficeKeepsWhoHadFinished) {
  const Request request = ask(Kind::Duty, 5);
  MUST(programme_.write("manager", [&](db::WriteTx& tx, const Actor& actor) {
    return mark_done(tx, actor, wiring_, {request.id, programme_.company.sales, 1}, "済み", now());
  }));
  const Request after = MUST(programme_.write("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return write_entry(tx, actor, wiring_, {request.id, programme_.company.sales, 2}, "ありがとうございます", now());
  }));
  EXPECT_EQ(after.departments[0].done_by, "manager");
  EXPECT_EQ(after.departments[0].note, "済み");
  const auto stored = MUST(programme_.installation.database->read([&](db::Tx& tx) {
    return tx.find("select done_by from work_request_departments where company_id = $1 and department_id = $2",
                   {programme_.company.company, programme_.company.sales});
  }));
  EXPECT_EQ(stored->text(0), programme_.company.users.at("manager").text());
}

TEST_P(Requests, WhatWaitsIsCountedForTheCommittee) {
  const Request request = ask(Kind::Duty, 5);
  MUST(programme_.write("manager", [&](db::WriteTx& tx, const Actor& actor) {
    return write_entry(tx, actor, wiring_, {request.id, programme_.company.sales, 1}, "いつまでですか。", now());
  }));
  const Waiting waiting = MUST(programme_.read("secretary", [&](db::Tx& tx, const Actor& actor) {
    return count_waiting(tx, actor, wiring_, Programme::in_days(6));
  }));
  EXPECT_EQ(waiting.late, 2);
  EXPECT_EQ(waiting.questions, 1);
}

TEST_P(Requests, TheProgressStandsOnPaper) {
  const Request request = ask(Kind::Items, 5);
  const std::string text =
      support::pdf_text(MUST(drawing::to_pdf(progress_document(request, "東和精工株式会社", "ja", now()))));
  for (const char* words :
       {"方針の回答", "No.1-3", "営業部", "1/2", "manager（メールなし。紙で渡す）", "責任者がいません"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

}  // namespace
}  // namespace sonae::governance::requests
