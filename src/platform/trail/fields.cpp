#include "base/json.h"
#include "platform/trail/trail.h"

namespace sonae::trail {

std::string fields_json(const std::vector<std::pair<std::string, std::string>>& fields) {
  json::object object;
  for (const auto& [name, value] : fields) object[name] = value;
  return json::write(object);
}

}  // namespace sonae::trail
