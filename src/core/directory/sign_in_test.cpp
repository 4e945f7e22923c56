// Sign-in, second factor, passwords and sessions over the real directory. Numbers are the invariants of service.h.

#include <gtest/gtest.h>

#include "core/directory/setup.h"
#include "platform/session/totp.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

using session::Live;
using session::Opened;
using session::State;

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

class SignIn : public testing::TestWithParam<support::EngineKind> {
 protected:
  SignIn() : installation_(GetParam()), company_(installation_, "東和精工株式会社"), start_(now()) {}

  [[nodiscard]] session::Client client(const std::string& address = "192.0.2.1") const {
    return {address, "Test/1", "r"};
  }
  Result<Opened> sign_in(const std::string& login, const std::string& password, Instant at,
                         const std::string& old_cookie = "") {
    return installation_.sessions.sign_in(login, password, client(), old_cookie, at);
  }
  Result<Opened> sign_in(const std::string& who, Instant at) {
    const auto& persona = company_.personas.at(who);
    return sign_in(persona.login, persona.password, at);
  }
  Opened sign_in_fully(const std::string& who, Instant at) {
    Opened opened = MUST(sign_in(who, at));
    if (opened.live.state == State::PendingFactor)
      opened = MUST(installation_.sessions.pass_factor(opened.live, code(who, at), at));
    return opened;
  }
  std::string code(const std::string& who, Instant at, std::int64_t steps = 0) {
    return session::totp_code(company_.personas.at(who).totp_seed, session::totp_step(at) + steps);
  }
  std::optional<Live> find(const std::string& cookie, Instant at) {
    return MUST(installation_.sessions.find(cookie, client(), at));
  }
  std::vector<trail::Record> recorded(const std::string& action) {
    return installation_.read([&](db::Tx& tx) -> Result<std::vector<trail::Record>> {
      trail::Filter filter;
      filter.action_prefix = action;
      filter.limit = 500;
      return TRY(trail::list(tx, {company_.company, {}}, filter)).records;
    });
  }
  void change(const std::string& who, const std::function<void(UserChange&)>& edit) {
    installation_.write([&](db::WriteTx& tx) -> Result<UserView> {
      const Actor system = system_actor(company_.company, "test");
      UserChange change;
      change.user = company_.users.at(who);
      change.version = TRY(get_user(tx, system, change.user)).version;
      edit(change);
      return change_user(tx, system, change, start_);
    });
  }

  support::Installation installation_;
  support::TestCompany company_;
  Instant start_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SignIn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SignIn, TheRightPasswordOpensASessionWhoseCookieIsKeptOnlyAsDigest) {
  const Opened opened = MUST(sign_in("secretary", start_));
  EXPECT_EQ(opened.live.state, State::SignedIn);
  EXPECT_EQ(opened.live.actor.name, "secretary");
  // 43 characters of base64url carry 256 bits.
  EXPECT_EQ(opened.cookie.size(), 36U + 1 + 43);
  EXPECT_EQ(opened.live.row.token, sha256(opened.cookie));
  ASSERT_TRUE(find(opened.cookie, start_));
  EXPECT_FALSE(find(to_hex(opened.live.row.token), start_)) << "what the database holds opens nothing";
  const auto rows = installation_.read(
      [&](db::Tx& tx) { return tx.query("select * from sessions where company_id = $1", {company_.company}); });
  for (const db::Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto* text = std::get_if<std::string>(&row.value(i));
      if (text == nullptr) continue;
      EXPECT_EQ(text->find(opened.cookie.substr(37)), std::string::npos);
    }
  }
}

TEST_P(SignIn, LoginsAreTakenWhateverTheirWidthAndCase) {
  EXPECT_TRUE(sign_in("ＳＥＣＲＥＴＡＲＹ", company_.personas.at("secretary").password, start_));
}

// Invariant 1
TEST_P(SignIn, UnknownLoginWrongPasswordAndDisabledAccountGiveOneAnswer) {
  change("employee", [](UserChange& change) { change.disabled = true; });
  const auto unknown = sign_in("nobody-of-this-name", "some password or other", start_);
  const auto wrong = sign_in("secretary", "some password or other", start_);
  const auto disabled = sign_in("employee", start_);
  for (const auto& refused : {unknown, wrong, disabled}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden);
    EXPECT_EQ(refused.error().key, "session.refused");
    EXPECT_EQ(refused.error().args, wrong.error().args);
    EXPECT_TRUE(refused.error().fields.empty());
  }
  // Every way computed exactly one hash of the same cost: what an unknown login is compared with asks for no rehash.
  EXPECT_FALSE(installation_.hasher.needs_rehash(installation_.hasher.nobody()));
}

