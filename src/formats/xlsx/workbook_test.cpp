#include "formats/xlsx/workbook.h"

#include <gtest/gtest.h>

#include "formats/xlsx/package.h"
#include "formats/xlsx/sheet_reader.h"
#include "support/workbook_builder.h"

namespace sonae::xlsx {
namespace {

using test::Book;
using test::worksheet;

Workbook open(const Book& book) {
  auto opened = Workbook::open(book.bytes());
  EXPECT_TRUE(opened) << opened.error().key << " " << opened.error().args["reason"];
  return opened ? std::move(*opened) : Workbook{};
}

std::string key_of(const std::string& bytes) {
  const auto opened = Workbook::open(bytes);
  return opened ? "" : opened.error().key;
}

TEST(Workbook, ReadsTextsWithoutFuriganaAndJoinsRichText) {
  Book book;
  book.shared_items =
      "<si><t>評価</t><rPh sb=\"0\" eb=\"2\"><t>ヒョウカ</t></rPh><phoneticPr fontId=\"1\"/></si>"
      "<si><r><rPr><b/></rPr><t>根</t></r><r><t xml:space=\"preserve\">拠 </t></r></si>"
      "<si><t>a_x000D_b_x005F_x000D_</t></si>";
  book.sheets = {{"S", worksheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                                 "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"inlineStr\"><is><t>in</t>"
                                 "<rPh sb=\"0\" eb=\"1\"><t>イン</t></rPh></is></c></row>")}};
  const Workbook read = open(book);
  const Sheet& sheet = read.sheets.at(0);
  EXPECT_EQ(sheet.text({1, 1}), "評価");
  EXPECT_EQ(sheet.text({1, 2}), "根拠 ");
  EXPECT_EQ(sheet.text({1, 3}), "a\rb_x000D_");
  EXPECT_EQ(sheet.text({1, 4}), "in");
}

TEST(Workbook, ReadsEveryKindOfValue) {
  Book book;
  book.styles =
      std::string("<styleSheet xmlns=\"") + test::main_space +
      "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
      "<xf numFmtId=\"49\"/></cellXfs></styleSheet>";
  book.sheets = {
      {"S", worksheet("<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>2.50</v></c><c r=\"B2\" s=\"1\"><v>45930</v></c>"
                      "<c r=\"C2\" t=\"b\"><v>1</v></c><c r=\"D2\" t=\"e\"><v>#N/A</v></c>"
                      "<c r=\"E2\" t=\"str\"><f>A2&amp;\"\"</f><v>x</v></c><c r=\"F2\" s=\"2\"/>"
                      "<c r=\"G2\" t=\"d\"><v>2026-09-30T00:00:00</v></c><c r=\"H2\"><f>1+1</f><v>2</v></c></row>")}};
  const Workbook read = open(book);
  const Sheet& sheet = read.sheets.at(0);
  EXPECT_EQ(sheet.text({2, 1}), "2.5");
  EXPECT_EQ(sheet.text({2, 2}), "2025-09-30");
  EXPECT_EQ(sheet.find({2, 2})->kind, CellKind::Date);
  EXPECT_EQ(sheet.text({2, 3}), "TRUE");
  EXPECT_EQ(sheet.find({2, 4})->kind, CellKind::Error);
  EXPECT_TRUE(sheet.find({2, 5})->formula);
  EXPECT_EQ(sheet.text({2, 5}), "x");
  EXPECT_TRUE(sheet.find({2, 6})->text_format);
  EXPECT_EQ(sheet.find({2, 6})->kind, CellKind::Empty);
  EXPECT_EQ(sheet.text({2, 7}), "2026-09-30");
  EXPECT_EQ(sheet.find({2, 8})->number, 2);
  EXPECT_TRUE(sheet.hidden_rows.contains(2));
  EXPECT_EQ(sheet.last_column, 8U);
}

TEST(Workbook, CountsPlacesWhereTheFileLeavesThemOut) {
  Book book;
  book.sheets = {
      {"S",
       worksheet("<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"D5\"><v>3</v></c><c><v>4</v></c></row>"
                 "<row><c><v>5</v></c></row>")}};
  const Workbook read = open(book);
  EXPECT_EQ(read.sheets[0].text({1, 2}), "2");
  EXPECT_EQ(read.sheets[0].text({5, 5}), "4");
  EXPECT_EQ(read.sheets[0].text({6, 1}), "5");
}

TEST(Workbook, MergedValueBelongsToEveryRowAndColumnOfTheMerge) {
  Book book;
  book.sheets = {{"S", worksheet("<row r=\"1\">" + test::text_cell("A1", "x") + "</row>",
                                 "<mergeCells><mergeCell ref=\"A1:B3\"/><mergeCell ref=\"A5:A6\"/></mergeCells>")}};
  const Workbook read = open(book);
  EXPECT_EQ(read.sheets[0].text({3, 2}), "x");
  EXPECT_EQ(read.sheets[0].text({4, 1}), "");
  EXPECT_EQ(read.sheets[0].anchor({3, 2}), (Place{1, 1}));
  EXPECT_EQ(read.sheets[0].anchor({6, 1}), (Place{5, 1}));
}

TEST(Workbook, ReadsStrictAndPrefixedFiles) {
  Book book;
  book.sheets = {
      {"S",
       "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row r=\"1\">"
       "<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>ok</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"}};
  EXPECT_EQ(open(book).sheets[0].text({1, 1}), "ok");
}

TEST(Workbook, OffersWhatThePulldownOffers) {
  Book book;
  const std::string rules =
      "<dataValidations><dataValidation type=\"list\" sqref=\"A1 A3:A4\"><formula1>\"2,1,0, "
      "該当なし\"</formula1></dataValidation>"
      "<dataValidation type=\"list\" sqref=\"B1\"><formula1>選択肢</formula1></dataValidation></dataValidations>"
      "<extLst><ext xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"><x14:dataValidations "
      "xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\"><x14:dataValidation "
      "type=\"list\"><x14:formula1>"
      "<xm:f>'一 "
      "覧'!$B$1:$B$3</xm:f></x14:formula1><xm:sqref>C1:C9</xm:sqref></x14:dataValidation></x14:dataValidations>"
      "</ext></extLst>";
  book.sheets = {{"S", worksheet("", rules)},
                 {"一 覧", worksheet("<row r=\"1\">" + test::number_cell("B1", "2") + "</row><row r=\"2\">" +
                                     test::text_cell("B2", "○") + "</row>")}};
  book.extra = "<definedNames><definedName name=\"選択肢\">'一 覧'!$B$1:$B$2</definedName></definedNames>";
  const Workbook read = open(book);
  const auto literal = read.choices(read.sheets[0], {3, 1});
  ASSERT_EQ(literal.size(), 4U);
  EXPECT_TRUE(literal[0].number);
  EXPECT_EQ(literal[3].text, "該当なし");
  EXPECT_FALSE(literal[3].number);
  for (const Place place : {Place{1, 2}, Place{2, 3}}) {
    const auto offered = read.choices(read.sheets[0], place);
    ASSERT_EQ(offered.size(), 2U);
    EXPECT_TRUE(offered[0].number);
    EXPECT_EQ(offered[1].text, "○");
  }
  EXPECT_TRUE(read.choices(read.sheets[0], {2, 1}).empty());
}

TEST(Workbook, CountsDatesFromBothEpochs) {
  EXPECT_EQ(date_text(1, false), "1900-01-01");
  EXPECT_EQ(date_text(59, false), "1900-02-28");
  EXPECT_EQ(date_text(61, false), "1900-03-01");
  EXPECT_EQ(date_text(45930.5, false), "2025-09-30T12:00:00");
  EXPECT_EQ(date_text(44468, true), "2025-09-30");
  EXPECT_EQ(date_text(0.25, false), "06:00:00");
  EXPECT_EQ(date_text(0.999999999, false), "1900-01-01");
}

TEST(Workbook, TellsDateFormatsFromOthers) {
  for (const char* code : {"yyyy/m/d", "[$-411]ggge\"年\"m\"月\"", "h:mm", "[h]:mm", "mm-dd-yy;@"})
    EXPECT_TRUE(is_date_format(code)) << code;
  for (const char* code :
       {"General", "0.00", "0.00E+00", "#,##0;[Red]-#,##0", "\"day\" 0", "0\"点\"", "[Red]0", "\\d0"})
    EXPECT_FALSE(is_date_format(code)) << code;
}

TEST(Workbook, SaysWhatAForeignFileIs) {
  const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  const auto wide = [](std::string_view name) {
    std::string out;
    for (const char c : name) out += {c, '\0'};
    return out;
  };
  EXPECT_EQ(key_of(""), "workbook.file.empty");
  EXPECT_EQ(key_of(std::string(100, '\0')), "workbook.file.empty");
  EXPECT_EQ(key_of(compound + wide("EncryptedPackage")), "workbook.file.encrypted");
  EXPECT_EQ(key_of(compound + wide("Workbook")), "workbook.file.xls");
  EXPECT_EQ(key_of("a,b\n1,2\n"), "workbook.file.csv");
  EXPECT_EQ(key_of("<html><table></table></html>"), "workbook.file.disguised");
  EXPECT_EQ(key_of("%PDF-1.7"), "workbook.file.pdf");
  EXPECT_EQ(key_of(std::string("\x01\x02\x03", 3)), "workbook.file.not_zip");
  EXPECT_EQ(key_of(test::zip({{"content.xml", ""}, {"META-INF/manifest.xml", ""}})), "workbook.file.ods");
  EXPECT_EQ(key_of(test::zip({{"xl/workbook.bin", ""}})), "workbook.file.xlsb");
  EXPECT_EQ(key_of(test::zip({{"word/document.xml", ""}})), "workbook.file.docx");
  EXPECT_EQ(key_of(test::zip({{"readme.txt", "hello"}})), "workbook.file.no_workbook");
  EXPECT_EQ(key_of(std::string(33 * 1024 * 1024, 'x')), "workbook.file.too_big");
  Book book;
  book.sheets = {{"S", worksheet("")}};
  const std::string bytes = book.bytes();
  EXPECT_EQ(key_of(bytes.substr(0, bytes.size() / 2)), "workbook.file.cut_off");
}

TEST(Workbook, RefusesBrokenPartsAndNamesThem) {
  const auto with = [](const std::string& sheet) {
    Book book;
    book.sheets = {{"S", sheet}};
    return key_of(book.bytes());
  };
  EXPECT_EQ(with("<!DOCTYPE x []>" + worksheet("")), "workbook.xml.doctype");
  EXPECT_EQ(with(worksheet("<row r=\"1\"><c r=\"A2\"/></row>")), "workbook.xlsx.broken");
  EXPECT_EQ(with(worksheet("<row r=\"9999999\"/>")), "workbook.xlsx.broken");
  EXPECT_EQ(with(worksheet("<row r=\"1\"><c r=\"XFE1\"/></row>")), "workbook.xlsx.broken");
  EXPECT_EQ(with(worksheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")), "workbook.xlsx.broken");
  EXPECT_EQ(with("<chartsheet xmlns=\"" + std::string(test::main_space) + "\"/>"), "workbook.xlsx.broken");
}

}  // namespace
}  // namespace sonae::xlsx
