#include "formats/zip/archive.h"

#include <gtest/gtest.h>

#include "support/workbook_builder.h"

namespace sonae::zip {
namespace {

using test::ZipEntry;

std::string key_of(const std::string& bytes, const Limits& limits = {}) {
  const auto archive = Archive::open(bytes, limits);
  if (!archive) return archive.error().key;
  for (const Member& member : archive->members()) {
    const auto content = archive->read(member);
    if (!content) return content.error().key;
  }
  return "";
}

TEST(Archive, ReadsStoredAndDeflatedMembers) {
  const std::string bytes = test::zip({{"a.txt", "stored"}, {"b.txt", std::string(5000, 'x'), 0, 8}});
  const auto archive = Archive::open(bytes);
  ASSERT_TRUE(archive) << archive.error().key;
  ASSERT_EQ(archive->members().size(), 2U);
  EXPECT_EQ(*archive->read(*archive->find("a.txt")), "stored");
  EXPECT_EQ(*archive->read(*archive->find("/B.TXT")), std::string(5000, 'x'));
  EXPECT_EQ(archive->find("c.txt"), nullptr);
}

TEST(Archive, RefusesEachHostileArchiveWithItsOwnKey) {
  const std::string big(400 * 1024, 'a');
  EXPECT_EQ(key_of(test::zip({{"a", "1"}, {"A", "2"}})), "workbook.zip.duplicate");
  EXPECT_EQ(key_of(test::zip({{"a", "1", 1}})), "workbook.zip.encrypted");
  EXPECT_EQ(key_of(test::zip({{"a", "1", 0, 12}})), "workbook.zip.method");
  EXPECT_EQ(key_of(test::zip({{"bomb", big, 0, 8}})), "workbook.zip.bomb");
  EXPECT_EQ(key_of(test::zip({ZipEntry{"a", "text", 0, 8, true}})), "workbook.zip.broken");
  EXPECT_EQ(key_of(test::zip({ZipEntry{"a", "text", 0, 8, false, 2}})), "workbook.zip.broken");
  EXPECT_EQ(key_of(test::zip({ZipEntry{"a", "text", 0, 8, false, 200}})), "workbook.zip.broken");
  EXPECT_EQ(key_of(test::zip({ZipEntry{"a", "text", 0, 0, false, -1, "b"}})), "workbook.zip.broken");
  EXPECT_EQ(key_of(test::zip({ZipEntry{"a", "text", 0, 8, false, 300LL << 20}})), "workbook.zip.too_big");
  EXPECT_EQ(key_of("PK"), "workbook.zip.broken");
  EXPECT_EQ(key_of(""), "workbook.zip.broken");
}

TEST(Archive, HoldsTheSumOfMembersAndTheirNumberToTheLimits) {
  Limits limits;
  limits.unpacked_bytes = 10;
  EXPECT_EQ(key_of(test::zip({{"a", "123456"}, {"b", "123456"}}), limits), "workbook.zip.too_big");
  limits = {};
  limits.members = 1;
  EXPECT_EQ(key_of(test::zip({{"a", "1"}, {"b", "2"}}), limits), "workbook.zip.too_many");
  limits = {};
  limits.packed_bytes = 20;
  EXPECT_EQ(key_of(test::zip({{"a", "1"}}), limits), "workbook.file.too_big");
}

TEST(Archive, RefusesMembersThatOverlap) {
  std::string bytes = test::zip({{"a", "same"}, {"a2", "same"}});
  // The second directory entry is made to point at the first local header.
  const std::size_t second = bytes.rfind("PK\x01\x02");
  for (std::size_t i = 0; i < 4; ++i) bytes[second + 42 + i] = '\0';
  EXPECT_EQ(key_of(bytes), "workbook.zip.broken");
}

TEST(Archive, EveryCutOffArchiveIsRefusedOrComplete) {
  const std::string bytes = test::zip({{"a.txt", "stored"}, {"b.txt", std::string(500, 'x'), 0, 8}});
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_NE(key_of(bytes.substr(0, size)), "") << size;
}

TEST(Archive, EveryChangedByteOfTheHeadersIsRefusedOrHarmless) {
  const std::string bytes = test::zip({{"a.txt", "stored"}, {"b.txt", std::string(500, 'x'), 0, 8}});
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const auto archive = Archive::open(changed);
    if (!archive) continue;
    for (const Member& member : archive->members())
      if (const auto content = archive->read(member)) {
        EXPECT_LE(content->size(), 500U);
      }
  }
}

TEST(Archive, RewritingKeepsTheOtherMembersCompressedBytes) {
  const std::string text = "abcabcabcabc";
  const std::string bytes = test::zip({{"a", text, 0, 8}, {"b", "old", 0, 8}, {"c", "end"}});
  const auto archive = Archive::open(bytes);
  ASSERT_TRUE(archive);
  const auto written = archive->rewrite({{"b", "new content"}});
  ASSERT_TRUE(written);
  const auto again = Archive::open(*written);
  ASSERT_TRUE(again) << again.error().args.at("reason");
  EXPECT_EQ(*again->read(*again->find("b")), "new content");
  EXPECT_EQ(*again->read(*again->find("c")), "end");
  const Member& before = *archive->find("a");
  const Member& after = *again->find("a");
  EXPECT_EQ(bytes.substr(before.data_offset, before.packed), written->substr(after.data_offset, after.packed));
  EXPECT_EQ(before.date, after.date);
  EXPECT_EQ(*archive->rewrite({{"b", "new content"}}), *written);
  EXPECT_FALSE(archive->rewrite({{"none", ""}}));
}

}  // namespace
}  // namespace sonae::zip
