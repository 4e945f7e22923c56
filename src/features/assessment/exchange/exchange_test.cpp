// Edited copies over HTTP as the page sends them, with real workbooks, on every engine.

#include "features/assessment/exchange/exchange.h"

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

struct Line {
  int no = 0;
  std::string condition;
  std::string score;
  std::string basis;
  std::string due = {};
};

struct Form {
  std::vector<Line> lines;
  std::string title = "自己評価チェックシート";
  std::string basis_heading = "評価の根拠";
  bool due_first = false;  ///< the columns of basis and due change places
};

std::string workbook(const Form& form) {
  const std::string basis = form.due_first ? "E" : "D";
  const std::string due = form.due_first ? "D" : "E";
  std::string rows = "<row r=\"1\">" + text_cell("A1", form.title) + "</row>";
  std::vector<std::pair<std::string, std::string>> cells = {
      {"A", "No."}, {"B", "達成条件"}, {"C", "評価"}, {basis, form.basis_heading}, {due, "完了予定"}};
  std::ranges::sort(cells);
  rows += "<row r=\"3\">";
  for (const auto& [column, heading] : cells) rows += text_cell(column + "3", heading);
  rows += "</row>";
  int row = 4;
  for (const Line& line : form.lines) {
    const std::string at = std::to_string(row++);
    rows +=
        "<row r=\"" + at + "\">" + number_cell("A" + at, std::to_string(line.no)) + text_cell("B" + at, line.condition);
    if (!line.score.empty()) rows += text_cell("C" + at, line.score);
    std::vector<std::pair<std::string, std::string>> answers = {{basis, line.basis}, {due, line.due}};
    std::ranges::sort(answers);
    for (const auto& [column, text] : answers)
      if (!text.empty()) rows += text_cell(column + at, text);
    rows += "</row>";
  }
  test::Book book;
  book.sheets.emplace_back("チェックシート", test::worksheet(rows));
  return book.bytes();
}

Form three_items() {
  return {{{1, "方針を定めている", "2", "基本方針 2024年制定"},
           {2, "方針を見直している", "1", "見直し中", "2026/12/31"},
           {3, "方針を知らせている", "", "", "未定"}}};
}

class ExchangeOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  ExchangeOn()
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

  /// The sheet of 2026, started from `bytes`.
  std::string start(const std::string& bytes) {
    const auto uploaded = secretary().upload("/api/v1/workbooks", "check.xlsx", bytes);
    EXPECT_EQ(uploaded.status, 201) << uploaded.body;
    return send("POST", "/api/v1/assessments",
                json::object{{"workbook", uploaded.json().at("workbook").as_string()},
                             {"fiscal_year", 2026},
                             {"title", "2026年度"}},
                201)
        .at("assessment")
        .as_string()
        .c_str();
  }
  json::value send(std::string_view method, const std::string& path, const json::object& body, int status) {
    const auto reply = secretary().send(method, path, json::write(body));
    EXPECT_EQ(reply.status, status) << method << " " << path << " " << reply.body;
    return reply.json();
  }
  json::value get(const std::string& path) {
    const auto reply = secretary().send("GET", path);
    EXPECT_EQ(reply.status, 200) << path << " " << reply.body;
    return reply.json();
  }
  json::value answer(const std::string& sheet, std::size_t index) {
    return get("/api/v1/assessments/" + sheet).at("answers").at(index);
  }
  std::int64_t save(const std::string& sheet, int no, const std::string& field, const std::string& to) {
    const auto stored = answer(sheet, static_cast<std::size_t>(no - 1));
    const json::object change{{"field", field}, {"from", stored.at(field)}, {"to", to}};
    const auto reply = send(
        "POST", "/api/v1/assessments/" + sheet + "/edits",
        {{"key", "key-" + std::to_string(++keys_)},
         {"edits",
          json::array{json::object{{"no", no}, {"version", stored.at("version")}, {"changes", json::array{change}}}}}},
        200);
    EXPECT_EQ(reply.at("results").at(0).at("state").as_string(), "saved") << json::write(reply);
    return reply.at("last_change").as_int64();
  }
  std::string download(const std::string& sheet) {
    const auto reply = secretary().send("GET", "/api/v1/assessments/" + sheet + "/workbook");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body;
  }
  json::value put_in(const std::string& sheet, const std::string& bytes, int status = 201) {
    const auto reply = secretary().upload("/api/v1/assessments/" + sheet + "/copies", "営業部から.xlsx", bytes);
    EXPECT_EQ(reply.status, status) << reply.body;
    return reply.json();
  }
  static json::object merge_body(const json::value& comparison, json::array choices = {}) {
    return {{"base", comparison.at("base")},
            {"last_change", comparison.at("last_change")},
            {"items", comparison.at("items")},
            {"choices", std::move(choices)}};
  }
  static std::string copy_path(const std::string& sheet, const json::value& comparison) {
    return "/api/v1/assessments/" + sheet + "/copies/" + comparison.at("copy").at("id").as_string().c_str();
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
  int keys_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, ExchangeOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ExchangeOn, AnExportIsRememberedOnceForItsContent) {
  const std::string sheet = start(workbook(three_items()));
  const std::string first = download(sheet);
  download(sheet);
  auto exports = get("/api/v1/assessments/" + sheet + "/exports").at("exports").as_array();
  ASSERT_EQ(exports.size(), 1U);
  EXPECT_EQ(exports[0].at("sha256").as_string(), to_hex(sha256(first)));
  EXPECT_EQ(exports[0].at("by").as_string(), "secretary");
  save(sheet, 3, "score", "0");
  download(sheet);
  exports = get("/api/v1/assessments/" + sheet + "/exports").at("exports").as_array();
  ASSERT_EQ(exports.size(), 2U);
  EXPECT_EQ(exports[0].at("change").as_int64(), 1);
  EXPECT_EQ(records("assessment.sheet.export").size(), 3U) << "every download is recorded, also of the same content";
}

