#include "features/handout/sheet.h"

#include <gtest/gtest.h>

#include "formats/drawing/render.h"
#include "support/engines.h"
#include "support/pdf.h"

namespace sonae::handout {
namespace {

constexpr Instant noon{1'789'441'200'000};

TEST(Handout, ListsPeopleAndNoticesWithAQrCodeAndRepeatsTheHead) {
  std::vector<notices::PaperPerson> people;
  for (int number = 1; number <= 40; ++number) {
    notices::PaperPerson person;
    person.reader.name = "現場 " + std::to_string(number) + "号";
    person.reader.department = "製造部";
    notices::NewNotice notice;
    notice.subject = "9/18まで：USBメモリの棚卸し";
    notice.text = "班長に結果を伝えてください。";
    person.lines.push_back({std::to_string(number), noon, notice});
    people.push_back(person);
  }
  const Cover cover{"東海プレス工業", "https://sonae.example.jp", noon, japan_offset_minutes};
  const auto document = MUST(sheet_of(people, cover, "ja"));
  const std::string text = support::pdf_text(MUST(drawing::to_pdf(document)));
  EXPECT_TRUE(text.contains("現場 40号"));
  EXPECT_TRUE(text.contains("https://sonae.example.jp"));
  EXPECT_TRUE(text.contains("USBメモリの棚卸し"));
  std::size_t heads = 0;
  for (std::size_t at = text.find("伝えた日"); at != std::string::npos; at = text.find("伝えた日", at + 1)) ++heads;
  EXPECT_GT(heads, 1U) << "on every page";
}

TEST(Handout, SaysSoWhenEverybodyIsReached) {
  const auto document = MUST(sheet_of({}, {"c", "https://x.example", noon, 0}, "en"));
  EXPECT_TRUE(support::pdf_text(MUST(drawing::to_pdf(document))).contains("Everybody"));
}

}  // namespace
}  // namespace sonae::handout