TEST_P(SignIn, RefusalsAreRecordedButNeverTheTypedLogin) {
  (void)sign_in("my secret password typed into the wrong box", "x", start_);
  (void)sign_in("secretary", "wrong password", start_);
  const auto records = recorded("session.sign_in");
  ASSERT_EQ(records.size(), 2U);
  for (const auto& record : records) {
    EXPECT_EQ(record.entry.outcome, trail::Outcome::Denied);
    EXPECT_EQ(record.origin.address, "192.0.2.1");
    EXPECT_EQ(record.entry.after.find("secret"), std::string::npos);
  }
  EXPECT_EQ(records.front().entry.subject.id, company_.users.at("secretary").text());
}

TEST_P(SignIn, AStormOfFailuresIsRecordedInBoundedNumber) {
  Instant at = start_;
  for (int i = 0; i < 60; ++i) {
    (void)sign_in("secretary", "wrong password", at);
    at = at.plus_seconds(1000);
  }
  EXPECT_LE(recorded("session.sign_in").size(), 12U);
  EXPECT_GE(recorded("session.sign_in").size(), 5U);
}

TEST_P(SignIn, TooManyFailuresAnswerThrottledEvenForTheRightPassword) {
  for (int i = 0; i < 5; ++i) (void)sign_in("secretary", "wrong password", start_);
  const auto refused = sign_in("secretary", start_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "session.throttled");
  EXPECT_TRUE(sign_in("secretary", start_.plus_seconds(2)));
}

TEST_P(SignIn, ABusyServerIsNotCountedAsAFailure) {
  session::PasswordHasher full(support::test_cost, {.slots = 0, .waiting = 0});
  session::Service busy(*installation_.database, installation_.accounts, full, installation_.keys);
  const auto& persona = company_.personas.at("secretary");
  for (int i = 0; i < 30; ++i) {
    const auto refused = busy.sign_in(persona.login, persona.password, client(), "", start_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "error.busy");
  }
  EXPECT_TRUE(sign_in("secretary", start_));
}

TEST_P(SignIn, AStoredFormOfLowerCostIsRaised) {
  session::PasswordHasher stronger({2, 128ULL * 1024}, {});
  session::Service later(*installation_.database, installation_.accounts, stronger, installation_.keys);
  const auto& persona = company_.personas.at("secretary");
  const auto stored = [&] {
    return installation_
        .read(
            [&](db::Tx& tx) { return session::find_credential(tx, company_.company, company_.users.at("secretary")); })
        ->password;
  };
  EXPECT_TRUE(stronger.needs_rehash(stored()));
  ASSERT_TRUE(later.sign_in(persona.login, persona.password, client(), "", start_));
  EXPECT_FALSE(stronger.needs_rehash(stored()));
  EXPECT_TRUE(later.sign_in(persona.login, persona.password, client(), "", start_));
}

// Invariant 3
TEST_P(SignIn, SigningInAgainEndsTheSessionTheBrowserHad) {
  const Opened first = MUST(sign_in("secretary", start_));
  const auto& persona = company_.personas.at("secretary");
  const Opened second = MUST(sign_in(persona.login, persona.password, start_, first.cookie));
  EXPECT_NE(first.cookie, second.cookie);
  EXPECT_FALSE(find(first.cookie, start_));
  EXPECT_TRUE(find(second.cookie, start_));
}

TEST_P(SignIn, TheSecondFactorGivesANewCookieAndKillsTheOld) {
  const Opened first = MUST(sign_in("admin", start_));
  EXPECT_EQ(first.live.state, State::PendingFactor);
  const Opened second = MUST(installation_.sessions.pass_factor(first.live, code("admin", start_), start_));
  EXPECT_EQ(second.live.state, State::SignedIn);
  EXPECT_FALSE(find(first.cookie, start_));
  EXPECT_EQ(find(second.cookie, start_)->state, State::SignedIn);
}

