// PDF and PNG as other programs read them back.

#include "formats/drawing/render.h"

#include <gtest/gtest.h>

#include "support/pdf.h"

namespace sonae::drawing {
namespace {

constexpr Instant noon(1'790'000'000'000);

Drawing small_drawing() {
  Drawing drawing{200, 100, {}};
  Group& group = add_group(drawing);
  group.shapes.emplace_back(Rect{10, 10, 180, 80, 6, {Colour::KeyBg}, {Colour::Key, 1, Dash::Dashed}});
  group.shapes.emplace_back(Text{{100, 55}, "体制（平時）80%", 12, Anchor::Middle, Weight::Bold, Colour::Fg, 0, ""});
  return drawing;
}

Document record(std::size_t rows) {
  Document document;
  document.imprint = {"提出の記録 2026年度", "見本工業株式会社", noon};
  document.head_right = "見本工業株式会社";
  document.foot_left = "出力 2026/9/22 10:13";
  document.page_words = "{page}／{pages}ページ";
  document.confidential = "社外秘";
  document.blocks.emplace_back(Heading{"提出の記録", 1});
  document.blocks.emplace_back(Prose{"だれが回答し、だれが承認したかの記録です。", false});
  Table table{{{"No.", 1, Anchor::End}, {"達成条件", 6, {}}, {"回答者", 2, {}}}, {}};
  for (std::size_t i = 1; i <= rows; ++i)
    table.rows.push_back({Cell(std::to_string(i)), Cell("規程を定め、毎年見直して、全員に知らせている"), Cell("佐藤")});
  document.blocks.emplace_back(std::move(table));
  return document;
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

TEST(Render, a_png_has_the_size_that_was_asked_for) {
  const std::string bytes = MUST(to_png(small_drawing(), 2));
  ASSERT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(big_endian(bytes, 16), 400U);
  EXPECT_EQ(big_endian(bytes, 20), 200U);
}

TEST(Render, a_picture_that_no_screen_could_show_is_refused) {
  const auto refused = to_png(small_drawing(), 50);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "drawing.render.size");
}

TEST(Render, the_same_content_and_time_give_the_same_bytes) {
  EXPECT_EQ(MUST(to_png(small_drawing())), MUST(to_png(small_drawing())));
  EXPECT_EQ(MUST(to_pdf(record(80))), MUST(to_pdf(record(80))));
  const Pages pages{{"題", "会社", noon}, {Page{a4_short, a4_long, {}, {{{10, 10}, small_drawing()}}, {}}}};
  EXPECT_EQ(MUST(to_pdf(pages)), MUST(to_pdf(pages)));
}

TEST(Render, a_page_becomes_one_sheet_of_a4_with_text_that_can_be_searched) {
  Page page;
  page.pictures.push_back({{60, 60}, small_drawing()});
  page.paragraphs.push_back(
      {{60, 200}, 400, 13, 1.5, 0, {{"あと", {}, {}, 0}, {"31項目", Weight::Bold, Colour::Key, 20}}});
  const std::string bytes = MUST(to_pdf(Pages{{"経営報告", "見本工業", noon}, {page}}));
  const auto info = support::pdf_info(bytes);
  EXPECT_EQ(info.pages, 1);
  EXPECT_EQ(info.title, "経営報告");
  EXPECT_NE(info.size.find("(A4)"), std::string::npos) << info.size;
  const std::string text = support::pdf_text(bytes);
  EXPECT_NE(text.find("体制（平時）80%"), std::string::npos) << text;
  EXPECT_NE(text.find("あと31項目"), std::string::npos) << text;
  EXPECT_FALSE(support::pdf_fonts(bytes).empty());
}

TEST(Render, a_long_table_goes_on_over_the_pages_with_its_head_repeated) {
  const std::string bytes = MUST(to_pdf(record(100)));
  const int pages = support::pdf_info(bytes).pages;
  ASSERT_GT(pages, 1);
  const std::string text = support::pdf_text(bytes);
  EXPECT_EQ(count_of(text, "達成条件"), static_cast<std::size_t>(pages));
  EXPECT_EQ(count_of(text, "社外秘"), static_cast<std::size_t>(pages));
  EXPECT_EQ(count_of(text, "規程を定め"), 100U);
  EXPECT_NE(support::pdf_text(bytes, pages).find(std::to_string(pages) + "／" + std::to_string(pages) + "ページ"),
            std::string::npos);
}

TEST(Render, a_row_taller_than_a_page_loses_nothing) {
  Document document = record(1);
  std::string story;
  for (int i = 1; i <= 900; ++i) story += "第" + std::to_string(i) + "文です。";
  std::get<Table>(document.blocks.back()).rows.push_back({Cell("2"), Cell(story), Cell("田中")});
  const std::string bytes = MUST(to_pdf(document));
  EXPECT_GT(support::pdf_info(bytes).pages, 1);
  EXPECT_EQ(count_of(support::pdf_text(bytes), "文"), 900U);
}

TEST(Render, text_that_is_not_utf8_is_drawn_with_marks_instead_of_failing) {
  Drawing drawing = small_drawing();
  drawing.groups[0].shapes.emplace_back(Text{{5, 5},
                                             "\xff\xfe"
                                             "A",
                                             10,
                                             {},
                                             {},
                                             Colour::Fg,
                                             0,
                                             ""});
  EXPECT_TRUE(to_png(drawing));
}

TEST(Render, a_line_never_begins_with_a_mark_that_closes_or_a_small_letter) {
  // Widths are swept so that every character of the sample comes to stand at the end of a line once.
  const std::string sample =
      "「ガイドライン」のチェックシート（第2版）は、部品メーカー・材料メーカーのセキュリティ対策を確認します。";
  const std::vector<std::string> forbidden = {"、", "。", "」", "）", "ー", "ュ", "ィ", "ッ", "・"};
  for (double width = 60; width < 260; width += 7) {
    Document document;
    document.imprint = {"行頭", "", noon};
    document.blocks.emplace_back(Table{{{"a", width, {}}, {"b", 680 - width, {}}}, {{Cell(sample), Cell("")}}});
    const std::string text = support::pdf_text(MUST(to_pdf(document)));
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string line = text.substr(begin, end - begin);
      const std::size_t first = line.find_first_not_of(" \f");
      if (first != std::string::npos) {
        for (const std::string& mark : forbidden) EXPECT_FALSE(line.substr(first).starts_with(mark)) << width << line;
      }
      begin = end + 1;
    }
  }
}

TEST(Render, a_list_counts_with_the_words_of_its_marker) {
  Document document = record(0);
  document.blocks.emplace_back(List{{"目的", "適用範囲"}, "第{n}条", 4});
  document.blocks.emplace_back(List{{"計画を決める"}});
  document.blocks.emplace_back(Prose{"右に寄せた日付", false, Anchor::End});
  const std::string text = support::pdf_text(MUST(to_pdf(document)));
  EXPECT_NE(text.find("第4条"), std::string::npos);
  EXPECT_NE(text.find("第5条"), std::string::npos);
  EXPECT_LT(text.find("第5条"), text.find("適用範囲"));
  EXPECT_NE(text.find("・"), std::string::npos);
  const std::size_t date = text.find("右に寄せた日付");
  EXPECT_GT(date - text.rfind('\n', date), 30U) << "stands at the right margin";
}

TEST(Render, a_document_may_lie_on_a3) {
  Document document = record(1);
  document.landscape = true;
  document.sheet = Sheet::A3;
  EXPECT_NE(support::pdf_info(MUST(to_pdf(document))).size.find("A3"), std::string::npos);
}

}  // namespace
}  // namespace sonae::drawing
