#include "features/assessment/proposals/proposals.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/tasks/tasks.h"
#include "features/assessment/evidence/evidence.h"
#include "features/assessment/proposals/daily.h"
#include "features/assessment/proposals/item_document.h"
#include "features/assessment/work/waivers.h"
#include "features/assessment/work/work_test_support.h"
#include "formats/drawing/render.h"
#include "support/pdf.h"

namespace sonae::assessment::proposals {
namespace {

constexpr Instant noon{1'790'000'000'000};  // 2026-09-21
const Date today = date_in_zone(noon, japan_offset_minutes);
constexpr int with_management = 14;  ///< members appointed, met within a year

/// The whole guideline as a sheet, all of it the sales department's.
class ProposalsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  ProposalsOn() : at_(GetParam()) {
    const frameworks::Pack& pack = *frameworks::find_pack("jama-japia", "2.3");
    const std::string bytes = MUST(make_own_form(pack, "ja"));
    const std::string hash = MUST(at_.blobs.put(bytes));
    const Inspection inspection = MUST(inspect_workbook(bytes));
    const Actor secretary = at_.company.actor("secretary");
    sheet_ = at_.installation
                 .write([&](db::WriteTx& tx) -> Result<Started> {
                   const auto upload = TRY(record_workbook(
                       tx, secretary, {{}, "g.xlsx", hash, static_cast<std::int64_t>(bytes.size())}, noon));
                   return start_assessment(tx, secretary, {2027, "自己評価", upload.id, std::nullopt}, inspection.sheet,
                                           noon);
                 })
                 .assessment;
  }

  template <typename Body>
  auto write(Body&& body) {
    return at_.installation.database->write(std::forward<Body>(body));
  }
  void leave(const std::string& kind, const EntityRef& subject, Date on) {
    const Actor secretary = at_.company.actor("secretary");
    MUST(write([&](db::WriteTx& tx) -> Result<void> {
      TRY(trail::append(tx, trail::origin_of(secretary), {"test.deed.do", subject, "", "", {}}, noon));
      return facts::record(tx, secretary, {kind, subject, on, "facts.kind." + kind, {}, "/organisation", {}}, noon);
    }));
  }
  void end(const std::string& kind, const EntityRef& subject, Date on) {
    const Actor secretary = at_.company.actor("secretary");
    MUST(write([&](db::WriteTx& tx) -> Result<void> {
      TRY(trail::append(tx, trail::origin_of(secretary), {"test.deed.undo", subject, "", "", {}}, noon));
      return facts::end(tx, secretary, kind, subject, on, noon);
    }));
  }
  void appoint_member() { leave("governance.committee_member_appointed", member_, *Date::make(2024, 4, 1)); }
  void meet() { leave("governance.meeting_held", {"meeting", "m1"}, *Date::make(2026, 6, 10)); }
  ItemFacts item(int no, const std::string& who = "secretary", Instant now = noon) {
    const Actor actor = at_.company.actor(who);
    return at_.installation.read([&](db::Tx& tx) { return get_item_facts(tx, actor, sheet_, no, now); });
  }
  Result<EditsSaved> accept_as(const std::string& who, const ItemFacts& shown) {
    static int fresh = 0;
    const Actor actor = at_.company.actor(who);
    return write([&](db::WriteTx& tx) {
      return accept(tx, actor,
                    {sheet_,
                     "accept-" + std::to_string(++fresh),
                     {{shown.no, shown.version, shown.proposal->score, shown.proposal->basis}}},
                    noon);
    });
  }
  Answer answer(int no) {
    const Actor secretary = at_.company.actor("secretary");
    const Sheet seen = at_.installation.read([&](db::Tx& tx) { return get_sheet(tx, secretary, sheet_); });
    return *std::ranges::find(seen.answers, no, &Answer::no);
  }
  bool marked_stale(int no, Instant now) {
    const Actor secretary = at_.company.actor("secretary");
    const auto checked = at_.installation.read([&](db::Tx& tx) -> Result<std::vector<work::Checked>> {
      return work::check(tx, secretary, TRY(get_sheet(tx, secretary, sheet_)), now);
    });
    return std::ranges::any_of(checked, [&](const work::Checked& one) {
      return one.finding.no == no && one.finding.code == "assessment.finding.stale_basis";
    });
  }

