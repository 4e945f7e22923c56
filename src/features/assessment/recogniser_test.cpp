#include "features/assessment/recogniser.h"

#include <gtest/gtest.h>

#include "features/assessment/recogniser_headings.h"
#include "features/assessment/workbook.h"
#include "support/workbook_builder.h"

namespace sonae::assessment {
namespace {

using Lines = std::vector<std::vector<std::string>>;

/// A sheet of texts; what looks like a number becomes one.
std::string sheet_of(const Lines& lines, const std::string& behind = {}) {
  std::string rows;
  std::uint32_t row = 0;
  for (const auto& line : lines) {
    ++row;
    rows += "<row r=\"" + std::to_string(row) + "\">";
    std::uint32_t column = 0;
    for (const std::string& value : line) {
      const std::string name = xlsx::cell_name({row, ++column});
      if (value.empty()) continue;
      const bool number = value.find_first_not_of("0123456789") == std::string::npos;
      rows += number ? test::number_cell(name, value) : test::text_cell(name, value);
    }
    rows += "</row>";
  }
  return test::worksheet(rows, behind);
}

xlsx::Workbook workbook(const std::vector<std::pair<std::string, std::string>>& sheets) {
  test::Book book;
  book.sheets = sheets;
  return MUST(xlsx::Workbook::open(book.bytes()));
}

RecognisedSheet recognised(const Lines& lines, const std::string& behind = {}) {
  auto sheet = recognise(workbook({{"表", sheet_of(lines, behind)}}));
  EXPECT_TRUE(sheet) << sheet.error().key;
  return sheet ? std::move(*sheet) : RecognisedSheet{};
}

std::string role(std::string_view heading) {
  const auto fit = read_heading(heading);
  return fit ? std::string(name_of(fit->column)) : "";
}

const std::vector<std::string> usual = {"No.", "レベル", "達成条件", "達成基準", "評価", "評価の根拠"};

TEST(Headings, AreReadInTheirVariants) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"No", "no"},
      {"Ｎｏ．", "no"},
      {"№", "no"},
      {"項番", "no"},
      {"項目 番号", "no"},
      {"Item No.", "no"},
      {"#", "no"},
      {"レベル", "level"},
      {"Ｌｖ", "level"},
      {"Level", "level"},
      {"ラベル", "label"},
      {"カテゴリー", "label"},
      {"Category", "label"},
      {"達成条件", "condition"},
      {"達成\n条件", "condition"},
      {"Achievement condition", "condition"},
      {"設問", "condition"},
      {"達成基準\n(すべて満たすと2点)", "criteria"},
      {"Achievement Criteria", "criteria"},
      {"評価基準", "criteria"},
      {"評価", "score"},
      {"評 価", "score"},
      {"評価結果", "score"},
      {"自己評価", "score"},
      {"▽評価", "score"},
      {"評価（プルダウン）", "score"},
      {"Evaluation", "score"},
      {"Self-evaluation", "score"},
      {"2026年度評価", "score"},
      {"評価の根拠(記入欄)", "basis"},
      {"評価の根拠\n記入欄", "basis"},
      {"Evidence", "basis"},
      {"根拠・エビデンス", "basis"},
      {"担当領域（回答者検討時の参考情報）", "area"},
      {"Responsible area", "area"},
      {"担当部署", "area"},
      {"前回評価", "prev"},
      {"昨年度の評価", "prev"},
      {"Previous evaluation", "prev"},
      {"評価（前回）", "prev"},
      {"完了予定日", "due"},
      {"Due date", "due"},
      {"備考", "remark"},
      {"要求事項", "requirement"},
      {"目的", "purpose"},
      {"評価者", ""},
      {"評価日", ""},
      {"会社名", ""},
      {"評価は一覧から選んでください。わからないときは事務局に相談してください。もう少し長い文です。", ""}};
  for (const auto& [heading, expected] : cases) EXPECT_EQ(role(heading), expected) << heading;
}

TEST(Headings, OfTwoLinesAreReadTogether) {
  const auto together = [](const std::vector<std::string>& lines) {
    const auto fit = read_headings(lines);
    return fit ? std::string(name_of(fit->column)) : "";
  };
  EXPECT_EQ(together({"評価の根拠", "記入欄"}), "basis");
  EXPECT_EQ(together({"今回", "評価"}), "score");
  EXPECT_EQ(together({"前回", "評価"}), "prev");
  EXPECT_EQ(together({"前回", "根拠"}), "prev");
  EXPECT_EQ(together({"自己評価", "根拠"}), "basis");
  EXPECT_EQ(together({"評価", "▽プルダウンで評価ください"}), "score");
}

