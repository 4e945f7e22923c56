// The geometry keeps its promises: everything inside the frame, no two texts on top of each other, nothing too small.

#include "formats/picture/picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "formats/drawing/text_width.h"
#include "formats/picture/gantt.h"

namespace sonae::picture {
namespace {

using drawing::Box;
using drawing::Circle;
using drawing::Drawing;
using drawing::Path;
using drawing::Rect;
using drawing::Text;

const std::vector<std::string> names = {"方針",
                                        "機密情報を扱うルール",
                                        "法令順守",
                                        "体制（平時）",
                                        "体制（事故時）",
                                        "事故時の手順",
                                        "日常の教育",
                                        "他社との情報セキュリティ要件",
                                        "アクセス権",
                                        "情報資産の管理（情報）",
                                        "情報資産の管理（機器）",
                                        "リスク対応",
                                        "取引内容・手段の把握",
                                        "外部への接続状況の把握",
                                        "社内接続ルール",
                                        "物理セキュリティ",
                                        "通信制御",
                                        "認証・認可",
                                        "パッチやアップデート適用",
                                        "データ保護",
                                        "オフィスツール関連",
                                        "マルウェア対策",
                                        "不正アクセスの検知",
                                        "バックアップ・復元(リストア)"};

std::vector<Spoke> spokes(std::size_t count) {
  std::vector<Spoke> made;
  for (std::size_t i = 0; i < count; ++i)
    made.push_back(
        {names[i % names.size()], static_cast<int>(i * 137 % 1001), static_cast<int>(i * 61 % 1001), "label"});
  made[1].value = std::nullopt;
  return made;
}

std::vector<Text> texts_of(const Drawing& drawing) {
  std::vector<Text> texts;
  for (const auto& group : drawing.groups)
    for (const auto& shape : group.shapes)
      if (const auto* text = std::get_if<Text>(&shape)) texts.push_back(*text);
  return texts;
}

Box box_of_shape(const drawing::Shape& shape) {
  if (const auto* text = std::get_if<Text>(&shape)) return box_of(*text);
  if (const auto* rect = std::get_if<Rect>(&shape))
    return {rect->x, rect->y, rect->x + rect->width, rect->y + rect->height};
  if (const auto* circle = std::get_if<Circle>(&shape))
    return {circle->centre.x - circle->radius, circle->centre.y - circle->radius, circle->centre.x + circle->radius,
            circle->centre.y + circle->radius};
  const auto& points = std::get<Path>(shape).points;
  Box box{points.at(0).x, points[0].y, points[0].x, points[0].y};
  for (const auto& point : points)
    box = {std::min(box.left, point.x), std::min(box.top, point.y), std::max(box.right, point.x),
           std::max(box.bottom, point.y)};
  return box;
}

void keeps_its_promises(const Drawing& drawing, const std::string& what) {
  constexpr double slack = 0.6;  // half a line's thickness
  for (const auto& group : drawing.groups)
    for (const auto& shape : group.shapes) {
      const Box box = box_of_shape(shape);
      const auto* text = std::get_if<Text>(&shape);
      const std::string name = what + ": " + (text != nullptr ? text->content : "a shape");
      EXPECT_GE(box.left, -slack) << name;
      EXPECT_GE(box.top, -slack) << name;
      EXPECT_LE(box.right, drawing.width + slack) << name;
      EXPECT_LE(box.bottom, drawing.height + slack) << name;
    }
  const std::vector<Text> texts = texts_of(drawing);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_GE(texts[i].size, 11) << what << ": " << texts[i].content;
    EXPECT_EQ(texts[i].content.ends_with("…"), !texts[i].whole.empty()) << what << ": " << texts[i].content;
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      if (texts[i].turned != 0 && texts[j].turned != 0) continue;  // parallel slants: see the heat map's own test
      Box a = box_of(texts[i]);
      const Box b = box_of(texts[j]);
      a.left += 0.5;  // touching is not overlapping
      a.top += 0.5;
      EXPECT_FALSE(a.overlaps(b)) << what << ": " << texts[i].content << " × " << texts[j].content;
    }
  }
}

const RadarWords radar_words{"今年", "昨年"};

