// make_trail DATA RECORDS: a new data directory whose operation record holds that many saved answers, as people leave
// them in a year: two fields before, two after, Japanese sentences. For timing `sonae audit verify`.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

#include "platform/clock.h"
#include "platform/data_directory.h"
#include "platform/trail/trail.h"

namespace sonae {

namespace {

constexpr std::int64_t records_per_commit = 1000;
constexpr int items = 153;

std::string answer_json(std::int64_t number, std::string_view score) {
  return trail::fields_json(
      {{"score", std::string(score)},
       {"basis", "情報セキュリティ管理規程 第" + std::to_string(number % items + 1) + "条に定め、" +
                     std::to_string(2020 + number % 7) + "年4月に全従業員へ周知した。"}});
}

Result<void> append_range(db::WriteTx& tx, const trail::Origin& origin, std::string_view sheet, std::int64_t first,
                          std::int64_t last) {
  for (std::int64_t number = first; number < last; ++number) {
    const EntityRef answer{"assessment.answer", std::string(sheet) + "/" + std::to_string(number % items + 1)};
    TRY(trail::append(tx, origin,
                      {"assessment.answer.save", answer, answer_json(number, "1"), answer_json(number + 1, "2"),
                       trail::Outcome::Done},
                      now()));
  }
  return {};
}

Result<void> make_trail(const std::string& folder, std::int64_t records) {
  const DataDirectory data = TRY(DataDirectory::create({folder, ""}, now()));
  const trail::Origin origin{new_id<Company>(now()), new_id<User>(now()).text(), "鈴木 花子", "192.0.2.17",
                             "0123456789abcdef"};
  const std::string sheet = new_id<struct SheetTag>(now()).text();
  for (std::int64_t done = 0; done < records; done += records_per_commit) {
    const std::int64_t last = std::min(records, done + records_per_commit);
    TRY(data.database().write([&](db::WriteTx& tx) { return append_range(tx, origin, sheet, done, last); }));
  }
  return {};
}

}  // namespace

}  // namespace sonae

int main(int argc, char** argv) {
  const std::string_view count = argc == 3 ? argv[2] : "";
  std::int64_t records = 0;
  const auto [end, wrong] = std::from_chars(count.data(), count.data() + count.size(), records);
  if (wrong != std::errc() || end != count.data() + count.size() || records < 1) {
    std::fputs("usage: make_trail DATA RECORDS\n", stderr);
    return 2;
  }
  if (const auto made = sonae::make_trail(argv[1], records); !made) {
    std::fprintf(stderr, "make_trail: %s %s\n", made.error().key.c_str(), made.error().detail.c_str());
    return 3;
  }
  return 0;
}
