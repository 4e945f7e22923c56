// Word documents as other programs read them: the package by our own strict reader, the text by LibreOffice.

#include "formats/docx/docx.h"

#include <gtest/gtest.h>

#include <fstream>
#include <pugixml.hpp>
#include <sstream>

#include "formats/zip/archive.h"
#include "support/engines.h"
#include "support/pdf.h"

namespace sonae::docx {
namespace {

using drawing::Anchor;

drawing::Document letter() {
  drawing::Document document;
  document.imprint = {"任命書 & <写し>", "見本工業株式会社", Instant(1'790'000'000'000)};
  document.head_right = "見本工業株式会社";
  document.foot_left = "第3版";
  document.page_words = "{page}／{pages}ページ";
  document.confidential = "社外秘";
  document.blocks.emplace_back(drawing::Heading{"任命書", 1, Anchor::Middle});
  document.blocks.emplace_back(drawing::Prose{"2026年4月1日", false, Anchor::End});
  document.blocks.emplace_back(drawing::Prose{"一行目\n二行目 <b> & \"引用\""});
  document.blocks.emplace_back(drawing::Heading{"役割", 2});
  document.blocks.emplace_back(drawing::List{{"計画を決める", "結果を確かめる"}});
  document.blocks.emplace_back(drawing::List{{"目的", "適用範囲"}, "第{n}条"});
  document.blocks.emplace_back(drawing::List{{"続き"}, "{n}.", 3});
  return document;
}

drawing::Table table(std::size_t rows) {
  drawing::Table made{{{"番号", 1, Anchor::End}, {"氏名", 3, {}}, {"役割", 6, {}}}, {}};
  for (std::size_t i = 1; i <= rows; ++i)
    made.rows.push_back({drawing::Cell(std::to_string(i)), drawing::Cell("佐藤 花子"), drawing::Cell("部門責任者")});
  return made;
}

std::string part(const std::string& bytes, const std::string& name) {
  const zip::Archive archive = MUST(zip::Archive::open(bytes));
  const zip::Member* member = archive.find(name);
  return member == nullptr ? "" : MUST(archive.read(*member));
}

pugi::xml_document parsed(const std::string& xml) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(xml.c_str()));
  return document;
}

/// What LibreOffice makes of it.
std::string as_pdf(const std::string& bytes) {
  const support::TempFolder folder;
  std::ofstream(folder.file("a.docx"), std::ios::binary) << bytes;
  const std::string command = "soffice -env:UserInstallation=file://" + folder.file("profile") +
                              " --headless --convert-to pdf --outdir " + folder.path().string() + " " +
                              folder.file("a.docx") + " >/dev/null 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << "LibreOffice refused the document";
  std::ifstream pdf(folder.file("a.pdf"), std::ios::binary);
  std::stringstream text;
  text << pdf.rdbuf();
  return text.str();
}

TEST(Docx, EveryPartIsXmlAndEveryRelationLeadsToAPart) {
  drawing::Document document = letter();
  document.blocks.emplace_back(table(2));
  const std::string bytes = MUST(write(document));
  const zip::Archive archive = MUST(zip::Archive::open(bytes));
  ASSERT_EQ(archive.members().front().name, "[Content_Types].xml") << "readers look there first";
  for (const zip::Member& member : archive.members()) {
    pugi::xml_document xml;
    EXPECT_TRUE(xml.load_string(MUST(archive.read(member)).c_str())) << member.name;
  }
  for (const auto& relation :
       parsed(part(bytes, "word/_rels/document.xml.rels")).child("Relationships").children("Relationship"))
    EXPECT_NE(archive.find("word/" + std::string(relation.attribute("Target").value())), nullptr);
  const pugi::xml_document types = parsed(part(bytes, "[Content_Types].xml"));
  for (const auto& override : types.child("Types").children("Override"))
    EXPECT_NE(archive.find(override.attribute("PartName").value()), nullptr);
}

