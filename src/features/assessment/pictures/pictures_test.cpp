// The pictures of a sheet say what its answers say, to each person about the own rows only.

#include "features/assessment/pictures/pictures.h"

#include <gmock/gmock.h>

#include "core/directory/directory.h"
#include "features/assessment/pictures/api.h"
#include "features/assessment/target/target.h"
#include "features/assessment/workbooks.h"
#include "formats/xlsx/workbook.h"
#include "platform/db/migrations.h"
#include "support/engines.h"

namespace sonae::assessment::pictures {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Instant noon(1'790'000'000'000);

class PicturesOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  template <typename Body>
  auto write(Body body) {
    return MUST(database_->write(body));
  }

  void SetUp() override {
    database_ = support::fresh_database(GetParam(), folder_);
    MUST(db::migrate(*database_, noon));
    company_ = write([&](db::WriteTx& tx) { return directory::create_company(tx, {"見本工業", 4}, noon); });
    sales_ = department("営業部");
    press_ = department("製造部");
    secretariat_ = person(Role::Secretariat, {});
    manager_ = person(Role::Manager, press_);
    employee_ = person(Role::Employee, press_);
  }

  Id<Department> department(const std::string& name) {
    return write([&](db::WriteTx& tx) {
             return directory::create_department(tx, directory::system_actor(company_, "test"), {name, {}}, noon);
           })
        .id;
  }
  Actor person(Role role, const Id<Department>& department) {
    const std::string login = std::string(name_of(role));
    const auto user = write([&](db::WriteTx& tx) {
      return directory::create_user(tx, directory::system_actor(company_, "test"), {login, login, {role}, department},
                                    {"$argon2id$not-a-hash", false}, noon);
    });
    Actor actor;
    actor.company = company_;
    actor.user = user.id;
    actor.login = login;
    actor.name = login;
    actor.roles = {role};
    actor.side = side_of(role);
    actor.department = department;
    if (!department.empty()) actor.subtree = {department};
    return actor;
  }

  struct Row {
    int no;
    std::string label;
    std::string condition;
    Score score;
    Id<Department> department;
  };
  Id<Assessment> start(int year, const std::vector<Row>& rows) {
    RecognisedSheet recognised;
    recognised.sheet = "シート";
    recognised.version.framework = "own";
    recognised.version.version = std::to_string(year);  // each year has items of its own
    std::vector<Edit> edits;
    for (const Row& row : rows) {
      SheetItem item;
      item.row = static_cast<std::uint32_t>(5 + row.no);
      item.no = row.no;
      item.level = 1 + row.no % 2;
      item.label = row.label;
      item.condition = row.condition;
      item.score = row.score;
      item.score_cell = "H" + std::to_string(item.row);
      item.basis_cell = "I" + std::to_string(item.row);
      recognised.items.push_back(item);
      if (!row.department.empty()) edits.push_back({row.no, 1, {{AnswerField::Department, "", row.department.text()}}});
    }
    const auto id =
        write([&](db::WriteTx& tx) -> Result<Started> {
          const auto book = TRY(record_workbook(tx, secretariat_, {{}, "a.xlsx", std::string(64, 'a'), 10}, noon));
          return start_assessment(tx, secretariat_, {year, "自己評価", book.id, std::nullopt}, recognised, noon);
        }).assessment;
    write(
        [&](db::WriteTx& tx) { return save_edits(tx, secretariat_, {id, "key" + std::to_string(year), edits}, noon); });
    return id;
  }
  Id<Assessment> this_year() {
    return start(2026, {{1, "方針", "方針を定めている", Score::Complete, sales_},
                        {2, "方針", "方針を見直している", Score::NotStarted, press_},
                        {3, "通信制御", "通信を制御している", Score::InProgress, press_},
                        {4, "教育", "教育を行っている", Score::Unanswered, {}}});
  }

