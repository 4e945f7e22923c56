// The book over its routes and in what follows from it: tasks, cards, links. On every engine.

#include "features/contacts/contacts.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/directory/sites.h"
#include "core/facts/facts.h"
#include "core/tasks/tasks.h"
#include "features/contacts/api.h"
#include "features/contacts/calls.h"
#include "features/contacts/card_document.h"
#include "features/contacts/cards.h"
#include "features/contacts/daily.h"
#include "features/contacts/readiness.h"
#include "formats/drawing/render.h"
#include "support/company.h"
#include "support/pdf.h"

namespace sonae::contacts {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

Details somebody(Purpose purpose, std::string name, std::string phone) {
  Details details;
  details.purpose = purpose;
  details.kind = purpose == Purpose::Containment ? "retainer" : "";
  details.prefecture = purpose == Purpose::Police ? 23 : 0;
  details.country = purpose == Purpose::Overseas ? "タイ" : "";
  details.name = std::move(name);
  details.phone = std::move(phone);
  return details;
}

class Contacts : public testing::TestWithParam<support::EngineKind> {
 protected:
  Contacts()
      : installation_(GetParam()),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        scenario_(installation_.router, installation_.gate),
        now_(now()) {
    add_routes(installation_.router, {*installation_.database});
    company_.introduce(scenario_);
    other_.introduce(scenario_, "west_");
  }
  template <typename Use>
  auto as(const std::string& who, Use use) {
    const Actor actor = company_.actor(who);
    return installation_.write([&](db::WriteTx& tx) { return use(tx, actor); });
  }
  Contact add(const Details& details) {
    return as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return add_contact(tx, actor, details, now_); });
  }
  /// Somebody behind every needed purpose.
  void fill_book() {
    for (const Purpose purpose : all_purposes())
      if (needed_by_default(purpose)) add(somebody(purpose, std::string(name_of(purpose)) + " 窓口", "052-123-4567"));
  }
  CallTest run_test() {
    return as("secretary", [&](db::WriteTx& tx, const Actor& actor) -> Result<CallTest> {
      CallTest test = TRY(start_test(tx, actor, now_));
      for (const Call& call : test.calls)
        TRY(record_call(tx, actor, {test.id, call.contact, "reached", "", "", 1}, now_));
      return finish_test(tx, actor, test.id, now_);
    });
  }
  Issued issue(const NewCard& card) {
    return as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return issue_card(tx, actor, card, now_); });
  }
  std::vector<tasks::Task> tasks_of(const std::string& who) {
    const Actor actor = company_.actor(who);
    return installation_.read([&](db::Tx& tx) { return tasks::list_mine(tx, actor); });
  }
  std::string origins() {
    std::string all;
    for (const tasks::Task& task : tasks_of("secretary")) all += task.origin + " ";
    return all;
  }
  /// As the machine does it every morning, twice: nothing is opened again.
  void daily_look() {
    jobs::Handlers handlers;
    add_jobs(handlers, *installation_.database);
    jobs::Job job;
    job.company = company_.company;
    const jobs::Handler& look = *handlers.find("contacts.look");
    MUST(look(job, now_));
    const auto once = tasks_of("secretary").size();
    MUST(look(job, now_));
    EXPECT_EQ(tasks_of("secretary").size(), once);
  }
  Readiness readiness() {
    const Actor actor = company_.actor("secretary");
    return installation_.read([&](db::Tx& tx) { return get_readiness(tx, actor, now_); });
  }

  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany other_;
  support::Scenario scenario_;
  Instant now_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Contacts, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Contacts, OverTheirRoutes) { scenario_.run(SONAE_SOURCE_DIR "/src/features/contacts/contacts.scenario"); }

TEST_P(Contacts, WhatIsRefused) {
  scenario_.variable("contact", add(somebody(Purpose::Inside, "事務局", "052-123-4567")).id.text());
  const Issued other = issue({"", "ja", "事務局", true});
  const Issued card = issue({"", "ja", "事務局", true});
  scenario_.variable("card", card.card.id.text());
  scenario_.variable("link", card.card.link->id.text());
  scenario_.variable("other_token", other.token);
  scenario_.run(SONAE_SOURCE_DIR "/src/features/contacts/refusals.scenario");
}

