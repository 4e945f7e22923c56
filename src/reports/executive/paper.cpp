// The executive page as one A4: the layout of the page, on paper.

#include <algorithm>

#include "base/day_words.h"
#include "formats/drawing/render.h"
#include "formats/drawing/text_width.h"
#include "platform/messages/messages.h"
#include "reports/executive/executive.h"

namespace sonae::executive {

namespace {

using drawing::Anchor;
using drawing::Circle;
using drawing::Colour;
using drawing::Dash;
using drawing::Paragraph;
using drawing::Path;
using drawing::Point;
using drawing::Rect;
using drawing::Text;
using drawing::Weight;
namespace pictures = assessment::pictures;

constexpr double side = 46;  // 12 mm
constexpr double right = drawing::a4_short - side;
constexpr double width = right - side;
constexpr double gutter = 22;
constexpr double half = (width - gutter) / 2;
constexpr double foot = drawing::a4_long - side;
constexpr std::size_t most_departments = 9;

std::string_view score_key(assessment::Score score) {
  switch (score) {
    case assessment::Score::InProgress:
      return "executive.score.in_progress";
    case assessment::Score::NotStarted:
      return "executive.score.not_started";
    case assessment::Score::Unanswered:
      return "executive.score.unanswered";
    case assessment::Score::Complete:
    case assessment::Score::NotApplicable:
      break;
  }
  return "executive.score.reached";
}

class Sheet {
 public:
  Sheet(const View& view, const std::string& language) : view_(view), language_(language) {}

