#include "platform/messages/messages.h"

#include <map>

#include "base/json.h"
#include "embedded/messages.h"

namespace sonae::messages {

namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;
using Catalogue = std::map<std::string, Sentences, std::less<>>;

// The files are part of the binary: one that cannot be read is our own mistake and ends the start.
void load(const EmbeddedFile& file, Catalogue& catalogue) {
  const std::string name(file.name);
  const std::size_t slash = file.name.find('/');
  if (slash == std::string_view::npos) die("message file outside a language folder: " + name);
  const json::value parsed = MUST(json::parse(file.bytes));
  if (!parsed.is_object()) die("message file is not an object: " + name);
  Sentences& sentences = catalogue[std::string(file.name.substr(0, slash))];
  for (const auto& [key, sentence] : parsed.get_object()) {
    if (!sentence.is_string()) die("message is not a text: " + name + " " + std::string(key));
    if (!sentences.emplace(std::string(key), std::string(sentence.get_string())).second)
      die("message key stands in two files: " + name + " " + std::string(key));
  }
}

// Read once, at the first sentence.
const Catalogue& catalogue() {
  static const Catalogue loaded = [] {
    Catalogue all;
    for (const EmbeddedFile& file : embedded::messages()) load(file, all);
    return all;
  }();
  return loaded;
}

const std::string* find(std::string_view language, std::string_view key) {
  const auto sentences = catalogue().find(language);
  if (sentences == catalogue().end()) return nullptr;
  const auto sentence = sentences->second.find(key);
  return sentence == sentences->second.end() ? nullptr : &sentence->second;
}

// A placeholder without its argument stays visible: a sentence with a hole is worse than an ugly one.
std::string fill(std::string_view sentence, const Args& args) {
  std::string out;
  while (!sentence.empty()) {
    const std::size_t open = sentence.find('{');
    const std::size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) break;
    out += sentence.substr(0, open);
    const auto arg = args.find(sentence.substr(open + 1, close - open - 1));
    if (arg == args.end())
      out += sentence.substr(open, close - open + 1);
    else
      out += arg->second;
    sentence.remove_prefix(close + 1);
  }
  out += sentence;
  return out;
}

}  // namespace

std::string say(std::string_view language, std::string_view key, const Args& args) {
  const std::string* sentence = find(language, key);
  if (sentence == nullptr) sentence = find("ja", key);
  return sentence == nullptr ? std::string(key) : fill(*sentence, args);
}

std::string say(std::string_view language, const Error& error) { return say(language, error.key, error.args); }

bool has(std::string_view language, std::string_view key) { return find(language, key) != nullptr; }

std::vector<std::string> languages() { return {"ja", "en"}; }

}  // namespace sonae::messages
