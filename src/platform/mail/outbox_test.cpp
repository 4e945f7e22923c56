#include "platform/mail/outbox.h"

#include <gtest/gtest.h>

#include <map>

#include "platform/clock.h"
#include "platform/db/migrations.h"
#include "platform/jobs/store.h"
#include "platform/mail/settings.h"
#include "support/engines.h"

namespace sonae::mail {
namespace {

constexpr Instant noon{1'790'000'000'000};
constexpr std::int64_t hour_ms = 3'600'000;
const auto company = Id<Company>::trusted("01890000-0000-7000-8000-000000000001");
const auto user = Id<User>::trusted("01890000-0000-7000-8000-000000000002");

/// Answers as the test says; keeps what it was given.
struct Line {
  std::vector<Message> sent;
  std::map<std::string, Outcome> answers;  ///< by address
  std::optional<Outcome> away;
};
class Paper : public Transport {
 public:
  explicit Paper(Line& line) : line_(line) {}
  Outcome send(const Message& message) override {
    if (line_.away) return *line_.away;
    const auto answer = line_.answers.find(message.to.mailbox);
    if (answer != line_.answers.end()) return answer->second;
    line_.sent.push_back(message);
    return {Verdict::Sent, "", 250, ""};
  }

 private:
  Line& line_;
};

const Outcome unreachable{Verdict::Trouble, "unreachable", 0, ""};
const Outcome no_mailbox{Verdict::Refused, "recipient", 550, "550 no such mailbox"};
const Outcome greylisted{Verdict::Later, "later", 451, "451 later"};

class OutboxOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  OutboxOn() : database_(support::fresh_database(GetParam(), folder_)) { MUST(db::migrate(*database_, now())); }
  template <typename Body>
  auto house(Body&& body) {
    return database_->write(std::forward<Body>(body), db::Purpose::Housekeeping);
  }
  std::string put(const std::string& address, const std::string& subject = "件名") {
    return MUST(house([&](db::WriteTx& tx) {
      return queue(tx, company, {user, {address, "鈴木"}, subject, "text\n", "<p>text</p>"}, noon);
    }));
  }
  Delivery delivery() {
    return {*database_, [this](std::stop_token) { return std::make_unique<Paper>(line_); }, [] { return 0; },
            [this](db::WriteTx&, const Id<Company>&, const std::string& mail, Instant) -> Result<void> {
              given_up_.push_back(mail);
              return {};
            }};
  }
  /// Does the job as a Runner would; false when it is not due.
  bool run(Instant at) {
    const auto due = MUST(database_->read([&](db::Tx& tx) { return jobs::store::list_due(tx, at); }));
    if (due.empty()) return false;
    const auto taken = MUST(house([&](db::WriteTx& tx) { return jobs::store::take(tx, due[0], "test", at); }));
    MUST(deliver(delivery(), *taken, at));
    return true;
  }
  ServerState state() {
    return MUST(database_->read([](db::Tx& tx) { return server_state(tx, company); }));
  }
  Depth counts() {
    return MUST(database_->read([](db::Tx& tx) { return depth(tx); }));
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
  Line line_;
  std::vector<std::string> given_up_;
};

INSTANTIATE_TEST_SUITE_P(Engines, OutboxOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(OutboxOn, AMailIsSentOnceAndTheJobIsDone) {
  const std::string id = put("a@example.jp");
  EXPECT_TRUE(run(noon));
  ASSERT_EQ(line_.sent.size(), 1U);
  EXPECT_EQ(line_.sent[0].id, id);
  EXPECT_EQ(line_.sent[0].to.name, "鈴木");
  EXPECT_FALSE(run(noon.plus_ms(100 * hour_ms)));
  EXPECT_EQ(state().last_sent_at, noon);
}

TEST_P(OutboxOn, AMailOfADeedThatFailedDoesNotExist) {
  const auto undone = house([&](db::WriteTx& tx) -> Result<void> {
    TRY(queue(tx, company, {user, {"a@example.jp", ""}, "x", "x", "x"}, noon));
    return unavailable("error.busy");
  });
  EXPECT_FALSE(undone);
  EXPECT_FALSE(run(noon));
  EXPECT_EQ(counts().waiting, 0);
}

TEST_P(OutboxOn, WhatCannotStandInAHeadIsNotQueued) {
  for (const NewMail& bad : {NewMail{user, {"a@example.jp\r\nBcc: b@example.jp", ""}, "x", "x", "x"},
                             NewMail{user, {"a@example.jp", "n\nm"}, "x", "x", "x"},
                             NewMail{user, {"a@example.jp", ""}, "x\r\nBcc: b@example.jp", "x", "x"}})
    EXPECT_FALSE(house([&](db::WriteTx& tx) { return queue(tx, company, bad, noon); }));
}

TEST_P(OutboxOn, WhileTheServerIsAwayNothingIsLostAndThePageKnowsSinceWhen) {
  put("a@example.jp");
  put("b@example.jp");
  line_.away = unreachable;
  run(noon);
  EXPECT_EQ(state().down_since, noon);
  EXPECT_EQ(state().last.reason, "unreachable");
  EXPECT_GT(state().next_try_at, noon);
  EXPECT_FALSE(run(noon)) << "not before the next try";
  Instant at = noon;
  for (int tries = 0; tries < 200; ++tries) {
    at = at.plus_ms(hour_ms);
    run(at);
  }
  EXPECT_EQ(counts().waiting, 2) << "after a week of tries";
  EXPECT_EQ(counts().failed, 0);
  EXPECT_EQ(counts().down, 1);
  EXPECT_EQ(state().down_since, noon);
  line_.away.reset();
  run(at.plus_ms(hour_ms));
  EXPECT_EQ(line_.sent.size(), 2U);
  EXPECT_FALSE(state().down_since);
}

TEST_P(OutboxOn, ANewSettingDoesNotWaitForTheNextTry) {
  put("a@example.jp");
  line_.away = unreachable;
  for (int hours = 0; hours < 10; ++hours) run(noon.plus_ms(hours * hour_ms));
  line_.away.reset();
  MUST(house([](db::WriteTx& tx) { return try_now(tx, company); }));
  EXPECT_TRUE(run(noon.plus_ms(9 * hour_ms)));
  EXPECT_EQ(line_.sent.size(), 1U);
}

TEST_P(OutboxOn, ARefusalForGoodIsThatMailsAloneAndStaysVisible) {
  const std::string lost = put("gone@example.jp");
  put("b@example.jp");
  line_.answers["gone@example.jp"] = no_mailbox;
  run(noon);
  EXPECT_EQ(line_.sent.size(), 1U) << "the other one arrives";
  EXPECT_FALSE(state().down_since);
  EXPECT_EQ(given_up_, std::vector<std::string>{lost});
  const auto failures = MUST(database_->read([](db::Tx& tx) { return list_failures(tx, company); }));
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].outcome.code, 550);
  EXPECT_EQ(failures[0].outcome.reply, "550 no such mailbox");
  MUST(house([&](db::WriteTx& tx) { return resolve(tx, company, lost); }));
  EXPECT_EQ(counts().failed, 0);
  EXPECT_FALSE(house([&](db::WriteTx& tx) { return resolve(tx, company, lost); })) << "once";
  const auto other = Id<Company>::trusted("01890000-0000-7000-8000-000000000009");
  EXPECT_FALSE(house([&](db::WriteTx& tx) { return resolve(tx, other, lost); }));
}

TEST_P(OutboxOn, APutOffMailIsTriedForThreeDaysAndThenGivenUp) {
  put("slow@example.jp");
  line_.answers["slow@example.jp"] = greylisted;
  Instant at = noon;
  int tries = 0;
  for (int hours = 0; hours <= 71; ++hours, at = at.plus_ms(hour_ms)) tries += run(at) ? 1 : 0;
  EXPECT_GT(tries, 60);
  EXPECT_EQ(counts().waiting, 1);
  run(at.plus_ms(2 * hour_ms));
  EXPECT_EQ(counts().failed, 1);
  EXPECT_EQ(given_up_.size(), 1U);
}

TEST_P(OutboxOn, AMailWhoseSettlingWasCutOffIsSentAgainWithTheSameId) {
  const std::string id = put("a@example.jp");
  const auto due = MUST(database_->read([](db::Tx& tx) { return jobs::store::list_due(tx, noon); }));
  const auto dead = MUST(house([&](db::WriteTx& tx) { return jobs::store::take(tx, due[0], "dead", noon); }));
  line_.sent.push_back({id, {"a@example.jp", ""}, "", "", "", noon});  // handed over, and then killed
  EXPECT_FALSE(run(noon));
  EXPECT_TRUE(run(noon.plus_ms(jobs::lease_ms)));
  ASSERT_EQ(line_.sent.size(), 2U);
  EXPECT_EQ(line_.sent[1].id, id);
  // Whoever lost the lease sends nothing more.
  put("b@example.jp");
  const auto late = deliver(delivery(), *dead, noon);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().key, "jobs.lost");
  EXPECT_EQ(line_.sent.size(), 2U);
}

