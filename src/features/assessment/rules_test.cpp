#include "features/assessment/rules.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/json.h"
#include "features/assessment/dates.h"

namespace sonae::assessment {
namespace {

// The case tables are shared with the page: tests/fixtures/rules/*.json.
json::object fixture(const std::string& name) {
  const std::string path = std::string(SONAE_SOURCE_DIR) + "/tests/fixtures/rules/" + name + ".json";
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return MUST(json::parse(bytes)).as_object();
}

std::string text_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::optional<Date> date_at(const json::object& object, std::string_view key) {
  return Date::parse_iso(text_at(object, key));
}

DateContext date_context(const json::object& table) {
  const json::object& context = table.at("context").as_object();
  return {static_cast<int>(context.at("fiscal_year").as_int64()),
          static_cast<int>(context.at("start_month").as_int64()), date_at(context, "today")};
}

std::string iso_or_none(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

/// Calls `body(case)` for each case under its sentence; a table that is empty or missing fails.
template <typename Body>
void each_case(const json::object& table, Body&& body) {
  const json::array& cases = table.at("cases").as_array();
  ASSERT_FALSE(cases.empty());
  for (const json::value& value : cases) {
    SCOPED_TRACE(text_at(value.as_object(), "name") + ": " + text_at(value.as_object(), "text"));
    body(value.as_object());
  }
}

AnswerFacts facts_of(const json::object& answer) {
  AnswerFacts facts;
  facts.no = 1;
  facts.score = parse_score(text_at(answer, "score")).value();
  facts.basis = text_at(answer, "basis");
  facts.due = date_at(answer, "due");
  facts.label = text_at(answer, "label");
  facts.department = text_at(answer, "department");
  if (const auto* level = answer.if_contains("level"); level && level->is_int64())
    facts.level = static_cast<int>(level->as_int64());
  if (const auto* ticks = answer.if_contains("ticks")) {
    facts.ticks.emplace();
    for (const json::value& tick : ticks->as_array()) facts.ticks->push_back(tick.as_bool());
  }
  return facts;
}

std::string written(const Finding& finding) {
  constexpr std::string_view prefix = "assessment.finding.";
  EXPECT_TRUE(finding.code.starts_with(prefix)) << finding.code;
  return std::string(finding.severity == Severity::Error ? "e " : "w ") + std::string(name_of(finding.field)) + " " +
         finding.code.substr(prefix.size());
}

TEST(Dates, FindsYearsAsPeopleWriteThem) {
  each_case(fixture("years"), [](const json::object& c) {
    std::vector<int> expected;
    for (const json::value& year : c.at("years").as_array()) expected.push_back(static_cast<int>(year.as_int64()));
    EXPECT_EQ(find_years(text_at(c, "text")), expected);
    EXPECT_EQ(find_year(text_at(c, "text")).value_or(0), expected.empty() ? 0 : expected.front());
  });
}

TEST(Dates, FindsTheDayByWhichATextPromisesToBeDone) {
  const json::object table = fixture("due_dates");
  const DateContext context = date_context(table);
  each_case(table, [&](const json::object& c) {
    EXPECT_EQ(iso_or_none(find_due_date(text_at(c, "text"), context)), iso_or_none(date_at(c, "date")));
  });
}

TEST(Dates, ReadsACellThatIsADate) {
  const json::object table = fixture("dates");
  const DateContext context = date_context(table);
  each_case(table, [&](const json::object& c) {
    EXPECT_EQ(iso_or_none(read_date(text_at(c, "text"), context)), iso_or_none(date_at(c, "date")));
  });
}

TEST(Dates, CountsMonthsFromTheCompanysOwnStartOfTheYear) {
  const DateContext january{2026, 1, std::nullopt};
  EXPECT_EQ(iso_or_none(read_date("3/31", january)), "2026-03-31");
  EXPECT_EQ(iso_or_none(find_due_date("年度末までに完了", january)), "2026-12-31");
  EXPECT_EQ(iso_or_none(find_due_date("上期", january)), "2026-06-30");
  const DateContext october{2026, 10, std::nullopt};
  EXPECT_EQ(iso_or_none(find_due_date("Q2までに完了", october)), "2027-03-31");
}

TEST(Dates, LeavesThisMonthAloneWhenTodayIsUnknown) {
  EXPECT_EQ(iso_or_none(find_due_date("来月完了予定", {2026, 4, std::nullopt})), "none");
}

TEST(Rules, SplitsCriteriaIntoATickList) {
  each_case(fixture("criteria"), [](const json::object& c) {
    std::vector<std::string> expected;
    for (const json::value& line : c.at("lines").as_array()) expected.emplace_back(line.as_string());
    EXPECT_EQ(split_criteria(text_at(c, "text")), expected);
  });
}

TEST(Rules, RecognisesTheNameOfARuleOrSystem) {
  each_case(fixture("names"), [](const json::object& c) {
    EXPECT_EQ(names_rule_or_system(text_at(c, "text")), c.at("named").as_bool());
  });
}

TEST(Rules, SaysWhatAnAnswerLacks) {
  const json::object table = fixture("findings");
  const json::object& given = table.at("context").as_object();
  each_case(table, [&](const json::object& c) {
    CheckContext context;
    context.today = date_at(given, "today").value();
    context.hand_in = c.contains("hand_in") ? date_at(c, "hand_in") : date_at(given, "hand_in");
    context.fiscal_year = static_cast<int>(given.at("fiscal_year").as_int64());
    std::vector<std::string> expected;
    for (const json::value& finding : c.at("findings").as_array()) expected.emplace_back(finding.as_string());
    std::vector<std::string> got;
    for (const Finding& finding : check_answer(facts_of(c.at("answer").as_object()), context))
      got.push_back(written(finding));
    EXPECT_EQ(got, expected);
  });
}

json::object plain(const Tally& tally) {
  json::object object{{"key", tally.key},
                      {"items", tally.items},
                      {"complete", tally.complete},
                      {"in_progress", tally.in_progress},
                      {"not_started", tally.not_started},
                      {"not_applicable", tally.not_applicable},
                      {"unanswered", tally.unanswered},
                      {"points", tally.points},
                      {"max_points", tally.max_points},
                      {"rate", nullptr}};
  if (tally.rate) object["rate"] = *tally.rate;
  return object;
}

json::array plain(const std::vector<Tally>& tallies) {
  json::array all;
  for (const Tally& tally : tallies) all.push_back(plain(tally));
  return all;
}

TEST(Rules, CountsTotalsUnderEachTreatment) {
  const json::object table = fixture("totals");
  std::vector<AnswerFacts> answers;
  for (const json::value& answer : table.at("answers").as_array()) answers.push_back(facts_of(answer.as_object()));
  each_case(table, [&](const json::object& c) {
    TotalsOptions options;
    if (text_at(c, "not_applicable") == "full") options.not_applicable = NotApplicableCounts::Full;
    if (text_at(c, "unanswered") == "exclude") options.unanswered = UnansweredCounts::Exclude;
    const Totals totals = count_totals(answers, options);
    EXPECT_EQ(json::value(plain(totals.overall)), c.at("overall"));
    if (c.contains("levels")) {
      EXPECT_EQ(json::value(plain(totals.levels)), c.at("levels"));
    }
    if (c.contains("labels")) {
      EXPECT_EQ(json::value(plain(totals.labels)), c.at("labels"));
    }
    if (c.contains("departments")) {
      EXPECT_EQ(json::value(plain(totals.departments)), c.at("departments"));
    }
  });
}

TEST(Rules, AnEmptySheetHasNoRate) {
  const Totals totals = count_totals({}, {});
  EXPECT_EQ(totals.overall.items, 0);
  EXPECT_FALSE(totals.overall.rate.has_value());
  EXPECT_TRUE(totals.levels.empty());
}

AnswerFacts answered(int no, Score score, std::string basis) {
  AnswerFacts facts;
  facts.no = no;
  facts.score = score;
  facts.basis = std::move(basis);
  return facts;
}

std::vector<std::string> sheet_findings(const std::vector<AnswerFacts>& answers) {
  CheckContext context;
  context.today = Date::make(2026, 11, 23).value();
  std::vector<std::string> got;
  for (const Finding& finding : check_sheet(answers, context))
    got.push_back(std::to_string(finding.no) + " " + written(finding));
  return got;
}

using Lines = std::vector<std::string>;

TEST(Rules, ASheetListsEveryUnansweredItemOnceAndInOrder) {
  EXPECT_EQ(sheet_findings({answered(2, Score::Unanswered, ""), answered(1, Score::Unanswered, "規程")}),
            (Lines{"2 e score unanswered", "1 e score unanswered", "1 w score basis_without_score"}));
}

TEST(Rules, ANumberThatOccursThreeTimesIsNamedOnce) {
  const std::string good = "管理規程 2025年改定";
  EXPECT_EQ(sheet_findings({answered(7, Score::Complete, good), answered(7, Score::Complete, good),
                            answered(7, Score::Complete, good)}),
            (Lines{"7 e score duplicate_number"}));
}

TEST(Rules, AReviewCannotBeCompleteWhileWhatIsReviewedIsNotStarted) {
  AnswerFacts review = answered(61, Score::Complete, "機器台帳 2025年10月点検");
  review.builds_on = {60};
  const AnswerFacts plan = answered(60, Score::NotStarted, "来年度に台帳を作成する");
  EXPECT_EQ(sheet_findings({plan, review}), (Lines{"61 w score base_not_complete"}));
  EXPECT_EQ(sheet_findings({answered(60, Score::Complete, "機器台帳 2024年作成"), review}), Lines{});
}

TEST(Rules, OneBasisUnderTenCompleteItemsIsNamedAtTheFirst) {
  std::vector<AnswerFacts> answers;
  for (int no = 1; no <= 9; ++no) answers.push_back(answered(no, Score::Complete, "管理規程 2025年改定"));
  EXPECT_EQ(sheet_findings(answers), Lines{});
  answers.push_back(answered(10, Score::Complete, "管理規程　２０２５年改定"));
  EXPECT_EQ(sheet_findings(answers), (Lines{"1 w basis same_basis_often"}));
}

TEST(Rules, TheFilledSampleLacksNothingButItsUnansweredItems) {
  const std::filesystem::path path =
      std::filesystem::path(SONAE_SOURCE_DIR) / "../shared/samples/checksheet/EXPECTED.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "sample workbooks are not beside the tree";
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const json::object all = MUST(json::parse(bytes, bytes.size())).as_object();
  std::vector<AnswerFacts> answers;
  std::size_t unanswered = 0;
  for (const json::value& value : all.at("standard_filled.xlsx").as_object().at("items").as_array()) {
    answers.push_back(facts_of(value.as_object()));
    answers.back().no = static_cast<int>(value.as_object().at("no").as_int64());
    if (answers.back().score == Score::Unanswered) ++unanswered;
  }
  EXPECT_EQ(unanswered, 9U);
  const Lines findings = sheet_findings(answers);
  EXPECT_EQ(findings.size(), unanswered) << testing::PrintToString(findings);
}

}  // namespace
}  // namespace sonae::assessment
