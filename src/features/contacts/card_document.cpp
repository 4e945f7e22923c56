#include "features/contacts/card_document.h"

#include <algorithm>

#include "features/contacts/card_parts.h"
#include "formats/drawing/text_width.h"

namespace sonae::contacts {

namespace {

using drawing::Anchor;
using drawing::Weight;

constexpr double edge = 45;  ///< 12 mm
constexpr double width = drawing::a4_short - 2 * edge;
constexpr double bottom = drawing::a4_long - edge;

/// How much of each call the wall card shows.
struct Fit {
  double scale = 1;
  std::size_t details = 20;
  std::size_t calls = 300;
  bool words = true;
};

class WallCard {
 public:
  WallCard(const Print& print, const LinkCode& code, Fit fit) : text_(print), print_(print), code_(code), fit_(fit) {}

  /// The page, and where its last line ends.
  Sheet draw() {
    head();
    first_things();
    calls();
    if (fit_.words) words();
    foot();
    return std::move(sheet_);
  }
  [[nodiscard]] bool fits() const { return end_ <= bottom - foot_height; }

 private:
  static constexpr double foot_height = 120;
  static constexpr double order_width = 34;
  static constexpr double phone_width = 232;

  void head() {
    sheet_.text(edge, y_ + 12, print_.face.company, 12, Weight::Regular, width - 220);
    sheet_.text(edge + width, y_ + 12, text_.version(), 12, Weight::Regular, 0, Anchor::End);
    y_ += 50;
    sheet_.text(edge, y_, text_.title(), 28, Weight::Bold, width);
    y_ += 14;
  }

  void first_things() {
    const double size = 13 * fit_.scale;
    const double inner = width - 28;
    double height = 30;
    for (const char* part : {"first_1", "first_2", "first_3"}) height += Sheet::height_of(text_.say(part), size, inner);
    sheet_.box(edge, y_, width, height, 2);
    double at = y_ + 20;
    sheet_.text(edge + 14, at, text_.say("first"), 14, Weight::Bold, inner);
    at += 4;
    for (const char* part : {"first_1", "first_2", "first_3"})
      at += sheet_.wrapped(edge + 14, at, inner, text_.say(part), size);
    y_ += height + 10;
  }

  void calls() {
    sheet_.text(edge, y_ + 14, text_.say("order"), 14, Weight::Bold, width);
    y_ += 20;
    const auto& all = print_.face.calls;
    const std::size_t shown = std::min(all.size(), fit_.calls);
    for (std::size_t at = 0; at < shown; ++at) call(static_cast<int>(at) + 1, all[at]);
    if (shown < all.size()) {
      sheet_.text(edge, y_ + 14, text_.say("more", {{"n", std::to_string(all.size() - shown)}}), 12, {}, width);
      y_ += 20;
    }
    y_ += 8;
  }

  void call(int order, const Contact& contact) {
    const double small = 11 * fit_.scale;
    const double middle = width - order_width - phone_width;
    auto details = text_.details(contact);
    if (details.size() > fit_.details) details.resize(fit_.details);
    std::string joined;
    for (const std::string& one : details) joined += (joined.empty() ? "" : "　") + one;
    const double name_size = 15 * fit_.scale;
    const double details_height = Sheet::height_of(joined, small, middle - 12);
    const double height = std::max(36 * fit_.scale, name_size + small + details_height + 14 * fit_.scale);
    sheet_.line({edge, y_}, {edge + width, y_}, 0.75);
    sheet_.text(edge + order_width / 2 - 3, y_ + 22 * fit_.scale, std::to_string(order), 18 * fit_.scale, Weight::Bold,
                0, Anchor::Middle);
    const double x = edge + order_width;
    sheet_.text(x, y_ + small + 4, text_.purpose(contact.details.purpose), small, Weight::Regular, middle - 12);
    sheet_.text(x, y_ + small + name_size + 5, contact.details.name, name_size, Weight::Bold, middle - 12);
    sheet_.wrapped(x, y_ + small + name_size + 8 * fit_.scale, middle - 12, joined, small);
    const bool number = !contact.details.phone.empty() && !contact.wrong_on;
    phone(edge + width - phone_width, text_.phone(contact), (number ? 20 : 13) * fit_.scale);
    y_ += height;
  }

