#include "features/governance/letters/documents.h"

#include <algorithm>
#include <array>

#include "features/governance/chart/chart.h"
#include "platform/messages/messages.h"

namespace sonae::governance::letters {

namespace {

constexpr std::array offices = {Office::Ciso,        Office::CommitteeChair, Office::CommitteeMember,
                                Office::Secretariat, Office::Manager,        Office::Auditor};
/// How many sentences of duties each office has in the catalogue: governance.duty.<office>.1 …
constexpr int most_duties = 9;

class Paper {
 public:
  Paper(std::string company, std::string_view language, Instant now)
      : company_(std::move(company)), language_(language), today_(date_in_zone(now, japan_offset_minutes)) {
    document_.head_right = company_;
    document_.page_words = messages::say(language_, "paper.page");
    document_.imprint.author = company_;
    document_.imprint.created = now;
  }

  drawing::Document letter(const Appointment& one) {
    document_.imprint.title = say("governance.letter.title");
    const Date day = one.letter_date.value_or(one.from);
    if (!one.letter_no.empty()) prose(one.letter_no, drawing::Anchor::End);
    prose(written(day), drawing::Anchor::End);
    document_.blocks.emplace_back(drawing::Heading{say("governance.letter.title"), 1, drawing::Anchor::Middle});
    prose("");
    const Args who = {{"name", one.name}, {"department", one.belongs_to_name}};
    prose(say(one.user.empty()              ? "governance.letter.to_firm"
              : one.belongs_to_name.empty() ? "governance.letter.to"
                                            : "governance.letter.to_member",
              who));
    prose("");
    prose(say(
        one.until ? "governance.letter.body_term" : "governance.letter.body",
        {{"office", office_of(one)}, {"from", written(one.from)}, {"until", one.until ? written(*one.until) : ""}}));
    document_.blocks.emplace_back(drawing::Heading{say("governance.letter.duties"), 3});
    document_.blocks.emplace_back(duties_of(one.office, "{n}."));
    if (one.capacity == Capacity::Deputy) prose(say("governance.letter.deputy"));
    prose("");
    prose(company_, drawing::Anchor::End);
    prose(say("governance.letter.signature"), drawing::Anchor::End);
    return std::move(document_);
  }

  drawing::Document description(const check::Report& report, int edition) {
    document_.imprint.title = say("governance.description.title");
    document_.foot_left = edition > 0 ? say("governance.description.edition",
                                            {{"edition", std::to_string(edition)}, {"day", written(today_)}})
                                      : say("governance.description.draft", {{"day", written(today_)}});
    document_.blocks.emplace_back(drawing::Heading{say("governance.description.title"), 1});
    prose(document_.foot_left, drawing::Anchor::End);
    prose(say("governance.description.purpose", {{"company", company_}}));
    heading("governance.description.chart");
    chart(report);
    heading("governance.description.roles");
    for (const Office office : offices) role(report.organisation, office);
    heading("governance.description.names");
    names(report);
    return std::move(document_);
  }

 private:
  [[nodiscard]] std::string say(const std::string& key, const Args& args = {}) const {
    return messages::say(language_, key, args);
  }
  /// 2026年4月1日, or as the language writes it.
  [[nodiscard]] std::string written(const Date& day) const {
    return say("governance.letter.day", {{"year", std::to_string(day.year())},
                                         {"month", std::to_string(day.month())},
                                         {"day", std::to_string(day.day())}});
  }
  [[nodiscard]] std::string office_of(const Appointment& one) const {
    std::string words = chart::office_words(language_, one.office, one.capacity);
    if (one.department_name.empty()) return words;
    return say("governance.letter.of_department", {{"office", words}, {"department", one.department_name}});
  }
  [[nodiscard]] drawing::List duties_of(Office office, std::string marker) const {
    drawing::List list;
    list.marker = std::move(marker);
    for (int n = 1; n <= most_duties; ++n) {
      const std::string key = "governance.duty." + std::string(name_of(office)) + "." + std::to_string(n);
      if (!messages::has(language_, key)) break;
      list.items.push_back(say(key));
    }
    return list;
  }
  void prose(std::string text, drawing::Anchor align = drawing::Anchor::Start) {
    document_.blocks.emplace_back(drawing::Prose{std::move(text), false, align});
  }
  void heading(const std::string& key) { document_.blocks.emplace_back(drawing::Heading{say(key), 2}); }

  void chart(const check::Report& report) {
    const drawing::Size size = drawing::paper_of(document_);
    chart::Wish wish;
    // A little wider than the page and then scaled down: the line of command stays beside the audit.
    wish.width = 900;
    constexpr double frame = 60;
    const double scale = wish.width / (size.width - 2 * drawing::margin);
    wish.page_height = (size.height - 2 * drawing::margin - frame) * scale;
    wish.first_page_height = wish.page_height * 0.7;
    wish.fold = false;
    wish.linked = false;
    wish.language = language_;
    chart::Chart drawn = chart::draw(report, wish);
    prose(drawn.sentence);
    for (drawing::Drawing& page : drawn.pages)
      document_.blocks.emplace_back(drawing::Figure{std::move(page), drawn.sentence});
  }

  void role(const check::Organisation& on, Office office) {
    document_.blocks.emplace_back(drawing::Heading{chart::office_words(language_, office, Capacity::Holder), 3});
    std::string names;
    for (const Appointment& one : on.appointments) {
      if (one.office != office || !one.stands_on(on.today) || office == Office::Manager) continue;
      const std::string name =
          one.capacity == Capacity::Holder ? one.name : say("governance.chart.deputy", {{"name", one.name}});
      names += (names.empty() ? "" : say("governance.description.comma")) + name;
    }
    if (office != Office::Manager)
      prose(names.empty() ? say("governance.chart.vacant") : names);
    else
      prose(say("governance.description.managers_below"));
    document_.blocks.emplace_back(duties_of(office, "\u30fb"));
  }

  void names(const check::Report& report) {
    chart::Wish wish;
    wish.language = language_;
    const chart::Chart drawn = chart::draw(report, wish);
    drawing::Table table;
    constexpr std::array shares = {4.0, 3.0, 3.0, 3.0, 2.0, 2.0};
    for (std::size_t i = 0; i < drawn.columns.size(); ++i) table.columns.push_back({drawn.columns[i], shares[i]});
    for (const auto& cells : drawn.rows) table.rows.emplace_back(cells.begin(), cells.end());
    document_.blocks.emplace_back(std::move(table));
  }

  std::string company_;
  std::string_view language_;
  Date today_;
  drawing::Document document_;
};

}  // namespace

drawing::Document letter(const Appointment& appointment, const std::string& company, std::string_view language,
                         Instant now) {
  return Paper(company, language, now).letter(appointment);
}

drawing::Document description(const check::Report& report, const std::string& company, int edition,
                              std::string_view language, Instant now) {
  return Paper(company, language, now).description(report, edition);
}

}  // namespace sonae::governance::letters