TEST(Picture, radars_of_all_widths_and_sizes_keep_the_promises) {
  for (const std::size_t count : {3U, 4U, 7U, 12U, 23U, 24U})
    for (double width = narrowest_radar; width <= 900; width += 29)
      keeps_its_promises(radar(spokes(count), width, radar_words),
                         "radar " + std::to_string(count) + " at " + std::to_string(width));
}

TEST(Picture, a_radar_draws_this_year_solid_and_last_year_dashed) {
  const Drawing drawing = radar(spokes(24), 480, radar_words);
  std::vector<Path> outlines;
  for (const auto& shape : drawing.groups.at(0).shapes)
    if (const auto* path = std::get_if<Path>(&shape)) outlines.push_back(*path);
  ASSERT_EQ(outlines.size(), 2U);
  EXPECT_EQ(outlines[0].points.size(), 24U);
  EXPECT_EQ(outlines[0].stroke.dash, drawing::Dash::Solid);
  EXPECT_EQ(outlines[1].stroke.dash, drawing::Dash::Dashed);
  // The first label stands at the top; an unknown value lies in the centre.
  const auto& rings = drawing.groups[0].shapes;
  const auto centre = std::get<Circle>(rings.at(0)).centre;
  EXPECT_NEAR(outlines[0].points[0].x, centre.x, 0.001);
  EXPECT_EQ(outlines[0].points[1], centre);
}

TEST(Picture, without_a_year_before_there_is_no_dashed_line_and_no_word_of_it) {
  auto alone = spokes(24);
  for (Spoke& spoke : alone) spoke.before = std::nullopt;
  for (const Text& text : texts_of(radar(alone, 480, radar_words))) EXPECT_NE(text.content, "昨年");
}

TEST(Picture, below_320_pixels_sorted_bars_take_the_radars_place) {
  const Drawing drawing = radar(spokes(24), 300, radar_words);
  keeps_its_promises(drawing, "bars");
  const auto texts = texts_of(drawing);
  ASSERT_EQ(texts.size(), 48U);
  EXPECT_EQ(texts[1].content, "0%");
  EXPECT_EQ(texts[47].content, "－");
}

TEST(Picture, bars_keep_the_promises) {
  for (const double width : {200.0, 260.0, 400.0, 900.0}) {
    std::vector<Bar> rows;
    for (const std::string& name : names) rows.push_back({name, static_cast<int>(rows.size() * 43), "", "x"});
    keeps_its_promises(bars(rows, width), "bars at " + std::to_string(width));
  }
  keeps_its_promises(bars({}, 300), "no bar");
}

HeatMap map_of(std::size_t columns) {
  HeatMap map;
  for (std::size_t c = 0; c < columns; ++c) map.columns.push_back(names[c % names.size()]);
  for (const std::string name : {"総務部", "情報システム課", "製造部 第二製造課 プレス係", "品質保証部"}) {
    HeatRow row{name, {}};
    for (std::size_t c = 0; c < columns; ++c) {
      const bool theirs = (c + map.rows.size()) % 5 != 0;
      row.cells.push_back({theirs ? std::optional<int>(static_cast<int>(c * 97 % 1001)) : std::nullopt,
                           theirs ? "department=a&label=b" : "", "cell"});
    }
    map.rows.push_back(row);
  }
  return map;
}

TEST(Picture, heat_maps_of_all_widths_keep_the_promises) {
  for (const std::size_t columns : {1U, 5U, 24U})
    for (const double width : {320.0, 640.0, 960.0, 1300.0})
      keeps_its_promises(heat_map(map_of(columns), width), "heat map at " + std::to_string(width));
}

TEST(Picture, turned_names_of_neighbouring_columns_keep_a_line_apart) {
  std::vector<Text> heads;
  for (const Text& text : texts_of(heat_map(map_of(24), 320)))
    if (text.turned != 0) heads.push_back(text);
  ASSERT_EQ(heads.size(), 24U);
  for (std::size_t i = 1; i < heads.size(); ++i) {
    const double slant = -heads[i].turned * 3.14159265 / 180;
    EXPECT_GE((heads[i].at.x - heads[i - 1].at.x) * std::sin(slant), heads[i].size * 1.15);
  }
}