  work::WorkCompany at_;
  Id<Assessment> sheet_;
  EntityRef member_{"user", "u1"};
};

INSTANTIATE_TEST_SUITE_P(Engines, ProposalsOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ProposalsOn, WithoutFactsNothingIsProposed) {
  const ItemFacts found = item(with_management);
  EXPECT_EQ(found.parts.size(), 2U);
  EXPECT_EQ(found.have, 0);
  EXPECT_FALSE(found.proposal);
  EXPECT_FALSE(found.accepted);
}

TEST_P(ProposalsOn, OneFactOfTwoProposesOneWithWhatIsMissingAndADay) {
  appoint_member();
  const ItemFacts found = item(with_management);
  ASSERT_TRUE(found.proposal);
  EXPECT_EQ(found.proposal->score, Score::InProgress);
  EXPECT_EQ(found.have, 1);
  EXPECT_EQ(found.proposal->due, Date::make(2027, 3, 31));
  EXPECT_EQ(found.proposal->basis,
            "実施済み：「情報セキュリティ委員会の設置」（2024年4月）。未実施：「情報セキュリティ委員会の開催記録」。"
            "2027年3月までに整えます。");
}

TEST_P(ProposalsOn, AllFactsProposeTwoAndTheAcceptedAnswerHasNothingToComplainAbout) {
  appoint_member();
  meet();
  const ItemFacts shown = item(with_management);
  ASSERT_TRUE(shown.proposal);
  EXPECT_EQ(shown.proposal->score, Score::Complete);
  EXPECT_EQ(answer(with_management).score, Score::Unanswered) << "a proposal is never a score";
  const auto saved = accept_as("secretary", shown);
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->results.at(0).state, EditState::Saved);
  const Answer now_stands = answer(with_management);
  EXPECT_EQ(now_stands.score, Score::Complete);
  EXPECT_EQ(now_stands.basis,
            "「情報セキュリティ委員会の設置」（2024年4月）、「情報セキュリティ委員会の開催記録」（2026年6月）");
  AnswerFacts facts;
  facts.no = with_management;
  facts.score = now_stands.score;
  facts.basis = now_stands.basis;
  EXPECT_TRUE(check_answer(facts, {today, std::nullopt, 2026, 4}).empty()) << "the form that 2 needs";
  const ItemFacts after = item(with_management);
  ASSERT_TRUE(after.accepted);
  EXPECT_EQ(after.accepted->by, "secretary");
  EXPECT_EQ(after.accepted->facts.size(), 2U);
  EXPECT_FALSE(after.accepted->stale);
  EXPECT_FALSE(after.proposal);
}

TEST_P(ProposalsOn, AcceptanceStandsInTheHistoryOfTheAnswer) {
  appoint_member();
  ASSERT_TRUE(accept_as("secretary", item(with_management)));
  const Actor secretary = at_.company.actor("secretary");
  const auto history =
      at_.installation.read([&](db::Tx& tx) { return list_history(tx, secretary, sheet_, with_management); });
  ASSERT_GE(history.size(), 2U);
  EXPECT_EQ(history.at(0).entry.action, "assessment.proposal.accept");
  EXPECT_EQ(history.at(1).entry.action, "assessment.answer.save");
}

TEST_P(ProposalsOn, AFactThatEndsWithdrawsTheProposalAndMarksTheAcceptedAnswer) {
  appoint_member();
  ASSERT_TRUE(item(with_management).proposal);
  meet();
  ASSERT_TRUE(accept_as("secretary", item(with_management)));
  EXPECT_FALSE(marked_stale(with_management, noon));
  end("governance.committee_member_appointed", member_, today);
  const ItemFacts after = item(with_management);
  ASSERT_TRUE(after.accepted);
  EXPECT_TRUE(after.accepted->stale);
  EXPECT_TRUE(marked_stale(with_management, noon));
  EXPECT_EQ(answer(with_management).score, Score::Complete) << "nothing changes by itself";
  ASSERT_TRUE(after.proposal);
  EXPECT_EQ(after.proposal->score, Score::InProgress);
}

TEST_P(ProposalsOn, AMeetingThatGrowsTooOldDoesTheSameByItself) {
  appoint_member();
  meet();
  ASSERT_TRUE(accept_as("secretary", item(with_management)));
  const Instant next_summer = noon.plus_seconds(400LL * 24 * 3600);
  EXPECT_TRUE(item(with_management, "secretary", next_summer).accepted->stale);
  EXPECT_TRUE(marked_stale(with_management, next_summer));
}