  drawing::Page make() {
    head();
    headline();
    const double pictures_top = y_;
    const double left_end = trend(pictures_top);
    const double right_end = radar(pictures_top);
    y_ = std::max(left_end, right_end) + 12;
    heat_map();
    const double lists_top = y_;
    gaps(lists_top);
    decisions(lists_top);
    imprint();
    return std::move(page_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const {
    return messages::say(language_, key, args);
  }
  void write(Point at, std::string text, double size, Anchor anchor = Anchor::Start, Weight weight = {},
             Colour colour = Colour::Fg) {
    page_.shapes.emplace_back(Text{at, std::move(text), size, anchor, weight, colour, 0, ""});
  }
  void section(Point at, const std::string& title) {
    page_.shapes.emplace_back(Rect{at.x, at.y, 4, 20, 0, {Colour::Key}, {}});
    write({at.x + 11, at.y + 15.5}, title, 14.5, Anchor::Start, Weight::Bold);
  }
  void sentence(Point at, double room, const std::string& text, int lines) {
    page_.paragraphs.push_back({at, room, 11, 1.5, lines, {{text, {}, Colour::Fg2, 0}}});
  }

  void head() {
    write({side, side + 22}, say("executive.title"), 24, Anchor::Start, Weight::Bold);
    write({side, side + 48},
          say("executive.subtitle",
              {{"company", view_.company}, {"year", year_words(view_.summary().fiscal_year, language_)}}),
          13.5);
    stamps();
    y_ = side + 84;
  }

  /// Boxes with a head each; what was done is a round stamp with name and date, what was not stays empty.
  void stamps() {
    constexpr double box = 72;
    constexpr double head_height = 20;
    double x = right - box * static_cast<double>(view_.stamps.size());
    for (const Stamp& stamp : view_.stamps) {
      page_.shapes.emplace_back(Rect{x, side, box, head_height, 0, {Colour::Bg2}, {Colour::Bd, 0.8, Dash::Solid}});
      page_.shapes.emplace_back(Rect{x, side + head_height, box, 58, 0, {}, {Colour::Bd, 0.8, Dash::Solid}});
      write({x + box / 2, side + 14.5}, say(stamp.role), 11.5, Anchor::Middle, Weight::Bold);
      if (stamp.at) draw_stamp({x + box / 2, side + head_height + 29}, stamp);
      x += box;
    }
  }
  void draw_stamp(Point centre, const Stamp& stamp) {
    page_.shapes.emplace_back(Circle{centre, 26, {}, {Colour::Ng, 1.6, Dash::Solid}});
    page_.shapes.emplace_back(
        Path{{{centre.x - 25.5, centre.y}, {centre.x + 25.5, centre.y}}, false, {}, {Colour::Ng, 0.9, Dash::Solid}});
    // A stamp has room for the family name.
    const std::string family = stamp.name.substr(0, stamp.name.find(' '));
    write({centre.x, centre.y - 6}, drawing::shorten(family, 40, 12), 12, Anchor::Middle, Weight::Bold, Colour::Ng);
    const Date day = date_in_zone(*stamp.at, japan_offset_minutes);
    write({centre.x, centre.y + 14},
          "'" + std::to_string(day.year() % 100) + "." + std::to_string(day.month()) + "." + std::to_string(day.day()),
          10.5, Anchor::Middle, {}, Colour::Ng);
  }

  void headline() {
    const Headline said = headline_of(view_, language_);
    constexpr double height = 92;
    page_.shapes.emplace_back(Rect{side, y_, width, height, 10, {Colour::KeyBg}, {Colour::Key, 1.8, Dash::Solid}});
    std::vector<drawing::Run> runs;
    if (!said.lead.empty()) runs.push_back({said.lead + " ", {}, Colour::Fg, 19});
    runs.push_back({said.number, Weight::Bold, Colour::Key, 26});
    page_.paragraphs.push_back({{side + 16, y_ + 7}, width - 32, 26, 1.35, 1, std::move(runs)});
    page_.paragraphs.push_back({{side + 16, y_ + 45}, width - 32, 13, 1.5, 2, {{said.sentence, {}, Colour::Fg, 0}}});
    y_ += height + 14;
  }

  [[nodiscard]] pictures::Wish wish(double room) const {
    pictures::Wish made;
    made.width = room;
    made.language = language_;
    return made;
  }

  /// At most `lines` of the sentence. Gives where the picture ends.
  double place(const pictures::Picture& picture, double x, double top, double room, int lines) {
    lines = std::min(lines, static_cast<int>(drawing::text_width(picture.sentence, 11) / (room * 0.97)) + 1);
    section({x, top}, picture.title);
    sentence({x, top + 25}, room, picture.sentence, lines);
    const double below = top + 25 + 16.5 * lines + 4;
    page_.pictures.push_back({{x, below}, picture.drawing});
    return below + picture.drawing.height;
  }
  double trend(double top) {
    pictures::Wish wanted = wish(half);
    wanted.height = 210;
    return place(draw(view_.material, pictures::Name::Trend, wanted), side, top, half, 3);
  }
  double radar(double top) {
    return place(draw(view_.material, pictures::Name::Radar, wish(half)), side + half + gutter, top, half, 2);
  }
  void heat_map() {
    pictures::Wish wanted = wish(width);
    wanted.most = static_cast<int>(most_departments);
    wanted.row_height = 18;
    y_ = place(draw(view_.material, pictures::Name::HeatMap, wanted), side, y_, width, 2) + 14;
  }

  [[nodiscard]] std::size_t rows_that_fit(double top, double row) const {
    return static_cast<std::size_t>(std::max(0.0, (foot - 22 - top - 26) / row));
  }

  void gaps(double top) {
    constexpr double row = 34;
    section({side, top}, view_.distance.outlook == Outlook::NoTarget
                             ? say("executive.gaps.title_plain")
                             : say("executive.gaps.title", {{"count", std::to_string(view_.gaps.size())}}));
    double y = top + 26;
    if (view_.gaps.empty()) {
      sentence({side, y}, half,
               say(view_.distance.outlook == Outlook::NoTarget ? "executive.gaps.no_target" : "executive.gaps.none"),
               2);
      return;
    }
    std::size_t left = std::min<std::size_t>(rows_that_fit(top, row), 5);
    for (const Gap& gap : view_.gaps) {
      if (left-- == 0) break;
      gap_row(gap, y);
      y += row;
      page_.shapes.emplace_back(
          Path{{{side, y - 3}, {side + half, y - 3}}, false, {}, {Colour::Bd2, 0.8, Dash::Solid}});
    }
  }
  void gap_row(const Gap& gap, double y) {
    constexpr double number_room = 46;
    const std::string state = say(score_key(gap.score));
    const double chip = drawing::text_width(state, 10.5, Weight::Bold) + 14;
    const double x = side + number_room;
    const Colour ink = gap.late ? Colour::Ng : Colour::Mid;
    write({side, y + 12}, "No." + std::to_string(gap.no), 11.5, Anchor::Start, Weight::Bold);
    page_.paragraphs.push_back({{x, y - 1}, half - number_room, 11.5, 1.45, 1, {{gap.condition, {}, Colour::Fg, 0}}});
    page_.shapes.emplace_back(Rect{
        side + half - chip, y + 14.5, chip, 15.5, 5, {gap.late ? Colour::NgBg : Colour::MidBg}, {ink, 1, Dash::Solid}});
    write({side + half - chip / 2, y + 26}, state, 10.5, Anchor::Middle, Weight::Bold, ink);
    const std::string owner =
        gap.department.empty() ? say("executive.gap.nobody") : view_.department_name(gap.department);
    const std::string due =
        gap.due ? say("executive.gap.due", {{"due", day_words(*gap.due)}}) : say("executive.gap.no_due");
    page_.paragraphs.push_back({{x, y + 14.5},
                                half - number_room - chip - 8,
                                10.5,
                                1.4,
                                1,
                                {{say("executive.gap.line", {{"owner", owner}, {"due", due}}), {}, Colour::Fg2, 0}}});
  }

  void decisions(double top) {
    constexpr double text = 11.5;
    constexpr double room = half - 18;
    const double x = side + half + gutter;
    section({x, top}, say("executive.decisions.title"));
    double y = top + 26;
    if (view_.decisions.empty()) {
      sentence({x, y}, half, say("executive.decisions.none"), 2);
      return;
    }
    for (const Decision& decision : view_.decisions) {
      const std::string words = say(decision.key, decision.args);
      const bool long_one = drawing::text_width(words, text) > room;
      const double height = text * 1.45 * (long_one ? 2 : 1) + 6;
      if (y + height > foot - 22) break;
      write({x, y + 12}, say(decision.urgent ? "executive.mark.urgent" : "executive.mark.normal"), text, Anchor::Start,
            Weight::Bold, decision.urgent ? Colour::Ng : Colour::Mid);
      page_.paragraphs.push_back({{x + 18, y - 1}, room, text, 1.45, 2, {{words, {}, Colour::Fg, 0}}});
      y += height;
    }
  }

  void imprint() {
    page_.shapes.emplace_back(
        Path{{{side, foot - 14}, {right, foot - 14}}, false, {}, {Colour::Bd2, 0.8, Dash::Solid}});
    write({side, foot},
          say("executive.imprint",
              {{"at", moment_words(view_.made_at)}, {"change", std::to_string(view_.summary().last_change)}}),
          10, Anchor::Start, {}, Colour::Fg2);
    write({right, foot}, say("paper.page", {{"page", "1"}, {"pages", "1"}}), 10, Anchor::End, {}, Colour::Fg2);
  }

  const View& view_;
  std::string language_;
  drawing::Page page_;
  double y_ = 0;
};

}  // namespace

Result<std::string> to_pdf(const View& view, const std::string& language) {
  drawing::Pages pages;
  pages.imprint = {
      messages::say(language, "executive.file_title", {{"year", std::to_string(view.summary().fiscal_year)}}),
      view.company, view.made_at};
  pages.pages.push_back(Sheet(view, language).make());
  return drawing::to_pdf(pages);
}

}  // namespace sonae::executive