TEST(Picture, a_cell_says_its_number_or_that_it_is_not_theirs) {
  const HeatMap map{{"方針"},
                    {{"総務部", {{1000, "q", "総務部 方針 100%"}}}, {"製造部", {{std::nullopt, "", "担当外"}}}}};
  const Drawing drawing = heat_map(map, 400);
  std::vector<std::string> said;
  for (const Text& text : texts_of(drawing)) said.push_back(text.content);
  EXPECT_EQ(said, (std::vector<std::string>{"方針", "総務部", "100", "製造部", "－"}));
  const auto linked = std::ranges::find(drawing.groups, "q", &drawing::Group::link);
  ASSERT_NE(linked, drawing.groups.end());
  EXPECT_EQ(linked->row, 0);
  EXPECT_EQ(linked->column, 0);
}

TEST(Picture, the_six_steps_are_even_and_full_marks_alone_are_the_darkest) {
  EXPECT_EQ(heat_step(0), 0);
  EXPECT_EQ(heat_step(199), 0);
  EXPECT_EQ(heat_step(200), 1);
  EXPECT_EQ(heat_step(999), 4);
  EXPECT_EQ(heat_step(1000), 5);
}

TEST(Picture, a_hundred_per_cent_is_said_of_everything_alone_and_zero_of_nothing_alone) {
  EXPECT_EQ(percent(1000), "100%");
  EXPECT_EQ(percent(999), "99%");
  EXPECT_EQ(percent(855), "86%");
  EXPECT_EQ(percent(3), "1%");
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(std::nullopt), "－");
}

Trend years(std::vector<std::vector<std::optional<int>>> values, std::optional<int> target) {
  Trend made;
  for (std::size_t i = 0; i < values.at(0).size(); ++i) made.points.push_back(std::to_string(2020 + i));
  for (auto& one : values)
    made.series.push_back({values.size() > 1 ? "Lv" + std::to_string(made.series.size() + 1) : "", one});
  if (target) made.target = Target{*target, "取引先が求める水準 " + percent(*target)};
  return made;
}

TEST(Picture, trends_of_any_course_keep_the_promises) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::size_t lines = 1 + random() % 5;
    const std::size_t points = 1 + random() % 12;
    std::vector<std::vector<std::optional<int>>> values(lines);
    for (auto& one : values)
      for (std::size_t i = 0; i < points; ++i)
        one.push_back(random() % 7 == 0 ? std::nullopt : std::optional<int>(static_cast<int>(random() % 1001)));
    const double width = 300 + static_cast<double>(random() % 500);
    keeps_its_promises(
        trend(years(values, random() % 3 == 0 ? std::nullopt : std::optional<int>(static_cast<int>(random() % 1001))),
              width, 220),
        "trend " + std::to_string(round));
  }
}

TEST(Picture, a_year_without_a_number_leaves_a_gap_in_the_line) {
  const Drawing drawing = trend(years({{300, 400, std::nullopt, 500, 600}}, std::nullopt), 400, 220);
  const auto& shapes = drawing.groups.at(1).shapes;
  std::size_t pieces = 0;
  for (const auto& shape : shapes)
    if (const auto* path = std::get_if<Path>(&shape)) pieces += path->points.size() == 2 ? 1U : 0U;
  EXPECT_EQ(pieces, 2U);
}

TEST(Picture, the_target_is_a_dashed_line_with_its_words) {
  const Drawing drawing = trend(years({{310, 440, 520}}, 800), 400, 220);
  bool dashed = false;
  for (const auto& shape : drawing.groups.back().shapes)
    if (const auto* path = std::get_if<Path>(&shape)) dashed = path->stroke.dash == drawing::Dash::Dashed;
  EXPECT_TRUE(dashed);
  EXPECT_EQ(texts_of(drawing).back().content, "取引先が求める水準 80%");
}

