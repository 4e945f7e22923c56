#pragma once
// What both forms of the paper card are drawn from.

#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/cards.h"
#include "formats/drawing/paper.h"
#include "platform/session/qr.h"

namespace sonae::contacts {

/// Sentences of the card in its language.
class CardText {
 public:
  explicit CardText(const Print& print) : print_(print) {}
  [[nodiscard]] std::string say(std::string_view part, const Args& args = {}) const;
  [[nodiscard]] std::string purpose(Purpose purpose) const;
  /// "052-123-4567（内線 12）"; a plain word where no number is known, or where it was found wrong.
  [[nodiscard]] std::string phone(const Contact& contact) const;
  [[nodiscard]] std::string title() const;    ///< with the site
  [[nodiscard]] std::string version() const;  ///< number and day of issue
  /// Everything that helps while calling, most needed first; empty parts are left out.
  [[nodiscard]] std::vector<std::string> details(const Contact& contact) const;
  [[nodiscard]] const Print& print() const { return print_; }

 private:
  const Print& print_;
};

/// A page under construction.
class Sheet {
 public:
  drawing::Page page;

  void line(drawing::Point from, drawing::Point to, double width, drawing::Dash dash = drawing::Dash::Solid);
  void box(double x, double y, double width, double height, double stroke);
  /// One line of text, cut to `room` when that is above 0; `y` is its baseline.
  void text(double x, double y, std::string content, double size, drawing::Weight weight = drawing::Weight::Regular,
            double room = 0, drawing::Anchor anchor = drawing::Anchor::Start);
  /// Wrapped text from `y` down; gives the height that was reserved for it.
  double wrapped(double x, double y, double width, const std::string& content, double size);
  void code(double x, double y, double side, const session::QrModules& modules);

  [[nodiscard]] static double height_of(const std::string& content, double size, double width);
};

}  // namespace sonae::contacts
