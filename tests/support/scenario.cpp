#include "support/scenario.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.h"

namespace sonae::support {

namespace {

struct Expectation {
  std::size_t line = 0;
  std::string what;
};

// The value at a pointer; nothing when a part of the way is missing.
const json::value* at_pointer(const json::value& value, std::string_view pointer) {
  if (pointer == "/") return &value;
  boost::system::error_code error;
  return value.find_pointer(boost::json::string_view(pointer.data(), pointer.size()), error);
}

// Everything the script names must be there; objects may hold more.
bool holds(const json::value& actual, const json::value& expected) {
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [key, part] : expected.get_object()) {
      const auto* found = actual.get_object().if_contains(key);
      if (found == nullptr || !holds(*found, part)) return false;
    }
    return true;
  }
  if (expected.is_array() && actual.is_array()) {
    if (actual.get_array().size() != expected.get_array().size()) return false;
    for (std::size_t i = 0; i < actual.get_array().size(); ++i)
      if (!holds(actual.get_array()[i], expected.get_array()[i])) return false;
    return true;
  }
  return actual == expected;
}

std::pair<std::string, std::string> split(std::string_view text, std::string_view separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, at)), std::string(text::trim(text.substr(at + separator.size())))};
}

}  // namespace

struct Scenario::Step {
  std::size_t line = 0;
  std::string title;
  std::string who;
  std::string method;
  std::string target;
  std::string body;
  Browser::Headers headers;
  std::vector<std::string> without;
  std::string status;
  std::vector<Expectation> expectations;
  std::vector<std::pair<std::string, std::string>> keeps;
};

void Scenario::run(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) {
    ADD_FAILURE() << "no scenario " << path;
    return;
  }
  std::stringstream text;
  text << file.rdbuf();
  run_text(text.str(), path.string());
}

void Scenario::run_text(std::string_view text, const std::string& name) {
  std::istringstream lines{std::string(text)};
  std::string line;
  std::string title;
  std::optional<Step> step;
  std::size_t performed = 0;
  const auto finish = [&] {
    if (!step) return;
    perform(*step, name);
    ++performed;
    step.reset();
  };
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    const auto [word, rest] = split(line, " ");
    if (line.empty() || word == "#") continue;
    if (word == "##") {
      finish();
      title = rest;
    } else if (word == "|" || word == "=" || word == "~" || word == "+" || word == "keep") {
      if (!step) {
        ADD_FAILURE_AT(name.c_str(), static_cast<int>(number)) << "no request before this line";
        continue;
      }
      if (word == "|") step->body += rest;
      if (word == "=") step->status = rest;
      if (word == "~") step->expectations.push_back({number, rest});
      if (word == "keep") step->keeps.push_back(split(rest, " "));
      if (word == "+") {
        const auto [header, value] = split(rest, ":");
        if (rest.find(':') == std::string::npos)
          step->without.push_back(header);
        else
          step->headers.emplace_back(header, value);
      }
    } else {
      finish();
      step.emplace();
      step->line = number;
      step->title = title;
      step->who = word;
      const auto [method, target_and_body] = split(rest, " ");
      step->method = method;
      std::tie(step->target, step->body) = split(target_and_body, " ");
    }
  }
  finish();
  if (performed == 0) ADD_FAILURE_AT(name.c_str(), 1) << "the scenario has no step";
}

Browser& Scenario::browser(const std::string& name) {
  std::unique_ptr<Browser>& browser = browsers_[name];
  if (browser) return *browser;
  browser = std::make_unique<Browser>(router_, gate_);
  if (name == "nobody") browser->open();
  if (name == "nobody" || name == "stranger") return *browser;
  const auto persona = personas_.find(name);
  if (persona == personas_.end())
    ADD_FAILURE() << "no persona is called " << name;
  else
    browser->sign_in(persona->second);
  return *browser;
}

std::string Scenario::filled(std::string_view text) const {
  std::string out;
  while (!text.empty()) {
    // The longest name that fits, so that $user does not eat the beginning of $user_of_other.
    const std::string* value = nullptr;
    std::size_t length = 0;
    if (text.front() == '$')
      for (const auto& [name, known] : variables_)
        if (name.size() > length && text.substr(1).starts_with(name)) {
          value = &known;
          length = name.size();
        }
    if (value != nullptr)
      out += *value;
    else
      out += text.front();
    text.remove_prefix(value != nullptr ? length + 1 : 1);
  }
  return out;
}

void Scenario::perform(const Step& step, const std::string& name) {
  Browser::Headers headers = step.headers;
  for (auto& [header, value] : headers) value = filled(value);
  const ScenarioReply reply =
      browser(step.who).send(step.method, filled(step.target), filled(step.body), headers, step.without);
  check(step, reply, name);
  for (const auto& [variable_name, pointer] : step.keeps) {
    const json::value body = reply.json();
    const json::value* found = at_pointer(body, pointer);
    if (found == nullptr)
      ADD_FAILURE_AT(name.c_str(), static_cast<int>(step.line)) << "nothing at " << pointer << " in " << reply.body;
    else
      variables_[variable_name] = found->is_string() ? std::string(found->get_string().c_str()) : json::write(*found);
  }
}

void Scenario::check(const Step& step, const ScenarioReply& reply, const std::string& name) {
  const auto blame = [&](std::size_t line) {
    return testing::AssertionFailure() << step.title << "\n"
                                       << name << ":" << line << "\n"
                                       << step.who << " " << step.method << " " << filled(step.target) << " gave "
                                       << reply.status << " " << reply.body << "\n";
  };
  const auto [status, code] = split(step.status, " ");
  if (std::to_string(reply.status) != status)
    ADD_FAILURE_AT(name.c_str(), static_cast<int>(step.line)) << blame(step.line).message() << "expected " << status;
  const json::value body = reply.json();
  if (!code.empty()) {
    const json::value* found = at_pointer(body, "/error/code");
    if (found == nullptr || *found != json::value(code))
      ADD_FAILURE_AT(name.c_str(), static_cast<int>(step.line)) << blame(step.line).message() << "expected " << code;
  }
  for (const Expectation& expectation : step.expectations) {
    bool met = false;
    if (expectation.what.starts_with("/")) {
      const auto [pointer, wanted] = split(expectation.what, " ");
      const json::value* found = at_pointer(body, pointer);
      if (wanted == "-" || wanted == "*")
        met = (found == nullptr) == (wanted == "-");
      else if (const auto expected = json::parse(filled(wanted)))
        met = found != nullptr && holds(*found, *expected);
    } else {
      const auto [header, part] = split(expectation.what, ":");
      for (const std::string& value : reply.all(header)) met = met || value.find(part) != std::string::npos;
    }
    if (!met)
      ADD_FAILURE_AT(name.c_str(), static_cast<int>(expectation.line))
          << blame(expectation.line).message() << "expected " << expectation.what;
  }
}

}  // namespace sonae::support
