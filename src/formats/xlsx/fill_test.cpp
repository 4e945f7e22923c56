#include "formats/xlsx/fill.h"

#include <gtest/gtest.h>

#include "formats/zip/archive.h"
#include "support/workbook_builder.h"

namespace sonae::xlsx {
namespace {

using test::Book;
using test::number_cell;
using test::worksheet;

std::string part(const std::string& bytes, std::string_view name) {
  const auto archive = zip::Archive::open(bytes);
  if (!archive || archive->find(name) == nullptr) return "missing";
  return *archive->read(*archive->find(name));
}

constexpr const char* sheet1 = "xl/worksheets/sheet1.xml";
constexpr const char* sheet2 = "xl/worksheets/sheet2.xml";

std::string filled(const Book& book, const std::vector<Edit>& edits) {
  auto bytes = fill(book.bytes(), edits);
  EXPECT_TRUE(bytes) << bytes.error().key;
  return bytes ? *bytes : "";
}

TEST(Fill, ChangesTheCellAndNotOneByteMore) {
  Book book;
  const std::string before =
      "<row r=\"1\" spans=\"1:3\" ht=\"20\"><c r=\"A1\" s=\"3\" t=\"s\"><v>0</v></c><c  r=\"B1\"   "
      "s=\"4\"><v>1</v></c></row>";
  const std::string behind = "<conditionalFormatting sqref=\"B1\"/><extLst><ext uri=\"{x}\"><any/></ext></extLst>";
  book.shared_items = "<si><t>a</t><rPh sb=\"0\" eb=\"1\"><t>b</t></rPh></si>";
  book.sheets = {{"表", worksheet(before, behind)}};
  const std::string bytes = filled(book, {{"表", {1, 2}, std::string(" =1+1 <&>\n二行目")}});
  EXPECT_EQ(
      part(bytes, sheet1),
      worksheet("<row r=\"1\" spans=\"1:3\" ht=\"20\"><c r=\"A1\" s=\"3\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"4\" "
                "t=\"inlineStr\"><is><t xml:space=\"preserve\"> =1+1 &lt;&amp;&gt;\n二行目</t></is></c></row>",
                behind));
  for (const test::ZipEntry& entry : book.entries())
    if (entry.name != sheet1) {
      EXPECT_EQ(part(bytes, entry.name), entry.content) << entry.name;
    }
}

TEST(Fill, PutsMissingCellsAndRowsInTheirPlace) {
  Book book;
  book.sheets = {{"S", worksheet("<row r=\"2\" spans=\"2:2\">" + number_cell("B2", "1") + "</row><row r=\"5\"/>", "",
                                 "<dimension ref=\"B2:B5\"/><cols><col min=\"3\" max=\"4\" style=\"7\"/></cols>")}};
  const std::string bytes = filled(book, {{"S", {2, 3}, 3.0},
                                          {"S", {2, 1}, 0.5},
                                          {"S", {1, 1}, true},
                                          {"S", {3, 4}, 4.0},
                                          {"S", {5, 1}, 5.0},
                                          {"S", {7, 2}, std::string("end")}});
  EXPECT_EQ(
      part(bytes, sheet1),
      worksheet(
          "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c></row><row r=\"2\" spans=\"1:3\"><c r=\"A2\"><v>0.5</v></c>" +
              number_cell("B2", "1") +
              "<c r=\"C2\" s=\"7\"><v>3</v></c></row><row r=\"3\"><c r=\"D3\" s=\"7\"><v>4</v></c></row>"
              "<row r=\"5\"><c r=\"A5\"><v>5</v></c></row><row r=\"7\"><c r=\"B7\" t=\"inlineStr\"><is>"
              "<t xml:space=\"preserve\">end</t></is></c></row>",
          "", "<dimension ref=\"A1:D7\"/><cols><col min=\"3\" max=\"4\" style=\"7\"/></cols>"));
}

TEST(Fill, WritesWithTheSheetsOwnPrefixAndIntoAnEmptySheet) {
  Book book;
  const std::string head = "<x:worksheet xmlns:x=\"" + std::string(test::main_space) + "\">";
  book.sheets = {{"S", head + "<x:sheetData/></x:worksheet>"}};
  EXPECT_EQ(part(filled(book, {{"S", {1, 1}, 1.0}}), sheet1),
            head + "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>");
}

TEST(Fill, WritesMergedCellsIntoTheirTopLeft) {
  Book book;
  book.sheets = {{"S", worksheet("<row r=\"1\"><c r=\"A1\"/></row><row r=\"2\"><c r=\"A2\"/></row>",
                                 "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>")}};
  EXPECT_NE(
      part(filled(book, {{"S", {2, 1}, 1.0}}), sheet1).find("<c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"/>"),
      std::string::npos);
}

TEST(Fill, EmptiesACellButKeepsItsStyle) {
  Book book;
  book.sheets = {{"S", worksheet("<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"str\"><v>x</v></c></row>")}};
  EXPECT_EQ(part(filled(book, {{"S", {1, 1}, std::monostate()}}), sheet1),
            worksheet("<row r=\"1\"><c r=\"A1\" s=\"2\"/></row>"));
}

TEST(Fill, ReturnsTheInputWhenEveryCellSaysSoAlready) {
  Book book;
  book.shared_items = "<si><r><t>ri</t></r><r><t>ch</t></r></si>";
  book.sheets = {
      {"S", worksheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>" + number_cell("B1", "2.0") + "</row>")}};
  EXPECT_EQ(filled(book, {{"S", {1, 1}, std::string("rich")}, {"S", {1, 2}, 2.0}, {"S", {9, 9}, std::string()}}),
            book.bytes());
}

TEST(Fill, RemovesOnlyResultsThatDependOnTheAnswers) {
  Book book;
  const std::string answers =
      "<row r=\"1\">" + number_cell("A1", "1") +
      "<c r=\"B1\" t=\"str\"><f>IF(A1=2,\"ok\",\"\")</f><v>old</v></c><c r=\"C1\"><f>D1</f><v>7</v></c></row>";
  const std::string totals =
      "<row r=\"1\"><c r=\"A1\"><f>SUM(点)</f><v>1</v></c><c r=\"B1\"><f>A1*2</f><v>2</v></c><c "
      "r=\"C1\"><f>C2</f><v>3</v></c>"
      "<c r=\"D1\"><f t=\"shared\" ref=\"D1:D2\" si=\"0\">表!C1+1</f><v>4</v></c></row>"
      "<row r=\"2\"><c r=\"D2\"><f t=\"shared\" si=\"0\"/><v>5</v></c>"
      "<c r=\"E2\"><f t=\"array\" ref=\"E2:F2\">表!A1:B1</f><v>8</v></c><c r=\"F2\"><v>9</v></c></row>";
  book.sheets = {{"表", worksheet(answers)},
                 {"計", worksheet(totals)},
                 {"他", worksheet("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c></row>")}};
  book.extra =
      "<definedNames><definedName name=\"点\">表!$A$1:$A$9</definedName></definedNames><calcPr calcId=\"191029\"/>";
  const std::string bytes = filled(book, {{"表", {1, 1}, 2.0}});
  EXPECT_EQ(part(bytes, sheet1),
            worksheet("<row r=\"1\">" + number_cell("A1", "2") +
                      "<c r=\"B1\"><f>IF(A1=2,\"ok\",\"\")</f></c><c r=\"C1\"><f>D1</f><v>7</v></c></row>"));
  EXPECT_EQ(
      part(bytes, sheet2),
      worksheet(
          "<row r=\"1\"><c r=\"A1\"><f>SUM(点)</f></c><c r=\"B1\"><f>A1*2</f></c><c r=\"C1\"><f>C2</f><v>3</v></c>"
          "<c r=\"D1\"><f t=\"shared\" ref=\"D1:D2\" si=\"0\">表!C1+1</f><v>4</v></c></row>"
          "<row r=\"2\"><c r=\"D2\"><f t=\"shared\" si=\"0\"/><v>5</v></c>"
          "<c r=\"E2\"><f t=\"array\" ref=\"E2:F2\">表!A1:B1</f></c><c r=\"F2\"></c></row>"));
  EXPECT_EQ(part(bytes, "xl/worksheets/sheet3.xml"), book.sheets[2].second);
  EXPECT_NE(part(bytes, "xl/workbook.xml").find("<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/>"), std::string::npos);
}

TEST(Fill, MarksForCalculationInTheSchemasOrder) {
  Book book;
  book.sheets = {
      {"S", worksheet("<row r=\"1\">" + number_cell("A1", "1") + "<c r=\"B1\"><f>A1</f><v>1</v></c></row>")}};
  book.extra = "<definedNames><definedName name=\"n\">S!$A$1</definedName></definedNames><extLst/>";
  EXPECT_NE(part(filled(book, {{"S", {1, 1}, 2.0}}), "xl/workbook.xml")
                .find("</definedNames><calcPr fullCalcOnLoad=\"1\"/><extLst/>"),
            std::string::npos);
  book.extra = "<calcPr fullCalcOnLoad=\"1\"/>";
  EXPECT_EQ(part(filled(book, {{"S", {1, 1}, 2.0}}), "xl/workbook.xml"), part(book.bytes(), "xl/workbook.xml"));
}

TEST(Fill, FollowsLongChainsAndFormulasThatCannotBeTold) {
  Book book;
  std::string rows =
      "<row r=\"1\">" + number_cell("A1", "1") + "<c r=\"B1\"><f>INDIRECT(\"A\"&amp;1)</f><v>1</v></c></row>";
  for (int row = 2; row <= 3000; ++row) {
    const std::string r = std::to_string(row);
    rows +=
        "<row r=\"" + r + "\"><c r=\"A" + r + "\"><f>A" + std::to_string(row - 1) + "+1</f><v>" + r + "</v></c></row>";
  }
  book.sheets = {{"S", worksheet(rows)}};
  const std::string after = part(filled(book, {{"S", {1, 1}, 5.0}}), sheet1);
  EXPECT_EQ(after.find("<v>", after.find("<v>5</v>") + 1), std::string::npos);
}

TEST(Fill, RefusesWhatItMustNotWriteAndNamesEachPlace) {
  Book book;
  book.sheets = {
      {"表", worksheet("<row r=\"1\"><c r=\"A1\"><f>1</f><v>1</v></c><c r=\"C1\"><f t=\"array\" ref=\"C1:D1\">1</f></c>"
                       "<c r=\"D1\"><v>1</v></c></row>")}};
  const std::string bytes = book.bytes();
  const auto refusal = [&](const std::vector<Edit>& edits) {
    const auto result = fill(bytes, edits);
    return result ? std::string() : result.error().key + " " + result.error().fields.at(0).place;
  };
  EXPECT_EQ(refusal({{"表", {1, 1}, 2.0}}), "workbook.fill.formula 表!A1");
  EXPECT_EQ(refusal({{"表", {1, 4}, 2.0}}), "workbook.fill.formula 表!D1");
  EXPECT_EQ(refusal({{"無い", {1, 2}, 2.0}}), "workbook.fill.no_sheet 無い!B1");
  EXPECT_EQ(refusal({{"表", {1, 2}, std::string(32768, 'x')}}), "workbook.fill.too_long 表!B1");
  EXPECT_EQ(refusal({{"表", {1, 2}, std::string(32767, 'x')}}), "");
  EXPECT_EQ(refusal({{"表", {1, 2}, std::string("\xFF")}}), "workbook.fill.not_text 表!B1");
  EXPECT_EQ(refusal({{"表", {1, 2}, 1.0}, {"表", {1, 2}, 2.0}}), "workbook.fill.twice 表!B1");
  const auto both = fill(bytes, {{"表", {1, 1}, 2.0}, {"無い", {1, 2}, 2.0}});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().fields.size(), 2U);
}

TEST(Fill, TextThatXmlCannotHoldComesBackAsItWas) {
  Book book;
  book.sheets = {{"S", worksheet("<row r=\"1\"/>")}};
  for (const std::string& text : {std::string("a\x01"
                                              "b"),
                                  std::string("_x000D_"), std::string("tab\tend "), std::string("\n\n")}) {
    const std::string bytes = filled(book, {{"S", {1, 1}, text}});
    const auto read = Workbook::open(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->sheets[0].text({1, 1}), text);
  }
}

TEST(Fill, RefusesSheetsWhoseRowsStandInDisorder) {
  Book book;
  book.sheets = {{"S", worksheet("<row r=\"3\"/><row r=\"2\"/>")}};
  const auto result = fill(book.bytes(), {{"S", {1, 1}, 1.0}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "workbook.xlsx.broken");
}

}  // namespace
}  // namespace sonae::xlsx
