// Evidence through router, gate and handlers: what is taken, how it leaves, and what happens to touched bytes.

#include "features/assessment/evidence/api.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "features/assessment/evidence/rules_evidence.h"
#include "support/sheets.h"

namespace sonae::assessment::evidence {
namespace {

class EvidenceApi : public testing::TestWithParam<support::EngineKind> {
 protected:
  EvidenceApi()
      : sheets_(GetParam()),
        blobs_(MUST(blobs::Store::open(sheets_.installation.folder.path() / "blobs"))),
        sheet_(sheets_.start(2026)),
        scenario_((add_routes(sheets_.installation.router, {*sheets_.installation.database, blobs_, {}}),
                   sheets_.installation.router),
                  sheets_.installation.gate) {
    sheets_.assign(sheet_, 1, sheets_.company.sales);
    sheets_.company.introduce(scenario_);
    scenario_.variable("sheet", sheet_.text());
    scenario_.variable("missing", "0197a000-0000-7000-8000-000000000001");
  }
  [[nodiscard]] std::string place(int no = 1) const {
    return "/api/v1/assessments/" + sheet_.text() + "/items/" + std::to_string(no) + "/evidence";
  }
  support::ScenarioReply send(const std::string& who, const std::string& name, std::string_view bytes, int no = 1) {
    return scenario_.browser(who).upload(place(no), name, bytes);
  }
  static std::string code(const support::ScenarioReply& reply) {
    const json::value body = reply.json();
    return body.is_object() && body.get_object().contains("error")
               ? std::string(body.at("error").at("code").as_string())
               : "";
  }
  static std::string id_of(const support::ScenarioReply& reply) {
    return std::string(reply.json().at("evidence").at("id").as_string());
  }

  support::TestSheets sheets_;
  blobs::Store blobs_;
  Id<Assessment> sheet_;
  support::Scenario scenario_;
};
INSTANTIATE_TEST_SUITE_P(Engines, EvidenceApi, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(EvidenceApi, Script) { scenario_.run(SONAE_SOURCE_DIR "/src/features/assessment/evidence/evidence.scenario"); }

TEST_P(EvidenceApi, AFileComesBackAsAttachmentThatNoBrowserRuns) {
  const std::string content = "点検日,担当\n9/1,佐藤\n";
  const auto added = send("manager", "点検 記録.csv", content);
  ASSERT_EQ(added.status, 201) << added.body;
  const auto file = scenario_.browser("auditor").send("GET", place() + "/" + id_of(added) + "/file");
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(file.body, content);
  EXPECT_EQ(file.all("content-type").at(0), "text/csv");
  EXPECT_EQ(file.all("x-content-type-options").at(0), "nosniff");
  ASSERT_EQ(file.all("content-security-policy").size(), 1U);
  EXPECT_TRUE(file.all("content-security-policy").at(0).starts_with("sandbox;"));
  EXPECT_TRUE(file.all("content-disposition").at(0).starts_with("attachment; filename="));
  EXPECT_NE(file.all("content-disposition").at(0).find("filename*=UTF-8''%E7%82%B9%E6%A4%9C%20"), std::string::npos);
}

TEST_P(EvidenceApi, HostileNamesAreDataAndNeverLeaveAsTheyCame) {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"../../../etc/passwd", "passwd.txt"},
      {"C:\\Windows\\System32\\x.dll", "x.dll.txt"},
      {"a%22;filename=evil.html", "a_;filename=evil.html.txt"},
      {"page.html", "page.html.txt"},
      {"invoice\u202egpj.exe", "invoice_gpj.exe.txt"},
      {"<img src=x onerror=alert(1)>.txt", "_img src=x onerror=alert(1)_.txt"},
      {"con", "_con.txt"},
  };
  int content = 0;
  for (const auto& [sent, saved] : names) {
    const auto added = send("manager", sent, "content " + std::to_string(++content));
    ASSERT_EQ(added.status, 201) << sent << added.body;
    const auto name = added.json().at("evidence").at("name").as_string();
    EXPECT_EQ(std::string_view(name).find("\u202e"), std::string_view::npos);
    const auto file = scenario_.browser("manager").send("GET", place() + "/" + id_of(added) + "/file");
    const std::string disposition = file.all("content-disposition").at(0);
    EXPECT_TRUE(disposition.starts_with("attachment; filename=\"" + saved + "\"; filename*=")) << disposition;
  }
  // Nothing was written anywhere but under its hash.
  for (const auto& entry : std::filesystem::recursive_directory_iterator(blobs_.folder()))
    EXPECT_TRUE(!entry.is_regular_file() || entry.path().filename().string().size() == 64U) << entry.path();
}

TEST_P(EvidenceApi, WhatIsRefusedIsRefusedInWordsAndStoresNothing) {
  EXPECT_EQ(code(send("manager", "a.pdf", "<svg onload=alert(1)>")), "evidence.file.markup");
  EXPECT_EQ(code(send("manager", "a.pdf", std::string("MZ\x90\0", 4))), "evidence.file.unknown");
  EXPECT_EQ(code(send("manager", "..", "text")), "evidence.file.name");
  EXPECT_EQ(code(send("manager", "a.txt", "")), "evidence.file.empty");
  EXPECT_EQ(code(send("auditor", "a.txt", "text")), "error.forbidden");
  EXPECT_EQ(code(send("employee", "a.txt", "text")), "error.not_found");
  EXPECT_EQ(code(send("manager", "a.txt", "text", 2)), "error.not_found");
  const std::string limit(static_cast<std::size_t>(max_file_bytes), 'a');
  EXPECT_EQ(send("manager", "a.txt", limit + "a").status, 422);
  EXPECT_EQ(code(send("manager", "a.txt", limit + std::string(100'000, 'a'))), "error.too_large");
  EXPECT_TRUE(MUST(blobs_.list()).empty());
  EXPECT_EQ(send("manager", "a.txt", limit).status, 201);
}

TEST_P(EvidenceApi, TouchedBytesAreRefusedAndRecorded) {
  const auto added = send("manager", "a.txt", "as it was");
  const std::string file = place() + "/" + id_of(added) + "/file";
  const std::string hash = to_hex(sha256("as it was"));
  const auto path = blobs_.path_of(hash);
  std::ofstream(path, std::ios::trunc) << "as it is now";
  const auto refused = scenario_.browser("auditor").send("GET", file);
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(code(refused), "evidence.file.damaged");
  EXPECT_EQ(refused.body.find("as it is now"), std::string::npos);
  const auto last = [&] {
    return sheets_.installation
        .read([&](db::Tx& tx) { return trail::list(tx, {sheets_.company.company, std::nullopt}, {}); })
        .records.front();
  };
  EXPECT_EQ(last().entry.action, "evidence.file.damaged");
  EXPECT_EQ(last().entry.outcome, trail::Outcome::Failed);
  EXPECT_EQ(last().origin.actor_name, "auditor");

  std::filesystem::remove(path);
  EXPECT_EQ(code(scenario_.browser("manager").send("GET", file)), "evidence.file.damaged");
  EXPECT_NE(last().entry.after.find("error.blob.missing"), std::string::npos);

  // Sending the same file again is the cure.
  EXPECT_EQ(id_of(send("manager", "a.txt", "as it was")), id_of(added));
  EXPECT_EQ(scenario_.browser("manager").send("GET", file).status, 200);
}

}  // namespace
}  // namespace sonae::assessment::evidence