TEST(Numbers, AreReadAsPeopleWriteThem) {
  for (const std::string_view text :
       {"12", "１２", "No.12", "Ｎｏ．１２", "№12", "12.", "No 12", " 12 ", "#12", "12.0"})
    EXPECT_EQ(read_number(text), 12) << text;
  for (const std::string_view text : {"", "0", "12a", "1-2", "12345", "合計", "No.", "1.5", "-3"})
    EXPECT_FALSE(read_number(text)) << text;
  for (const std::string_view text : {"2", "Lv2", "Ｌｖ２", "レベル2", "Level 2", "LV.2", "★2", "レベル ２"})
    EXPECT_EQ(read_level(text), 2) << text;
  for (const std::string_view text : {"", "0", "高", "22", "Lv"}) EXPECT_FALSE(read_level(text)) << text;
}

TEST(Recogniser, FindsColumnsInAnyOrderBelowAnyTitle) {
  const auto sheet = recognised({{"見本", "", "評価について"},
                                 {},
                                 {"評価の根拠", "評価", "達成条件", "No.", "備考"},
                                 {"規程", "２", "条件1", "No.1"},
                                 {"", "△", "条件2", "Ｎｏ．２"},
                                 {"", "▽選択", "条件3", "3"}});
  EXPECT_EQ(sheet.header_row, 3U);
  EXPECT_EQ(sheet.first_row, 4U);
  EXPECT_EQ(at(sheet.columns, Column::Score), "B");
  EXPECT_FALSE(at(sheet.columns, Column::Level));
  ASSERT_EQ(sheet.items.size(), 3U);
  EXPECT_EQ(sheet.items[0].score, Score::Complete);
  EXPECT_EQ(sheet.items[1].score, Score::InProgress);
  EXPECT_EQ(sheet.items[2].score, Score::Unanswered);
  EXPECT_EQ(sheet.items[2].score_cell, "B6");
  EXPECT_TRUE(sheet.warnings.empty());
}

TEST(Recogniser, TakesThePulldownAndNotTheCalculatedOrLastYearsScore) {
  const std::string rule =
      "<dataValidations><dataValidation type=\"list\" "
      "sqref=\"D2:D9\"><formula1>\"2,1,0\"</formula1></dataValidation></dataValidations>";
  const auto sheet =
      recognised({{"No", "達成条件", "評価結果", "評価", "前回評価"}, {"1", "条件", "合格", "2", "0"}}, rule);
  EXPECT_EQ(at(sheet.columns, Column::Score), "D");
  EXPECT_EQ(at(sheet.columns, Column::Previous), "E");
  const auto years = recognised({{"No", "達成条件", "2025年度評価", "2026年度評価"}, {"1", "条件", "1", "2"}});
  EXPECT_EQ(at(years.columns, Column::Score), "D");
}

TEST(Recogniser, PrefersTheAnswersToAnExampleOfThem) {
  const std::string answers = sheet_of({usual, {"1", "1", "条件", "基準", "", ""}});
  const std::string example =
      sheet_of({usual, {"1", "1", "条件", "基準", "2", "例"}, {"2", "1", "条件", "基準", "2", "例"}});
  const auto sheet = recognise(workbook({{"記入例", example}, {"回答", answers}}));
  ASSERT_TRUE(sheet);
  EXPECT_EQ(sheet->sheet, "回答");
}

TEST(Recogniser, JoinsTheRowsOfAnItemWhoseNumberIsMerged) {
  const auto sheet = recognised(
      {usual,
       {"1", "1", "条件", "基準a", "2", "根拠"},
       {"", "", "", "基準b", "", ""},
       {"2", "1", "条件2", "x", "", ""}},
      "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"C2:C3\"/><mergeCell ref=\"E2:E3\"/></mergeCells>");
  ASSERT_EQ(sheet.items.size(), 2U);
  EXPECT_EQ(sheet.items[0].criteria, "基準a\n基準b");
  EXPECT_EQ(sheet.items[0].condition, "条件");
  EXPECT_TRUE(sheet.warnings.empty());
}

