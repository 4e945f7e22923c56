#include "features/governance/report/paper.h"

#include "base/day_words.h"
#include "platform/messages/messages.h"

namespace sonae::governance::report {

drawing::Document report_document(const Report& report, const OwnerNames& names, const std::string& company,
                                  std::string_view language, Instant now) {
  const auto say = [&](std::string_view part, const Args& args = {}) {
    return messages::say(language, "report.paper." + std::string(part), args);
  };
  drawing::Document document;
  document.imprint = {report.title, company, now};
  document.head_right = company;
  document.foot_left = messages::say(language, "paper.output", {{"at", moment_words(now)}});
  document.page_words = messages::say(language, "paper.page");
  document.confidential = messages::say(language, "paper.confidential");
  document.blocks.emplace_back(drawing::Heading{report.title, 1});
  document.blocks.emplace_back(drawing::Prose{
      report.made ? say("made", {{"name", report.made_by}, {"at", moment_words(*report.made_at)}}) : say("draft"),
      true});
  document.blocks.emplace_back(drawing::Prose{report.body});
  document.blocks.emplace_back(drawing::Heading{say("figures", {{"date", day_words(report.drafted_at)}}), 2});
  drawing::Table figures{{{say("what"), 4}, {say("number"), 1, drawing::Anchor::End}}, {}};
  for (const Figure& one : report.figures)
    figures.rows.push_back({messages::say(language, "report.figure." + one.name), std::to_string(one.amount)});
  document.blocks.emplace_back(std::move(figures));
  if (!report.directions.empty()) {
    document.blocks.emplace_back(drawing::Heading{say("directions"), 2});
    drawing::Table table{{{say("direction"), 5}, {say("owner"), 2}, {say("due"), 1.5}, {say("state"), 1.5}}, {}};
    for (const Direction& one : report.directions)
      table.rows.push_back({one.text, names.name_of(one.owner, language), day_words(one.due),
                            say("state." + std::string(tasks::name_of(one.standing.state)))});
    document.blocks.emplace_back(std::move(table));
  }
  return document;
}

}  // namespace sonae::governance::report
