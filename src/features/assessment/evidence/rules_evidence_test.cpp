#include "features/assessment/evidence/rules_evidence.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/office_files.h"

namespace sonae::assessment::evidence {
namespace {

using support::compound_file;
using support::zip_names;

std::string verdict(std::string_view bytes, std::string_view name = "file") {
  const auto type = recognise_file(bytes, name);
  return type ? std::string(name_of(*type)) : type.error().key;
}
std::string bytes_of(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) out += static_cast<char>(value);
  return out;
}

TEST(EvidenceFile, IsKnownByItsBytesWhateverItIsCalled) {
  const std::string png = bytes_of({0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0});
  for (const char* name : {"a.png", "a.html", "a.svg", "a.exe", "a"}) EXPECT_EQ(verdict(png, name), "png") << name;
  EXPECT_EQ(verdict("%PDF-1.7\n"), "pdf");
  EXPECT_EQ(verdict(bytes_of({0xff, 0xd8, 0xff, 0xe0})), "jpg");
  EXPECT_EQ(verdict("GIF89a...."), "gif");
  EXPECT_EQ(verdict("RIFF\1\2\3\4WEBPVP8 "), "webp");
  EXPECT_EQ(verdict(bytes_of({'I', 'I', '*', 0, 8, 0, 0, 0})), "tif");
  EXPECT_EQ(verdict(bytes_of({0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c', 0, 0})), "heic");
  EXPECT_EQ(verdict(zip_names({"[Content_Types].xml", "xl/workbook.xml"}), "evil.pdf"), "xlsx");
  EXPECT_EQ(verdict(zip_names({"[Content_Types].xml", "word/document.xml"})), "docx");
  EXPECT_EQ(verdict(zip_names({"[Content_Types].xml", "ppt/presentation.xml"})), "pptx");
  EXPECT_EQ(verdict(compound_file({"Workbook"})), "xls");
  EXPECT_EQ(verdict(compound_file({"WordDocument"})), "doc");
  EXPECT_EQ(verdict(compound_file({"PowerPoint Document"})), "ppt");
  EXPECT_EQ(verdict(compound_file({"__properties_version1.0"})), "msg");
}

TEST(EvidenceFile, PlainTextIsTakenInEveryEncodingOfficesHave) {
  EXPECT_EQ(verdict("点検日,担当\n9/1,佐藤\n", "a.csv"), "csv");
  EXPECT_EQ(verdict("点検日,担当\n9/1,佐藤\n", "a.html"), "txt");
  EXPECT_EQ(verdict("\xef\xbb\xbf点検", "a.txt"), "txt");
  std::vector<std::string> lost;
  EXPECT_EQ(verdict(text::to_cp932("点検の記録", lost), "a.txt"), "txt");
  EXPECT_EQ(verdict(bytes_of({0xff, 0xfe, 0xb9, 0x70, 0x1c, 0x69}), "a.txt"), "txt");
  EXPECT_EQ(verdict("Received: from a by b\r\n\tfor c\r\nSubject: =?utf-8?B?44GC?=\r\n\r\n<html>", "a.eml"), "eml");
}

TEST(EvidenceFile, WhatABrowserCouldRunIsRefused) {
  for (const std::string text :
       {"<svg onload=alert(1)>", "  \n<!DOCTYPE html><p>", "<?xml version=\"1.0\"?><a/>", "\xef\xbb\xbf<HTML>",
        "harmless words first <ScRiPt>alert(1)</script>", "Subject: no mail\n\n<html><body>"})
    for (const char* name : {"a.txt", "a.csv", "a.png", "a.eml"})
      EXPECT_EQ(verdict(text, name), "evidence.file.markup") << text << " as " << name;
  EXPECT_EQ(verdict(bytes_of({0xff, 0xfe, '<', 0, 's', 0, 'v', 0, 'g', 0, '>', 0})), "evidence.file.markup");
}

TEST(EvidenceFile, WhatNobodyCanLookIntoIsRefused) {
  EXPECT_EQ(verdict(zip_names({"readme.txt"})), "evidence.file.archive");
  EXPECT_EQ(verdict(zip_names({"xl/workbook.xml"})), "evidence.file.archive");
  EXPECT_EQ(verdict(zip_names({"[Content_Types].xml", "xl/workbook.xml", "word/document.xml"})),
            "evidence.file.archive");
  EXPECT_EQ(verdict(zip_names({"[Content_Types].xml", "xl/workbook.xml", "XL/vbaProject.bin"})),
            "evidence.file.macros");
  EXPECT_EQ(verdict(zip_names({"[Content_Types].xml", "xl/workbook.xml"}, 1)), "evidence.file.protected");
  EXPECT_EQ(verdict(compound_file({"EncryptedPackage"})), "evidence.file.protected");
  EXPECT_EQ(verdict(compound_file({"Workbook", "_VBA_PROJECT"})), "evidence.file.macros");
  EXPECT_EQ(verdict(compound_file({"SomethingElse"})), "evidence.file.unknown");
}

TEST(EvidenceFile, DamagedContainersAndProgramsAreRefused) {
  const std::string whole = zip_names({"[Content_Types].xml", "xl/workbook.xml"});
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const std::string key = verdict(std::string_view(whole).substr(0, size));
    EXPECT_TRUE(key == "evidence.file.unknown" || key == "evidence.file.archive") << size << " " << key;
  }
  std::string lying = whole;
  lying[lying.size() - 12] = '\xff';  // entries: more than there are
  EXPECT_EQ(verdict(lying), "evidence.file.unknown");
  EXPECT_EQ(verdict(bytes_of({'M', 'Z', 0x90, 0, 3})), "evidence.file.unknown");
  EXPECT_EQ(verdict(bytes_of({0x7f, 'E', 'L', 'F', 2})), "evidence.file.unknown");
  EXPECT_EQ(verdict(""), "evidence.file.empty");
  EXPECT_EQ(verdict(std::string(static_cast<std::size_t>(max_file_bytes) + 1, 'a')), "evidence.file.large");
  EXPECT_EQ(verdict(std::string(static_cast<std::size_t>(max_file_bytes), 'a')), "txt");
}

TEST(EvidenceFile, EveryTypeHasItsNameAndMediaType) {
  for (const FileType type : all_file_types()) {
    EXPECT_EQ(parse_file_type(name_of(type)), type);
    EXPECT_TRUE(media_type_of(type).contains('/'));
    EXPECT_FALSE(media_type_of(type).contains("html") || media_type_of(type).contains("svg"));
  }
  EXPECT_FALSE(parse_file_type("exe"));
}

TEST(EvidenceName, IsTheLastPartOfWhateverWasSent) {
  EXPECT_EQ(listed_name("C:\\Users\\tanaka\\議事録.pdf"), "議事録.pdf");
  EXPECT_EQ(listed_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(listed_name("..%2f..%2fx.pdf"), "..%2f..%2fx.pdf");
  for (const char* nothing : {"", "   ", "..", "a/", "\\", "...", "a\nb.pdf", "a\tb"})
    EXPECT_FALSE(listed_name(nothing)) << nothing;
  EXPECT_FALSE(listed_name(std::string_view("a\0b", 3)));
  std::string long_name;
  for (int i = 0; i < 300; ++i) long_name += "録";
  const auto cut = listed_name(long_name + ".pdf");
  ASSERT_TRUE(cut);
  EXPECT_EQ(text::length(*cut), max_name_length);
  EXPECT_TRUE(cut->ends_with(".pdf"));
}

TEST(EvidenceName, ShowsWhatTurnsOrHidesText) {
  EXPECT_EQ(visible("invoice\u202efdp.exe"), "invoice⟨U+202E⟩fdp.exe");
  EXPECT_EQ(visible("a\u200bb\ufeff"), "a⟨U+200B⟩b⟨U+FEFF⟩");
  EXPECT_EQ(visible("規程（第2版）.pdf"), "規程（第2版）.pdf");
}

TEST(EvidenceName, IsSavedUnderOneThatFitsTheContent) {
  EXPECT_EQ(download_name("規程.pdf", FileType::Pdf), "規程.pdf");
  EXPECT_EQ(download_name("写真.JPEG", FileType::Jpeg), "写真.JPEG");
  EXPECT_EQ(download_name("page.html", FileType::Text), "page.html.txt");
  EXPECT_EQ(download_name("setup.exe", FileType::Pdf), "setup.exe.pdf");
  EXPECT_EQ(download_name("invoice\u202efdp.exe", FileType::Png), "invoice_fdp.exe.png");
  EXPECT_EQ(download_name("a:b*c?\"d<e>|f\\g/h.pdf", FileType::Pdf), "a_b_c__d_e__f_g_h.pdf");
  EXPECT_EQ(download_name("con.pdf", FileType::Pdf), "_con.pdf");
  EXPECT_EQ(download_name("LPT1.pdf", FileType::Pdf), "_LPT1.pdf");
  EXPECT_EQ(download_name(".htaccess", FileType::Text), "_.htaccess.txt");
  EXPECT_EQ(download_name("report.pdf. . ", FileType::Pdf), "report.pdf");
  EXPECT_EQ(download_name("no extension", FileType::Xlsx), "no extension.xlsx");
}

std::string link_verdict(std::string_view text) {
  const auto link = read_link(text);
  if (!link) return link.error().key;
  return (link->kind == LinkKind::Web ? "web " : "share ") + link->host;
}

TEST(EvidenceLink, IsAWebAddressOrAPlaceOnAFileServer) {
  EXPECT_EQ(link_verdict("https://Intra.Example.co.jp/rules?id=3#2"), "web intra.example.co.jp");
  EXPECT_EQ(link_verdict("  http://10.0.0.5:8080/x "), "web 10.0.0.5");
  EXPECT_EQ(link_verdict("https://[2001:db8::1]:443/"), "web [2001:db8::1]");
  EXPECT_EQ(link_verdict("https://社内.example/規程"), "web 社内.example");
  EXPECT_EQ(link_verdict("\\\\fs01\\品質 保証\\規程.pdf"), "share fs01");
  EXPECT_EQ(link_verdict("//fs01/share/a.pdf"), "share fs01");
  EXPECT_EQ(link_verdict("Z:\\規程\\a.pdf"), "share ");
  EXPECT_EQ(link_verdict("file:///Z:/a.pdf"), "share ");
  EXPECT_EQ(link_verdict("smb://nas/share"), "share nas");
}

TEST(EvidenceLink, IsRefusedWhenItRunsOrDeceives) {
  for (const char* scheme : {"javascript:alert(1)", "data:text/html,x", "vbscript:x", "ftp://a/b", "mailto:a@b", "/etc",
                             "intra.example/x", "https:/one", "Z:"})
    EXPECT_EQ(link_verdict(scheme), "evidence.link.scheme") << scheme;
  EXPECT_EQ(link_verdict("https://known.example@evil.example/"), "evidence.link.credentials");
  for (const char* host : {"https://", "https:///x", "https://:80/", "https://a:b/", "https://[::1", "https://.../",
                           "https://a\\b/", "\\\\"})
    EXPECT_EQ(link_verdict(host), "evidence.link.host") << host;
  for (const char* odd :
       {"https://a/b c", "https://a/\"x", "https://a/\u202eb", "https://a/\nb", "https://a\u200b.example/"})
    EXPECT_EQ(link_verdict(odd), "evidence.link.characters") << odd;
  EXPECT_EQ(link_verdict(" "), "evidence.link.empty");
  EXPECT_EQ(link_verdict("https://a/" + std::string(max_url_length, 'x')), "evidence.link.long");
}

}  // namespace
}  // namespace sonae::assessment::evidence