TEST_P(ExchangeOn, OnlyTheNewestExportsAreKept) {
  const std::string sheet = start(workbook(three_items()));
  const Actor secretary = company_.actor("secretary");
  const auto id = *Id<Assessment>::parse(sheet);
  for (int i = 0; i < kept_exports + 5; ++i)
    installation_.write([&](db::WriteTx& tx) -> Result<void> {
      const auto plan = TRY(plan_export(tx, secretary, id));
      TRY(record_export(tx, secretary, id, std::to_string(i), now()));
      return keep_export(tx, secretary, id, plan, "hash " + std::to_string(i), Instant(1'790'000'000'000 + i));
    });
  const auto exports = installation_.read([&](db::Tx& tx) { return list_exports(tx, secretary, id); });
  ASSERT_EQ(exports.size(), static_cast<std::size_t>(kept_exports));
  EXPECT_EQ(exports.front().sha256, "hash " + std::to_string(kept_exports + 4));
  EXPECT_EQ(exports.back().sha256, "hash 5");
  EXPECT_EQ(exports.front().answers.at(1).basis, "基本方針 2024年制定");
}

TEST_P(ExchangeOn, AnEditedCopyIsComparedWithTheExportItWasMadeFrom) {
  const std::string sheet = start(workbook(three_items()));
  save(sheet, 1, "basis", "基本方針 2026年改定");
  download(sheet);
  // Meanwhile the sheet goes on, and a colleague works in the exported file.
  save(sheet, 2, "basis", "見直しが終わった");
  Form theirs = three_items();
  theirs.lines[0].basis = "基本方針 2026年改定";
  theirs.lines[0].score = "1";
  theirs.lines[1].basis = "見直しは半分";
  theirs.lines[2].score = "2";
  theirs.lines[2].due = "未定";
  const auto seen = put_in(sheet, workbook(theirs));
  EXPECT_NE(seen.at("base").as_string(), "original") << "the export differs least";
  const auto& cells = seen.at("cells").as_array();
  ASSERT_EQ(cells.size(), 3U) << json::write(seen);
  EXPECT_EQ(
      cells[0],
      (json::value{{"no", 1}, {"field", "score"}, {"state", "theirs"}, {"base", "2"}, {"file", "1"}, {"now", "2"}}));
  EXPECT_EQ(cells[1].at("state").as_string(), "conflict");
  EXPECT_EQ(cells[2].at("file").as_string(), "2");
  EXPECT_EQ(seen.at("unread").as_array().size(), 0U) << "未定 was there before anybody edited the file";
  EXPECT_EQ(answer(sheet, 0).at("score").as_string(), "2") << "nothing is stored before it is taken in";

  const auto undecided = send("POST", copy_path(sheet, seen) + "/merge", merge_body(seen), 422);
  EXPECT_EQ(undecided.at("error").at("fields").at(0).at("place").as_string(), "/items/2/basis");
  const json::array both = {json::object{{"no", 2}, {"field", "basis"}, {"take", "both"}}};
  const auto merged = send("POST", copy_path(sheet, seen) + "/merge", merge_body(seen, both), 200);
  EXPECT_EQ(merged.at("items").as_int64(), 3);
  EXPECT_EQ(answer(sheet, 0).at("score").as_string(), "1");
  EXPECT_EQ(answer(sheet, 1).at("basis").as_string(), "見直しが終わった\n見直しは半分");
  EXPECT_EQ(answer(sheet, 2).at("score").as_string(), "2");

  const auto record = records("assessment.answer.save").front();
  EXPECT_NE(record.entry.after.find("営業部から.xlsx"), std::string::npos) << record.entry.after;
  EXPECT_EQ(records("assessment.copy.merge").size(), 1U);
  send("POST", copy_path(sheet, seen) + "/merge", merge_body(seen, both), 409);
}