TEST(Picture, progress_keeps_the_promises_and_its_parts_fill_the_bar) {
  std::vector<Progress> rows;
  for (const std::string& name : names) {
    const int i = static_cast<int>(rows.size());
    rows.push_back({name, i % 5, i % 3, i % 4, i % 2 + 1, std::to_string(i) + "/120", "department=x", name});
  }
  rows.push_back({"担当なし", 0, 0, 0, 0, "0/0", "", ""});
  const ProgressWords words{"対策完了", "対策中", "未実施・該当なし", "未回答"};
  for (const double width : {200.0, 320.0, 600.0, 1100.0}) {
    const Drawing drawing = progress(rows, width, words);
    keeps_its_promises(drawing, "progress at " + std::to_string(width));
    for (const auto& group : drawing.groups) {
      if (group.link.empty()) continue;
      double parts = 0;
      for (std::size_t i = 2; i + 2 < group.shapes.size(); ++i) parts += std::get<Rect>(group.shapes[i]).width;
      EXPECT_NEAR(parts, std::get<Rect>(group.shapes[group.shapes.size() - 2]).width, 0.01);
    }
  }
}

TEST(Picture, the_same_numbers_give_the_same_drawing_whatever_the_width_asked_beyond_the_limits) {
  EXPECT_EQ(radar(spokes(24), 5000, radar_words).width, widest);
  EXPECT_EQ(bars({}, 10).width, narrowest);
}

Gantt year_of_bars(std::size_t rows) {
  Gantt plan;
  for (int month = 0; month < 12; ++month) {
    const std::string name = std::to_string((month + 3) % 12 + 1);
    plan.months.push_back({name + "月", name, month == 10 ? 28 : 30 + month % 2, month == 7});
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const int from = static_cast<int>(i * 41 % 360);
    const Tone tone = i % 3 == 0 ? Tone::Late : i % 3 == 1 ? Tone::Planned : Tone::Finished;
    plan.rows.push_back({names[i % names.size()],
                         i % 2 == 0 ? "情報セキュリティ責任者（CISO）・期限 2027/3/31（水）" : "",
                         {{from, static_cast<int>(i % 40), static_cast<int>(i * 13 % 101), tone, "task", "bar"}}});
  }
  plan.closed = {{3, 2, false}, {30, 5, true}, {363, 9, true}};
  plan.today = static_cast<int>(rows * 17 % 365);
  plan.today_words = "▲今日 12/31";
  return plan;
}

TEST(Picture, a_year_of_bars_of_all_widths_and_sizes_keeps_the_promises) {
  for (const std::size_t rows : {0U, 1U, 9U, 21U, 40U})
    for (double width = narrowest; width <= widest; width += 97)
      keeps_its_promises(gantt(year_of_bars(rows), width).drawing,
                         "gantt " + std::to_string(rows) + " at " + std::to_string(width));
}

TEST(Picture, a_bar_stands_on_its_days_and_is_filled_as_far_as_it_is) {
  Gantt plan = year_of_bars(0);
  plan.rows = {{"点検", "", {{100, 20, 50, Tone::Planned, "t", "点検"}}}};
  const GanttDrawing made = gantt(plan, 1200);
  const auto bar = std::ranges::find(made.drawing.groups, "t", &drawing::Group::link);
  ASSERT_NE(bar, made.drawing.groups.end());
  const Rect frame = std::get<Rect>(bar->shapes.at(0));
  const Rect done = std::get<Rect>(bar->shapes.at(1));
  EXPECT_NEAR(frame.x, made.left + 100 * made.per_day, 0.01);
  EXPECT_NEAR(frame.width, 20 * made.per_day, 0.01);
  EXPECT_NEAR(done.width, frame.width / 2, 0.01);
}

TEST(Picture, a_late_bar_says_so_by_its_shape_too) {
  Gantt plan = year_of_bars(0);
  plan.rows = {{"点検", "", {{100, 20, 0, Tone::Late, "t", "点検"}}}};
  const auto made = gantt(plan, 1200);
  const auto bar = std::ranges::find(made.drawing.groups, "t", &drawing::Group::link);
  ASSERT_EQ(bar->shapes.size(), 2U);
  EXPECT_TRUE(std::get<Path>(bar->shapes.at(1)).closed) << "a triangle";
}

}  // namespace
}  // namespace sonae::picture