TEST_P(Contacts, AGapIsATaskUntilItIsMended) {
  const Contact first = add(somebody(Purpose::Inside, "事務局", "052-123-4567"));
  EXPECT_NE(origins().find("contacts.unreachable"), std::string::npos);
  EXPECT_NE(origins().find("contacts.never_tested"), std::string::npos);
  const auto before = tasks_of("secretary");
  fill_book();
  EXPECT_EQ(origins().find("contacts.unreachable"), std::string::npos) << origins();
  EXPECT_LT(tasks_of("secretary").size(), before.size());
  EXPECT_TRUE(readiness().ready);
  run_test();
  EXPECT_EQ(origins().find("contacts.never_tested"), std::string::npos);
  issue({"", "ja", "事務局", false});
  EXPECT_EQ(origins().find("_card"), std::string::npos) << origins();
  as("secretary", [&](db::WriteTx& tx, const Actor& actor) { return remove_contact(tx, actor, first.id, 2, now_); });
  EXPECT_NE(origins().find("contacts.card_too_old"), std::string::npos) << origins();
}

TEST_P(Contacts, RealWorkLeavesFactsBehind) {
  const auto standing = [&](const char* kind) {
    const Actor actor = company_.actor("secretary");
    const Date today = date_in_zone(now_, japan_offset_minutes);
    return installation_.read([&](db::Tx& tx) {
      return facts::list(tx, actor.scope(Permission::ProgrammeRead), {{kind}, std::nullopt, today, 10});
    });
  };
  const Contact first = add(somebody(Purpose::Inside, "事務局", "052-123-4567"));
  EXPECT_TRUE(standing("contacts.book_ready").empty()) << "one of six purposes";
  fill_book();
  EXPECT_EQ(standing("contacts.book_ready").size(), 1U);
  run_test();
  ASSERT_EQ(standing("contacts.call_test_done").size(), 1U);
  EXPECT_EQ(standing("contacts.call_test_done").front().args.at("reached"), "7");
  issue({"", "ja", "事務局", false});
  EXPECT_EQ(standing("contacts.card_issued").size(), 1U);
  const Actor actor = company_.actor("secretary");
  for (const Contact& one : installation_.read([&](db::Tx& tx) { return list_contacts(tx, actor); }))
    if (one.details.purpose == Purpose::Police)
      as("secretary",
         [&](db::WriteTx& tx, const Actor& who) { return remove_contact(tx, who, one.id, one.version, now_); });
  now_ = now_.plus_ms(day_ms);
  EXPECT_TRUE(standing("contacts.book_ready").empty()) << "nobody at the police can be reached any more";
}

TEST_P(Contacts, AContractEndsWithoutAnybodyTouchingIt) {
  fill_book();
  Details insured = somebody(Purpose::Containment, "保険会社", "0120-000-111");
  insured.expires = date_in_zone(now_, japan_offset_minutes).plus_days(90);
  add(insured);
  EXPECT_EQ(origins().find("contacts.exp"), std::string::npos) << origins();
  now_ = now_.plus_ms(60 * day_ms);
  daily_look();
  EXPECT_NE(origins().find("contacts.expiring"), std::string::npos);
  now_ = now_.plus_ms(31 * day_ms);
  daily_look();
  EXPECT_EQ(origins().find("contacts.expiring"), std::string::npos);
  EXPECT_NE(origins().find("contacts.expired"), std::string::npos);
  EXPECT_TRUE(readiness().ready) << "the retained desk is still reached";
}

