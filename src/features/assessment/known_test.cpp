#include "features/assessment/known.h"

#include <gtest/gtest.h>

namespace sonae::assessment {
namespace {

TEST(KnownItem, is_found_by_number_in_a_sheet_of_the_packs_size) {
  ASSERT_NE(known_item("jama-japia", "2.3", 153, 4, "どの名前でも"), nullptr);
  EXPECT_EQ(known_item("jama-japia", "2.3", 153, 4, "")->no, 4);
}

TEST(KnownItem, needs_the_same_label_where_the_sheet_has_more_or_fewer_items) {
  EXPECT_NE(known_item("jama-japia", "2.3", 154, 4, "機密情報を 扱うルール"), nullptr);
  EXPECT_EQ(known_item("jama-japia", "2.3", 154, 4, "方針"), nullptr);
}

TEST(KnownItem, is_nothing_for_an_unknown_pack_version_or_number) {
  EXPECT_EQ(known_item("other", "", 153, 4, ""), nullptr);
  EXPECT_EQ(known_item("jama-japia", "9.9", 153, 4, ""), nullptr);
  EXPECT_EQ(known_item("jama-japia", "2.3", 153, 999, ""), nullptr);
}

}  // namespace
}  // namespace sonae::assessment
