// People's tables over the routes, from the upload to the account, on every engine.

#include <gtest/gtest.h>

#include "base/text.h"
#include "features/people/api.h"
#include "features/people/people.h"
#include "support/company.h"

namespace sonae::people {
namespace {

constexpr std::string_view table =
    "社員番号,氏名,フリガナ,部門,役割\r\n"
    "00101,山田 太郎,ヤマダ タロウ,製造部/第一課,部門責任者\r\n"
    "00102,髙橋 花子,,品質保証部,\r\n";

class PeopleApi : public testing::TestWithParam<support::EngineKind> {
 protected:
  PeopleApi()
      : installation_(GetParam()),
        company_(installation_, "東和精工株式会社"),
        scenario_(installation_.router, installation_.gate) {
    add_routes(installation_.router, {*installation_.database});
    company_.introduce(scenario_);
  }
  support::Browser& as(const std::string& who) { return scenario_.browser(who); }

  /// A file with options, as the page sends it.
  support::ScenarioReply send(const std::string& who, const std::string& path, std::string_view bytes,
                              const std::string& options = "{}") {
    std::string body = "--b\r\nContent-Disposition: form-data; name=\"options\"; filename=\"options.json\"\r\n\r\n";
    body += options + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\n";
    body += bytes;
    body += "\r\n--b--\r\n";
    return as(who).send("POST", "/api/v1/people/import" + path, body,
                        {{"content-type", "multipart/form-data; boundary=b"}});
  }
  std::string fingerprint_of(std::string_view bytes) {
    const json::value preview = send("secretary", "/preview", bytes).json();
    return std::string(preview.at("plan").at("fingerprint").as_string());
  }
  std::string import_options(std::string_view bytes, bool good_rows_only = false) {
    return json::write(json::object{{"fingerprint", fingerprint_of(bytes)}, {"good_rows_only", good_rows_only}});
  }
  std::size_t people() { return as("secretary").send("GET", "/api/v1/people").json().at("people").as_array().size(); }