TEST_P(SignIn, ATotpStepWorksOnceForOneAccount) {
  (void)sign_in_fully("admin", start_);
  const Opened again = MUST(sign_in("admin", start_));
  const auto refused = installation_.sessions.pass_factor(again.live, code("admin", start_), start_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "session.factor_refused");
  EXPECT_TRUE(installation_.sessions.pass_factor(again.live, code("admin", start_, 1), start_));
}

TEST_P(SignIn, FiveWrongCodesEndTheSession) {
  const Opened opened = MUST(sign_in("admin", start_));
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(installation_.sessions.pass_factor(opened.live, "000000x", start_).error().key, "session.factor_refused");
  EXPECT_EQ(installation_.sessions.pass_factor(opened.live, "000000x", start_).error().key, "session.required");
  EXPECT_FALSE(find(opened.cookie, start_));
  EXPECT_FALSE(installation_.sessions.pass_factor(opened.live, code("admin", start_), start_));
}

TEST_P(SignIn, WrongCodesSlowDownTheNextSignIn) {
  const Opened opened = MUST(sign_in("admin", start_));
  for (int i = 0; i < 5; ++i) (void)installation_.sessions.pass_factor(opened.live, "000000x", start_);
  EXPECT_EQ(sign_in("admin", start_).error().key, "session.throttled");
}

TEST_P(SignIn, ARecoveryCodeWorksOnce) {
  const auto codes = installation_.write([&](db::WriteTx& tx) -> Result<std::vector<std::string>> {
    TRY(trail::append(tx, trail::system_origin(company_.company, "test"), {"test", {}, "", "", {}}, start_));
    return session::enrol_factor(tx, installation_.keys, company_.company, company_.users.at("admin"),
                                 company_.personas.at("admin").totp_seed, start_);
  });
  ASSERT_EQ(codes.size(), 10U);
  const Opened first = MUST(sign_in("admin", start_));
  EXPECT_TRUE(installation_.sessions.pass_factor(first.live, codes[3], start_));
  const Opened second = MUST(sign_in("admin", start_));
  EXPECT_FALSE(installation_.sessions.pass_factor(second.live, codes[3], start_));
  EXPECT_TRUE(installation_.sessions.pass_factor(second.live, codes[4], start_));
}

TEST_P(SignIn, TheSeedIsSealedInTheDatabase) {
  const auto credential = installation_.read(
      [&](db::Tx& tx) { return session::find_credential(tx, company_.company, company_.users.at("admin")); });
  const Bytes& seed = company_.personas.at("admin").totp_seed;
  EXPECT_EQ(std::ranges::search(credential->factor_seed, seed).begin(), credential->factor_seed.end());
}

TEST_P(SignIn, AnAccountThatNeedsAFactorEnrolsOneBeforeAnythingElse) {
  (void)company_.user("second_admin", {Role::Secretariat}, {});
  change("second_admin", [](UserChange& change) { change.roles = std::set<Role>{Role::Administrator}; });
  const Opened opened = MUST(sign_in("second_admin", start_));
  EXPECT_EQ(opened.live.state, State::PendingEnrolment);
  const auto offer = MUST(installation_.sessions.begin_enrolment(opened.live, "Sonae"));
  const Bytes seed = *session::from_base32(offer.secret);
  EXPECT_EQ(seed.size(), 20U);
  const auto wrong = installation_.sessions.confirm_enrolment(opened.live, "000000x", start_);
  EXPECT_EQ(wrong.error().key, "session.factor_refused");
  const auto done = MUST(installation_.sessions.confirm_enrolment(
      opened.live, session::totp_code(seed, session::totp_step(start_)), start_));
  EXPECT_EQ(done.recovery_codes.size(), 10U);
  EXPECT_EQ(done.opened.live.state, State::SignedIn);
  EXPECT_FALSE(find(opened.cookie, start_)) << "a new id at the second factor";
}

TEST_P(SignIn, NobodyEnrolsOverAnExistingFactor) {
  const Opened pending = MUST(sign_in("admin", start_));
  EXPECT_EQ(installation_.sessions.begin_enrolment(pending.live, "Sonae").error().key, "session.state");
  const Opened full = sign_in_fully("auditor", start_);
  EXPECT_EQ(installation_.sessions.begin_enrolment(full.live, "Sonae").error().key, "session.state");
}

