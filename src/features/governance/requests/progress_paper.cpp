#include "features/governance/requests/progress_paper.h"

#include <algorithm>

#include "base/day_words.h"
#include "platform/messages/messages.h"

namespace sonae::governance::requests {

drawing::Document progress_document(const Request& request, const std::string& company, std::string_view language,
                                    Instant now) {
  const auto say = [&](std::string_view part, const Args& args = {}) {
    return messages::say(language, "requests.paper." + std::string(part), args);
  };
  drawing::Document document;
  document.imprint = {request.title, company, now};
  document.head_right = company;
  document.foot_left = messages::say(language, "paper.output", {{"at", moment_words(now)}});
  document.page_words = messages::say(language, "paper.page");
  document.confidential = messages::say(language, "paper.confidential");
  document.blocks.emplace_back(drawing::Heading{request.title, 1});
  std::string lead =
      say("lead", {{"due", day_words(request.due)}, {"name", request.sent_by}, {"at", moment_words(request.sent_at)}});
  if (!request.numbers.empty()) lead += "\n" + say("items", {{"items", numbers_in_words(request.numbers)}});
  document.blocks.emplace_back(drawing::Prose{lead});
  drawing::Table table{
      {{say("department"), 3}, {say("state"), 2}, {say("progress"), 2}, {say("reminders"), 1.5}, {say("people"), 4}},
      {}};
  for (const DepartmentPart& part : request.departments) {
    std::string people;
    for (const Recipient& one : part.recipients)
      people += (people.empty() ? "" : "\n") + one.name + (one.mail ? "" : say("by_hand"));
    const std::string count = part.items > 0 ? std::to_string(part.answered) + "/" + std::to_string(part.items)
                              : part.done_at ? day_words(*part.done_at)
                                             : "-";
    table.rows.push_back({part.name, say("state." + std::string(name_of(part.progress))), count,
                          std::to_string(part.reminders), people.empty() ? say("nobody") : people});
  }
  document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace sonae::governance::requests
