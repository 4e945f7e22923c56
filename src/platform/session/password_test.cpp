#include "platform/session/password.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "platform/session/password_policy.h"
#include "platform/session/secrets.h"

namespace sonae::session {
namespace {

// Weak on purpose: these tests are about the way, not about the cost.
constexpr HashCost quick{1, 64ULL * 1024};

TEST(PasswordHash, ProductionUsesArgon2idAbove19MiBAndSaysSoInTheString) {
  EXPECT_GE(production_cost.memory_bytes, 64ULL * 1024 * 1024);
  EXPECT_GE(production_cost.passes, 3U);
  PasswordHasher hasher;
  const auto stored = hasher.hash("a password to be stored");
  ASSERT_TRUE(stored);
  EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << *stored;
  EXPECT_FALSE(hasher.needs_rehash(*stored));
  // 16 bytes of salt and 32 of tag, as base64 without padding.
  const std::size_t tag = stored->rfind('$');
  EXPECT_EQ(stored->size() - tag - 1, 43U);
  EXPECT_EQ(tag - stored->rfind('$', tag - 1) - 1, 22U);
}

TEST(PasswordHash, AsksForANewOneWhenTheCostHasGrown) {
  PasswordHasher old_days(quick, {});
  PasswordHasher today({2, 64ULL * 1024}, {});
  const auto stored = old_days.hash("a password to be stored");
  ASSERT_TRUE(stored);
  EXPECT_TRUE(today.needs_rehash(*stored));
  EXPECT_TRUE(today.verify(*stored, "a password to be stored").value()) << "the parameters are in the string";
}

TEST(PasswordHash, SamePasswordTwiceGivesTwoStrings) {
  PasswordHasher hasher(quick, {});
  EXPECT_NE(hasher.hash("the same").value(), hasher.hash("the same").value());
}

TEST(PasswordHash, ComposedAndDecomposedKanaAreOnePassword) {
  PasswordHasher hasher(quick, {});
  const auto stored = hasher.hash("が");  // one character
  ASSERT_TRUE(stored);
  EXPECT_TRUE(hasher.verify(*stored, "か\xE3\x82\x99").value());  // か and the voiced mark
}

TEST(PasswordHash, NobodysFormCostsTheSameAndOpensForNobody) {
  PasswordHasher hasher(quick, {});
  EXPECT_FALSE(hasher.needs_rehash(hasher.nobody()));
  for (const char* guess : {"", "password", "nobody"}) EXPECT_FALSE(hasher.verify(hasher.nobody(), guess).value());
}

TEST(PasswordHash, RefusesMoreThanAKibibyteBeforeHashing) {
  PasswordHasher hasher(quick, {});
  const auto refused = hasher.hash(std::string(1025, 'x'));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "session.password.too_large");
  EXPECT_TRUE(hasher.hash(std::string(1024, 'x')));
}

TEST(PasswordHash, BytesThatAreNoTextAreAWrongPassword) {
  PasswordHasher hasher(quick, {});
  const auto stored = hasher.hash("").value();
  EXPECT_FALSE(hasher.verify(stored, "\xff\xfe").value());
}

TEST(PasswordHash, HasAtLeastOneSlotAndLeavesACoreFree) {
  const HashSlots slots = slots_of_this_machine();
  EXPECT_GE(slots.slots, 1);
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  EXPECT_LE(slots.slots, std::max(1, cores - 1));
}

TEST(PasswordHash, AFullQueueRefusesAtOnceInsteadOfWaiting) {
  PasswordHasher full(quick, {.slots = 0, .waiting = 0});
  const auto refused = full.hash("a password to be stored");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(refused.error().key, "error.busy");
  EXPECT_FALSE(full.verify(full.nobody(), "a password"));
}

// One slot and no queue: many callers at once are served or refused, none is lost, and the slot comes free again.
TEST(PasswordHash, SlotsAreGivenBackUnderACrowd) {
  PasswordHasher hasher({3, 16ULL * 1024 * 1024}, {.slots = 1, .waiting = 0});
  constexpr int callers = 8;
  std::latch start(callers);
  std::atomic<int> served = 0;
  std::atomic<int> refused = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < callers; ++i)
    threads.emplace_back([&] {
      start.arrive_and_wait();
      const auto answer = hasher.hash("a password to be stored");
      if (answer)
        ++served;
      else if (answer.error().kind == ErrorKind::Unavailable && answer.error().key == "error.busy")
        ++refused;
    });
  threads.clear();
  EXPECT_EQ(served + refused, callers);
  EXPECT_GE(served, 1);
  EXPECT_TRUE(hasher.hash("afterwards there is room again"));
}

struct PolicyCase {
  const char* sentence;
  const char* password;
  PasswordUse use;
  const char* key;  ///< "" when it is taken
};