  support::Installation installation_;
  support::TestCompany company_;
  support::Scenario scenario_;
};
INSTANTIATE_TEST_SUITE_P(Engines, PeopleApi, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(PeopleApi, WhoMayLookAndWhatComesOut) { scenario_.run(SONAE_SOURCE_DIR "/src/features/people/people.scenario"); }

TEST_P(PeopleApi, ThePreviewStoresNothing) {
  const std::size_t before = people();
  const auto reply = send("secretary", "/preview", table);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const json::value preview = reply.json();
  EXPECT_EQ(preview.at("encoding").as_string(), "utf-8");
  EXPECT_EQ(preview.at("plan").at("add").as_int64(), 2);
  EXPECT_EQ(preview.at("plan").at("departments").as_array().size(), 2U);
  EXPECT_EQ(preview.at("plan").at("rows").at(0).at("department").as_string(), "本社/製造部/第一課");
  EXPECT_EQ(people(), before);
}

TEST_P(PeopleApi, WhatWasSeenIsTakenInOnceAndAgainOnlyWhatChanged) {
  const std::size_t before = people();
  const auto done = send("secretary", "", table, import_options(table));
  ASSERT_EQ(done.status, 201) << done.body;
  EXPECT_EQ(done.json().at("added").as_int64(), 2);
  EXPECT_EQ(people(), before + 2);
  const json::value again = send("secretary", "/preview", table).json();
  EXPECT_EQ(again.at("plan").at("same").as_int64(), 2);
  const auto nothing = send("secretary", "", table, import_options(table));
  EXPECT_EQ(nothing.status, 422);
  EXPECT_EQ(nothing.json().at("error").at("code").as_string(), "people.import.nothing");
}

TEST_P(PeopleApi, AnImportOfAnythingElseThanWasSeenIsRefused) {
  const auto refused = send("secretary", "", std::string(table) + "00103,田中,,,\r\n", import_options(table));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.json().at("error").at("code").as_string(), "directory.people.changed");
  EXPECT_EQ(send("secretary", "", table).status, 409) << "without having looked";
}

TEST_P(PeopleApi, OneBadRowHoldsUpAllUnlessThePersonSaysOtherwise) {
  const std::string bad = std::string(table) + ",番号なし,,,\r\n";
  const std::size_t before = people();
  const json::value preview = send("secretary", "/preview", bad).json();
  const json::value& problem = preview.at("plan").at("problems").at(0);
  EXPECT_EQ(problem.at("line").as_int64(), 4);
  EXPECT_EQ(problem.at("column").as_string(), "employee_no");
  EXPECT_FALSE(problem.at("message").as_string().empty());
  const auto refused = send("secretary", "", bad, import_options(bad));
  EXPECT_EQ(refused.json().at("error").at("code").as_string(), "people.import.problems");
  EXPECT_EQ(people(), before);
  const auto done = send("secretary", "", bad, import_options(bad, true));
  ASSERT_EQ(done.status, 201) << done.body;
  EXPECT_EQ(done.json().at("left_out").as_int64(), 1);
  EXPECT_EQ(people(), before + 2);
}

TEST_P(PeopleApi, ColumnsCanBePointedOutByHand) {
  constexpr std::string_view unclear = "コード,呼び名\n7,山田\n";
  const json::value preview = send("secretary", "/preview", unclear).json();
  EXPECT_FALSE(preview.at("found").as_bool());
  EXPECT_TRUE(preview.at("plan").is_null());
  EXPECT_EQ(preview.at("sample").at(1).at("cells").at(1).as_string(), "山田");
  const std::string options = R"({"headings":{"line":1,"columns":{"employee_no":0,"name":1}}})";
  const json::value mapped = send("secretary", "/preview", unclear, options).json();
  EXPECT_TRUE(mapped.at("found").as_bool());
  EXPECT_EQ(mapped.at("plan").at("add").as_int64(), 1);
}

TEST_P(PeopleApi, NobodyLeavesWhoWasNotConfirmed) {
  ASSERT_EQ(send("secretary", "", table, import_options(table)).status, 201);
  constexpr std::string_view next_year =
      "社員番号,氏名,部門\r\n"
      "00103,新入 一郎,本社/製造部/第一課\r\n";
  const json::value plan = send("secretary", "/preview", next_year).json().at("plan");
  ASSERT_EQ(plan.at("missing").as_array().size(), 2U);
  const std::string gone(plan.at("missing").at(0).at("id").as_string());
  const std::string fingerprint(plan.at("fingerprint").as_string());
  const auto options = [&](json::array leavers) {
    return json::write(
        json::object{{"fingerprint", fingerprint}, {"leavers", std::move(leavers)}, {"left_on", "2026-03-31"}});
  };
  EXPECT_EQ(send("secretary", "", next_year, options({company_.users.at("employee").text()})).status, 409)
      << "whom the table does not miss";
  const auto done = send("secretary", "", next_year, options({gone}));
  ASSERT_EQ(done.status, 201) << done.body;
  EXPECT_EQ(done.json().at("left").as_int64(), 1);
  std::map<std::string, std::string> left;
  const json::value list = as("secretary").send("GET", "/api/v1/people").json();
  for (const json::value& one : list.at("people").as_array())
    if (one.at("left_on").is_string())
      left[std::string(one.at("employee_no").as_string())] = one.at("left_on").as_string();
  EXPECT_EQ(left, (std::map<std::string, std::string>{{"00101", "2026-03-31"}}));
  const std::string out = as("secretary").send("GET", "/api/v1/people/export?format=csv").body;
  EXPECT_EQ(out.find("00101"), std::string::npos) << "who left is not given out";
  EXPECT_NE(out.find("00102"), std::string::npos);
}

TEST_P(PeopleApi, ARefusingHookStoresNothingOfTheTable) {
  support::Installation& here = installation_;
  ASSERT_EQ(send("secretary", "", table, import_options(table)).status, 201);
  const std::size_t before = people();
  constexpr std::string_view next_year = "社員番号,氏名\r\n00103,新入 一郎\r\n";
  const json::value plan = send("secretary", "/preview", next_year).json().at("plan");
  const Actor secretary = company_.actor("secretary");
  Import command;
  command.table = MUST(read_table(next_year));
  command.headings = *find_headings(command.table.rows);
  command.fingerprint = plan.at("fingerprint").as_string();
  command.leavers = {std::string(plan.at("missing").at(0).at("id").as_string())};
  command.left_on = *Date::parse_iso("2026-03-31");
  const directory::LeftHooks hooks = {
      [](db::WriteTx&, const Actor&, const Id<User>&, const Date&, Instant) -> Result<void> {
        return conflict("directory.user.last_administrator");
      }};
  const auto refused =
      here.database->write([&](db::WriteTx& tx) { return import_table(tx, secretary, command, now(), hooks); });
  EXPECT_EQ(refused.error().key, "directory.user.last_administrator");
  EXPECT_EQ(people(), before);
}

TEST_P(PeopleApi, FilesAndOptionsThatAreNoneAreRefused) {
  EXPECT_EQ(send("secretary", "/preview", "").json().at("error").at("code").as_string(), "people.file.empty");
  EXPECT_EQ(send("secretary", "/preview", table, R"({"unknown":1})").status, 422);
  EXPECT_EQ(send("secretary", "/preview", table, "{").status, 400);
  EXPECT_EQ(send("manager", "/preview", table).status, 403);
  EXPECT_EQ(send("auditor", "", table).status, 403);
}

TEST_P(PeopleApi, FromARowToAnAccount) {
  ASSERT_EQ(send("secretary", "", table, import_options(table)).status, 201);
  std::string id;
  const json::value list = as("secretary").send("GET", "/api/v1/people").json();
  for (const json::value& person : list.at("people").as_array())
    if (person.at("employee_no").as_string() == "00101") id = std::string(person.at("id").as_string());
  ASSERT_FALSE(id.empty());
  EXPECT_EQ(as("secretary").send("POST", "/api/v1/people/" + id + "/invitation", "{}").status, 403);
  const auto invited = as("admin").send("POST", "/api/v1/people/" + id + "/invitation", "{}");
  ASSERT_EQ(invited.status, 201) << invited.body;
  const std::string path(invited.json().at("path").as_string());
  const std::string token = path.substr(path.find('#') + 1);
  EXPECT_NE(invited.json().at("qr_svg").as_string().find("<svg"), std::string::npos);

  support::Browser guest(installation_.router, installation_.gate);
  guest.open();
  const std::string body = json::write(json::object{{"token", token}});
  EXPECT_EQ(guest.send("POST", "/api/v1/invitation", body).json().at("name").as_string(), "山田 太郎");
  const std::string acceptance =
      json::write(json::object{{"token", token}, {"password", "a lamp beside the old harbour"}});
  const auto accepted = guest.send("POST", "/api/v1/invitation/acceptance", acceptance);
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(accepted.json().at("state").as_string(), "signed_in");
  EXPECT_EQ(accepted.json().at("user").at("department").at("name").as_string(), "第一課");
  support::Browser second(installation_.router, installation_.gate);
  second.open();
  EXPECT_EQ(second.send("POST", "/api/v1/invitation", body).json().at("error").at("code").as_string(),
            "directory.invitation.used");
}

}  // namespace
}  // namespace sonae::people
