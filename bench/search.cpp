// bench_search DATA SHEETS ROWS: a new data directory with that many sheets of so many answered rows, then the time of
// one search each for a word that is nowhere, one that every row has and one of a single row: median of nine.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/directory/directory.h"
#include "features/assessment/search/search.h"
#include "features/assessment/workbooks.h"
#include "platform/clock.h"
#include "platform/data_directory.h"

namespace sonae {

namespace {

constexpr int rounds = 9;

assessment::RecognisedSheet sheet_of(int rows, int year) {
  assessment::RecognisedSheet sheet;
  sheet.sheet = "チェックシート";
  for (int no = 1; no <= rows; ++no) {
    assessment::SheetItem item;
    item.row = static_cast<std::uint32_t>(no + 5);
    item.no = no;
    item.level = no % 3 + 1;
    item.label = "情報資産の管理(機器)";
    item.condition = "情報機器の一覧（第" + std::to_string(no) +
                     "号）があり、利用者・設置場所・ソフトウェアの版が分かり、年に1回以上見直していること";
    item.criteria =
        "・一覧に、すべてのパソコン、サーバー、ネットワーク機器が載っている\n・新しく買ったとき、捨てたときに一覧を直し"
        "ている\n"
        "・年に1回以上、現物と一覧を突き合わせている";
    item.score = assessment::Score::Complete;
    item.basis = "情報機器管理規程 第" + std::to_string(no % 40 + 1) + "条（" + std::to_string(year) +
                 "年4月改定）。台帳は情報システム課が管理し、棚卸しの結果を委員会へ報告しています。";
    item.score_cell = "H" + std::to_string(no + 5);
    item.basis_cell = "I" + std::to_string(no + 5);
    sheet.items.push_back(std::move(item));
  }
  return sheet;
}

Result<Actor> make_company(db::Database& database, int sheets, int rows) {
  const auto company = TRY(
      database.write([](db::WriteTx& tx) { return directory::create_company(tx, {"東和精工株式会社", 4}, now()); }));
  Actor actor = directory::system_actor(company, "bench");
  actor.roles = {Role::Secretariat};
  for (int i = 0; i < sheets; ++i)
    TRY(database.write([&](db::WriteTx& tx) -> Result<assessment::Started> {
      const auto workbook =
          TRY(assessment::record_workbook(tx, actor, {{}, "a.xlsx", std::string(64, 'a'), 10}, now()));
      return assessment::start_assessment(tx, actor, {2022 + i, "自己評価", workbook.id, std::nullopt},
                                          sheet_of(rows, 2022 + i), now());
    }));
  return actor;
}

Result<void> measure(db::Database& database, const Actor& actor, std::string_view what, std::string_view query) {
  std::vector<double> times;
  std::size_t hits = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    hits = TRY(database.read([&](db::Tx& tx) {
             return assessment::search::search_items(tx, actor, query, 2026);
           })).hits.size();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::ranges::sort(times);
  std::printf("%-28.*s %8.1f ms median, %zu hits\n", static_cast<int>(what.size()), what.data(), times[rounds / 2],
              hits);
  return {};
}

Result<void> run(const std::string& folder, int sheets, int rows) {
  const DataDirectory data = TRY(DataDirectory::create({folder, ""}, now()));
  const Actor actor = TRY(make_company(data.database(), sheets, rows));
  TRY(measure(data.database(), actor, "a word that is nowhere", "監視"));
  TRY(measure(data.database(), actor, "a word in every row", "台帳"));
  return measure(data.database(), actor, "a word of one item", "第" + std::to_string(rows) + "号");
}

int number_in(std::string_view text) {
  int value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  return wrong == std::errc() && end == text.data() + text.size() ? value : 0;
}

}  // namespace

}  // namespace sonae

int main(int argc, char** argv) {
  const int sheets = argc == 4 ? sonae::number_in(argv[2]) : 0;
  const int rows = argc == 4 ? sonae::number_in(argv[3]) : 0;
  if (sheets < 1 || rows < 1) {
    std::fputs("usage: bench_search DATA SHEETS ROWS\n", stderr);
    return 2;
  }
  const auto done = sonae::run(argv[1], sheets, rows);
  if (!done) std::fprintf(stderr, "%s %s\n", done.error().key.c_str(), done.error().detail.c_str());
  return done ? 0 : 1;
}
