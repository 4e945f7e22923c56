// A customer's own questionnaire over HTTP as the page sends it, with real workbooks, on every engine.

#include "features/assessment/exchange/questionnaire.h"

#include <gtest/gtest.h>

#include "features/assessment/api.h"
#include "features/assessment/exchange/api.h"
#include "platform/trail/trail.h"
#include "support/company.h"
#include "support/workbook_builder.h"

namespace sonae::assessment::exchange {
namespace {

using test::number_cell;
using test::text_cell;

std::string sheet_row(int number, const std::string& cells) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}

/// The company's check sheet: three items with answers, one without.
std::string check_sheet() {
  const auto item = [](int row, int no, const std::string& condition, const std::string& score,
                       const std::string& basis) {
    const std::string at = std::to_string(row);
    return sheet_row(row, number_cell("A" + at, std::to_string(no)) + text_cell("B" + at, condition) +
                              text_cell("C" + at, score) + text_cell("D" + at, basis));
  };
  test::Book book;
  book.sheets.emplace_back(
      "チェックシート",
      test::worksheet(
          sheet_row(1, text_cell("A1", "No.") + text_cell("B1", "達成条件") + text_cell("C1", "評価") +
                           text_cell("D1", "評価の根拠")) +
          item(2, 1, "情報セキュリティの方針を定め、社内に知らせている", "2", "基本方針 2025年改定") +
          item(3, 2, "ウイルス対策ソフトを全てのパソコンに入れている", "1", "9割に導入。2027年3月完了予定") +
          item(4, 3, "サーバー室への入退室を記録している", "", "") +
          item(5, 4, "取引先の連絡先の一覧を作っている", "該当なし", "購買部門がない")));
  return book.bytes();
}

/// Headings in row 4; a title between questions in row 6; pulldown on the answers; a formula counts them.
std::string questionnaire(const std::string& answer_heading = "貴社回答") {
  std::string rows = sheet_row(1, text_cell("A1", "情報セキュリティ調査票"));
  rows += sheet_row(4, text_cell("A4", "番号") + text_cell("B4", "質問") + text_cell("C4", answer_heading) +
                           text_cell("D4", "補足説明") + text_cell("E4", "回答者"));
  rows +=
      sheet_row(5, text_cell("A5", "1-1") + text_cell("B5", "情報セキュリティの方針を定め、社内に知らせていますか"));
  rows += sheet_row(6, text_cell("B6", "技術的な対策について"));
  rows += sheet_row(7, text_cell("A7", "2-1") + text_cell("B7", "全てのパソコンにウイルス対策ソフトを入れていますか") +
                           text_cell("E7", "情報システム課"));
  rows += sheet_row(8, text_cell("A8", "2-2") + text_cell("B8", "サーバー室への入退室を記録していますか"));
  rows += sheet_row(9, text_cell("A9", "2-3") + text_cell("B9", "製品の騒音はどのくらいですか"));
  rows += sheet_row(10, text_cell("A10", "2-4") + text_cell("B10", "情報セキュリティの方針を定めていますか") +
                            text_cell("C10", "はい"));
  rows += sheet_row(12, "<c r=\"C12\"><f>COUNTA(C5:C10)</f><v>1</v></c>");
  test::Book book;
  book.sheets.emplace_back("表紙", test::worksheet(sheet_row(1, text_cell("A1", "ご協力のお願い"))));
  book.sheets.emplace_back(
      "調査票", test::worksheet(rows,
                                "<mergeCells count=\"1\"><mergeCell ref=\"B6:D6\"/></mergeCells>"
                                "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"C5:C10\">"
                                "<formula1>\"はい,いいえ,対象外\"</formula1></dataValidation></dataValidations>"));
  return book.bytes();
}

TEST(questionnaire_reader, finds_the_columns_by_their_headings_and_leaves_titles_out) {
  const auto reading = MUST(read_questionnaire(questionnaire()));
  ASSERT_TRUE(reading.layout);
  EXPECT_EQ(reading.layout->sheet, "調査票");
  EXPECT_EQ(reading.layout->header_row, 4U);
  EXPECT_EQ(reading.layout->question, "B");
  EXPECT_EQ(reading.layout->answer, "C");
  EXPECT_EQ(reading.layout->evidence, "D");
  EXPECT_EQ(reading.layout->number, "A");
  ASSERT_EQ(reading.rows.size(), 5U);
  EXPECT_EQ(reading.rows[1].row, 7U) << "the merged title of row 6 is no question";
  EXPECT_EQ(reading.rows[1].number, "2-1");
  EXPECT_EQ(reading.rows[1].answer_cell, "C7");
  EXPECT_EQ(reading.rows[4].given_answer, "はい");
  EXPECT_EQ(reading.choices, (std::vector<std::string>{"はい", "いいえ", "対象外"}));
}

TEST(questionnaire_reader, reads_the_columns_that_a_person_points_out) {
  EXPECT_FALSE(MUST(read_questionnaire(questionnaire("ここに書く"))).layout);
  const auto by_hand = MUST(read_questionnaire(questionnaire("ここに書く"), Layout{"調査票", 4, 7, "B", "C", "", ""}));
  ASSERT_EQ(by_hand.rows.size(), 4U);
  EXPECT_EQ(by_hand.rows[0].row, 7U);
  EXPECT_EQ(by_hand.rows[0].evidence_cell, "");
  const auto refused = [](const Layout& layout) { return read_questionnaire(questionnaire(), layout).error().key; };
  EXPECT_EQ(refused({"無い", 4, {}, "B", "C", "", ""}), "exchange.layout.no_sheet");
  EXPECT_EQ(refused({"調査票", 4, {}, "B2", "C", "", ""}), "exchange.layout.no_column");
  EXPECT_EQ(refused({"調査票", 4, {}, "B", "C", "??", ""}), "exchange.layout.no_column");
  EXPECT_EQ(refused({"調査票", 4, {}, "B", "B", "", ""}), "exchange.layout.same_column");
  EXPECT_EQ(refused({"調査票", 4, {}, "H", "C", "", ""}), "exchange.layout.no_rows");
}

TEST(questionnaire_reader, a_formula_is_no_answer_cell_and_too_many_questions_are_refused) {
  test::Book book;
  std::string rows = sheet_row(1, text_cell("A1", "質問") + text_cell("B1", "回答"));
  rows += sheet_row(2, text_cell("A2", "方針はありますか") + "<c r=\"B2\"><f>1+1</f><v>2</v></c>");
  book.sheets.emplace_back("s", test::worksheet(rows));
  EXPECT_EQ(MUST(read_questionnaire(book.bytes())).rows.at(0).answer_cell, "");
  for (int row = 3; row < 2'010; ++row) rows += sheet_row(row, text_cell("A" + std::to_string(row), "質問"));
  book.sheets.front().second = test::worksheet(rows);
  EXPECT_EQ(read_questionnaire(book.bytes()).error().key, "exchange.questionnaire.too_long");
}

TEST(questionnaire_reader, its_answer_is_not_believed_blindly) {
  const std::string bytes = encode(MUST(read_questionnaire(questionnaire())));
  ASSERT_TRUE(decode_questionnaire(bytes));
  for (std::size_t size = 0; size < bytes.size(); size += 7) EXPECT_FALSE(decode_questionnaire(bytes.substr(0, size)));
}

class QuestionnairesOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  QuestionnairesOn()
      : installation_(GetParam()),
        blobs_(MUST(blobs::Store::open(folder_.path() / "blobs"))),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        scenario_((assessment::add_routes(installation_.router, {*installation_.database, blobs_, presence_}),
                   add_routes(installation_.router, {*installation_.database, blobs_}), installation_.router),
                  installation_.gate) {
    company_.introduce(scenario_);
    other_.introduce(scenario_, "west_");
  }

  support::Browser& secretary() { return scenario_.browser("secretary"); }
  void start() {
    const auto uploaded = secretary().upload("/api/v1/workbooks", "check.xlsx", check_sheet());
    const json::object body{
        {"workbook", uploaded.json().at("workbook").as_string()}, {"fiscal_year", 2026}, {"title", "2026年度"}};
    ASSERT_EQ(secretary().send("POST", "/api/v1/assessments", json::write(body)).status, 201);
  }
  json::value put_in(const std::string& bytes, int status = 201) {
    const auto reply = secretary().upload("/api/v1/questionnaires", "トヨミ様 調査票.xlsx", bytes);
    EXPECT_EQ(reply.status, status) << reply.body;
    return reply.json();
  }
  json::value send(std::string_view method, const std::string& path, const json::object& body, int status = 200) {
    const auto reply = secretary().send(method, path, json::write(body));
    EXPECT_EQ(reply.status, status) << method << " " << path << " " << reply.body;
    return reply.json();
  }
  static std::string path_of(const json::value& view) {
    return std::string("/api/v1/questionnaires/") + view.at("questionnaire").at("id").as_string().c_str();
  }
  std::string download(const json::value& view) {
    const auto reply = secretary().send("GET", path_of(view) + "/workbook");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body;
  }
  std::vector<trail::Record> records(const std::string& action) {
    return installation_
        .read([&](db::Tx& tx) {
          trail::Filter filter;
          filter.action_prefix = action;
          return trail::list(tx, {company_.company, {}}, filter);
        })
        .records;
  }

  support::Installation installation_;
  support::TempFolder folder_;
  blobs::Store blobs_;
  Presence presence_;
  support::TestCompany company_;
  support::TestCompany other_;
  support::Scenario scenario_;
};
INSTANTIATE_TEST_SUITE_P(Engines, QuestionnairesOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(QuestionnairesOn, ProposalsAreNotAnswersUntilAPersonConfirmsThem) {
  start();
  const auto view = put_in(questionnaire());
  EXPECT_EQ(view.at("questionnaire").at("title").as_string(), "トヨミ様 調査票");
  EXPECT_EQ(view.at("questionnaire").at("form").at("words").at("2").as_string(), "はい") << "as the pulldown offers it";
  const auto& rows = view.at("rows").as_array();
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0].at("state").as_string(), "proposed");
  EXPECT_EQ(rows[0].at("item").as_int64(), 1);
  EXPECT_GT(rows[0].at("confidence").as_int64(), 700);
  EXPECT_EQ(rows[1].at("item").as_int64(), 2);
  EXPECT_EQ(rows[3].at("state").as_string(), "open") << "nothing in the check sheet speaks of noise";
  EXPECT_EQ(MUST(read_questionnaire(download(view))).rows.at(0).given_answer, "") << "a proposal is not written";

