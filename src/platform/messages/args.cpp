#include "platform/messages/args.h"

#include "base/json.h"

namespace sonae::messages {

std::string write_args(const Args& args) {
  json::object object;
  for (const auto& [name, value] : args) object[name] = value;
  return json::write(object);
}

Result<Args> read_args(std::string_view text) {
  const auto parsed = json::parse(text);
  if (!parsed || !parsed->is_object()) return internal("stored arguments cannot be read: " + std::string(text));
  Args args;
  for (const auto& [name, value] : parsed->as_object()) {
    if (!value.is_string()) return internal("a stored argument is not text: " + std::string(text));
    args.emplace(std::string(name), std::string(value.as_string()));
  }
  return args;
}

}  // namespace sonae::messages