  /// A long extension takes a smaller face instead of being cut: half a number is none.
  void phone(double x, const std::string& shown, double size) {
    double fitting = size;
    while (fitting > 9 && drawing::text_width(shown, fitting, Weight::Bold) > phone_width) fitting -= 0.5;
    sheet_.text(x, y_ + 25 * fit_.scale, shown, fitting, Weight::Bold);
  }

  void words() {
    const auto& all = print_.face.words;
    const auto own = [&](Purpose purpose) {
      return std::ranges::find_if(
          all, [&](const Words& one) { return one.purpose == purpose && one.language == print_.card.language; });
    };
    auto found = own(Purpose::Containment);
    if (found == all.end()) found = own(Purpose::Inside);
    if (found == all.end()) return end_here();
    const double size = 12 * fit_.scale;
    const double inner = width - 28;
    double height = 30;
    for (const std::string& said : found->said) height += Sheet::height_of(said, size, inner);
    sheet_.box(edge, y_, width, height, 1);
    sheet_.text(edge + 14, y_ + 20, text_.say("words"), 14, Weight::Bold, inner);
    double at = y_ + 24;
    for (const std::string& said : found->said) at += sheet_.wrapped(edge + 14, at, inner, said, size);
    y_ += height;
    end_here();
  }
  void end_here() { end_ = y_; }

  void foot() {
    end_ = std::max(end_, y_);
    const double top = bottom - 100;
    const double room = code_ ? width - 112 : width;
    if (code_) sheet_.code(edge + width - 100, top, 100, *code_);
    sheet_.line({edge, top - 6}, {edge + width, top - 6}, 0.75);
    double at = top + 2;
    at += sheet_.wrapped(edge, at, room, text_.say("ask", {{"who", print_.card.ask}}), 12);
    at += sheet_.wrapped(edge, at, room, text_.say("keep"), 11);
    if (code_) sheet_.wrapped(edge, at, room, text_.say("code"), 11);
  }

  CardText text_;
  const Print& print_;
  const LinkCode& code_;
  Fit fit_;
  Sheet sheet_;
  double y_ = edge;
  double end_ = edge;
};

drawing::Imprint imprint_of(const Print& print, Instant now) {
  return {CardText(print).title(), print.face.company, now};
}

// ---- the wallet ----

constexpr double mm = 96 / 25.4;
constexpr double card_width = 91 * mm;
constexpr double card_height = 55 * mm;
constexpr int copies = 4;

class WalletCard {
 public:
  WalletCard(const Print& print, const LinkCode& code) : text_(print), print_(print), code_(code) {}

  Sheet draw() {
    sheet_.text(edge, 40, text_.say("wallet"), 14, Weight::Bold, width);
    sheet_.wrapped(edge, 50, width, text_.say("wallet_how"), 11);
    constexpr double gap = 32;
    constexpr double left = (drawing::a4_short - 2 * card_width) / 2;
    for (int copy = 0; copy < copies; ++copy) {
      const double top = 112 + copy * (card_height + gap);
      marks(left, top);
      back(left + pad, top + pad);
      front(left + card_width + pad, top + pad);
    }
    return std::move(sheet_);
  }

 private:
  static constexpr double pad = 12;
  static constexpr double inner = card_width - 2 * pad;
  static constexpr std::size_t on_front = 6;
  static constexpr std::size_t on_back = 3;
  static constexpr double line = 21;

