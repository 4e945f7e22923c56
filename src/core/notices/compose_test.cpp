#include <gtest/gtest.h>

#include "core/notices/office.h"
#include "platform/jobs/runner.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::notices {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
/// 2026-09-15, a Tuesday, 12:00 in Tokyo.
constexpr Instant noon{1'789'441'200'000};

class Taken : public mail::Transport {
 public:
  explicit Taken(std::vector<mail::Message>& mails) : mails_(mails) {}
  mail::Outcome send(const mail::Message& message) override {
    if (message.to.mailbox == "gone@example.jp") return {mail::Verdict::Refused, "recipient", 550, "550 gone"};
    mails_.push_back(message);
    return {mail::Verdict::Sent, "", 250, ""};
  }

 private:
  std::vector<mail::Message>& mails_;
};

/// A company whose runner sends into a vector; the clock is the test's.
class MailsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  MailsOn() : installation_(GetParam()), company_(installation_, "東海プレス工業") {
    post_.external_url = "https://sonae.example.jp/";
    post_.connect = [this](const mail::Server&, mail::Limits, const std::stop_token&) {
      return std::make_unique<Taken>(mails_);
    };
    add_jobs(handlers_, *installation_.database, installation_.keys, post_);
    jobs::Surroundings around{[this] { return now_; }, [this] { return now_.ms(); },
                              [this](db::Tx&) { return Result<std::vector<Id<Company>>>({company_.company}); },
                              japan_offset_minutes};
    runner_ = std::make_unique<jobs::Runner>(*installation_.database, handlers_, *log_, std::move(around));
    address("manager", "manager@example.jp");
    address("employee", "employee@example.jp");
  }
  void set_up() {
    const Actor admin = company_.actor("admin");
    ChangeMail change;
    change.server.host = "smtp.example.jp";
    change.server.sender = {"sonae@example.jp", "備え"};
    installation_.write(
        [&](db::WriteTx& tx) { return change_mail(tx, admin, installation_.keys, post_, change, now_); });
  }
  void address(const std::string& who, const std::string& mail) {
    constexpr db::Sql set("update users set mail = $3 where company_id = $1 and id = $2");
    MUST(installation_.database->write(
        [&](db::WriteTx& tx) { return tx.execute(set, {company_.company, company_.users.at(who), mail}); },
        db::Purpose::Housekeeping));
  }
  void tell_it(const std::string& who, const std::string& subject, Urgency urgency) {
    now_ = now_.plus_ms(1);  // the order of notices is that of their making
    NewNotice notice;
    notice.to = company_.users.at(who);
    notice.kind = "test.asked";
    notice.key = subject;
    notice.subject = subject;
    notice.link = "/plan";
    notice.urgency = urgency;
    MUST(installation_.database->write([&](db::WriteTx& tx) { return tell(tx, company_.company, notice, now_); },
                                       db::Purpose::Housekeeping));
  }
  /// Until nothing is due.
  void run() {
    while (MUST(runner_->run_due()) > 0) {
    }
  }
  void pass(std::int64_t hours) {
    now_ = now_.plus_ms(hours * hour_ms);
    run();
  }
  std::vector<std::string> subjects() {
    std::vector<std::string> list;
    for (const mail::Message& message : mails_) list.push_back(message.subject);
    return list;
  }
  std::vector<PaperPerson> paper() {
    const Actor secretary = company_.actor("secretary");
    return installation_.read([&](db::Tx& tx) { return list_paper(tx, secretary, installation_.keys, post_); });
  }

  support::Installation installation_;
  support::TestCompany company_;
  Post post_;
  std::vector<mail::Message> mails_;
  jobs::Handlers handlers_;
  std::unique_ptr<log::Log> log_ = log::Log::to([](std::string_view) {});
  Instant now_ = noon;
  std::unique_ptr<jobs::Runner> runner_;
};

INSTANTIATE_TEST_SUITE_P(Engines, MailsOn, testing::ValuesIn(support::engines()), support::engine_name);

using Subjects = std::vector<std::string>;

TEST_P(MailsOn, WhatIsSoonComesAtOnceAndTheRestNextMorningInOneMail) {
  set_up();
  tell_it("manager", "急ぎの件", Urgency::Soon);
  tell_it("manager", "一件目", Urgency::Digest);
  tell_it("manager", "二件目", Urgency::Digest);
  run();
  EXPECT_EQ(subjects(), Subjects{"【Sonae】急ぎの件"});
  pass(19);
  EXPECT_EQ(mails_.size(), 1U) << "seven in the morning";
  pass(1);
  EXPECT_EQ(subjects(), (Subjects{"【Sonae】急ぎの件", "【Sonae】一件目 ほか1件"}));
  pass(48);
  EXPECT_EQ(mails_.size(), 2U) << "told once";
}

