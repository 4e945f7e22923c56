// Colours, widths of text and the form in which a drawing reaches the page.

#include "formats/drawing/drawing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "formats/drawing/drawing_json.h"
#include "formats/drawing/text_width.h"

namespace sonae::drawing {
namespace {

std::string tokens() {
  std::ifstream file(std::string(SONAE_SOURCE_DIR) + "/web/src/ui/tokens.css");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// "#fff" and "#ffffff" alike.
std::string six_digits(const std::string& hex) {
  if (hex.size() == 6) return hex;
  std::string out;
  for (const char c : hex) out += std::string(2, c);
  return out;
}

TEST(Drawing, paper_has_the_light_colours_of_the_page) {
  const std::string css = tokens();
  const std::string light = css.substr(0, css.find("prefers-color-scheme: dark"));
  for (int i = 1; i <= static_cast<int>(Colour::HeatHigh); ++i) {
    const auto colour = static_cast<Colour>(i);
    const std::string name(name_of(colour));
    std::smatch found;
    ASSERT_TRUE(std::regex_search(light, found, std::regex("--" + name + ": #([0-9a-f]+);"))) << name;
    const Rgb rgb = on_paper(colour);
    char hex[16];
    std::snprintf(hex, sizeof hex, "%02x%02x%02x", static_cast<int>(rgb.red * 255 + 0.5),
                  static_cast<int>(rgb.green * 255 + 0.5), static_cast<int>(rgb.blue * 255 + 0.5));
    EXPECT_EQ(hex, six_digits(found[1])) << name;
  }
}

TEST(Drawing, kanji_are_as_wide_as_high_and_digits_alike) {
  EXPECT_DOUBLE_EQ(text_width("体制", 10), 20);
  EXPECT_DOUBLE_EQ(text_width("11", 10), text_width("99", 10));
  EXPECT_DOUBLE_EQ(text_width("ｱ", 10), 5);
  EXPECT_GT(text_width("MFA", 10, Weight::Bold), text_width("MFA", 10));
  EXPECT_DOUBLE_EQ(text_width("", 10), 0);
}

TEST(Drawing, a_text_is_cut_only_where_there_is_no_room) {
  EXPECT_EQ(shorten("物理セキュリティ", 80, 10), "物理セキュリティ");
  EXPECT_EQ(shorten("物理セキュリティ", 50, 10), "物理セキ…");
  EXPECT_EQ(shorten("物理", 5, 10), "物…");
}

TEST(Drawing, a_turned_text_takes_the_box_around_it) {
  const Box upright = box_of({{100, 100}, "体制", 10, Anchor::Middle, Weight::Regular, Colour::Fg, 0, ""});
  EXPECT_DOUBLE_EQ(upright.left, 90);
  EXPECT_DOUBLE_EQ(upright.right, 110);
  EXPECT_LT(upright.top, 92);
  const Box turned = box_of({{100, 100}, "体制", 10, Anchor::Start, Weight::Regular, Colour::Fg, -90, ""});
  EXPECT_NEAR(turned.top, 80, 0.001);
  EXPECT_NEAR(turned.right, 101.2, 0.001);
}

TEST(Drawing, the_page_is_told_only_what_differs_from_plain) {
  Drawing drawing{100, 50.04, {}};
  Group& group = add_group(drawing);
  group.link = "label=a";
  group.label = "方針 80%";
  group.row = 0;
  group.column = 2;
  group.shapes.emplace_back(Path{{{0, 0}, {10.26, 5}}, true, {Colour::Key, 0.5, Pattern::Hatched}, {}});
  group.shapes.emplace_back(Text{{1, 2}, "<80>", 11, Anchor::End, Weight::Bold, Colour::HeatHigh, -45, "80"});
  EXPECT_EQ(json::write(to_json(drawing)),
            R"({"width":100,"height":50,"groups":[{"shapes":[)"
            R"({"kind":"path","d":"M0 0L10.3 5Z","fill":"key","opacity":5E-1,"pattern":"hatched"},)"
            R"({"kind":"text","x":1,"y":2,"text":"<80>","size":11,"fill":"heat-high-fg","anchor":"end","bold":true,)"
            R"("turned":-45,"whole":"80"}],"link":"label=a","label":"方針 80%","row":0,"column":2}]})");
}

}  // namespace
}  // namespace sonae::drawing
