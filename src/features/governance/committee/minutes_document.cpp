#include "features/governance/committee/minutes_document.h"

#include <algorithm>
#include <utility>

#include "base/day_words.h"
#include "platform/messages/messages.h"

namespace sonae::governance::committee {

namespace {

class Paper {
 public:
  Paper(const Meeting& meeting, const OwnerNames& names, std::string_view language)
      : meeting_(meeting), names_(names), language_(language) {}

  [[nodiscard]] drawing::Document draw(const std::string& company, Instant now) const {
    const bool held = meeting_.state == State::Held;
    const std::string title = say(held ? "minutes" : "invitation", {{"title", meeting_.title}});
    drawing::Document document;
    document.imprint = {title, company, now};
    document.head_right = company;
    document.foot_left = messages::say(language_, "paper.output", {{"at", moment_words(now)}});
    document.page_words = messages::say(language_, "paper.page");
    document.confidential = messages::say(language_, "paper.confidential");
    document.blocks.emplace_back(drawing::Heading{title, 1});
    document.blocks.emplace_back(facts());
    for (std::size_t i = 0; i < meeting_.points.size(); ++i) add(document, meeting_.points[i], i + 1);
    if (held) document.blocks.emplace_back(drawing::Prose{say("written_by", {{"name", meeting_.settled_by}}), true});
    return document;
  }

 private:
  [[nodiscard]] std::string say(std::string_view part, const Args& args = {}) const {
    return messages::say(language_, "committee.paper." + std::string(part), args);
  }
  [[nodiscard]] std::string people(Presence presence) const {
    std::string names;
    for (const Attendee& one : meeting_.attendees)
      if (one.presence == presence) names += (names.empty() ? "" : say("and")) + one.name;
    return names;
  }
  [[nodiscard]] drawing::Table facts() const {
    drawing::Table table{{{say("what"), 1}, {say("entry"), 4}}, {}};
    const auto row = [&](std::string_view what, const std::string& text) {
      if (!text.empty()) table.rows.push_back({say(what), text});
    };
    row("when", day_words(meeting_.on) + (meeting_.starts.empty() ? "" : " " + meeting_.starts));
    row("where", meeting_.place);
    row("expected", people(Presence::Expected));
    row("present", people(Presence::Present));
    row("absent", people(Presence::Absent));
    return table;
  }
  /// Lines that begin with "- " are a list.
  static void add_text(drawing::Document& document, std::string_view minutes) {
    constexpr std::string_view dash = "- ";
    std::string prose;
    drawing::List list;
    const auto flush = [&] {
      if (!prose.empty()) document.blocks.emplace_back(drawing::Prose{std::exchange(prose, {})});
      if (!list.items.empty()) document.blocks.emplace_back(std::exchange(list, {}));
    };
    while (!minutes.empty()) {
      const std::size_t end = std::min(minutes.find('\n'), minutes.size());
      const std::string_view line = minutes.substr(0, end);
      minutes.remove_prefix(std::min(end + 1, minutes.size()));
      const bool item = line.starts_with(dash);
      if (item ? !prose.empty() : !list.items.empty()) flush();
      if (item)
        list.items.emplace_back(line.substr(dash.size()));
      else
        prose += (prose.empty() ? "" : "\n") + std::string(line);
    }
    flush();
  }
  void add(drawing::Document& document, const Point& point, std::size_t number) const {
    document.blocks.emplace_back(drawing::Heading{std::to_string(number) + ". " + point.subject, 2});
    add_text(document, point.minutes);
    if (point.decisions.empty()) return;
    drawing::Table table{{{say("decision"), 5}, {say("owner"), 2}, {say("due"), 1.5}}, {}};
    for (const Decision& one : point.decisions)
      table.rows.push_back({one.text, names_.name_of(one.owner, language_), day_words(one.due)});
    document.blocks.emplace_back(std::move(table));
  }

  const Meeting& meeting_;
  const OwnerNames& names_;
  std::string_view language_;
};

}  // namespace

drawing::Document minutes_document(const Meeting& meeting, const OwnerNames& names, const std::string& company,
                                   std::string_view language, Instant now) {
  return Paper(meeting, names, language).draw(company, now);
}

std::string minutes_name(const Meeting& meeting, std::string_view language) {
  const std::string_view what = meeting.state == State::Held ? "minutes_file" : "invitation_file";
  return meeting.on.iso() + " " + messages::say(language, "committee.paper." + std::string(what));
}

}  // namespace sonae::governance::committee
