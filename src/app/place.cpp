#include "app/place.h"

#include "platform/config/config.h"

namespace sonae::app {

namespace {

/// A URL with a password in it can be read by everybody on the machine (SE01).
bool holds_password(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (url.find("password=") != std::string::npos) return true;
  if (scheme == std::string::npos) return false;
  const std::string_view authority = std::string_view(url).substr(scheme + 3, url.find('/', scheme + 3) - scheme - 3);
  const std::size_t at = authority.rfind('@');
  return at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
}

}  // namespace

Result<DataPlace> place_of(const std::string& folder, const std::string& database_url) {
  if (holds_password(database_url)) return invalid("data.database.password");
  const auto environment = config::from_environment().values;
  const auto from_environment = [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  DataPlace place{folder.empty() ? from_environment("data") : folder,
                  database_url.empty() ? from_environment("database") : database_url};
  if (place.folder.empty()) return invalid("data.folder.missing");
  return place;
}

}  // namespace sonae::app
