#include "features/assessment/proposals/item_document.h"

#include <algorithm>

#include "base/day_words.h"
#include "features/assessment/known.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::proposals {

namespace {

class Paper {
 public:
  Paper(const ItemRecord& record, std::string_view language) : record_(record), language_(language) {}

  [[nodiscard]] drawing::Document draw(const std::string& company, Instant now) const {
    drawing::Document document;
    const std::string title = say("title", {{"no", std::to_string(record_.answer.no)}});
    document.imprint = {title, company, now};
    document.head_right = company;
    document.foot_left = messages::say(language_, "paper.output", {{"at", day_words(now)}});
    document.page_words = messages::say(language_, "paper.page");
    document.confidential = messages::say(language_, "paper.confidential");
    auto& blocks = document.blocks;
    blocks.emplace_back(drawing::Heading{title, 1});
    blocks.emplace_back(drawing::Prose{record_.sheet.title + "\n" + record_.item.condition});
    blocks.emplace_back(drawing::Heading{say("answer"), 2});
    blocks.emplace_back(answer());
    if (record_.facts.accepted) blocks.emplace_back(drawing::Prose{accepted(), true});
    blocks.emplace_back(drawing::Heading{say("criteria"), 2});
    blocks.emplace_back(criteria());
    blocks.emplace_back(drawing::Heading{say("asked"), 2});
    if (record_.facts.parts.empty())
      blocks.emplace_back(drawing::Prose{say("asked_none")});
    else
      blocks.emplace_back(asked());
    blocks.emplace_back(drawing::Heading{say("facts"), 2});
    if (record_.facts.facts.empty())
      blocks.emplace_back(drawing::Prose{say("facts_none")});
    else
      blocks.emplace_back(facts());
    blocks.emplace_back(drawing::Heading{say("pieces"), 2});
    if (record_.pieces.empty())
      blocks.emplace_back(drawing::Prose{say("pieces_none")});
    else
      blocks.emplace_back(pieces());
    if (!record_.scheme.empty()) {
      blocks.emplace_back(drawing::Heading{say("scheme"), 2});
      blocks.emplace_back(scheme());
    }
    blocks.emplace_back(drawing::Heading{say("history"), 2});
    blocks.emplace_back(history());
    return document;
  }

 private:
  [[nodiscard]] std::string say(const std::string& part, const Args& args = {}) const {
    return messages::say(language_, "proposals.paper." + part, args);
  }
  [[nodiscard]] drawing::Table table(std::vector<std::pair<std::string, double>> columns) const {
    drawing::Table made;
    for (const auto& [key, share] : columns) made.columns.push_back({say("column." + key), share});
    return made;
  }
  [[nodiscard]] std::string text_of_fact(const facts::Fact& fact) const {
    return messages::say(language_, fact.text_key, fact.args);
  }

