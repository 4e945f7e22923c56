#include <algorithm>

#include "platform/http/http.h"

namespace sonae::http {

namespace {

// Splits "/a/b" into its segments from the front; nothing left when it is done.
std::optional<std::string_view> next_segment(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  rest.remove_prefix(1);  // the slash
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view segment = rest.substr(0, slash);
  rest.remove_prefix(slash);
  return segment;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

// Whether `path` has the shape of `pattern`; `literals` counts segments that matched word by word.
bool fits(std::string_view pattern, std::string_view path, int& literals) {
  literals = 0;
  while (true) {
    const auto wanted = next_segment(pattern);
    const auto given = next_segment(path);
    if (!wanted || !given) return !wanted && !given;
    if (is_parameter(*wanted)) {
      if (given->empty()) return false;
    } else {
      if (*wanted != *given) return false;
      ++literals;
    }
  }
}

std::map<std::string, std::string, std::less<>> read_parameters(std::string_view pattern, std::string_view path) {
  std::map<std::string, std::string, std::less<>> parameters;
  while (const auto wanted = next_segment(pattern)) {
    const auto given = next_segment(path);
    if (given && is_parameter(*wanted)) parameters.emplace(wanted->substr(1, wanted->size() - 2), *given);
  }
  return parameters;
}

// The pattern with all parameters named alike: two routes of one shape would hide each other.
std::string shape(std::string_view pattern) {
  std::string out;
  while (const auto segment = next_segment(pattern))
    out += is_parameter(*segment) ? "/{}" : "/" + std::string(*segment);
  return out;
}

bool is_pattern(std::string_view pattern) {
  if (!pattern.starts_with('/')) return false;
  while (const auto segment = next_segment(pattern)) {
    std::string_view word = *segment;
    if (is_parameter(word)) {
      if (!word.ends_with('}')) return false;
      word = word.substr(1, word.size() - 2);
    }
    const auto allowed = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    };
    if (word.empty() || !std::ranges::all_of(word, allowed)) return false;
  }
  return true;
}

std::string problem_of(const Route& route) {
  if (!is_pattern(route.pattern)) return "malformed pattern";
  if (!route.permission || !route.scope) return "no permission or row scope (AZ01)";
  if (route.summary.empty()) return "no summary";
  if (!route.handler) return "no handler";
  if ((route.body == Body::Json) != route.request.has_value()) return "a JSON body and its schema belong together";
  if (route.method == Method::Get && route.body != Body::None) return "GET has no body";
  if (route.csrf == Csrf::NotNeeded && *route.permission != Permission::Public)
    return "only public routes may do without a CSRF token";
  return {};
}

}  // namespace

void Router::add(Route route) {
  const std::string name = std::string(name_of(route.method)) + " " + route.pattern;
  if (const std::string problem = problem_of(route); !problem.empty()) die("route " + name + ": " + problem);
  for (const Route& other : routes_)
    if (other.method == route.method && shape(other.pattern) == shape(route.pattern))
      die("route " + name + " stands twice");
  routes_.push_back(std::move(route));
}

Router::Match Router::match(Method method, std::string_view path) const {
  Match match;
  int best = -1;
  for (const Route& route : routes_) {
    int literals = 0;
    if (!fits(route.pattern, path, literals)) continue;
    match.path_known = true;
    if (std::ranges::find(match.allowed, route.method) == match.allowed.end()) match.allowed.push_back(route.method);
    // "/users/me" beats "/users/{user}": the more exact pattern wins, whatever the order.
    if (route.method == method && literals > best) {
      best = literals;
      match.route = &route;
    }
  }
  if (match.route != nullptr) match.parameters = read_parameters(match.route->pattern, path);
  std::ranges::sort(match.allowed);
  return match;
}

}  // namespace sonae::http
