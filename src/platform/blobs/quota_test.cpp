#include "platform/blobs/quota.h"

#include <gtest/gtest.h>

#include <limits>

namespace sonae::blobs {
namespace {

constexpr Quotas small{.user = {2, 100}, .department = {4, 150}, .company = {6, 200}};

std::string refusal(const Stored& stored, std::int64_t bytes) {
  const auto room = require_room(small, stored, bytes);
  return room ? "" : room.error().key;
}

TEST(Quota, HoldsPerPersonDepartmentAndCompanyInBytesAndFiles) {
  struct Case {
    const char* what;
    Stored stored;
    std::int64_t bytes;
    const char* key;
  };
  const Case cases[] = {
      {"an empty company takes a file", {{0, 0}, Amount{0, 0}, {0, 0}}, 100, ""},
      {"exactly the limit fits", {{1, 60}, Amount{1, 60}, {1, 60}}, 40, ""},
      {"one byte more than a person may have", {{1, 60}, Amount{1, 60}, {1, 60}}, 41, "quota.user.bytes"},
      {"one file more than a person may have", {{2, 0}, Amount{2, 0}, {2, 0}}, 0, "quota.user.files"},
      {"the department is full of other people's files",
       {{0, 0}, Amount{3, 140}, {3, 140}},
       11,
       "quota.department.bytes"},
      {"the department has its number of files", {{0, 0}, Amount{4, 4}, {4, 4}}, 1, "quota.department.files"},
      {"a file of no department is not counted there", {{0, 0}, std::nullopt, {4, 190}}, 10, ""},
      {"the company is full", {{0, 0}, std::nullopt, {4, 190}}, 11, "quota.company.bytes"},
      {"the company has its number of files", {{0, 0}, Amount{0, 0}, {6, 6}}, 1, "quota.company.files"},
      {"a size that would overflow is too large",
       {{1, 60}, {}, {1, 60}},
       std::numeric_limits<std::int64_t>::max(),
       "quota.user.bytes"},
  };
  for (const Case& one : cases) EXPECT_EQ(refusal(one.stored, one.bytes), one.key) << one.what;
}

TEST(Quota, ARefusalSaysTheLimitAndWhatIsStored) {
  const auto refused = require_room(Quotas{}, {{10, 2LL * 1024 * 1024 * 1024 - 5}, {}, {}}, 6);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(refused.error().args.at("limit"), "2 GiB");
  EXPECT_EQ(refused.error().args.at("stored"), "2 GiB");
  EXPECT_EQ(readable_bytes(0), "0 B");
  EXPECT_EQ(readable_bytes(1023), "1023 B");
  EXPECT_EQ(readable_bytes(1536), "1.5 KiB");
  EXPECT_EQ(readable_bytes(20LL * 1024 * 1024), "20 MiB");
}

}  // namespace
}  // namespace sonae::blobs