  const json::array seen = {json::object{{"row", 5}, {"version", rows[0].at("version")}},
                            json::object{{"row", 8}, {"version", rows[2].at("version")}}};
  const auto confirmed = send("POST", path_of(view) + "/confirmations", {{"rows", seen}});
  EXPECT_EQ(confirmed.at("questionnaire").at("confirmed").as_int64(), 2);
  send("POST", path_of(view) + "/confirmations", {{"rows", seen}}, 409);

  const std::string filled = download(view);
  const auto reading = MUST(read_questionnaire(filled));
  EXPECT_EQ(reading.rows.at(0).given_answer, "はい");
  EXPECT_EQ(reading.rows.at(0).given_evidence, "基本方針 2025年改定");
  EXPECT_EQ(reading.rows.at(1).given_answer, "") << "not confirmed";
  EXPECT_EQ(reading.rows.at(2).given_answer, "") << "confirmed, but item 3 is not answered yet";
  EXPECT_EQ(reading.rows.at(3).given_answer, "");
  EXPECT_EQ(reading.rows.at(4).given_answer, "はい") << "what the customer wrote stays";
  const auto record = records("assessment.questionnaire.export").front();
  EXPECT_NE(record.entry.after.find(R"("filled":"1","unmatched":"3","waiting":"1")"), std::string::npos)
      << record.entry.after;
}