TEST_P(Contacts, AWrongNumberReachesNobodyUntilItIsReplaced) {
  const Contact contact = add(somebody(Purpose::Containment, "保守会社", "052-111-2222"));
  const auto test = as("secretary", [&](db::WriteTx& tx, const Actor& actor) -> Result<CallTest> {
    const CallTest started = TRY(start_test(tx, actor, now_));
    return record_call(tx, actor, {started.id, contact.id, "wrong_number", "", "別の会社", 1}, now_);
  });
  EXPECT_EQ(test.calls.front().result, "wrong_number");
  EXPECT_NE(origins().find("contacts.wrong_number"), std::string::npos);
  Details changed = somebody(Purpose::Containment, "保守会社", "052-333-4444");
  as("secretary",
     [&](db::WriteTx& tx, const Actor& actor) { return change_contact(tx, actor, contact.id, changed, 2, now_); });
  EXPECT_EQ(origins().find("contacts.wrong_number"), std::string::npos);
}

TEST_P(Contacts, TheOrderOfTheCallsIsThePurposesAndThenTheCompanys) {
  const Contact second = add(somebody(Purpose::Containment, "二番", "052-111-1111"));
  const Contact first = add(somebody(Purpose::Containment, "一番", "052-222-2222"));
  add(somebody(Purpose::Inside, "社内", "052-333-3333"));
  as("secretary", [&](db::WriteTx& tx, const Actor& actor) {
    return order_contacts(tx, actor, Purpose::Containment, {first.id, second.id}, now_);
  });
  const Actor actor = company_.actor("employee");
  const Face face = installation_.read([&](db::Tx& tx) { return get_face(tx, actor, ""); });
  ASSERT_EQ(face.calls.size(), 3U);
  EXPECT_EQ(face.calls[0].details.name, "社内");
  EXPECT_EQ(face.calls[1].details.name, "一番");
  EXPECT_EQ(face.calls[2].details.name, "二番");
}

TEST_P(Contacts, ASiteSeesItsOwnAndWhatIsForAll) {
  add(somebody(Purpose::Inside, "全社の窓口", "052-111-1111"));
  Details plant = somebody(Purpose::Telecom, "岡崎の回線", "0564-21-4567");
  plant.site = "岡崎工場";
  add(plant);
  Details abroad = somebody(Purpose::Overseas, "タイ工場", "+66-2-123-4567");
  abroad.site = "タイ";
  add(abroad);
  const Actor actor = company_.actor("employee");
  const Face okazaki = installation_.read([&](db::Tx& tx) { return get_face(tx, actor, "岡崎工場"); });
  ASSERT_EQ(okazaki.calls.size(), 2U);
  EXPECT_EQ(okazaki.calls[1].details.name, "岡崎の回線");
  EXPECT_EQ(installation_.read([&](db::Tx& tx) { return get_face(tx, actor, ""); }).calls.size(), 1U);
  as("secretary", [&](db::WriteTx& tx, const Actor& who) {
    directory::SiteView head_office;
    head_office.name = "本社";
    head_office.prefecture = 23;
    return directory::create_site(tx, who, head_office, now_);
  });
  EXPECT_EQ(installation_.read([&](db::Tx& tx) { return list_sites(tx, actor); }),
            (std::vector<std::string>{"タイ", "岡崎工場", "本社"}));
  scenario_.run_text("secretary GET /api/v1/contacts\n= 200\n~ /prefectures [23]\n", "where the company is");
}

TEST_P(Contacts, ACancelledTestDoesNotCount) {
  fill_book();
  as("secretary", [&](db::WriteTx& tx, const Actor& actor) -> Result<CallTest> {
    const CallTest test = TRY(start_test(tx, actor, now_));
    return cancel_test(tx, actor, test.id, now_);
  });
  EXPECT_FALSE(readiness().last_test);
  run_test();
  EXPECT_EQ(readiness().last_test, date_in_zone(now_, japan_offset_minutes));
}

