#pragma once
// Who has which row open right now. In memory and per server: a hint for people, never a lock.

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace sonae::assessment {

class Presence {
 public:
  struct Person {
    std::string name;
    int no = 0;
  };
  /// Notes that `user` looks at row `no` of the sheet (0: no row) and gives the others seen there lately. Callers have
  /// made sure that the sheet is one that the person may see; who left is forgotten, so that only open pages take room.
  std::vector<Person> visit(const std::string& sheet, const std::string& user, const std::string& name, int no,
                            std::int64_t now_ms);

  /// How many sheets somebody is looking at, as far as the last visit knew.
  [[nodiscard]] std::size_t sheets_in_use();

 private:
  struct Visit {
    std::string name;
    int no = 0;
    std::int64_t at_ms = 0;
  };
  std::mutex mutex_;
  std::map<std::string, std::map<std::string, Visit>> visits_;  ///< sheet → user → visit
};

}  // namespace sonae::assessment