TEST(PasswordPolicy, TakesWhatIsLongAndUnforeseeableAndNothingElse) {
  const std::vector<std::string> words = {"東和精工株式会社", "田中 太郎", "tanaka.taro", "Towa Seiko"};
  const PolicyCase cases[] = {
      {"a sentence of fifteen characters alone", "green bus at 7 o", PasswordUse::Alone, ""},
      {"fourteen characters alone are too few", "green bus at 7", PasswordUse::Alone, "session.password.short"},
      {"eight with a second factor", "k7#Fqw9z", PasswordUse::BesideFactor, ""},
      {"seven with a second factor", "k7#Fqw9", PasswordUse::BesideFactor, "session.password.short"},
      {"letters alone, no composition rules", "vexbiolrumtawdigh", PasswordUse::Alone, ""},
      {"Japanese counts by characters", "雨の朝に傘を忘れて駅へ走った人", PasswordUse::Alone, ""},
      {"a common word", "password", PasswordUse::BesideFactor, "session.password.common"},
      {"a common word in disguise", "P@ssw0rd!", PasswordUse::BesideFactor, "session.password.common"},
      {"a common word with a year", "Sakura2026", PasswordUse::BesideFactor, "session.password.common"},
      {"two common words", "dragonmonkey", PasswordUse::BesideFactor, "session.password.common"},
      {"a common word twice", "sunshinesunshine", PasswordUse::Alone, "session.password.common"},
      {"a row of keys", "qwertyuiopasdfgh", PasswordUse::Alone, "session.password.common"},
      {"digits in order", "1234567890123456", PasswordUse::Alone, "session.password.common"},
      {"one character again and again", "aaaaaaaaaaaaaaaa", PasswordUse::Alone, "session.password.common"},
      {"a short piece repeated", "xk9xk9xk9xk9xk9", PasswordUse::Alone, "session.password.common"},
      {"the company's name", "東和精工株式会社東和精工株式会社", PasswordUse::Alone, "session.password.common"},
      {"the company's Latin name", "towaseiko-2026!!!", PasswordUse::Alone, "session.password.common"},
      {"the person's name", "田中太郎1234田中太郎!", PasswordUse::BesideFactor, "session.password.common"},
      {"the login", "tanaka.taro-2026", PasswordUse::Alone, "session.password.common"},
      {"the product's name", "Sonae-sonae-2026", PasswordUse::Alone, "session.password.common"},
      {"full-width letters are the same letters", "ｐａｓｓｗｏｒｄ１２３", PasswordUse::BesideFactor,
       "session.password.common"},
      {"a name inside something else is fine", "tanaka drinks violet gravel", PasswordUse::Alone, ""},
  };
  for (const PolicyCase& one : cases) {
    const auto result = check_password(one.password, one.use, words);
    const std::string key = result ? "" : result.error().fields.at(0).key;
    EXPECT_EQ(key, one.key) << one.sentence;
  }
}

TEST(PasswordPolicy, TakesSixtyFourCharactersAndMoreButNotAKibibyte) {
  const std::string sentence = "many words in a row that nobody has ever said before in this order at all";
  EXPECT_TRUE(check_password(sentence, PasswordUse::Alone, {}));
  EXPECT_FALSE(check_password(std::string(1025, 'x'), PasswordUse::Alone, {}));
}

TEST(PasswordPolicy, InitialPasswordsPassTheirOwnRuleAndDiffer) {
  const std::string one = new_initial_password();
  EXPECT_TRUE(check_password(one, PasswordUse::Alone, {})) << one;
  EXPECT_NE(one, new_initial_password());
}

TEST(Secrets, ComparesByContent) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
  EXPECT_TRUE(same_secret("", ""));
}

TEST(Secrets, TokensHave256BitsAndDiffer) {
  EXPECT_EQ(new_token().size(), 43U);
  EXPECT_NE(new_token(), new_token());
}

TEST(Secrets, CsrfTokensBelongToOneCookieAndOneKey) {
  const Keys keys(as_bytes("0123456789abcdef0123456789abcdef"));
  const Keys other(as_bytes("0123456789abcdef0123456789abcdeX"));
  EXPECT_EQ(keys.csrf_token("cookie"), keys.csrf_token("cookie"));
  EXPECT_NE(keys.csrf_token("cookie"), keys.csrf_token("cookiE"));
  EXPECT_NE(keys.csrf_token("cookie"), other.csrf_token("cookie"));
}

TEST(Secrets, SealedValuesOpenOnlyWithKeyAndOwner) {
  const Keys keys(as_bytes("0123456789abcdef0123456789abcdef"));
  const Keys other(as_bytes("0123456789abcdef0123456789abcdeX"));
  Bytes sealed = keys.seal(as_bytes("twenty bytes of seed"), "company/user");
  const auto opened = keys.open(sealed, "company/user");
  ASSERT_TRUE(opened);
  EXPECT_TRUE(same_secret(*opened, as_bytes("twenty bytes of seed")));
  EXPECT_FALSE(keys.open(sealed, "company/other"));
  EXPECT_FALSE(other.open(sealed, "company/user"));
  EXPECT_NE(keys.seal(as_bytes("x"), "o"), keys.seal(as_bytes("x"), "o")) << "a nonce is used once";
  sealed.back() ^= std::byte{1};
  EXPECT_FALSE(keys.open(sealed, "company/user"));
  EXPECT_FALSE(keys.open({}, "company/user"));
}

}  // namespace
}  // namespace sonae::session