// Invariant 4
TEST_P(SignIn, ASessionEndsAfterRestAndAfterItsDay) {
  const Opened opened = MUST(sign_in("secretary", start_));
  EXPECT_TRUE(find(opened.cookie, start_.plus_ms(30 * minute - 1)));
  EXPECT_FALSE(find(opened.cookie, start_.plus_ms(30 * minute)));
  Instant at = start_;
  while (at < start_.plus_ms(12 * hour - 20 * minute)) {
    at = at.plus_ms(20 * minute);
    const auto live = find(opened.cookie, at);
    ASSERT_TRUE(live);
    installation_.sessions.touch(*live, at);
  }
  EXPECT_FALSE(find(opened.cookie, start_.plus_ms(12 * hour)));
}

TEST_P(SignIn, AnAdministratorsSessionIsShorter) {
  const Opened opened = sign_in_fully("admin", start_);
  EXPECT_TRUE(find(opened.cookie, start_.plus_ms(15 * minute - 1)));
  EXPECT_FALSE(find(opened.cookie, start_.plus_ms(15 * minute)));
}

TEST_P(SignIn, DisablingOrDemotingEndsEverySessionAtOnce) {
  const Opened disabled = MUST(sign_in("employee", start_));
  change("employee", [](UserChange& change) { change.disabled = true; });
  EXPECT_FALSE(find(disabled.cookie, start_));
  const Opened demoted = MUST(sign_in("secretary", start_));
  change("secretary", [](UserChange& change) { change.roles = std::set<Role>{Role::Employee}; });
  EXPECT_FALSE(find(demoted.cookie, start_));
}

TEST_P(SignIn, ASecondServerSeesTheEndOfASessionAtOnce) {
  session::Service other(*installation_.database, installation_.accounts, installation_.hasher, installation_.keys);
  const Opened opened = MUST(sign_in("secretary", start_));
  ASSERT_TRUE(other.find(opened.cookie, client(), start_).value());
  MUST(installation_.sessions.sign_out(opened.live, start_));
  EXPECT_FALSE(other.find(opened.cookie, client(), start_).value());
}

TEST_P(SignIn, ChangingThePasswordEndsTheOtherSessionsAndRenewsThisOne) {
  const Opened here = MUST(sign_in("secretary", start_));
  const Opened elsewhere = MUST(sign_in("secretary", start_));
  const std::string current = company_.personas.at("secretary").password;
  const std::string fresh = "seven lanterns over a wet bridge";
  const Live live = *find(here.cookie, start_);
  EXPECT_EQ(installation_.sessions.change_password(live, "not this one", fresh, start_).error().key,
            "session.password.wrong_current");
  const auto common =
      installation_.sessions.change_password(live, current, "東和精工株式会社2026東和精工株式会社", start_);
  EXPECT_EQ(common.error().fields.at(0).key, "session.password.common");
  const Opened renewed = MUST(installation_.sessions.change_password(live, current, fresh, start_));
  EXPECT_FALSE(find(here.cookie, start_));
  EXPECT_FALSE(find(elsewhere.cookie, start_));
  EXPECT_TRUE(find(renewed.cookie, start_));
  EXPECT_FALSE(sign_in("secretary", current, start_));
  EXPECT_TRUE(sign_in("secretary", fresh, start_));
}

TEST_P(SignIn, AnInitialPasswordLetsInOnlyToReplaceIt) {
  const auto initial = MUST(prepare_password(installation_.hasher, "initial-password-of-them", true));
  const Actor admin = company_.actor("admin");
  installation_.write(
      [&](db::WriteTx& tx) { return reset_password(tx, admin, company_.users.at("employee"), initial, start_); });
  const Opened opened = MUST(sign_in("employee", "initial-password-of-them", start_));
  EXPECT_EQ(opened.live.state, State::PendingPassword);
  EXPECT_FALSE(installation_.sessions.begin_enrolment(opened.live, "Sonae"));
  const auto same = installation_.sessions.replace_initial_password(opened.live, "initial-password-of-them", start_);
  EXPECT_EQ(same.error().fields.at(0).key, "session.password.same");
  const Opened done =
      MUST(installation_.sessions.replace_initial_password(opened.live, "a lamp beside the old harbour", start_));
  EXPECT_EQ(done.live.state, State::SignedIn);
  EXPECT_FALSE(find(opened.cookie, start_));
}