  [[nodiscard]] drawing::Table answer() const {
    drawing::Table made = table({{"score", 1}, {"basis", 5}, {"due", 1.5}, {"person", 2}});
    const Answer& a = record_.answer;
    made.rows.push_back({a.score == Score::Unanswered ? say("unanswered") : std::string(text_of(a.score)), a.basis,
                         a.due ? day_words(*a.due) : "-", a.updated_by.empty() ? "-" : a.updated_by});
    return made;
  }
  [[nodiscard]] std::string accepted() const {
    const Accepted& accepted = *record_.facts.accepted;
    return say(accepted.stale ? "accepted_stale" : "accepted", {{"name", accepted.by}, {"on", day_words(accepted.at)}});
  }
  [[nodiscard]] drawing::Table criteria() const {
    drawing::Table made = table({{"criterion", 8}, {"tick", 1}});
    const auto lines = split_criteria(record_.item.criteria);
    for (std::size_t i = 0; i < lines.size(); ++i)
      made.rows.push_back({lines[i], i < record_.answer.ticks.size() && record_.answer.ticks[i] ? "✓" : "-"});
    if (lines.empty()) made.rows.push_back({say("criteria_none"), "-"});
    return made;
  }
  [[nodiscard]] drawing::Table asked() const {
    drawing::Table made = table({{"part", 5}, {"fact", 5}, {"on", 1.8}});
    for (const Part& part : record_.facts.parts)
      made.rows.push_back({part.text, part.fact ? text_of_fact(*part.fact) : say("fact_missing"),
                           part.fact ? day_words(part.fact->on) : "-"});
    return made;
  }
  [[nodiscard]] drawing::Table facts() const {
    drawing::Table made = table({{"on", 1.8}, {"fact", 6}, {"until", 1.8}, {"person", 2}});
    for (const facts::Fact& fact : record_.facts.facts) {
      const std::string until = fact.ended   ? say("ended", {{"on", day_words(*fact.ended)}})
                                : fact.until ? day_words(*fact.until)
                                             : say("open_end");
      made.rows.push_back(
          {day_words(fact.on), text_of_fact(fact), until, fact.actor_name.empty() ? "-" : fact.actor_name});
    }
    return made;
  }
  [[nodiscard]] drawing::Table pieces() const {
    drawing::Table made = table({{"piece", 5}, {"hash", 5}, {"added", 2.5}});
    for (const evidence::Piece& piece : record_.pieces)
      made.rows.push_back({piece.name, piece.blob_hash.empty() ? piece.url : "SHA-256 " + piece.blob_hash,
                           day_words(piece.added_at) + "\n" + piece.added_by});
    return made;
  }
  [[nodiscard]] drawing::Table scheme() const {
    drawing::Table made = table({{"scheme", 1}});
    for (const std::string& line : record_.scheme) made.rows.push_back({line});
    return made;
  }
  [[nodiscard]] drawing::Table history() const {
    drawing::Table made = table({{"on", 1.8}, {"person", 2}, {"what", 6}});
    for (const trail::Record& one : record_.history) {
      const std::string key = "proposals.action." + one.entry.action;
      made.rows.push_back({day_words(one.at), one.origin.actor_name,
                           messages::has(language_, key) ? messages::say(language_, key) : one.entry.action});
    }
    if (record_.history.empty()) made.rows.push_back({"-", "-", say("history_none")});
    return made;
  }

  const ItemRecord& record_;
  std::string_view language_;
};

/// The scheme's criteria that refer to the item, through the published mapping.
std::vector<std::string> scheme_of(const Summary& sheet, int no, std::string_view language) {
  std::vector<std::string> lines;
  for (const frameworks::Pack& pack : frameworks::embedded_packs()) {
    if (!pack.maps_to.starts_with(sheet.framework_pack + " ")) continue;
    for (const frameworks::Criterion* criterion : frameworks::criteria_for(pack, no))
      if (!criterion->parent.empty())
        lines.push_back("★" + std::to_string(criterion->star) + " " + criterion->id + " " +
                        criterion->title.in(language));
  }
  return lines;
}

}  // namespace

Result<ItemRecord> get_item_record(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no, Instant now) {
  Sheet sheet = TRY(get_sheet(tx, actor, assessment));
  const auto answer = std::ranges::find(sheet.answers, no, &Answer::no);
  if (answer == sheet.answers.end()) return not_found();
  ItemRecord record;
  record.item = sheet.items[static_cast<std::size_t>(answer - sheet.answers.begin())];
  record.answer = *answer;
  record.sheet = sheet.summary;
  record.facts = TRY(get_item_facts(tx, actor, assessment, no, now));
  record.pieces = TRY(evidence::get_item_evidence(tx, actor, assessment, no, now)).pieces;
  std::erase_if(record.pieces, [](const evidence::Piece& piece) { return piece.deleted_at.has_value(); });
  record.history = TRY(list_history(tx, actor, assessment, no));
  record.scheme = scheme_of(sheet.summary, no, actor.language);
  return record;
}

drawing::Document item_document(const ItemRecord& record, const std::string& company, std::string_view language,
                                Instant now) {
  return Paper(record, language).draw(company, now);
}

}  // namespace sonae::assessment::proposals
