// What an edited copy changed outside the answers, on workbooks made cell by cell.

#include "features/assessment/exchange/other_cells.h"

#include <gtest/gtest.h>

#include "features/assessment/exchange/copy_reader.h"
#include "support/workbook_builder.h"

namespace sonae::assessment::exchange {
namespace {

using test::number_cell;
using test::text_cell;

struct Line {
  int no = 0;
  std::string condition;
  std::string score;
  std::string basis;
  std::string remark = {};
};

std::string row_xml(int number, const std::string& cells) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}

/// Title in A1, headings in row 3, items from row 4; a total below.
std::string book(const std::vector<Line>& lines, const std::string& title = "自己評価", bool total_is_formula = true,
                 const std::vector<std::pair<std::string, std::string>>& more = {}, int first_row = 4) {
  std::string rows = row_xml(1, text_cell("A1", title));
  rows += row_xml(first_row - 1, text_cell("A" + std::to_string(first_row - 1), "No.") +
                                     text_cell("B" + std::to_string(first_row - 1), "達成条件") +
                                     text_cell("C" + std::to_string(first_row - 1), "評価") +
                                     text_cell("D" + std::to_string(first_row - 1), "評価の根拠") +
                                     text_cell("E" + std::to_string(first_row - 1), "社内メモ"));
  int row = first_row;
  for (const Line& line : lines) {
    const std::string at = std::to_string(row);
    std::string cells = number_cell("A" + at, std::to_string(line.no)) + text_cell("B" + at, line.condition);
    if (!line.score.empty()) cells += number_cell("C" + at, line.score);
    if (!line.basis.empty()) cells += text_cell("D" + at, line.basis);
    if (!line.remark.empty()) cells += text_cell("E" + at, line.remark);
    rows += row_xml(row++, cells);
  }
  const std::string total = "C" + std::to_string(row + 1);
  rows += row_xml(row + 1,
                  total_is_formula ? "<c r=\"" + total + "\"><f>SUM(C4:C9)</f><v>3</v></c>" : number_cell(total, "5"));
  test::Book made;
  made.sheets.emplace_back("シート", test::worksheet(rows));
  for (const auto& [name, cell] : more)
    made.sheets.emplace_back(name, test::worksheet(row_xml(1, text_cell("A1", cell))));
  return made.bytes();
}

const std::vector<Line> original = {{1, "方針を定めている", "2", "基本方針", "総務"},
                                    {2, "方針を見直している", "", ""}};

OtherCells compare(const std::string& before, const std::string& after) {
  const auto reading = MUST(read_copy(before, after, std::nullopt));
  return reading.others;
}

TEST(other_cells, the_same_file_has_no_other_changes) { EXPECT_EQ(compare(book(original), book(original)).count, 0U); }

TEST(other_cells, answers_are_not_other_cells) {
  auto changed = original;
  changed[0].score = "1";
  changed[1].basis = "手順書";
  EXPECT_EQ(compare(book(original), book(changed)).count, 0U);
}

TEST(other_cells, a_changed_an_added_and_a_removed_text_are_listed_with_their_places) {
  auto changed = original;
  changed[0].condition = "方針を定め、周知している";
  changed[0].remark = "";
  changed[1].remark = "情報システム課";
  const OtherCells found = compare(book(original), book(changed, "自己評価 改"));
  ASSERT_EQ(found.count, 4U);
  EXPECT_EQ(found.list[0].cell, "A1");
  EXPECT_EQ(found.list[0].kind, OtherKind::Changed);
  EXPECT_EQ(found.list[1].cell, "B4");
  EXPECT_EQ(found.list[1].before, "方針を定めている");
  EXPECT_EQ(found.list[2].kind, OtherKind::Added);
  EXPECT_EQ(found.list[2].cell, "E5");
  EXPECT_EQ(found.list[3].kind, OtherKind::Removed);
  EXPECT_EQ(found.list[3].cell, "E4");
}

TEST(other_cells, a_result_typed_over_a_formula_is_told) {
  const OtherCells found = compare(book(original), book(original, "自己評価", false));
  ASSERT_EQ(found.count, 1U);
  EXPECT_EQ(found.list[0].kind, OtherKind::FormulaReplaced);
  EXPECT_EQ(found.list[0].cell, "C7");
}

TEST(other_cells, an_inserted_row_is_one_row_and_not_all_below_it) {
  const std::vector<Line> longer = {original[0], {3, "追加の項目", "1", "作成中"}, original[1]};
  const OtherCells found = compare(book(original), book(longer));
  ASSERT_EQ(found.count, 2U) << "number and text of the new item; its answers are listed with the item";
  EXPECT_EQ(found.list[0].cell, "A5");
  EXPECT_EQ(found.list[1].cell, "B5");
  EXPECT_EQ(found.list[1].kind, OtherKind::Added);
}

TEST(other_cells, rows_inserted_above_the_headings_move_everything_and_change_nothing) {
  EXPECT_EQ(compare(book(original), book(original, "自己評価", true, {}, 7)).count, 0U);
}

TEST(other_cells, added_and_removed_sheets_are_told_once_each_and_other_sheets_cell_by_cell) {
  const OtherCells found = compare(book(original, "自己評価", true, {{"表紙", "A社"}, {"旧", "x"}}),
                                   book(original, "自己評価", true, {{"表紙", "B社"}, {"新", "y"}}));
  ASSERT_EQ(found.count, 3U);
  EXPECT_EQ(found.list[0].sheet, "表紙");
  EXPECT_EQ(found.list[0].after, "B社");
  EXPECT_EQ(found.list[1].kind, OtherKind::SheetAdded);
  EXPECT_EQ(found.list[2].kind, OtherKind::SheetRemoved);
  EXPECT_EQ(found.list[2].sheet, "旧");
}

TEST(other_cells, more_than_can_be_shown_are_counted) {
  auto many = original;
  for (int no = 3; no <= 400; ++no) many.push_back({no, "項目" + std::to_string(no), "", "", ""});
  auto changed = many;
  for (Line& line : changed) line.remark = "新しいメモ";
  const OtherCells found = compare(book(many), book(changed));
  EXPECT_EQ(found.count, 400U);
  EXPECT_EQ(found.list.size(), listed_other_cells);
}

TEST(copy_reader, a_copy_that_is_no_workbook_is_refused_with_its_own_reason) {
  EXPECT_EQ(read_copy(book(original), "No,score\n1,2\n", std::nullopt).error().key, "workbook.file.csv");
  EXPECT_EQ(read_copy(book(original), "", std::nullopt).error().key, "workbook.file.empty");
  EXPECT_EQ(
      read_copy(book(original), test::Book{{{"空", test::worksheet("")}}, {}, {}, {}, {}, {}}.bytes(), std::nullopt)
          .error()
          .key,
      "workbook.recognise.not_found");
}

TEST(copy_reader, its_answer_is_not_believed_blindly) {
  const auto reading = MUST(read_copy(book(original), book(original, "x"), std::nullopt));
  const std::string bytes = encode(reading);
  ASSERT_TRUE(decode_reading(bytes));
  for (std::size_t size = 0; size < bytes.size(); size += 7) EXPECT_FALSE(decode_reading(bytes.substr(0, size)));
  EXPECT_FALSE(decode_reading(bytes + "x"));
}

}  // namespace
}  // namespace sonae::assessment::exchange
