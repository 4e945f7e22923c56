#include "features/assessment/work/record_document.h"

#include <array>
#include <cstdio>

#include "platform/messages/messages.h"

namespace sonae::assessment::work {

namespace {

/// 2026/11/23 15:30 in Japan.
std::string stamp(Instant at) {
  constexpr std::int64_t minute_ms = 60'000;
  constexpr std::int64_t day_minutes = 24 * 60;
  const Date day = date_in_zone(at, japan_offset_minutes);
  const std::int64_t minutes = (at.ms() / minute_ms + japan_offset_minutes) % day_minutes;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%d/%d/%d %02d:%02d", day.year(), day.month(), day.day(),
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text.data();
}
std::string stamp_or_dash(const std::optional<Instant>& at) { return at ? stamp(*at) : "-"; }

class Paper {
 public:
  Paper(const HandInRecord& record, std::string_view language) : record_(record), language_(language) {}

  [[nodiscard]] drawing::Document draw(const std::string& company) const {
    const HandIn& h = record_.hand_in;
    drawing::Document document;
    document.imprint = {say("title"), company, h.handed_at};
    document.head_right = company;
    document.foot_left = messages::say(language_, "paper.output", {{"at", stamp(h.handed_at)}});
    document.page_words = messages::say(language_, "paper.page");
    document.confidential = messages::say(language_, "paper.confidential");
    document.blocks.emplace_back(drawing::Heading{say("title"), 1});
    document.blocks.emplace_back(drawing::Prose{h.title + "\n" + h.file_name + "\nSHA-256 " + h.blob_hash, true});
    document.blocks.emplace_back(signatures());
    document.blocks.emplace_back(drawing::Prose{counts()});
    if (!h.incomplete_reason.empty())
      document.blocks.emplace_back(drawing::Prose{say("incomplete", {{"reason", h.incomplete_reason}})});
    document.blocks.emplace_back(drawing::Heading{say("departments"), 2});
    document.blocks.emplace_back(departments());
    if (!record_.waivers.empty()) {
      document.blocks.emplace_back(drawing::Heading{say("waivers"), 2});
      document.blocks.emplace_back(waivers());
    }
    document.blocks.emplace_back(drawing::Heading{say("items"), 2});
    document.blocks.emplace_back(items());
    return document;
  }

 private:
  [[nodiscard]] std::string say(std::string_view part, const Args& args = {}) const {
    return messages::say(language_, "work.record." + std::string(part), args);
  }
  [[nodiscard]] drawing::Table table(std::vector<std::pair<std::string_view, double>> columns) const {
    drawing::Table made;
    for (const auto& [key, share] : columns) made.columns.push_back({say(key), share});
    return made;
  }

  [[nodiscard]] drawing::Table signatures() const {
    const HandIn& h = record_.hand_in;
    drawing::Table made = table({{"step", 2}, {"person", 3}, {"at", 3}});
    made.rows.push_back({say("asked"), h.asked_by, stamp(h.asked_at)});
    made.rows.push_back({say("approved"), h.approved_by, stamp(h.approved_at)});
    made.rows.push_back({say("handed_in", {{"n", std::to_string(h.number)}}), h.handed_by, stamp(h.handed_at)});
    return made;
  }
  [[nodiscard]] std::string counts() const {
    const Tally& c = record_.hand_in.counts;
    return say("counts", {{"items", std::to_string(c.items)},
                          {"points", std::to_string(c.points)},
                          {"max", std::to_string(c.max_points)},
                          {"complete", std::to_string(c.complete)},
                          {"in_progress", std::to_string(c.in_progress)},
                          {"not_started", std::to_string(c.not_started)},
                          {"not_applicable", std::to_string(c.not_applicable)},
                          {"unanswered", std::to_string(c.unanswered)}});
  }
  [[nodiscard]] drawing::Table departments() const {
    drawing::Table made = table({{"department", 4}, {"count", 1}, {"submitted_by", 3}, {"at", 3}});
    for (const HandInDepartment& d : record_.departments)
      made.rows.push_back({d.name, std::to_string(d.items),
                           d.submitted_by.empty() ? say("not_submitted") : d.submitted_by,
                           stamp_or_dash(d.submitted_at)});
    return made;
  }
  [[nodiscard]] drawing::Table waivers() const {
    drawing::Table made = table({{"no", 1}, {"finding", 5}, {"reason", 5}, {"person", 2}});
    for (const HandInWaiver& w : record_.waivers)
      made.rows.push_back({std::to_string(w.no), say_finding(w.code), w.reason, w.by});
    return made;
  }
  /// A finding's own sentence asks for what was missing; without the values it was said with, its short name is shown.
  [[nodiscard]] std::string say_finding(const std::string& code) const {
    const std::size_t dot = code.rfind('.');
    const std::string name = "web.finding." + code.substr(dot == std::string::npos ? 0 : dot + 1);
    return messages::has(language_, name) ? messages::say(language_, name) : messages::say(language_, code);
  }
  [[nodiscard]] drawing::Table items() const {
    drawing::Table made = table({{"no", 1}, {"score", 1.6}, {"basis", 8}, {"answered_by", 3}});
    for (const HandInItem& i : record_.items)
      made.rows.push_back({std::to_string(i.no), std::string(text_of(i.score)), i.basis, answered_by(i)});
    return made;
  }
  [[nodiscard]] static std::string answered_by(const HandInItem& item) {
    std::string text = item.department;
    for (const std::string& more : {item.responder, item.saved_by == item.responder ? std::string() : item.saved_by})
      if (!more.empty()) text += (text.empty() ? "" : "\n") + more;
    return text;
  }

  const HandInRecord& record_;
  std::string_view language_;
};

}  // namespace

drawing::Document record_document(const HandInRecord& record, const std::string& company, std::string_view language) {
  return Paper(record, language).draw(company);
}

}  // namespace sonae::assessment::work
