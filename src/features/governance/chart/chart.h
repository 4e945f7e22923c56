#pragma once
// The organisation chart: who answers for security, drawn from the appointments as they stand. Source of its form:
// 質問① (officer, committee, department managers; an audit apart from them).

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/governance/check/check.h"
#include "formats/drawing/drawing.h"
#include "formats/drawing/paper.h"

namespace sonae::governance::chart {

/// Above it a picture shows the uppermost departments and how many are folded away below each.
constexpr std::size_t unfolded_departments = 40;

struct Wish {
  double width = 1000;
  double page_height = 0;        ///< 0: one drawing
  double first_page_height = 0;  ///< smaller where a title stands above
  bool linked = true;            ///< boxes lead to the appointments; for those who may read them
  bool fold = true;              ///< paper never folds
  std::set<std::string> open;    ///< ids of departments that are unfolded
  std::string language = "ja";
};

struct Chart {
  std::string title;
  std::string sentence;
  std::vector<drawing::Drawing> pages;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
[[nodiscard]] Chart draw(const check::Report& report, const Wish& wish);

enum class Paper : std::uint8_t { A4, A3 };
/// Landscape; all departments, on as many pages as it takes.
[[nodiscard]] drawing::Document document(const check::Report& report, Paper paper, std::string_view language,
                                         const std::string& company, Instant now);

/// The office in the reader's words, with the capacity.
[[nodiscard]] std::string office_words(std::string_view language, Office office, Capacity capacity);

}  // namespace sonae::governance::chart