TEST(Recogniser, WarnsWithRowAndCellAboutWhatItCannotRead) {
  const auto sheet = recognised({usual,
                                 {"1", "1", "条件1", "基準", "多分", ""},
                                 {"三", "1", "条件2", "基準", "2", ""},
                                 {"", "1", "条件3", "基準", "2", ""},
                                 {"1", "1", "条件4", "基準", "2", ""},
                                 {"5", "高", "条件5", "基準", "2", ""},
                                 {"合計", "", "", "", "6", ""}});
  std::vector<std::string> found;
  for (const SheetWarning& warning : sheet.warnings) found.push_back(warning.key.substr(17) + " " + warning.cell);
  EXPECT_EQ(found, (std::vector<std::string>{"score E2", "number_text A3", "no_number A4", "duplicate A5", "level B6",
                                             "gap "}));
  EXPECT_EQ(sheet.items.size(), 2U);
  EXPECT_EQ(sheet.warnings[3].args.at("first"), "2");
  EXPECT_EQ(sheet.warnings[5].args.at("numbers"), "2, 3, 4");
}

TEST(Recogniser, SaysWhatItSearchedForInAForeignWorkbook) {
  const auto sheet = recognise(workbook({{"売上", sheet_of({{"月", "金額"}, {"1", "100"}})}, {"二", sheet_of({})}}));
  ASSERT_FALSE(sheet);
  EXPECT_EQ(sheet.error().key, "workbook.recognise.not_found");
  EXPECT_EQ(sheet.error().args.at("sheets"), "売上, 二");
}

TEST(Recogniser, FollowsAMappingByHand) {
  const auto book = workbook({{"表", sheet_of({{"甲", "乙", "丙"}, {"1", "条件", "2"}, {"2", "条件", "0"}})}});
  Mapping mapping;
  mapping.sheet = "表";
  mapping.header_row = 1;
  mapping.columns[static_cast<std::size_t>(Column::No)] = "A";
  EXPECT_EQ(recognise(book, mapping).error().key, "workbook.recognise.no_column");
  mapping.columns[static_cast<std::size_t>(Column::Score)] = "C";
  ASSERT_TRUE(recognise(book, mapping));
  EXPECT_EQ(recognise(book, mapping)->items[1].score, Score::NotStarted);
  mapping.columns[static_cast<std::size_t>(Column::No)] = "B";
  EXPECT_EQ(recognise(book, mapping).error().key, "workbook.recognise.no_items");
  mapping.sheet = "無い";
  EXPECT_EQ(recognise(book, mapping).error().key, "workbook.recognise.no_sheet");
}

TEST(Recogniser, ReadsTheVersionFromATitle) {
  const auto titled = [](const std::string& title) {
    const auto version = recognised({{title}, usual, {"1", "1", "条件", "基準", "", ""}}).version;
    return version.framework + " " + version.version + " " + std::string(name_of(version.certainty));
  };
  EXPECT_EQ(titled("自動車産業サイバーセキュリティガイドライン 第2.1版"), "jama-japia 2.1 certain");
  EXPECT_EQ(titled("Cyber Security Guideline V2.3"), "jama-japia 2.3 certain");
  EXPECT_EQ(titled("自社の点検表"), "  unknown");
}

TEST(FillWorkbook, WritesScoresInTheFormOfThePulldownOrOfTheOtherAnswers) {
  const auto after = [](const std::string& rule, const std::string& first, Score score) {
    test::Book book;
    book.sheets = {
        {"表", sheet_of({usual, {"1", "1", "条件", "基準", first, ""}, {"2", "1", "条件", "基準", "", ""}},
                        rule.empty() ? ""
                                     : "<dataValidations><dataValidation type=\"list\" sqref=\"E2:E3\"><formula1>\"" +
                                           rule + "\"</formula1></dataValidation></dataValidations>")}};
    const auto filled = fill_workbook(book.bytes(), {{2, score, std::nullopt, std::nullopt}});
    EXPECT_TRUE(filled) << filled.error().key;
    if (!filled) return std::string();
    const auto read = MUST(xlsx::Workbook::open(*filled));
    const xlsx::Cell* cell = read.sheets[0].find({3, 5});
    if (cell == nullptr || cell->kind == xlsx::CellKind::Empty) return std::string("empty");
    return std::string(cell->text) + (cell->kind == xlsx::CellKind::Number ? " number" : " text");
  };
  EXPECT_EQ(after("2,1,0,該当なし", "", Score::Complete), "2 number");
  EXPECT_EQ(after("2,1,0,N/A", "", Score::NotApplicable), "N/A text");
  EXPECT_EQ(after("2点,1点,0点", "", Score::InProgress), "1点 text");
  EXPECT_EQ(after("○,△,×,－", "", Score::NotStarted), "× text");
  EXPECT_EQ(after("▽選択,2,1,0", "", Score::Unanswered), "empty");
  EXPECT_EQ(after("", "2点", Score::NotStarted), "0点 text");
  EXPECT_EQ(after("", "○", Score::InProgress), "△ text");
  EXPECT_EQ(after("", "2", Score::InProgress), "1 number");
  EXPECT_EQ(after("", "", Score::NotApplicable), "該当なし text");
}

