#include "formats/csv/csv.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sonae::csv {
namespace {

using Cells = std::vector<std::string>;

Result<std::vector<Record>> read(std::string_view text, char separator = ',', const Limits& limits = {}) {
  Reader reader(text, separator, limits);
  std::vector<Record> records;
  while (auto record = TRY(reader.next())) records.push_back(std::move(*record));
  return records;
}

std::vector<Cells> cells_of(std::string_view text, char separator = ',') {
  std::vector<Cells> all;
  for (Record& record : MUST(read(text, separator))) all.push_back(std::move(record.cells));
  return all;
}

std::string why(std::string_view text, const Limits& limits = {}) {
  const auto read_it = read(text, ',', limits);
  return read_it ? "" : read_it.error().key + " " + read_it.error().args.at("line");
}

TEST(Csv, ReadsPlainRecordsWithAnyLineEnd) {
  const std::vector<Cells> expected = {{"a", "b"}, {"c", ""}};
  for (const char* text : {"a,b\r\nc,\r\n", "a,b\nc,", "a,b\rc,\r", "\n\na,b\n\n\nc,\n\n"})
    EXPECT_EQ(cells_of(text), expected) << text;
}

TEST(Csv, KeepsLeadingZerosAndLongNumbersAsTheyAre) {
  EXPECT_EQ(cells_of("00123,12345678901234567890"), (std::vector<Cells>{{"00123", "12345678901234567890"}}));
}

TEST(Csv, QuotedCellsHoldSeparatorsQuotesAndLineEnds) {
  EXPECT_EQ(cells_of("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nnext,,\n"),
            (std::vector<Cells>{{"a,b", "say \"hi\"", "two\nlines"}, {"next", "", ""}}));
}

TEST(Csv, AQuotationMarkInsideAnUnquotedCellIsAnOrdinaryCharacter) {
  EXPECT_EQ(cells_of("5\" screen,x"), (std::vector<Cells>{{"5\" screen", "x"}}));
}

TEST(Csv, TheLineIsTheOneWhereARecordBegins) {
  const auto records = MUST(read("h\n\"one\ntwo\"\nlast\n"));
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[1].line, 2U);
  EXPECT_EQ(records[2].line, 4U);
}

TEST(Csv, RefusalsNameTheLine) {
  EXPECT_EQ(why("a\n\"open\nand on\n"), "csv.quote 2");
  EXPECT_EQ(why("a\nb\n\"closed\"tail\n"), "csv.quote 3");
  EXPECT_EQ(why("a\nb\x01\n"), "csv.control 2");
  EXPECT_EQ(why(std::string_view("a\0b", 3)), "csv.control 1");
}

TEST(Csv, LimitsAreRefusalsNotTruncation) {
  EXPECT_EQ(why("a\nb\nc\n", {.records = 2}), "csv.records 3");
  EXPECT_EQ(why("a\nb,c,d\n", {.columns = 2}), "csv.columns 2");
  EXPECT_EQ(why("a\nbcd\n", {.cell_bytes = 2}), "csv.cell 2");
  EXPECT_EQ(why("a\n\"b\nd\"\n", {.cell_bytes = 2}), "csv.cell 2");
}

TEST(Csv, FindsTheSeparatorOutsideQuotes) {
  EXPECT_EQ(find_separator("a,b;c,d"), ',');
  EXPECT_EQ(find_separator("a\tb,c\td"), '\t');
  EXPECT_EQ(find_separator("\"x,y,z\";b"), ';');
  EXPECT_EQ(find_separator("one column\na,b"), ',');
  EXPECT_EQ(find_separator("\n\na\tb"), '\t');
}

TEST(Csv, DetectsTheEncoding) {
  EXPECT_EQ(MUST(decode("\xEF\xBB\xBF社員")).encoding, Encoding::Utf8WithMark);
  EXPECT_EQ(MUST(decode("\xEF\xBB\xBF社員")).text, "社員");
  EXPECT_EQ(MUST(decode("社員")).encoding, Encoding::Utf8);
  std::vector<std::string> lost;
  const auto windows = MUST(decode(text::to_cp932("社員番号,氏名\r\n001,髙橋 ①", lost)));
  EXPECT_EQ(windows.encoding, Encoding::Cp932);
  EXPECT_EQ(windows.text, "社員番号,氏名\r\n001,髙橋 ①");
  EXPECT_EQ(decode("\xFF\xFE\x41").error().key, "csv.utf16");
  EXPECT_EQ(decode("\x81").error().key, "csv.encoding");
  EXPECT_EQ(decode("\xEF\xBB\xBF\xFF").error().key, "csv.encoding");
}

TEST(Csv, WritesWhatItReads) {
  const std::vector<Cells> table = {{"00123", "a,b", "say \"hi\"", "two\nlines"}, {"", "社員", "x", "y"}};
  std::vector<std::string> lost;
  for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf8WithMark, Encoding::Cp932}) {
    const auto decoded = MUST(decode(write(table, encoding, lost)));
    EXPECT_EQ(cells_of(decoded.text), table);
  }
  EXPECT_TRUE(lost.empty());
}

TEST(Csv, FormulasAreNeutralisedAndComeBackAsTheyWere) {
  for (const char* cell : {"=1+1", "+81", "-5", "@sum", "\tx", "＝1", "＋1", "－1", "＠x"}) {
    EXPECT_EQ(guarded(cell), "'" + std::string(cell));
    EXPECT_EQ(unguarded(guarded(cell)), cell);
  }
  EXPECT_EQ(guarded("plain"), "plain");
  EXPECT_EQ(unguarded("'tis"), "'tis");
}

TEST(Csv, SaysWhichCharactersTheEncodingCannotHold) {
  std::vector<std::string> lost;
  (void)write({{"𠮷野", "𠮷田", "😀"}}, Encoding::Cp932, lost);
  EXPECT_EQ(lost, (Cells{"😀", "𠮷"}));
}

}  // namespace
}  // namespace sonae::csv
