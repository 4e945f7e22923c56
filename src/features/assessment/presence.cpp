#include "features/assessment/presence.h"

namespace sonae::assessment {

namespace {
/// The page asks every 5 s; three missed asks mean that it is closed.
constexpr std::int64_t forgotten_after_ms = 15'000;
}  // namespace

std::vector<Presence::Person> Presence::visit(const std::string& sheet, const std::string& user,
                                              const std::string& name, int no, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  visits_[sheet][user] = Visit{name, no, now_ms};
  for (auto& [id, people] : visits_)
    std::erase_if(people, [&](const auto& entry) { return entry.second.at_ms < now_ms - forgotten_after_ms; });
  std::erase_if(visits_, [](const auto& entry) { return entry.second.empty(); });
  std::vector<Person> others;
  for (const auto& [id, visit] : visits_[sheet])
    if (id != user) others.push_back({visit.name, visit.no});
  return others;
}

std::size_t Presence::sheets_in_use() {
  const std::lock_guard lock(mutex_);
  return visits_.size();
}

}  // namespace sonae::assessment