TEST_P(OutboxOn, WithoutASetUpServerMailsWaitAndTheJobDoesNotSpin) {
  put("a@example.jp");
  Delivery nowhere = delivery();
  nowhere.transport = [](std::stop_token) { return nullptr; };
  const auto due = MUST(database_->read([](db::Tx& tx) { return jobs::store::list_due(tx, noon); }));
  const auto job = MUST(house([&](db::WriteTx& tx) { return jobs::store::take(tx, due[0], "test", noon); }));
  MUST(deliver(nowhere, *job, noon));
  EXPECT_FALSE(run(noon.plus_ms(hour_ms)));
  EXPECT_EQ(counts().waiting, 1);
}

TEST_P(OutboxOn, ThePasswordLiesSealedAndOpensOnlyForItsCompany) {
  const session::Keys keys(as_bytes("0123456789abcdef0123456789abcdef"));
  Server server{"smtp.example.jp", 587, Security::StartTls,           "post",
                "secret 7731",     "",  {"sonae@example.jp", "備え"}, ""};
  MUST(house([&](db::WriteTx& tx) { return put_settings(tx, company, keys, {server, 0}, false); }));
  constexpr db::Sql raw("select password from mail_settings");
  const Bytes stored = MUST(database_->read([&](db::Tx& tx) { return tx.find(raw); }))->bytes(0);
  EXPECT_FALSE(std::string_view(reinterpret_cast<const char*>(stored.data()), stored.size()).contains("7731"));
  auto read_back = MUST(database_->read([&](db::Tx& tx) { return find_settings(tx, company, keys); }));
  EXPECT_EQ(read_back->server.password, "secret 7731");

  server.host = "other.example.jp";
  MUST(house([&](db::WriteTx& tx) { return put_settings(tx, company, keys, {server, 1}, true); }));
  EXPECT_FALSE(house([&](db::WriteTx& tx) { return put_settings(tx, company, keys, {server, 1}, true); }))
      << "somebody else was first";
  const session::Keys next(as_bytes("fedcba9876543210fedcba9876543210"));
  EXPECT_EQ(MUST(house([&](db::WriteTx& tx) { return reseal(tx, keys, next); })), 1);
  EXPECT_FALSE(database_->read([&](db::Tx& tx) { return find_settings(tx, company, keys); }));
  read_back = MUST(database_->read([&](db::Tx& tx) { return find_settings(tx, company, next); }));
  EXPECT_EQ(read_back->server.password, "secret 7731");
  EXPECT_EQ(read_back->server.host, "other.example.jp");

  constexpr db::Sql copy("update mail_settings set company_id = $1");
  const auto other = Id<Company>::trusted("01890000-0000-7000-8000-000000000009");
  MUST(house([&](db::WriteTx& tx) { return tx.execute(copy, {other}); }));
  EXPECT_FALSE(database_->read([&](db::Tx& tx) { return find_settings(tx, other, next); }));
}