TEST(Docx, HeadingsAreStylesAndListsAreWordsOwnNumbering) {
  const std::string bytes = MUST(write(letter()));
  const auto document = parsed(part(bytes, "word/document.xml"));
  const auto paragraphs = document.select_nodes("//w:body/w:p");
  EXPECT_STREQ(paragraphs[0].node().child("w:pPr").child("w:pStyle").attribute("w:val").value(), "Heading1");
  EXPECT_STREQ(paragraphs[0].node().child("w:pPr").child("w:jc").attribute("w:val").value(), "center");
  EXPECT_STREQ(paragraphs[1].node().child("w:pPr").child("w:jc").attribute("w:val").value(), "right");
  EXPECT_EQ(document.select_nodes("//w:numPr").size(), 5U);
  const auto numbering = parsed(part(bytes, "word/numbering.xml"));
  const auto words = numbering.select_nodes("//w:lvlText");
  ASSERT_EQ(words.size(), 3U);
  EXPECT_STREQ(words[1].node().attribute("w:val").value(), "第%1条");
  EXPECT_STREQ(numbering.select_nodes("//w:start")[2].node().attribute("w:val").value(), "3");
  const auto styles = parsed(part(bytes, "word/styles.xml"));
  const auto fonts = styles.select_node("//w:rPrDefault//w:rFonts").node();
  EXPECT_STRNE(fonts.attribute("w:eastAsia").value(), "") << "Japanese needs a face of its own";
  EXPECT_STREQ(styles.select_node("//w:lang").node().attribute("w:eastAsia").value(), "ja-JP");
}

TEST(Docx, TheHeadOfATableIsRepeatedAndRowsAreKeptTogether) {
  drawing::Document document = letter();
  document.blocks = {table(3)};
  const auto xml = parsed(part(MUST(write(document)), "word/document.xml"));
  EXPECT_EQ(xml.select_nodes("//w:tbl").size(), 1U);
  EXPECT_EQ(xml.select_nodes("//w:tr").size(), 4U);
  EXPECT_EQ(xml.select_nodes("//w:tr[1]/w:trPr/w:tblHeader").size(), 1U);
  EXPECT_EQ(xml.select_nodes("//w:tblHeader").size(), 1U);
  EXPECT_EQ(xml.select_nodes("//w:trPr/w:cantSplit").size(), 4U);
}

TEST(Docx, LibreOfficeShowsWhatWasWritten) {
  drawing::Document document = letter();
  document.blocks.emplace_back(table(60));
  document.blocks.emplace_back(drawing::Break{});
  document.blocks.emplace_back(drawing::Heading{"別紙", 2});
  drawing::Drawing picture{300, 120, {}};
  drawing::add_group(picture).shapes.emplace_back(drawing::Rect{10, 10, 280, 100, 6, {drawing::Colour::KeyBg}, {}});
  document.blocks.emplace_back(drawing::Figure{picture, "四角"});
  const std::string bytes = MUST(write(document));
  EXPECT_EQ(bytes, MUST(write(document))) << "the same document gives the same bytes";
  const std::string pdf = as_pdf(bytes);
  const auto info = support::pdf_info(pdf);
  EXPECT_NE(info.size.find("A4"), std::string::npos);
  EXPECT_EQ(info.title, "任命書 & <写し>");
  ASSERT_GE(info.pages, 3);
  const std::string first = support::pdf_text(pdf, 1);
  for (const char* said :
       {"任命書", "二行目 <b> & \"引用\"", "第1条", "第2条", "適用範囲", "3.", "社外秘", "見本工業株式会社", "第3版"})
    EXPECT_NE(first.find(said), std::string::npos) << said;
  std::string foot = first.substr(first.find("第3版"));
  std::erase(foot, ' ');
  EXPECT_NE(foot.find("1／" + std::to_string(info.pages) + "ページ"), std::string::npos) << "page n of N: " << foot;
  const std::string second = support::pdf_text(pdf, 2);
  EXPECT_NE(second.find("氏名"), std::string::npos) << "the head of the table is repeated";
  EXPECT_NE(support::pdf_text(pdf, info.pages).find("別紙"), std::string::npos);
  EXPECT_EQ(support::pdf_text(pdf, info.pages).find("佐藤"), std::string::npos) << "a break begins a page";
}

TEST(Docx, ASheetMayBeA3AndLieOnItsSide) {
  drawing::Document document = letter();
  document.landscape = true;
  document.sheet = drawing::Sheet::A3;
  const auto xml = parsed(part(MUST(write(document)), "word/document.xml"));
  const auto size = xml.select_node("//w:pgSz").node();
  EXPECT_NEAR(size.attribute("w:w").as_int(), 23811, 20);  // 420 mm
  EXPECT_NEAR(size.attribute("w:h").as_int(), 16838, 20);  // 297 mm
  EXPECT_STREQ(size.attribute("w:orient").value(), "landscape");
}

}  // namespace
}  // namespace sonae::docx