TEST_P(ProposalsOn, AStaleAnswerIsATaskUntilItIsMended) {
  appoint_member();
  meet();
  ASSERT_TRUE(accept_as("secretary", item(with_management)));
  const Actor secretary = at_.company.actor("secretary");
  const auto look = [&] { return write([&](db::WriteTx& tx) { return follow_up(tx, secretary, noon); }); };
  const auto open = [&] {
    return at_.installation.read(
        [&](db::Tx& tx) { return tasks::open_keys(tx, at_.company.company, "assessment.stale"); });
  };
  end("governance.committee_member_appointed", member_, today);
  ASSERT_TRUE(look());
  EXPECT_EQ(open(), std::vector<std::string>{sheet_.text() + "/14"});
  appoint_member();
  ASSERT_TRUE(look());
  EXPECT_TRUE(open().empty());
}

TEST_P(ProposalsOn, WhatChangedSinceItWasShownIsNotAccepted) {
  appoint_member();
  const ItemFacts shown = item(with_management);
  meet();
  const auto saved = accept_as("secretary", shown);
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->results.at(0).state, EditState::Refused);
  EXPECT_EQ(saved->results.at(0).message, "proposals.accept.changed");
  EXPECT_EQ(answer(with_management).score, Score::Unanswered);
}

TEST_P(ProposalsOn, APersonsOwnWordsAreAnAnswerLikeAnyOther) {
  appoint_member();
  meet();
  ASSERT_TRUE(accept_as("secretary", item(with_management)));
  const Actor secretary = at_.company.actor("secretary");
  const Answer stands = answer(with_management);
  MUST(write([&](db::WriteTx& tx) {
    return save_edits(
        tx, secretary,
        {sheet_,
         "own-words",
         {{with_management, stands.version, {{AnswerField::Basis, stands.basis, "委員会規程（2020年制定）"}}}}},
        noon);
  }));
  EXPECT_FALSE(item(with_management).accepted);
}

TEST_P(ProposalsOn, WhoMayNotEditSeesTheFactsAndNoProposal) {
  appoint_member();
  const ItemFacts seen = item(with_management, "auditor");
  EXPECT_EQ(seen.facts.size(), 1U);
  EXPECT_FALSE(seen.proposal);
  const auto refused = accept_as("auditor", item(with_management));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden);
  const Actor other = at_.other.actor("secretary");
  const auto foreign = at_.installation.database->read(
      [&](db::Tx& tx) { return get_item_facts(tx, other, sheet_, with_management, noon); });
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
}

TEST_P(ProposalsOn, ADocumentFromOutsideSpeaksForWhatItWasRecordedFor) {
  const Actor secretary = at_.company.actor("secretary");
  constexpr int report_form = 19;
  const auto piece = MUST(write([&](db::WriteTx& tx) {
    return evidence::add_link(tx, secretary, {sheet_, report_form, "https://example.com/form", "様式"}, noon);
  }));
  RecordDocument document{sheet_, report_form, piece.id, "事故報告書 様式3", today, {}, 0, {}};
  const ItemFacts after = MUST(write([&](db::WriteTx& tx) { return record_document(tx, secretary, document, noon); }));
  EXPECT_EQ(after.have, 1);
  ASSERT_TRUE(after.proposal);
  EXPECT_EQ(after.proposal->score, Score::Complete);
  EXPECT_EQ(after.proposal->basis, "「事故報告書 様式3」（2026年9月）") << "the basis names the document itself";
  document.on = today.plus_days(1);
  const auto ahead = write([&](db::WriteTx& tx) { return record_document(tx, secretary, document, noon); });
  ASSERT_FALSE(ahead);
  EXPECT_EQ(ahead.error().fields.at(0).place, "/on");
  document.on = today;
  document.title = "  ";
  EXPECT_FALSE(write([&](db::WriteTx& tx) { return record_document(tx, secretary, document, noon); }));
  EXPECT_EQ(item(with_management).facts.size(), 0U) << "it says nothing about other items";
}

TEST_P(ProposalsOn, TheAuditorsPaperSaysWhatIsAskedAndWhatSpeaksForIt) {
  appoint_member();
  meet();
  ASSERT_TRUE(accept_as("secretary", item(with_management)));
  const Actor auditor = at_.company.actor("auditor");
  const ItemRecord record =
      at_.installation.read([&](db::Tx& tx) { return get_item_record(tx, auditor, sheet_, with_management, noon); });
  const std::string pdf = MUST(drawing::to_pdf(item_document(record, "東和精工株式会社", "ja", noon)));
  const std::string text = support::pdf_text(pdf);
  for (const char* words :
       {"項目No.14", "東和精工株式会社", "求められていること", "委員会の開催", "提案を採用", "1-2-1-4"})
    EXPECT_NE(text.find(words), std::string::npos) << words << " in\n" << text;
}

}  // namespace
}  // namespace sonae::assessment::proposals
