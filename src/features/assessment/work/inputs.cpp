#include "features/assessment/work/inputs.h"

#include "base/text.h"

namespace sonae::assessment::work {

std::unexpected<Error> fail_at(std::string place, std::string key, Args args) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({std::move(place), std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

Result<std::string> optional_text(std::string_view text, std::string place, std::size_t longest) {
  const auto clean = text::clean_free_text(text);
  if (!clean) return fail_at(std::move(place), "error.field.control");
  const std::string_view trimmed = text::trim(*clean);
  if (text::length(trimmed) > longest)
    return fail_at(std::move(place), "error.field.too_long", {{"limit", std::to_string(longest)}});
  return std::string(trimmed);
}

Result<std::string> required_text(std::string_view text, std::string place, std::size_t longest) {
  std::string clean = TRY(optional_text(text, place, longest));
  if (clean.empty()) return fail_at(std::move(place), "work.text.missing");
  return clean;
}

}  // namespace sonae::assessment::work