TEST_P(Contacts, TheCardSaysWhomToCallOnOnePage) {
  fill_book();
  Details unknown = somebody(Purpose::Police, "三重県警察 サイバー窓口", "");
  unknown.prefecture = 24;
  add(unknown);
  for (const char* language : {"ja", "en"}) {
    const Issued issued = issue({"", language, "事務局 佐藤（内線 100）", true});
    const Actor actor = company_.actor("secretary");
    const Print print = installation_.read([&](db::Tx& tx) { return get_print(tx, actor, issued.card.id); });
    const LinkCode code = MUST(session::qr_modules("https://sonae.example/emergency#" + issued.token));
    for (const auto& pages : {wall_card(print, code, now_), wallet_card(print, code, now_)}) {
      const std::string pdf = MUST(drawing::to_pdf(pages));
      EXPECT_EQ(support::pdf_info(pdf).pages, 1);
      const std::string text = support::pdf_text(pdf);
      EXPECT_NE(text.find("052-123-4567"), std::string::npos);
      EXPECT_NE(text.find("containment 窓口"), std::string::npos) << text;
      EXPECT_EQ(text.find(issued.token), std::string::npos) << "the secret stands in the code only";
      const bool japanese = std::string_view(language) == "ja";
      EXPECT_NE(text.find(japanese ? "緊急時の連絡先" : "Emergency contacts"), std::string::npos);
    }
    const std::string wall = support::pdf_text(MUST(drawing::to_pdf(wall_card(print, code, now_))));
    EXPECT_NE(wall.find(std::string_view(language) == "ja" ? "番号未登録" : "number not known"), std::string::npos);
  }
}

TEST_P(Contacts, NoTwoLinesOfTheCardsLieOnEachOther) {
  for (int i = 0; i < 20; ++i)
    add(somebody(Purpose::Customer, "取引先 " + std::to_string(i), "052-123-" + std::to_string(1000 + i)));
  const Issued issued = issue({"", "ja", "事務局 佐藤（内線 100）", true});
  const Actor actor = company_.actor("secretary");
  const Print print = installation_.read([&](db::Tx& tx) { return get_print(tx, actor, issued.card.id); });
  const LinkCode code = MUST(session::qr_modules("https://sonae.example/emergency#" + issued.token));
  for (const auto& pages : {wall_card(print, code, now_), wall_card(print, {}, now_), wallet_card(print, code, now_),
                            wallet_card(print, {}, now_)}) {
    std::vector<drawing::Point> begun;
    for (const drawing::Shape& shape : pages.pages.front().shapes)
      if (const auto* text = std::get_if<drawing::Text>(&shape); text && text->anchor == drawing::Anchor::Start) {
        for (const drawing::Point& other : begun)
          EXPECT_FALSE(std::abs(other.x - text->at.x) < 1 && std::abs(other.y - text->at.y) < 6) << text->content;
        begun.push_back(text->at);
      }
  }
}

TEST_P(Contacts, ManyCallsStillFitOnePageAndTheRestIsCounted) {
  for (int i = 0; i < 60; ++i)
    add(somebody(Purpose::Customer, "取引先 " + std::to_string(i), "052-123-" + std::to_string(1000 + i)));
  const Issued issued = issue({"", "ja", "事務局", false});
  const Actor actor = company_.actor("secretary");
  const Print print = installation_.read([&](db::Tx& tx) { return get_print(tx, actor, issued.card.id); });
  const std::string pdf = MUST(drawing::to_pdf(wall_card(print, {}, now_)));
  EXPECT_EQ(support::pdf_info(pdf).pages, 1);
  const std::string text = support::pdf_text(pdf);
  EXPECT_NE(text.find("取引先 0"), std::string::npos);
  EXPECT_NE(text.find("ほかに"), std::string::npos) << text;
}

TEST_P(Contacts, GuessingLinksIsSlowedDown) {
  support::Browser browser(installation_.router, installation_.gate);
  const support::Browser::Headers guess{
      {"x-sonae-card", company_.company.text() + ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}};
  int throttled = 0;
  for (int i = 0; i < 30; ++i)
    throttled += browser.send("GET", "/api/v1/emergency/card", {}, guess).status == 429 ? 1 : 0;
  EXPECT_GT(throttled, 0);
  support::Browser elsewhere(installation_.router, installation_.gate);
  elsewhere.address = "192.0.2.77";
  EXPECT_EQ(elsewhere.send("GET", "/api/v1/emergency/card", {}, guess).status, 404);
}

}  // namespace
}  // namespace sonae::contacts