TEST(MailSettings, NameThePlaceOfWhatCannotBeUsed) {
  const Server good{"smtp.example.jp", 587, Security::StartTls, "post", "x", "", {"sonae@example.jp", "備え"}, ""};
  EXPECT_TRUE(checked(good));
  const auto place_of = [&](auto change) {
    Server server = good;
    change(server);
    const auto result = checked(server);
    return result || result.error().fields.size() != 1 ? std::string("none") : result.error().fields[0].place;
  };
  for (const char* host : {"", "http://smtp.example.jp", "a b", "-x", "smtp.example.jp/x", "a@b"})
    EXPECT_EQ(place_of([&](Server& server) { server.host = host; }), "/host") << host;
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{0, 22, 80, 443, 1023})
    EXPECT_EQ(place_of([&](Server& server) { server.port = port; }), "/port") << port;
  EXPECT_EQ(place_of([](Server& server) { server.security = Security::None; }), "/security");
  EXPECT_EQ(place_of([](Server& server) { server.user = "a\r\nb"; }), "/user");
  EXPECT_EQ(place_of([](Server& server) { server.sender.name = "a\nb"; }), "/sender_name");
  EXPECT_EQ(place_of([](Server& server) { server.reply_to = "x"; }), "/reply_to");
  Server relay = good;
  relay.host = "127.0.0.1";
  relay.security = Security::None;
  EXPECT_TRUE(checked(relay)) << "a relay on the same machine";
}

}  // namespace
}  // namespace sonae::mail