TEST_P(QuestionnairesOn, OnlyTheConfirmedCellsChange) {
  start();
  const auto view = put_in(questionnaire());
  send("PATCH", path_of(view) + "/rows/7", {{"version", 1}, {"state", "confirmed"}, {"item", 2}});
  const auto before = MUST(xlsx::Workbook::open(questionnaire()));
  const std::string filled = download(view);
  const auto after = MUST(xlsx::Workbook::open(filled));
  std::vector<std::string> changed;
  for (std::size_t i = 0; i < after.sheets.size(); ++i)
    for (const xlsx::Cell& cell : after.sheets[i].cells)
      if (before.sheets[i].text(cell.place) != cell.text && !cell.formula)
        changed.push_back(xlsx::cell_name(cell.place));
  EXPECT_EQ(changed, (std::vector<std::string>{"D7"})) << "the pulldown has no word for half done, so C7 stays empty";
}

TEST_P(QuestionnairesOn, TheTableOfWordsIsThePersonsAndSoAreOwnWords) {
  start();
  const auto view = put_in(questionnaire());
  const json::object words{{"2", "はい"}, {"1", "いいえ"}, {"0", "いいえ"}, {"該当なし", "対象外"}};
  const auto changed = send("PUT", path_of(view) + "/form",
                            {{"version", view.at("questionnaire").at("version")},
                             {"title", "トヨミ様"},
                             {"kind", "yes_no"},
                             {"words", words}});
  EXPECT_EQ(changed.at("questionnaire").at("title").as_string(), "トヨミ様");
  EXPECT_EQ(changed.at("rows").at(1).at("answer").as_string(), "いいえ");
  send("PUT", path_of(view) + "/form",
       {{"version", view.at("questionnaire").at("version")}, {"title", "x"}, {"kind", "yes_no"}, {"words", words}},
       409);

  const auto own = send("PATCH", path_of(view) + "/rows/9",
                        {{"version", 1},
                         {"state", "confirmed"},
                         {"item", nullptr},
                         {"own_answer", "対象外"},
                         {"own_evidence", "騒音の出る製品はない"}});
  EXPECT_EQ(own.at("row").at("answer").as_string(), "対象外");
  send("PATCH", path_of(view) + "/rows/9", {{"version", 1}, {"state", "none"}}, 409);
  const auto reading = MUST(read_questionnaire(download(view)));
  EXPECT_EQ(reading.rows.at(3).given_answer, "対象外");
  EXPECT_EQ(reading.rows.at(3).given_evidence, "騒音の出る製品はない");

  const auto undone = send("PATCH", path_of(view) + "/rows/9", {{"version", 2}, {"state", "proposed"}});
  EXPECT_EQ(undone.at("row").at("state").as_string(), "open");
  EXPECT_TRUE(undone.at("row").at("own_answer").is_null());
}

