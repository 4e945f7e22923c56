// Letters and the description as other programs read them, and the editions on every engine.

#include "features/governance/letters/letters.h"

#include "features/governance/letters/documents.h"
#include "formats/docx/docx.h"
#include "formats/drawing/render.h"
#include "formats/zip/archive.h"
#include "support/company.h"
#include "support/pdf.h"

namespace sonae::governance::letters {
namespace {

constexpr Instant moment{1'790'812'800'000};  // 2026-10-01T00:00:00Z
Date day(const char* iso) { return *Date::parse_iso(iso); }

Appointment officer() {
  Appointment one;
  one.office = Office::Manager;
  one.user = Id<User>::trusted("00000000-0000-7000-8000-000000000001");
  one.name = "佐藤 花子";
  one.belongs_to_name = "営業部";
  one.department_name = "営業部";
  one.department = Id<Department>::trusted("00000000-0000-7000-8000-000000000002");
  one.from = day("2026-04-01");
  one.letter_no = "総務発第12号";
  return one;
}

std::string word_text(const std::string& bytes) {
  const zip::Archive archive = MUST(zip::Archive::open(bytes));
  return MUST(archive.read(*archive.find("word/document.xml")));
}

TEST(AppointmentLetter, SaysWhoIsAppointedToWhatFromWhenInTheCompanysName) {
  Appointment one = officer();
  const auto document = letter(one, "東和精工株式会社", "ja", moment);
  const std::string pdf = support::pdf_text(MUST(drawing::to_pdf(document)));
  const std::string word = word_text(MUST(docx::write(document)));
  for (const char* said :
       {"任命書", "総務発第12号", "2026年4月1日", "佐藤 花子 殿", "営業部の情報セキュリティ部門責任者",
        "部門の中で、決められた対策を実施します。", "東和精工株式会社"}) {
    EXPECT_NE(pdf.find(said), std::string::npos) << said;
    EXPECT_NE(word.find(said), std::string::npos) << said;
  }
  EXPECT_EQ(support::pdf_info(MUST(drawing::to_pdf(document))).pages, 1);
  one.until = day("2027-03-31");
  one.letter_date = day("2026-03-25");
  one.capacity = Capacity::Deputy;
  const std::string term = word_text(MUST(docx::write(letter(one, "東和精工株式会社", "ja", moment))));
  EXPECT_NE(term.find("2026年4月1日から2027年3月31日まで"), std::string::npos);
  EXPECT_NE(term.find("2026年3月25日"), std::string::npos);
  EXPECT_NE(term.find("部門責任者の代理"), std::string::npos);
}

TEST(AppointmentLetter, AFirmIsWrittenToAsAFirm) {
  Appointment one = officer();
  one.office = Office::Auditor;
  one.user = {};
  one.name = "みなと監査株式会社";
  const std::string text = support::pdf_text(MUST(drawing::to_pdf(letter(one, "東和精工株式会社", "ja", moment))));
  EXPECT_NE(text.find("みなと監査株式会社 御中"), std::string::npos);
  EXPECT_NE(support::pdf_text(MUST(drawing::to_pdf(letter(one, "Towa", "en", moment)))).find("Letter of appointment"),
            std::string::npos);
}

TEST(OrganisationDescription, HoldsTheChartTheDutiesAndTheNames) {
  check::Report report;
  report.organisation.today = day("2026-10-01");
  report.organisation.appointments = {officer()};
  report.organisation.departments = {{officer().department, "営業部", {}}};
  const auto published = description(report, "東和精工株式会社", 3, "ja", moment);
  const std::string pdf = support::pdf_text(MUST(drawing::to_pdf(published)));
  for (const char* said :
       {"情報セキュリティの体制図と役割分担", "第3版", "会社全体の情報セキュリティの方針と目標を決めます", "佐藤 花子",
        "営業部", "空席", "自分の部門は監査しません"})
    EXPECT_NE(pdf.find(said), std::string::npos) << said;
  const std::string draft = word_text(MUST(docx::write(description(report, "東和精工株式会社", 0, "ja", moment))));
  EXPECT_NE(draft.find("案（2026年10月1日現在）"), std::string::npos);
}

class Editions : public testing::TestWithParam<support::EngineKind> {
 protected:
  Editions()
      : installation(GetParam()), company(installation, "東和精工株式会社"), other(installation, "西和工業", "west-") {}
  Result<Edition> try_publish(const std::string& who, int number, const std::string& document) {
    const Actor actor = company.actor(who);
    return installation.database->write(
        [&](db::WriteTx& tx) { return publish(tx, actor, {number, "部門責任者の交代", document}, moment); });
  }
  support::Installation installation;
  support::TestCompany company;
  support::TestCompany other;
};
INSTANTIATE_TEST_SUITE_P(Engines, Editions, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Editions, CountFromOneAndKeepTheirDocument) {
  ASSERT_TRUE(try_publish("secretary", 1, "first"));
  const Edition second = MUST(try_publish("admin", 2, std::string("\x00\xff", 2)));
  EXPECT_EQ(second.published_on, day("2026-10-01"));
  EXPECT_EQ(try_publish("secretary", 2, "again").error().kind, ErrorKind::Conflict) << "somebody else published";
  for (const char* who : {"ciso", "manager", "employee", "auditor"})
    EXPECT_EQ(try_publish(who, 3, "x").error().kind, ErrorKind::Forbidden) << who;
  const Actor employee = company.actor("employee");
  const auto list = installation.read([&](db::Tx& tx) { return list_editions(tx, employee); });
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].number, 2);
  EXPECT_EQ(list[0].by, "admin");
  const auto read_by = [&](const Actor& actor, int number) {
    return installation.database->read([&](db::Tx& tx) { return edition_document(tx, actor, number); });
  };
  EXPECT_EQ(MUST(read_by(employee, 2)), std::string("\x00\xff", 2));
  EXPECT_EQ(read_by(other.actor("secretary"), 1).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace sonae::governance::letters
