#include "platform/session/totp.h"

#include <gtest/gtest.h>

#include <set>

#include "platform/session/qr.h"

namespace sonae::session {
namespace {

Bytes seed_of(std::string_view text) {
  const auto bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}
const Bytes rfc_seed = seed_of("12345678901234567890");

// RFC 6238 appendix B, the last six of the eight digits.
TEST(Totp, GivesTheCodesOfTheStandard) {
  const std::vector<std::pair<std::int64_t, std::string>> cases = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
  };
  for (const auto& [seconds, code] : cases)
    EXPECT_EQ(totp_code(rfc_seed, totp_step(Instant(seconds * 1000))), code) << seconds;
}

TEST(Totp, AcceptsOneStepOnEitherSideAndNoFurther) {
  const Instant at(1'700'000'000'000);
  const std::int64_t step = totp_step(at);
  for (const std::int64_t near : {step - 1, step, step + 1})
    EXPECT_EQ(match_totp(rfc_seed, totp_code(rfc_seed, near), at, 0), near);
  EXPECT_FALSE(match_totp(rfc_seed, totp_code(rfc_seed, step - 2), at, 0));
  EXPECT_FALSE(match_totp(rfc_seed, totp_code(rfc_seed, step + 2), at, 0));
}

TEST(Totp, AcceptsAStepOnlyOnceAndNoneBeforeIt) {
  const Instant at(1'700'000'000'000);
  const std::int64_t step = totp_step(at);
  EXPECT_FALSE(match_totp(rfc_seed, totp_code(rfc_seed, step), at, step));
  EXPECT_FALSE(match_totp(rfc_seed, totp_code(rfc_seed, step - 1), at, step));
  EXPECT_TRUE(match_totp(rfc_seed, totp_code(rfc_seed, step + 1), at, step));
}

TEST(Totp, TakesTheCodeAsPeopleTypeIt) {
  const Instant at(1'700'000'000'000);
  std::string code = totp_code(rfc_seed, totp_step(at));
  std::string wide;
  for (const char digit : code) wide += std::string("\xEF\xBC") + static_cast<char>(0x90 + (digit - '0'));
  EXPECT_TRUE(match_totp(rfc_seed, wide, at, 0)) << "full-width digits";
  EXPECT_TRUE(match_totp(rfc_seed, code.insert(3, " "), at, 0)) << "a blank in the middle";
  EXPECT_FALSE(match_totp(rfc_seed, "", at, 0));
  EXPECT_FALSE(match_totp(rfc_seed, "12345", at, 0));
}

TEST(Totp, SeedsHave160BitsAndDiffer) {
  EXPECT_EQ(new_totp_seed().size(), 20U);
  EXPECT_NE(new_totp_seed(), new_totp_seed());
}

TEST(Totp, Base32GoesThereAndBack) {
  EXPECT_EQ(to_base32(rfc_seed), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_EQ(from_base32("gezd gnbv GY3T QOJQ GEZDGNBVGY3TQOJQ"), rfc_seed);
  EXPECT_FALSE(from_base32("1"));
}

TEST(Totp, UriNamesIssuerAndAccountEncoded) {
  const std::string uri = totp_uri(rfc_seed, "Sonae 東和", "tanaka@example");
  EXPECT_TRUE(uri.starts_with("otpauth://totp/Sonae%20%E6%9D%B1%E5%92%8C:tanaka%40example?secret=GEZDGNBV")) << uri;
  EXPECT_NE(uri.find("&algorithm=SHA1&digits=6&period=30"), std::string::npos);
}

TEST(RecoveryCodes, AreTenDifferentOnesOf120Bits) {
  const auto codes = new_recovery_codes();
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
  for (const std::string& code : codes) EXPECT_EQ(code.size(), 29U) << code;
}

TEST(RecoveryCodes, AreRecognisedHoweverTheyAreTyped) {
  const std::string code = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ";
  EXPECT_EQ(recovery_code_digest(code), recovery_code_digest("abcdefgh jklmnpqr stuvwxyz"));
  EXPECT_FALSE(recovery_code_digest("123456"));
  EXPECT_FALSE(recovery_code_digest("ABCD-EFGH-JKLM-NPQR-STUV-WX!Z"));
}

TEST(QrPicture, IsCrispHasItsQuietZoneAndNoStyle) {
  const auto svg = qr_svg(totp_uri(rfc_seed, "Sonae", "tanaka"));
  ASSERT_TRUE(svg);
  EXPECT_NE(svg->find("shape-rendering=\"crispEdges\""), std::string::npos);
  EXPECT_EQ(svg->find("style"), std::string::npos);
  EXPECT_NE(svg->find("d=\"M4 4h7v1h-7z"), std::string::npos) << "the finder pattern stands four modules in";
}

TEST(QrPicture, RefusesWhatDoesNotFit) { EXPECT_FALSE(qr_svg(std::string(5000, 'x'))); }

}  // namespace
}  // namespace sonae::session
