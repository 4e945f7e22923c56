#include "app/command.h"

#include <cstdio>
#include <cstdlib>

#include "platform/messages/messages.h"

namespace sonae::app {

std::string terminal_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("ja") ? "ja" : "en";
  }
  return "en";
}

std::string say(std::string_view key, const Args& args) { return messages::say(terminal_language(), key, args); }
std::string say(const Error& error) { return messages::say(terminal_language(), error); }

int report(const Error& error) {
  std::fprintf(stderr, "%s\n", say(error).c_str());
  for (const FieldError& field : error.fields)
    std::fprintf(stderr, "  %s: %s\n", field.place.c_str(), say(field.key, field.args).c_str());
  if (!error.detail.empty()) std::fprintf(stderr, "  (%s)\n", error.detail.c_str());
  return 3;
}

}  // namespace sonae::app