TEST_P(ExchangeOn, TheVeryExportComesBackUntouched) {
  const std::string sheet = start(workbook(three_items()));
  save(sheet, 3, "score", "1");
  const std::string file = download(sheet);
  save(sheet, 3, "score", "2");
  const auto seen = put_in(sheet, file);
  EXPECT_EQ(seen.at("known").at(0).at("kind").as_string(), "export");
  EXPECT_TRUE(seen.at("bases").at(0).at("same_file").as_bool());
  ASSERT_EQ(seen.at("cells").as_array().size(), 1U);
  EXPECT_EQ(seen.at("cells").at(0).at("state").as_string(), "ours");
  EXPECT_EQ(seen.at("others").at("count").as_int64(), 0);
  const auto merged = send("POST", copy_path(sheet, seen) + "/merge", merge_body(seen), 200);
  EXPECT_EQ(merged.at("cells").as_int64(), 0);
  EXPECT_EQ(answer(sheet, 2).at("score").as_string(), "2");
}

TEST_P(ExchangeOn, ThePersonMayCompareWithAnotherBase) {
  const std::string sheet = start(workbook(three_items()));
  save(sheet, 1, "score", "1");
  const auto seen = put_in(sheet, download(sheet));
  const auto original = get(copy_path(sheet, seen) + "?base=original");
  ASSERT_EQ(original.at("cells").as_array().size(), 1U);
  EXPECT_EQ(original.at("cells").at(0).at("state").as_string(), "same");
  EXPECT_EQ(original.at("cells").at(0).at("base").as_string(), "2");
  EXPECT_EQ(secretary().send("GET", copy_path(sheet, seen) + "?base=nonsense").status, 404);
}

TEST_P(ExchangeOn, WhatSomebodySavedMeanwhileStopsTheWholeMerge) {
  const std::string sheet = start(workbook(three_items()));
  Form theirs = three_items();
  theirs.lines[0].score = "1";
  theirs.lines[2].score = "0";
  const auto seen = put_in(sheet, workbook(theirs));
  save(sheet, 3, "basis", "担当を決めた");
  const auto refused = send("POST", copy_path(sheet, seen) + "/merge", merge_body(seen), 409);
  EXPECT_EQ(refused.at("error").at("code").as_string(), "exchange.merge.changed");
  ASSERT_EQ(refused.at("error").at("fields").as_array().size(), 1U);
  EXPECT_EQ(refused.at("error").at("fields").at(0).at("place").as_string(), "/items/3");
  EXPECT_EQ(answer(sheet, 0).at("score").as_string(), "2") << "all or nothing";
  const auto again = get(copy_path(sheet, seen));
  send("POST", copy_path(sheet, seen) + "/merge", merge_body(again), 200);
  EXPECT_EQ(answer(sheet, 0).at("score").as_string(), "1");
  EXPECT_EQ(answer(sheet, 2).at("basis").as_string(), "担当を決めた");
}