  Picture drawn(const Actor& actor, const Id<Assessment>& id, Name name, Wish wish = {}) {
    return draw(MUST(database_->read([&](db::Tx& tx) { return load(tx, actor, id); })), name, wish);
  }
  static std::vector<std::string> first_column(const Picture& picture) {
    std::vector<std::string> names;
    for (const auto& row : picture.rows) names.push_back(row.at(0).text);
    return names;
  }
  static std::string all_text(const Picture& picture) {
    std::string all = picture.sentence;
    for (const auto& row : picture.rows)
      for (const Value& value : row) all += "|" + value.text;
    return all + json::write(to_json(picture));
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
  Id<Company> company_;
  Id<Department> sales_;
  Id<Department> press_;
  Actor secretariat_;
  Actor manager_;
  Actor employee_;
};

INSTANTIATE_TEST_SUITE_P(Engines, PicturesOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(PicturesOn, the_radar_says_the_rate_of_each_label_and_names_the_weakest) {
  const Picture radar = drawn(secretariat_, this_year(), Name::Radar);
  EXPECT_EQ(first_column(radar), (std::vector<std::string>{"方針", "通信制御", "教育"}));
  EXPECT_EQ(radar.rows[0][1].text, "50.0%");
  EXPECT_EQ(radar.rows[0][1].number, 50.0);
  EXPECT_EQ(radar.sentence,
            "全体の達成率は 38% です。いちばん低いのは「教育」の 0%、いちばん高いのは「方針」の 50% です。");
}

TEST_P(PicturesOn, the_heat_map_leaves_cells_empty_that_are_not_theirs) {
  const Picture map = drawn(secretariat_, this_year(), Name::HeatMap);
  EXPECT_EQ(map.columns, (std::vector<std::string>{"部門", "方針", "通信制御", "教育"}));
  EXPECT_EQ(first_column(map), (std::vector<std::string>{"営業部", "製造部", "担当なし"}));
  EXPECT_EQ(map.rows[0][1].text, "100.0%");
  EXPECT_EQ(map.rows[0][2].text, "－");
  EXPECT_EQ(map.rows[1][1].text, "0.0%");
  const auto linked = std::ranges::find_if(map.drawing.groups, [](const auto& group) { return !group.link.empty(); });
  ASSERT_NE(linked, map.drawing.groups.end());
  EXPECT_EQ(linked->link, "department=" + sales_.text() + "&label=%E6%96%B9%E9%87%9D");
  EXPECT_EQ(linked->label, "営業部、方針、100%");
}

TEST_P(PicturesOn, the_weakest_departments_alone_are_shown_when_few_are_asked_for) {
  Wish wish;
  wish.most = 1;
  const Picture map = drawn(secretariat_, this_year(), Name::HeatMap, wish);
  EXPECT_EQ(first_column(map), (std::vector<std::string>{"担当なし"}));
  EXPECT_THAT(map.sentence, HasSubstr("3部門のうち、達成率の低い 1部門"));
}

TEST_P(PicturesOn, progress_counts_what_each_department_has_left) {
  const Picture progress = drawn(secretariat_, this_year(), Name::Progress);
  EXPECT_EQ(progress.sentence,
            "3部門のうち 2部門が、すべての項目に回答しました。残りがいちばん多いのは「担当なし」で、あと 1項目です。");
  ASSERT_EQ(progress.rows.size(), 3U);
  EXPECT_EQ(progress.rows[1][1].number, 2);
}

TEST_P(PicturesOn, a_managers_pictures_know_the_own_department_only) {
  const auto id = this_year();
  for (const Name name : {Name::Radar, Name::HeatMap, Name::Trend, Name::Progress}) {
    const std::string text = all_text(drawn(manager_, id, name));
    EXPECT_THAT(text, Not(HasSubstr("営業部"))) << name_of(name);
    EXPECT_THAT(text, Not(HasSubstr("教育"))) << name_of(name);
    EXPECT_THAT(text, Not(HasSubstr("担当なし"))) << name_of(name);
  }
  EXPECT_EQ(drawn(manager_, id, Name::Radar).rows[0][1].text, "0.0%") << "方針 without the other department's 2";
  EXPECT_EQ(drawn(employee_, id, Name::Radar).rows.size(), 0U) << "nothing was handed to this person";
}

TEST_P(PicturesOn, the_trend_compares_the_items_that_every_year_has) {
  start(2024, {{1, "方針", "方針を定めている", Score::NotStarted, {}},
               {7, "通信制御", "通信を制御している", Score::NotStarted, {}},
               {8, "方針", "方針を見直している", Score::NotStarted, {}}});
  start(2025, {{1, "方針", "方針を定めている", Score::Complete, {}},
               {2, "通信制御", "通信を制御している", Score::NotStarted, {}}});
  const Picture trend = drawn(secretariat_, this_year(), Name::Trend);
  EXPECT_EQ(first_column(trend), (std::vector<std::string>{"2024", "2025", "2026"}));
  EXPECT_EQ(trend.rows[0][1].text, "2") << "方針を定めている and 通信を制御している: in every year, under any number";
  EXPECT_EQ(trend.rows[0][2].text, "0.0%");
  EXPECT_EQ(trend.rows[1][2].text, "50.0%");
  EXPECT_EQ(trend.rows[2][2].text, "75.0%");
  EXPECT_THAT(trend.sentence, HasSubstr("2024年度の 0% から 2026年度は 75%"));
  EXPECT_THAT(trend.sentence, HasSubstr("どの年度にもある 2 項目（今年度の 4 項目のうち）"));
}

TEST_P(PicturesOn, a_year_with_other_questions_is_left_out_and_named) {
  start(2025, {{101, "暗号", "まったく別の設問である", Score::Complete, {}}});
  const Picture trend = drawn(secretariat_, this_year(), Name::Trend);
  EXPECT_EQ(first_column(trend), (std::vector<std::string>{"2026"}));
  EXPECT_THAT(trend.sentence, HasSubstr("2025年度は、同じ項目が半分に満たないため入れていません。"));
}

TEST_P(PicturesOn, levels_have_lines_of_their_own_when_asked_for) {
  Wish wish;
  wish.lines = Lines::Levels;
  EXPECT_EQ(drawn(secretariat_, this_year(), Name::Trend, wish).columns,
            (std::vector<std::string>{"年度", "比べた項目数", "全体", "Lv1", "Lv2"}));
}

TEST_P(PicturesOn, a_promise_has_a_line_and_a_target_and_without_one_there_is_neither) {
  const auto id = this_year();
  Material material = MUST(database_->read([&](db::Tx& tx) { return load(tx, secretariat_, id); }));
  EXPECT_THAT(json::write(to_json(draw(material, Name::Trend, {}))), Not(HasSubstr("目標")));
  EXPECT_TRUE(material.goal.empty());
  target::Target promise;
  promise.fiscal_year = 2026;
  promise.numbers = {1, 3};
  write([&](db::WriteTx& tx) { return target::put_target(tx, secretariat_, promise, noon); });
  material = MUST(database_->read([&](db::Tx& tx) { return load(tx, secretariat_, id, Name::Trend); }));
  const Picture trend = draw(material, Name::Trend, {});
  EXPECT_EQ(trend.columns, (std::vector<std::string>{"年度", "比べた項目数", "目標の項目", "全体"}));
  EXPECT_EQ(trend.rows[0][2].text, "75.0%");
  EXPECT_THAT(json::write(to_json(trend)), HasSubstr("目標 100%"));
}

TEST_P(PicturesOn, the_sentence_and_the_table_speak_the_readers_language) {
  Wish wish;
  wish.language = "en";
  const Picture radar = drawn(secretariat_, this_year(), Name::Radar, wish);
  EXPECT_EQ(radar.columns[0], "Label");
  EXPECT_THAT(radar.sentence, HasSubstr("Achievement is 38% overall."));
}

TEST_P(PicturesOn, the_workbook_holds_the_numbers_of_the_table_as_numbers) {
  const auto id = this_year();
  const Material material = MUST(database_->read([&](db::Tx& tx) { return load(tx, secretariat_, id); }));
  const Picture map = draw(material, Name::HeatMap, {});
  const auto book = MUST(xlsx::Workbook::open(MUST(to_xlsx(map, material, {}))));
  const auto& sheet = book.sheets.at(0);
  const auto* number = sheet.find({5, 2});
  ASSERT_NE(number, nullptr);
  EXPECT_EQ(number->kind, xlsx::CellKind::Number);
  EXPECT_EQ(number->number, 100);
  const auto* dash = sheet.find({5, 3});
  ASSERT_NE(dash, nullptr);
  EXPECT_EQ(dash->text, "－");
}

TEST_P(PicturesOn, the_png_is_as_wide_as_asked_with_its_edges) {
  const auto id = this_year();
  const Material material = MUST(database_->read([&](db::Tx& tx) { return load(tx, secretariat_, id); }));
  Wish wish;
  wish.width = 500;
  const std::string bytes = MUST(to_png(draw(material, Name::Progress, wish), material, wish));
  ASSERT_EQ(bytes.substr(1, 3), "PNG");
  EXPECT_EQ(static_cast<unsigned char>(bytes[18]) * 256 + static_cast<unsigned char>(bytes[19]), 2 * (500 + 40));
}

TEST_P(PicturesOn, another_companys_sheet_and_an_unknown_picture_are_simply_not_there) {
  const auto id = this_year();
  Actor stranger = secretariat_;
  stranger.company = write([&](db::WriteTx& tx) { return directory::create_company(tx, {"他社", 4}, noon); });
  const auto refused = database_->read([&](db::Tx& tx) { return load(tx, stranger, id); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(parse_name("pie"));
}

}  // namespace
}  // namespace sonae::assessment::pictures