TEST_P(SignIn, AShortPasswordMustGoOnceItStandsAlone) {
  const auto brief = MUST(prepare_password(installation_.hasher, "k7#Fqw9z", false));
  (void)company_.user("assistant", {Role::Employee}, {});
  const Actor admin = company_.actor("admin");
  installation_.write(
      [&](db::WriteTx& tx) { return reset_password(tx, admin, company_.users.at("assistant"), brief, start_); });
  EXPECT_EQ(MUST(sign_in("assistant", "k7#Fqw9z", start_)).live.state, State::PendingPassword);
}

TEST_P(SignIn, PeopleSeeAndEndTheirOwnSessionsAndNobodyElses) {
  const Opened one = MUST(sign_in("secretary", start_));
  const Opened two = MUST(sign_in("secretary", start_));
  const Opened other = MUST(sign_in("manager", start_));
  EXPECT_EQ(installation_.sessions.end_own_session(one.live, other.live.row.id, start_).error().kind,
            ErrorKind::NotFound);
  EXPECT_TRUE(installation_.sessions.end_own_session(one.live, two.live.row.id, start_));
  EXPECT_FALSE(find(two.cookie, start_));
  EXPECT_TRUE(find(other.cookie, start_));
}

TEST_P(SignIn, TwoCompaniesMayUseOneLogin) {
  support::TestCompany other(installation_, "西和工業");
  const auto password = MUST(prepare_password(installation_.hasher, "another password of the west", false));
  installation_.write([&](db::WriteTx& tx) {
    return reset_password(tx, system_actor(other.company, "test"), other.users.at("secretary"), password, start_);
  });
  EXPECT_EQ(MUST(sign_in("secretary", "another password of the west", start_)).live.actor.company, other.company);
  EXPECT_EQ(MUST(sign_in("secretary", start_)).live.actor.company, company_.company);
}

class SetUpTest : public testing::TestWithParam<support::EngineKind> {
 protected:
  SetUpTest() : installation_(GetParam()), start_(now()) {}
  Result<Opened> set_up_with(const std::string& token, Instant at) {
    return set_up(*installation_.database, installation_.sessions,
                  {token, {.name = "東和精工", .fiscal_year_start = 4}, "admin", "管理 花", "k7#Fqw9z!"},
                  {"192.0.2.1", "Test/1", "r"}, at);
  }
  support::Installation installation_;
  Instant start_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SetUpTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SetUpTest, TheTokenMakesTheFirstAdministratorOnceWhoThenEnrols) {
  const std::string token = MUST(issue_setup_token(*installation_.database, start_));
  const Opened opened = MUST(set_up_with(token, start_));
  EXPECT_EQ(opened.live.state, State::PendingEnrolment);
  EXPECT_TRUE(opened.live.actor.roles.contains(Role::Administrator));
  EXPECT_EQ(set_up_with(token, start_).error().key, "directory.setup.done");
  EXPECT_EQ(issue_setup_token(*installation_.database, start_).error().key, "directory.setup.done");
}

TEST_P(SetUpTest, TheTokenIsGoodForAQuarterOfAnHour) {
  const std::string token = MUST(issue_setup_token(*installation_.database, start_));
  EXPECT_EQ(set_up_with(token, start_.plus_ms(15 * minute)).error().key, "directory.setup.refused");
  EXPECT_TRUE(set_up_with(token, start_.plus_ms(15 * minute - 1)));
}

TEST_P(SetUpTest, OnlyTheNewestTokenWorksAndGuessesDoNot) {
  const std::string old_token = MUST(issue_setup_token(*installation_.database, start_));
  const std::string token = MUST(issue_setup_token(*installation_.database, start_));
  EXPECT_EQ(set_up_with(old_token, start_).error().key, "directory.setup.refused");
  EXPECT_EQ(set_up_with("", start_).error().key, "directory.setup.refused");
  EXPECT_TRUE(set_up_with(token, start_));
}

TEST_P(SetUpTest, ThereIsNoAccountBeforeIt) {
  const bool due = installation_.read([](db::Tx& tx) { return needs_set_up(tx); });
  EXPECT_TRUE(due);
  const auto users = installation_.read([](db::Tx& tx) { return tx.query("select id from users"); });
  EXPECT_TRUE(users.empty());
}

}  // namespace
}  // namespace sonae::directory
