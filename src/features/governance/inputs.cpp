#include "features/governance/inputs.h"

#include "base/text.h"

namespace sonae::governance {

namespace {

std::unexpected<Error> wrong_at(std::string place, std::string key, Args args = {}) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({std::move(place), std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

}  // namespace

Result<std::string> optional_text(std::string_view text, std::string place, std::size_t longest) {
  const auto clean = text::clean_free_text(text::trim(text));
  if (!clean || clean->starts_with('.')) return wrong_at(std::move(place), "governance.text.unreadable");
  if (text::length(*clean) > longest)
    return wrong_at(std::move(place), "governance.text.long", {{"limit", std::to_string(longest)}});
  return *clean;
}

Result<std::string> required_text(std::string_view text, std::string place, std::size_t longest) {
  std::string clean = TRY(optional_text(text, place, longest));
  if (clean.empty()) return wrong_at(std::move(place), "governance.text.empty");
  return clean;
}

}  // namespace sonae::governance
