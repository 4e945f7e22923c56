#include "formats/xml/scanner.h"

#include <gtest/gtest.h>

#include <array>

namespace sonae::xml {
namespace {

constexpr std::array<std::string_view, 1> known = {"urn:a"};

/// The events as text: "+name -name 'text'", "!" for a refusal.
std::string events(std::string_view document) {
  Scanner scanner(document, known);
  std::string out;
  while (true) {
    switch (scanner.next()) {
      case Event::Start:
        out += "+" + std::string(scanner.local()) + (scanner.space() == 0 ? "@a " : " ");
        break;
      case Event::End:
        out += "-" + std::string(scanner.local()) + " ";
        break;
      case Event::Text: {
        std::string text;
        out += scanner.append_text(text) ? "'" + text + "' " : "?";
        break;
      }
      case Event::Done:
        return out;
      case Event::Broken:
        return out + "!";
    }
  }
}

Trouble trouble_of(std::string_view document, const Limits& limits = {}) {
  Scanner scanner(document, known, limits);
  Event event = Event::Start;
  while (event != Event::Done && event != Event::Broken) event = scanner.next();
  return scanner.trouble();
}

TEST(Scanner, ResolvesNamespacesWhateverThePrefix) {
  EXPECT_EQ(events("<x:r xmlns:x='urn:a'><x:e/><y xmlns='urn:b'/></x:r>"), "+r@a +e@a -e +y -y -r ");
  EXPECT_EQ(events("<r xmlns=\"urn:a\"><e xmlns=\"\"/><e/></r>"), "+r@a +e -e +e@a -e -r ");
  EXPECT_EQ(trouble_of("<q:r/>"), Trouble::Malformed);
}

TEST(Scanner, DecodesReferencesCdataAndLineEnds) {
  EXPECT_EQ(events("<r>&lt;&#65;&#x3042;\r\n<![CDATA[<&]]></r>"), "+r '<Aあ\n' '<&' -r ");
  EXPECT_EQ(events("<r>&unknown;</r>"), "+r ?-r ");
  EXPECT_EQ(events("<r>&#0;</r>"), "+r ?-r ");
}

TEST(Scanner, SkipsCommentsAndInstructionsAndTheByteOrderMark) {
  EXPECT_EQ(events("\xEF\xBB\xBF<?xml version=\"1.0\" encoding='UTF-8'?><!-- < --><r>a<!-- b -->c</r>\n"),
            "+r 'a' 'c' -r ");
}

TEST(Scanner, EndsAtEveryDoctype) {
  EXPECT_EQ(trouble_of("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>"), Trouble::Doctype);
  EXPECT_EQ(trouble_of("<?xml version='1.0'?>\n<!DOCTYPE html><r/>"), Trouble::Doctype);
}

TEST(Scanner, RefusesWhatIsNotWellFormed) {
  for (const std::string_view document :
       {"", "text", "<r>", "<r></s>", "<r/><r/>", "<r a=1/>", "<r a='1' a='2'/>", "<r a='<'/>", "<r a='1'b='2'/>",
        "</r>", "<r>\x01</r>", "<r", "<r /x>", "<1/>", "<r><![CDATA[x</r>", "<!-- x", "<r>x</r>y", "<:r/>", "<r a/>"})
    EXPECT_EQ(trouble_of(document), Trouble::Malformed) << document;
  EXPECT_EQ(trouble_of("<r>\xFF</r>"), Trouble::Encoding);
  EXPECT_EQ(trouble_of("<?xml version='1.0' encoding='Shift_JIS'?><r/>"), Trouble::Encoding);
}

TEST(Scanner, HoldsDepthAttributesAndTextToTheLimits) {
  std::string deep;
  for (int i = 0; i < 65; ++i) deep += "<r>";
  EXPECT_EQ(trouble_of(deep), Trouble::Deep);
  std::string many = "<r";
  for (int i = 0; i < 257; ++i) many += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(trouble_of(many + "/>"), Trouble::Attributes);
  EXPECT_EQ(trouble_of("<r>" + std::string(1024 * 1024 + 1, 'x') + "</r>"), Trouble::LongText);
  EXPECT_EQ(trouble_of("<r a='" + std::string(1024 * 1024 + 1, 'x') + "'/>"), Trouble::LongText);
}

TEST(Scanner, OffsetsCutOutExactlyTheMarkup) {
  const std::string document = "<r><c  a=\"1\" /><v>2</v></r>";
  Scanner scanner(document, known);
  EXPECT_EQ(scanner.next(), Event::Start);
  EXPECT_EQ(scanner.next(), Event::Start);
  EXPECT_EQ(document.substr(scanner.begin(), scanner.end() - scanner.begin()), "<c  a=\"1\" />");
  EXPECT_TRUE(scanner.self_closing());
  EXPECT_EQ(scanner.attribute("a"), "1");
  EXPECT_EQ(scanner.next(), Event::End);
  EXPECT_EQ(scanner.begin(), scanner.end());
  EXPECT_EQ(scanner.next(), Event::Start);
  EXPECT_EQ(scanner.next(), Event::Text);
  EXPECT_EQ(scanner.next(), Event::End);
  EXPECT_EQ(document.substr(scanner.begin(), scanner.end() - scanner.begin()), "</v>");
}

TEST(Escape, LeavesNothingThatAParserWouldTakeAsMarkup) {
  EXPECT_EQ(escape("<a & \"b\">\r\n"), "&lt;a &amp; &quot;b&quot;&gt;&#13;\n");
}

}  // namespace
}  // namespace sonae::xml