TEST_P(MailsOn, AtNightOnlyWhatCannotWait) {
  set_up();
  pass(9);
  tell_it("manager", "夜の件", Urgency::Soon);
  tell_it("employee", "事故の知らせ", Urgency::Now);
  run();
  EXPECT_EQ(subjects(), Subjects{"【Sonae】事故の知らせ"});
  pass(9);
  EXPECT_EQ(mails_.size(), 1U);
  pass(1);
  EXPECT_EQ(mails_.back().subject, "【Sonae】夜の件");
}

TEST_P(MailsOn, WhoChoseWeeklyWaitsForMonday) {
  set_up();
  const Actor manager = company_.actor("manager");
  installation_.write([&](db::WriteTx& tx) { return choose_rhythm(tx, manager, Rhythm::Weekly, now_); });
  tell_it("manager", "来週でよい件", Urgency::Digest);
  pass(24 * 5);
  EXPECT_TRUE(mails_.empty());
  pass(24);
  EXPECT_EQ(mails_.size(), 1U);
}

TEST_P(MailsOn, BeforeMailIsSetUpEverybodyStandsOnTheListAndThenItIsSent) {
  tell_it("manager", "設定の前の件", Urgency::Soon);
  run();
  EXPECT_TRUE(mails_.empty());
  ASSERT_EQ(paper().size(), 1U);
  EXPECT_EQ(paper()[0].why, Unreached::NoServer);
  set_up();
  run();
  EXPECT_EQ(mails_.size(), 1U);
  EXPECT_TRUE(paper().empty());
}

TEST_P(MailsOn, WhoeverHasNoAddressIsToldOnPaper) {
  set_up();
  tell_it("committee", "紙で伝える件", Urgency::Soon);
  run();
  EXPECT_TRUE(mails_.empty());
  const auto people = paper();
  ASSERT_EQ(people.size(), 1U);
  EXPECT_EQ(people[0].why, Unreached::NoAddress);
  const Actor secretary = company_.actor("secretary");
  installation_.write([&](db::WriteTx& tx) { return mark_handed(tx, secretary, {people[0].lines[0].id}, now_); });
  EXPECT_TRUE(paper().empty());
  address("committee", "committee@example.jp");
  pass(48);
  EXPECT_TRUE(mails_.empty()) << "told already";
}

TEST_P(MailsOn, AMailThatIsRefusedIsToldOnPaperUntilTheAddressIsSeenTo) {
  set_up();
  address("manager", "gone@example.jp");
  tell_it("manager", "届かない件", Urgency::Soon);
  run();
  ASSERT_EQ(paper().size(), 1U);
  EXPECT_EQ(paper()[0].why, Unreached::BadAddress);
  tell_it("manager", "次の件", Urgency::Soon);
  run();
  EXPECT_EQ(paper()[0].lines.size(), 2U) << "nothing more goes to that address";
  address("manager", "new@example.jp");
  pass(24);
  ASSERT_EQ(subjects(), Subjects{"【Sonae】届かない件 ほか1件"});
  EXPECT_EQ(mails_[0].to.mailbox, "new@example.jp");
}

TEST_P(MailsOn, WhatIsMailedStandsInTheRecordWithoutItsWords) {
  set_up();
  tell_it("manager", "急ぎの件", Urgency::Soon);
  run();
  trail::Filter filter;
  filter.action_prefix = "notices.mail.write";
  const auto page = installation_.read([&](db::Tx& tx) { return trail::list(tx, {company_.company, {}}, filter); });
  ASSERT_EQ(page.records.size(), 1U);
  EXPECT_EQ(page.records[0].entry.subject.id, company_.users.at("manager").text());
  EXPECT_FALSE(page.records[0].entry.after.contains("急ぎ"));
}

TEST_P(MailsOn, ThePasswordIsInNoRecordAndNoView) {
  const Actor admin = company_.actor("admin");
  ChangeMail change;
  change.server = {"smtp.example.jp", 587, mail::Security::StartTls, "post",
                   "secret 7731",     "",  {"sonae@example.jp", ""}, ""};
  change.keep_password = false;
  installation_.write([&](db::WriteTx& tx) { return change_mail(tx, admin, installation_.keys, post_, change, now_); });
  const auto view = installation_.read([&](db::Tx& tx) { return get_mail(tx, admin, installation_.keys, post_); });
  EXPECT_TRUE(view.has_password);
  EXPECT_EQ(view.server.password, "");
  const auto page = installation_.read([&](db::Tx& tx) { return trail::list(tx, {company_.company, {}}, {}); });
  for (const auto& record : page.records)
    EXPECT_FALSE((record.entry.before + record.entry.after).contains("7731")) << record.entry.action;
}