TEST_P(ExchangeOn, NothingInTheCopyIsSilentlyLost) {
  const std::string sheet = start(workbook(three_items()));
  Form theirs = three_items();
  theirs.title = "自己評価チェックシート（営業部）";
  theirs.lines[1].due = "そのうち";
  theirs.lines[0].score = "たぶん2";
  theirs.lines[2] = {4, "新しい項目", "1", "準備中"};
  const auto seen = put_in(sheet, workbook(theirs));
  EXPECT_EQ(seen.at("missing").at(0).at("no").as_int64(), 3);
  EXPECT_EQ(seen.at("added").at(0).at("no").as_int64(), 4);
  EXPECT_EQ(seen.at("added").at(0).at("basis").as_string(), "準備中");
  ASSERT_EQ(seen.at("unread").as_array().size(), 2U) << json::write(seen);
  EXPECT_EQ(seen.at("unread").at(0).at("text").as_string(), "たぶん2");
  EXPECT_EQ(seen.at("unread").at(1).at("text").as_string(), "そのうち");
  EXPECT_EQ(seen.at("cells").as_array().size(), 0U) << "an answer that cannot be read is not an emptied answer";
  EXPECT_EQ(seen.at("others").at("list").at(0).at("cell").as_string(), "A1");
  EXPECT_GE(seen.at("carrier_problems").as_array().size(), 2U);
}

TEST_P(ExchangeOn, AnEditedFileMayCarryTheNextExport) {
  const std::string sheet = start(workbook(three_items()));
  save(sheet, 1, "basis", "基本方針 2026年改定");
  Form theirs = three_items();
  theirs.title = "自己評価チェックシート 提出用";
  const auto seen = put_in(sheet, workbook(theirs));
  EXPECT_EQ(seen.at("carrier_problems").as_array().size(), 0U);
  const json::object body{{"copy", seen.at("copy").at("id")}, {"version", seen.at("version")}};
  send("PUT", "/api/v1/assessments/" + sheet + "/workbook", body, 200);
  EXPECT_EQ(send("PUT", "/api/v1/assessments/" + sheet + "/workbook", body, 409).at("error").at("code").as_string(),
            "assessment.version");
  const auto exported = MUST(read_copy(workbook(theirs), download(sheet), std::nullopt));
  EXPECT_EQ(exported.others.count, 0U) << "the edited title travels on";
  EXPECT_EQ(exported.copy.items.at(0).basis, "基本方針 2026年改定");
  ASSERT_EQ(records("assessment.workbook.replace").size(), 1U);
  // What was made from the first file is still compared with the first file.
  const auto late = put_in(sheet, workbook(three_items()));
  EXPECT_EQ(late.at("base").as_string(), "original");
  EXPECT_EQ(late.at("others").at("count").as_int64(), 0);
}

TEST_P(ExchangeOn, AFileWithOtherColumnsOrItemsIsNoCarrier) {
  const std::string sheet = start(workbook(three_items()));
  Form theirs = three_items();
  theirs.due_first = true;
  theirs.lines[1].condition = "方針を毎年見直している";
  const auto seen = put_in(sheet, workbook(theirs));
  const auto refused = send("PUT", "/api/v1/assessments/" + sheet + "/workbook",
                            {{"copy", seen.at("copy").at("id")}, {"version", seen.at("version")}}, 422);
  EXPECT_EQ(refused.at("error").at("code").as_string(), "exchange.carrier.differs");
  std::vector<std::string> codes;
  for (const auto& problem : refused.at("error").at("fields").as_array())
    codes.emplace_back(problem.at("code").as_string());
  EXPECT_EQ(codes, (std::vector<std::string>{"exchange.carrier.column_basis", "exchange.carrier.column_due",
                                             "exchange.carrier.item_reworded"}));
}

