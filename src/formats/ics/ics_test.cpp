#include "formats/ics/ics.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "support/engines.h"

namespace sonae::ics {
namespace {

Date on(const char* iso) { return *Date::parse_iso(iso); }

Calendar sample() {
  Calendar calendar;
  calendar.name = "東海プレス工業；年間計画";
  Event event{"0197a000@sonae",
              on("2026-12-15"),
              on("2026-12-15"),
              "自己評価の回答と提出, 第1回; \\締切\\",
              "",
              "",
              3,
              Instant(1'790'000'000'000),
              1};
  event.description =
      "一行目\r\n二行目, "
      "とても長い説明で、七十五オクテットを越えるので折り返されます。折り返しは文字の途中で切れません。";
  calendar.events = {event};
  return calendar;
}

TEST(Ics, EscapesWhatTheFormatUsesItself) {
  EXPECT_EQ(escaped("a,b;c\\d"), "a\\,b\\;c\\\\d");
  EXPECT_EQ(escaped("1\r\n2\n3\r4"), "1\\n2\\n3\\n4");
  EXPECT_EQ(escaped("a\tb\x7f"
                    "c"),
            "a b c");
}

TEST(Ics, FoldsLinesWithoutCuttingCharacters) {
  const std::string line = "SUMMARY:" + std::string(200, 'x');
  EXPECT_EQ(folded(line).substr(75, 3), "\r\n ");
  std::string japanese = "SUMMARY:";
  for (int i = 0; i < 60; ++i) japanese += "備";
  std::string joined = folded(japanese);
  for (std::size_t start = 0; start < joined.size();) {
    const std::size_t end = joined.find("\r\n", start);
    EXPECT_LE(end - start, 75U);
    EXPECT_NE(static_cast<unsigned char>(joined[end - 1]), 0xE5U) << "a line ends inside a character";
    start = end + 2;
  }
  for (std::size_t at = joined.find("\r\n "); at != std::string::npos; at = joined.find("\r\n ")) joined.erase(at, 3);
  EXPECT_EQ(joined, japanese + "\r\n") << "unfolding gives the line back";
}

TEST(Ics, WritesWhatEveryEventMustHave) {
  const std::string text = write(sample());
  for (const char* line :
       {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "UID:0197a000@sonae\r\n", "DTSTAMP:20260921T141320Z\r\n",
        "DTSTART;VALUE=DATE:20261215\r\n", "DTEND;VALUE=DATE:20261216\r\n", "SEQUENCE:3\r\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
  EXPECT_TRUE(text.ends_with("END:VCALENDAR\r\n"));
}

// The reader is python3-icalendar, which shares no line with this writer.
TEST(Ics, AForeignReaderGivesTheSameWordsBack) {
  const support::TempFolder folder;
  const std::string file = folder.file("feed.ics");
  std::ofstream(file, std::ios::binary) << write(sample());
  const std::string command = "/usr/bin/python3 " SONAE_SOURCE_DIR "/tests/support/read_ics.py " + file;
  std::FILE* reader = popen(command.c_str(), "r");
  ASSERT_NE(reader, nullptr);
  std::string said;
  for (int c = std::fgetc(reader); c != EOF; c = std::fgetc(reader)) said += static_cast<char>(c);
  ASSERT_EQ(pclose(reader), 0) << said;
  EXPECT_EQ(said,
            "東海プレス工業；年間計画\n"
            "0197a000@sonae|2026-12-15|2026-12-16|自己評価の回答と提出, 第1回; \\締切\\|"
            "一行目⏎二行目, "
            "とても長い説明で、七十五オクテットを越えるので折り返されます。折り返しは文字の途中で切れません。|3\n");
}

}  // namespace
}  // namespace sonae::ics