TEST_P(QuestionnairesOn, ColumnsByHandKeepWhatWasDecidedAboutTheSameRows) {
  start();
  const auto view = put_in(questionnaire("ここに書く"));
  EXPECT_TRUE(view.at("questionnaire").at("layout").is_null());
  EXPECT_EQ(view.at("rows").as_array().size(), 0U);
  EXPECT_EQ(secretary().send("GET", path_of(view) + "/workbook").status, 200)
      << "nothing confirmed: the file as it came";
  const json::object columns{{"question", "B"}, {"answer", "C"}, {"evidence", nullptr}, {"number", "A"}};
  const auto mapped = send("PUT", path_of(view) + "/mapping",
                           {{"version", 1}, {"sheet", "調査票"}, {"header_row", 4}, {"columns", columns}});
  ASSERT_EQ(mapped.at("rows").as_array().size(), 5U);
  send("PATCH", path_of(view) + "/rows/5", {{"version", 1}, {"state", "confirmed"}, {"item", 1}});
  json::object with_evidence = columns;
  with_evidence["evidence"] = "D";
  const auto again = send("PUT", path_of(view) + "/mapping",
                          {{"version", 2}, {"sheet", "調査票"}, {"header_row", 4}, {"columns", with_evidence}});
  EXPECT_EQ(again.at("rows").at(0).at("state").as_string(), "confirmed");
  EXPECT_EQ(again.at("rows").at(0).at("evidence_cell").as_string(), "D5");
  EXPECT_EQ(again.at("rows").at(1).at("state").as_string(), "proposed");
  send("PUT", path_of(view) + "/mapping",
       {{"version", 2}, {"sheet", "調査票"}, {"header_row", 4}, {"columns", columns}}, 409);
  EXPECT_EQ(records("assessment.questionnaire.mapping").size(), 2U);
}

TEST_P(QuestionnairesOn, WrongDecisionsAndForeignPeopleAreRefused) {
  EXPECT_EQ(put_in(questionnaire(), 422).at("error").at("code").as_string(), "exchange.questionnaire.no_sheet");
  start();
  EXPECT_EQ(put_in("PK\x03\x04 hostile", 422).at("error").at("code").as_string().starts_with("workbook."), true);
  EXPECT_EQ(put_in("a,b\n", 422).at("error").at("code").as_string(), "workbook.file.csv");
  const auto view = put_in(questionnaire());
  scenario_.variable("questionnaire", view.at("questionnaire").at("id").as_string().c_str());
  scenario_.run(SONAE_SOURCE_DIR "/src/features/assessment/exchange/questionnaires.scenario");
}

}  // namespace
}  // namespace sonae::assessment::exchange
