#include "formats/xlsx/formula.h"

#include <gtest/gtest.h>

namespace sonae::xlsx {
namespace {

/// The references as text: "0!A1:B2", "0-2!C3", "?" when something is unknown.
std::string look(std::string_view formula) {
  const std::vector<std::string> sheets = {"表", "My Sheet", "三月"};
  const std::vector<DefinedName> names = {{"範囲", "'My Sheet'!$A$1:$A$9", -1},
                                          {"local", "表!$B$2", 0},
                                          {"二重", "SUM(範囲)", -1},
                                          {"relative", "表!A1", -1},
                                          {"loop", "loop+1", -1}};
  const Dependencies found = read_dependencies(formula, 0, FormulaScope(sheets, names));
  std::string out;
  for (const Reference& reference : found.references) {
    if (!out.empty()) out += " ";
    out += std::to_string(reference.first_sheet);
    if (reference.last_sheet != reference.first_sheet) out += "-" + std::to_string(reference.last_sheet);
    out += "!" + cell_name(reference.area.first);
    if (!reference.area.single()) out += ":" + cell_name(reference.area.last);
  }
  return found.unknown ? "?" : out;
}

TEST(Dependencies, AreReadFromReferencesOfEveryForm) {
  EXPECT_EQ(look("SUM(A1:B$2)+$C3"), "0!A1:B2 0!C3");
  EXPECT_EQ(look("'My Sheet'!A1&表!B2"), "1!A1 0!B2");
  EXPECT_EQ(look("SUM(A:A,2:3)"), "0!A1:A1048576 0!A2:XFD3");
  EXPECT_EQ(look("SUM(表:三月!B2)"), "0-2!B2");
  EXPECT_EQ(look("COUNTIF('My Sheet'!$H$6:$H$158,2)"), "1!H6:H158");
  EXPECT_EQ(look("IF(A1=\"B2\"\"C3\",1.5E+3,TRUE)"), "0!A1");
  EXPECT_EQ(look("LOG10(A1)+#REF!+表!#REF!"), "0!A1");
  EXPECT_EQ(look("_xlfn.XLOOKUP(A1,B1:B2,C1:C2)"), "0!A1 0!B1:B2 0!C1:C2");
}

TEST(Dependencies, FollowNames) {
  EXPECT_EQ(look("範囲"), "1!A1:A9");
  EXPECT_EQ(look("二重*2"), "1!A1:A9");
  EXPECT_EQ(look("local"), "0!B2");
}

TEST(Dependencies, AreUnknownWhereTheTextDoesNotTell) {
  for (const std::string_view formula : {"INDIRECT(\"A1\")", "OFFSET(A1,1,1)", "SUM(Table1[score])", "A1#",
                                         "A1:INDEX(B:B,3)", "unknown_name", "NOW()", "relative", "loop", "'broken"})
    EXPECT_EQ(look(formula), "?") << formula;
}

TEST(Dependencies, LeaveOtherWorkbooksAlone) {
  EXPECT_EQ(look("[1]Sheet!A1+B2"), "0!B2");
  EXPECT_EQ(look("'[1]My Sheet'!A1+B2"), "0!B2");
  EXPECT_EQ(look("'gone'!A1+B2"), "0!B2");
}

TEST(Dependencies, OfFollowersMoveWithThem) {
  const Dependencies found = read_dependencies("A1+$B$2", 0, FormulaScope({"S"}, {}));
  EXPECT_EQ(moved(found.references[0], 2, 1).area.first, (Place{3, 2}));
  EXPECT_EQ(moved(found.references[1], 2, 1).area.first, (Place{2, 2}));
}

TEST(Address, ReadsAndWritesNames) {
  EXPECT_EQ(cell_name({158, 8}), "H158");
  EXPECT_EQ(column_name(16384), "XFD");
  EXPECT_EQ(parse_column("aa"), 27U);
  EXPECT_EQ(parse_place("$XFD$1048576"), (Place{1048576, 16384}));
  for (const std::string_view text : {"", "A0", "A", "1", "A1048577", "XFE1", "A-1", "A1B", "$", "AAAA1", "A01"})
    EXPECT_FALSE(parse_place(text)) << text;
  EXPECT_EQ(parse_area("B3:A1"), (Area{{1, 1}, {3, 2}}));
  EXPECT_FALSE(parse_area("A1:B"));
  EXPECT_EQ(parse_areas(" A1  B2:B3 x ").size(), 2U);
}

}  // namespace
}  // namespace sonae::xlsx
