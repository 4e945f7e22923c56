#include "formats/xlsx/create.h"

#include <gtest/gtest.h>

#include "formats/xlsx/workbook.h"

namespace sonae::xlsx {
namespace {

NewSheet sample() {
  NewSheet sheet;
  sheet.name = "シート";
  sheet.widths = {8, 40};
  sheet.heading_row = 1;
  sheet.cells = {{1, 0, "No.", {}, Look::Heading},
                 {1, 1, "評価", {}, Look::Heading},
                 {2, 0, "", 1.0, Look::Text},
                 {2, 1, "=1+1", {}, Look::Answer}};
  sheet.choices = {{2, 2, 1, {"2", "1", "0", "該当なし"}}};
  return sheet;
}

TEST(CreateWorkbook, the_same_input_gives_the_same_bytes) {
  EXPECT_EQ(MUST(create({sample()})), MUST(create({sample()})));
}

TEST(CreateWorkbook, text_that_looks_like_a_formula_stays_text) {
  const Workbook book = MUST(Workbook::open(MUST(create({sample()}))));
  const Sheet& sheet = book.sheets.at(0);
  EXPECT_EQ(sheet.name, "シート");
  const Cell* cell = sheet.find({.row = 3, .column = 2});
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(cell->text, "=1+1");
  EXPECT_FALSE(cell->formula);
}

TEST(CreateWorkbook, a_sheet_name_that_excel_refuses_is_an_error) {
  NewSheet sheet = sample();
  sheet.name = "a/b";
  EXPECT_FALSE(create({sheet}).has_value());
}

}  // namespace
}  // namespace sonae::xlsx
