#include "features/governance/requests/rules_words.h"

#include <algorithm>

namespace sonae::governance::requests {

namespace {

/// Calls `place(name)` for every "{name}" of lower-case letters and underscores, `text(piece)` for what stands between.
template <typename Place, typename Text>
void walk(std::string_view all, Place place, Text text) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] != '{') continue;
    const std::size_t end = all.find('}', i);
    if (end == std::string_view::npos) break;
    const std::string_view name = all.substr(i + 1, end - i - 1);
    const bool is_name =
        !name.empty() && std::ranges::all_of(name, [](char one) { return (one >= 'a' && one <= 'z') || one == '_'; });
    if (!is_name) continue;
    text(all.substr(from, i - from));
    place(name);
    from = end + 1;
    i = end;
  }
  text(all.substr(from));
}

}  // namespace

const std::vector<std::string>& known_places() {
  static const std::vector<std::string> all = {"department", "due", "items", "count", "title", "company", "sender"};
  return all;
}

std::vector<std::string> unknown_places(std::string_view text) {
  std::vector<std::string> unknown;
  walk(
      text,
      [&](std::string_view name) {
        if (std::ranges::find(known_places(), name) == known_places().end()) unknown.emplace_back(name);
      },
      [](std::string_view) {});
  return unknown;
}

std::string fill_in(std::string_view text, const Args& values) {
  std::string filled;
  walk(
      text,
      [&](std::string_view name) {
        const auto value = values.find(name);
        filled += value == values.end() ? "{" + std::string(name) + "}" : value->second;
      },
      [&](std::string_view piece) { filled += piece; });
  return filled;
}

std::string numbers_in_words(std::vector<int> numbers) {
  std::ranges::sort(numbers);
  std::string words;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!words.empty()) words += ", ";
    words += std::to_string(numbers[i]);
    if (last == i + 1) words += ", " + std::to_string(numbers[last]);
    if (last > i + 1) words += "-" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return words;
}

std::string_view name_of(Progress progress) {
  switch (progress) {
    case Progress::Open:
      return "open";
    case Progress::Late:
      return "late";
    case Progress::Done:
      return "done";
  }
  die("a progress without a name");
}

}  // namespace sonae::governance::requests
