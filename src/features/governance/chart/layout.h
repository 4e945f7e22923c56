#pragma once
// Where the boxes of an organisation chart stand: the line of command from top to bottom, departments in columns, the
// audit outside the line. Pure geometry; every text comes from the caller.

#include <string>
#include <vector>

#include "formats/drawing/drawing.h"

namespace sonae::governance::chart {

struct Box {
  std::string title;               ///< the office or the department
  std::vector<std::string> lines;  ///< people, one a line
  bool vacant = false;             ///< drawn dashed and red
  int depth = 0;                   ///< of a department below the head of its column
  std::string link;                ///< "": cannot be pressed
  std::string label;               ///< what is read out
};
/// The head of a column, then the departments under it in their order.
using Column = std::vector<Box>;

struct Boxes {
  Box officer;
  Box committee;
  Box secretariat;
  Box audit;
  std::string audit_words;  ///< above the audit's box: that it stands apart
  std::string continued;    ///< behind a head that is repeated: "（続き）"
  std::vector<Column> columns;
};

struct Room {
  double width = 1000;
  double page_height = 0;        ///< 0: one drawing as high as it takes
  double first_page_height = 0;  ///< likewise; smaller where a title stands above
};
/// One drawing a page; all of them `width` wide.
[[nodiscard]] std::vector<drawing::Drawing> lay_out(const Boxes& boxes, const Room& room);

}  // namespace sonae::governance::chart