TEST(FillWorkbook, WritesTheDueDateOnlyWhereTheSheetHasAColumnThatSaysSomethingElse) {
  const std::vector<std::string> headings = {"No", "達成条件", "評価", "評価の根拠", "完了予定"};
  const auto after = [&](const std::string& before) {
    test::Book book;
    book.sheets = {{"表", sheet_of({headings, {"1", "条件", "1", "作成中", before}, {"2", "条件", "2", "", ""}})}};
    const auto filled =
        MUST(fill_workbook(book.bytes(), {{1, Score::InProgress, std::nullopt, Date::make(2027, 3, 31)}}));
    return std::string(MUST(xlsx::Workbook::open(filled)).sheets[0].text({2, 5}));
  };
  EXPECT_EQ(after(""), "2027/3/31");
  EXPECT_EQ(after("2026/12/1"), "2027/3/31");
  EXPECT_EQ(after("2027年3月"), "2027年3月");
}

TEST(FillWorkbook, RefusesWhatItCannotPlaceAndNamesIt) {
  test::Book book;
  book.sheets = {{"表", sheet_of({{"No", "達成条件", "評価"}, {"1", "条件", "2"}, {"2", "条件", ""}},
                                 "<mergeCells><mergeCell ref=\"C2:C3\"/></mergeCells>")}};
  const auto refusal = [&](const std::vector<SheetAnswer>& answers) {
    const auto filled = fill_workbook(book.bytes(), answers);
    return filled ? std::string() : filled.error().key + " " + filled.error().fields.at(0).place;
  };
  EXPECT_EQ(refusal({{9, Score::Complete, std::nullopt}}), "workbook.fill.unknown_item No. 9");
  EXPECT_EQ(refusal({{1, std::nullopt, "x"}}), "workbook.fill.no_basis_column No. 1");
  EXPECT_EQ(refusal({{1, Score::NotStarted, std::nullopt}}), "workbook.fill.shared_cell 表!C2");
  EXPECT_EQ(refusal({{1, Score::NotStarted, std::nullopt}, {2, Score::NotStarted, std::nullopt}}), "");
}

TEST(Workbook, InspectionAndPreviewComeBackWholeFromTheCage) {
  test::Book book;
  book.sheets = {{"表紙", sheet_of({{"手引き"}})},
                 {"表", sheet_of({usual, {"1", "3", "条件", "基準", "該当なし", "理由"}})}};
  const auto inspection = inspect_workbook(book.bytes());
  ASSERT_TRUE(inspection) << inspection.error().key;
  EXPECT_TRUE(inspection->found);
  EXPECT_EQ(inspection->tabs.size(), 2U);
  ASSERT_EQ(inspection->sheet.items.size(), 1U);
  EXPECT_EQ(inspection->sheet.items[0].level, 3);
  EXPECT_EQ(inspection->sheet.items[0].score, Score::NotApplicable);
  EXPECT_EQ(inspection->sheet.items[0].basis, "理由");
  const auto preview = preview_workbook(book.bytes(), "表");
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->columns.size(), 6U);
  EXPECT_EQ(preview->rows.at(1).cells.at(2), "条件");
  EXPECT_EQ(preview_workbook(book.bytes(), "無い").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(inspect_workbook("no workbook").error().key, "workbook.file.csv");
  book.sheets.pop_back();
  const auto none = inspect_workbook(book.bytes());
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->found);
  EXPECT_EQ(none->problem.key, "workbook.recognise.not_found");
}

}  // namespace
}  // namespace sonae::assessment