TEST_P(ExchangeOn, ACalculatedAnswerIsReadButItsFileIsNoCarrierAndAnErrorIsNoAnswer) {
  const std::string sheet = start(workbook(three_items()));
  const auto calculated = [](const std::string& cell) {
    std::string rows = "<row r=\"3\">";
    for (const auto& [column, heading] : std::vector<std::pair<std::string, std::string>>{
             {"A", "No."}, {"B", "達成条件"}, {"C", "評価"}, {"D", "評価の根拠"}, {"E", "完了予定"}})
      rows += text_cell(column + "3", heading);
    rows += "</row><row r=\"4\">" + number_cell("A4", "1") + text_cell("B4", "方針を定めている") +
            text_cell("C4", "2") + cell + "</row>";
    rows += "<row r=\"5\">" + number_cell("A5", "2") + text_cell("B5", "方針を見直している") + text_cell("C5", "1") +
            text_cell("D5", "見直し中") + text_cell("E5", "2026/12/31") + "</row>";
    rows += "<row r=\"6\">" + number_cell("A6", "3") + text_cell("B6", "方針を知らせている") + text_cell("E6", "未定") +
            "</row>";
    test::Book book;
    book.sheets.emplace_back("チェックシート", test::worksheet(rows));
    return book.bytes();
  };
  const auto text = put_in(sheet, calculated("<c r=\"D4\" t=\"str\"><f>\"規程\"</f><v>規程</v></c>"));
  ASSERT_EQ(text.at("cells").as_array().size(), 1U) << json::write(text);
  EXPECT_EQ(text.at("cells").at(0).at("file").as_string(), "規程");
  ASSERT_EQ(text.at("carrier_problems").as_array().size(), 1U);
  EXPECT_EQ(text.at("carrier_problems").at(0).at("code").as_string(), "exchange.carrier.formula");
  const auto error = put_in(sheet, calculated("<c r=\"D4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"));
  EXPECT_EQ(error.at("cells").as_array().size(), 0U) << json::write(error.at("cells"));
  ASSERT_EQ(error.at("unread").as_array().size(), 1U);
  EXPECT_EQ(error.at("unread").at(0).at("text").as_string(), "#DIV/0!");
}

TEST_P(ExchangeOn, TheSameYearTwiceIsAskedAboutAndTheSameFileIsKnown) {
  const std::string bytes = workbook(three_items());
  const std::string sheet = start(bytes);
  const auto again = secretary().upload("/api/v1/workbooks", "check.xlsx", bytes).json();
  ASSERT_EQ(again.at("known").as_array().size(), 1U);
  EXPECT_EQ(again.at("known").at(0).at("kind").as_string(), "carrier");
  EXPECT_EQ(again.at("known").at(0).at("fiscal_year").as_int64(), 2026);
  json::object body{{"workbook", again.at("workbook")}, {"fiscal_year", 2026}, {"title", "もう1つ"}};
  EXPECT_EQ(send("POST", "/api/v1/assessments", body, 409).at("error").at("code").as_string(),
            "assessment.start.year_taken");
  const auto compared =
      send("POST", "/api/v1/assessments/" + sheet + "/copies/from-workbook", {{"workbook", again.at("workbook")}}, 201);
  EXPECT_EQ(compared.at("cells").as_array().size(), 0U);
  body["beside_others"] = true;
  send("POST", "/api/v1/assessments", body, 201);
}

TEST_P(ExchangeOn, HostileAndForeignThingsAreRefused) {
  const std::string sheet = start(workbook(three_items()));
  EXPECT_TRUE(put_in(sheet, "PK\x03\x04 not a zip", 422).at("error").at("code").as_string().starts_with("workbook."));
  EXPECT_EQ(put_in(sheet, "", 422).at("error").at("code").as_string(), "workbook.file.empty");
  test::Book empty;
  empty.sheets.emplace_back("メモ", test::worksheet(""));
  EXPECT_EQ(put_in(sheet, empty.bytes(), 422).at("error").at("code").as_string(), "workbook.recognise.not_found");
  EXPECT_EQ(get("/api/v1/assessments/" + sheet + "/exports").at("copies").as_array().size(), 0U)
      << "of a refused file nothing is stored";
  const auto seen = put_in(sheet, workbook(three_items()));
  scenario_.variable("sheet", sheet);
  scenario_.variable("copy", seen.at("copy").at("id").as_string().c_str());
  scenario_.run(SONAE_SOURCE_DIR "/src/features/assessment/exchange/refusals.scenario");
}

}  // namespace
}  // namespace sonae::assessment::exchange
