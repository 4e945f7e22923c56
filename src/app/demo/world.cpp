#include "app/demo/world.h"

#include "core/directory/accounts.h"
#include "embedded/demo.h"
#include "platform/clock.h"

namespace sonae::app::demo {

std::string_view demo_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded::demo())
    if (file.name == name) return file.bytes;
  die("no file of the demo company: " + std::string(name));
}

const json::object& script() {
  static const json::value parsed = MUST(json::parse(demo_file("demo.json")));
  return parsed.get_object();
}

std::string text_at(const json::object& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

int number_at(const json::object& object, std::string_view key) { return static_cast<int>(object.at(key).as_int64()); }

std::string filled(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    const std::string hole = "{" + name + "}";
    for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size()))
      text.replace(at, hole.size(), value);
  }
  return text;
}

std::string Dice::password() {
  static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string word;
  for (int group = 0; group < 4; ++group) {
    if (group > 0) word += '-';
    for (int i = 0; i < 5; ++i) word += alphabet[below(alphabet.size())];
  }
  return word;
}

Bytes Dice::bytes(std::size_t count) {
  Bytes out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<std::byte>(engine_() & 0xFFU));
  return out;
}

Date World::day(std::int64_t from_today) const { return date_in_zone(now, japan_offset_minutes).plus_days(from_today); }

Result<Actor> World::actor(const std::string& login) const {
  const directory::Accounts source;
  const auto found = TRY(database.read([&](db::Tx& tx) { return source.load_actor(tx, company, people.at(login)); }));
  if (!found) return internal("demo account " + login);
  return *found;
}

Result<Actor> World::leader_of(const std::string& department) const {
  const auto manager = manager_of.find(department);
  return actor(manager == manager_of.end() ? "sato" : manager->second);
}

}  // namespace sonae::app::demo
