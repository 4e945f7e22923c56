#pragma once
// Who has which row open right now. In memory and per server: a hint for people, never a lock.

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
  /// Notes that `user` looks at row `no` of the sheet (0: no row) and gives the others seen there lately.
  std::vector<Person> visit(const std::string& sheet, const std::string& user, const std::string& name, int no,
                            std::int64_t now_ms);

 private:
  struct Visit {
    std::string name;
    int no = 0;
    std::int64_t at_ms = 0;
  };
  std::mutex mutex_;
  std::map<std::string, std::map<std::string, Visit>> visits_;
};

}  // namespace sonae::assessment
