#include "features/assessment/proposals/wording.h"

#include "platform/messages/messages.h"

namespace sonae::assessment::proposals {

namespace {

std::string say(std::string_view language, const std::string& part, const Args& args) {
  return messages::say(language, "proposals.basis." + part, args);
}

std::string joined(const std::vector<std::string>& texts, std::string_view language) {
  std::string all;
  for (const std::string& text : texts)
    all += (all.empty() ? "" : messages::say(language, "proposals.basis.and")) + text;
  return all;
}

}  // namespace

std::string draft_basis(Score score, const std::vector<NamedPart>& parts, Date due, std::string_view language) {
  std::vector<std::string> done;
  std::vector<std::string> open;
  for (const NamedPart& part : parts) {
    if (part.on)
      done.push_back(say(language, "done",
                         {{"name", part.name},
                          {"year", std::to_string(part.on->year())},
                          {"month", std::to_string(part.on->month())}}));
    else
      open.push_back(say(language, "open", {{"name", part.name}}));
  }
  const Args args = {{"done", joined(done, language)},
                     {"open", joined(open, language)},
                     {"year", std::to_string(due.year())},
                     {"month", std::to_string(due.month())}};
  if (score == Score::Complete) return say(language, "complete", args);
  return say(language, score == Score::InProgress ? "in_progress" : "not_started", args);
}

}  // namespace sonae::assessment::proposals