TEST_P(MailsOn, OnlyWhoMaySetItUp) {
  const Actor secretary = company_.actor("secretary");
  const auto seen =
      installation_.database->read([&](db::Tx& tx) { return get_mail(tx, secretary, installation_.keys, post_); });
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().kind, ErrorKind::Forbidden);
  const Actor employee = company_.actor("employee");
  EXPECT_FALSE(
      installation_.database->read([&](db::Tx& tx) { return list_paper(tx, employee, installation_.keys, post_); }));
  EXPECT_FALSE(send_test(*installation_.database, secretary, installation_.keys, post_, "a@example.jp", now_));
}

TEST(Letter, SaysWhatFirstThenOneLinkThenWhyAndWhomToAsk) {
  Notice notice{"n1", noon, {}};
  notice.what.subject = "9/18まで：自己評価 6項目のご回答";
  notice.what.text = "<b>営業部</b> & 製造部";
  notice.what.link = "/plan";
  const Frame frame{"ja", "東海プレス工業", "鈴木 大輔", "https://sonae.example.jp", {"佐藤 花子"}, true};
  const Letter letter = write_letter({notice}, frame);
  EXPECT_EQ(letter.subject, "【Sonae】9/18まで：自己評価 6項目のご回答");
  EXPECT_TRUE(letter.text.starts_with("9/18まで：自己評価 6項目のご回答\n"));
  EXPECT_TRUE(letter.text.contains("https://sonae.example.jp/plan\n"));
  EXPECT_TRUE(letter.text.contains("佐藤 花子"));
  EXPECT_TRUE(letter.html.contains("&lt;b&gt;営業部&lt;/b&gt; &amp; 製造部"));
  EXPECT_FALSE(letter.html.contains("<img"));
  EXPECT_FALSE(letter.html.contains("style"));
  const Letter english = write_letter({notice}, {"en", "Tokai", "Suzuki", "https://x.example", {}, false});
  EXPECT_TRUE(english.text.contains("Open Sonae"));
  notice.what.subject = "[Sonae] By 18 Sep: answers to 6 items";
  EXPECT_EQ(write_letter({notice}, {"en", "Tokai", "Suzuki", "https://x.example", {}, false}).subject,
            "[Sonae] By 18 Sep: answers to 6 items");
}

TEST(Letter, NamesTheProductOnceAndIndentsWhatASliceWroteOnSeveralLines) {
  Notice one{"1", noon, {}};
  one.what.subject = "【Sonae】9/18まで：台帳の見直し";
  one.what.text = "一行目\n二行目";
  Notice other{"2", noon, {}};
  other.what.subject = "もう一件";
  const Frame frame{"ja", "c", "n", "https://x.example", {}, false};
  EXPECT_EQ(write_letter({one}, frame).subject, "【Sonae】9/18まで：台帳の見直し");
  const Letter both = write_letter({one, other}, frame);
  EXPECT_EQ(both.subject, "【Sonae】9/18まで：台帳の見直し ほか1件");
  EXPECT_TRUE(both.text.contains("1. 9/18まで：台帳の見直し\n   一行目\n   二行目\n"));
}

TEST(Letter, HoldsTwentyNoticesAndCountsTheRest) {
  std::vector<Notice> notices;
  for (int number = 1; number <= 25; ++number) {
    Notice notice{std::to_string(number), noon, {}};
    notice.what.subject = std::to_string(number) + "件目\r\nBcc: x";
    notice.what.link = number == 1 ? "/plan" : "/sheet";
    notices.push_back(notice);
  }
  const Letter letter = write_letter(notices, {"ja", "c", "n", "https://x.example", {}, false});
  EXPECT_FALSE(letter.subject.contains('\n'));
  EXPECT_TRUE(letter.subject.contains("ほか24件"));
  EXPECT_TRUE(letter.text.contains("20. "));
  EXPECT_FALSE(letter.text.contains("21. "));
  EXPECT_TRUE(letter.text.contains("5件あります"));
  EXPECT_TRUE(letter.text.contains("https://x.example/\n")) << "different pages: the first one";
}

}  // namespace
}  // namespace sonae::notices