  void marks(double left, double top) {
    constexpr double away = 4;
    constexpr double length = 12;
    const double right = left + 2 * card_width;
    const double foot = top + card_height;
    for (const double x : {left, right}) {
      sheet_.line({x, top - away - length}, {x, top - away}, 0.75);
      sheet_.line({x, foot + away}, {x, foot + away + length}, 0.75);
    }
    for (const double y : {top, foot}) {
      sheet_.line({left - away - length, y}, {left - away, y}, 0.75);
      sheet_.line({right + away, y}, {right + away + length, y}, 0.75);
    }
    sheet_.line({left + card_width, top}, {left + card_width, foot}, 0.5, drawing::Dash::Dashed);
  }

  /// Name and number on one line each.
  void calls(double x, double y, std::size_t from, std::size_t count, double room) {
    const auto& all = print_.face.calls;
    for (std::size_t at = from; at < std::min(all.size(), from + count); ++at) {
      const bool number = !all[at].details.phone.empty() && !all[at].wrong_on;
      const std::string shown = text_.phone(all[at]);
      const double size = number ? 12 : 9.5;
      const double taken = std::min(room * 0.62, drawing::text_width(shown, size, Weight::Bold)) + 6;
      sheet_.text(x, y, std::to_string(at + 1) + " " + all[at].details.name, 10.5, Weight::Regular, room - taken);
      sheet_.text(x + room, y, shown, size, Weight::Bold, room * 0.62, Anchor::End);
      y += line;
    }
  }

  void front(double x, double y) {
    sheet_.text(x, y + 8, print_.face.company, 9.5, Weight::Regular, inner);
    sheet_.text(x, y + 26, text_.title(), 14, Weight::Bold, inner);
    sheet_.line({x, y + 33}, {x + inner, y + 33}, 1);
    calls(x, y + 51, 0, on_front, inner);
    sheet_.text(x, y + card_height - 2 * pad, text_.version(), 9, Weight::Regular, inner);
  }

  void back(double x, double y) {
    sheet_.text(x, y + 9, text_.say("first"), 11, Weight::Bold, inner);
    double at = y + 14;
    for (const char* part : {"first_1", "first_2", "first_3"}) at += sheet_.wrapped(x, at, inner, text_.say(part), 9.5);
    sheet_.wrapped(x, at + 4, inner, text_.say("tell_short"), 9.5);
    constexpr double code_side = 78;
    const double foot = y + card_height - 2 * pad;
    const double room = code_ ? inner - code_side - 4 : inner;
    if (code_) sheet_.code(x + inner - code_side + 6, foot - code_side + 6, code_side, *code_);
    const std::size_t count = on_back - (code_ ? 1 : 0);
    calls(x, foot - line * static_cast<double>(count), on_front, count, room);
    sheet_.text(x, foot, text_.say("ask", {{"who", print_.card.ask}}), 9, Weight::Regular, room);
  }

  CardText text_;
  const Print& print_;
  const LinkCode& code_;
  Sheet sheet_;
};

}  // namespace

drawing::Pages wall_card(const Print& print, const LinkCode& code, Instant now) {
  drawing::Pages pages{imprint_of(print, now), {}};
  constexpr std::size_t person_contract_hours = 3;
  std::vector<Fit> tries = {{1.2, 20, 300, true},
                            {1.1, 20, 300, true},
                            {1, 20, 300, true},
                            {0.9, 20, 300, true},
                            {0.9, person_contract_hours, 300, true},
                            {0.8, person_contract_hours, 300, true},
                            {0.8, 0, 300, true},
                            {0.8, 0, 300, false}};
  for (std::size_t calls = print.face.calls.size(); calls > 0; --calls) tries.push_back({0.8, 0, calls, false});
  for (const Fit& fit : tries) {
    WallCard card(print, code, fit);
    Sheet sheet = card.draw();
    if (!card.fits() && &fit != &tries.back()) continue;
    pages.pages.push_back(std::move(sheet.page));
    break;
  }
  return pages;
}

drawing::Pages wallet_card(const Print& print, const LinkCode& code, Instant now) {
  drawing::Pages pages{imprint_of(print, now), {}};
  pages.pages.push_back(std::move(WalletCard(print, code).draw().page));
  return pages;
}

}  // namespace sonae::contacts
