#pragma once
// What the chapters of the demo company's story share: the script (data/demo), the dice, and who exists so far.
// Everything is done through the use cases that people use, each by the person whose work it is.

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/demo.h"
#include "base/json.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::app::demo {

constexpr std::int64_t day_ms = 86'400'000;

/// A file of data/demo; ends the process when there is none.
[[nodiscard]] std::string_view demo_file(std::string_view name);
[[nodiscard]] const json::object& script();
[[nodiscard]] std::string text_at(const json::object& object, std::string_view key);
[[nodiscard]] int number_at(const json::object& object, std::string_view key);
/// Every {name} of `text` replaced.
[[nodiscard]] std::string filled(std::string text, const std::map<std::string, std::string>& values);

/// Numbers that are the same on every machine: the standard distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  /// Without the letters and digits that are mistaken for each other when read from paper.
  std::string password();
  Bytes bytes(std::size_t count);

 private:
  std::mt19937_64 engine_;
};

struct World {
  db::Database& database;
  const blobs::Store& blobs;
  const session::Keys& keys;
  Dice dice;
  Instant now;
  int fiscal_year = 0;
  Id<Company> company{};
  std::map<std::string, Id<Department>> departments{};    ///< by the script's key
  std::map<std::string, std::string> department_names{};  ///< likewise
  std::map<std::string, Id<User>> people{};               ///< by login
  std::map<std::string, std::string> manager_of{};        ///< login, by the department's key
  std::vector<DemoAccount> accounts{};

  [[nodiscard]] Instant days_ago(std::int64_t days) const { return now.plus_ms(-days * day_ms); }
  [[nodiscard]] Date day(std::int64_t from_today) const;
  [[nodiscard]] Result<Actor> actor(const std::string& login) const;
  /// Whoever answers for a department: its manager, else the secretariat.
  [[nodiscard]] Result<Actor> leader_of(const std::string& department) const;
};

/// Company, departments, the sixty people and those of them who can sign in.
[[nodiscard]] Result<void> make_people(World& world);

}  // namespace sonae::app::demo
