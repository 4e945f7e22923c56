#pragma once
// A customer's own questionnaire as it is read, in the caged child. Recognised by its headings where it can be, else
// by the columns that a person points out. Knows cells, not what they mean for the check sheet.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/assessment/workbook.h"
#include "formats/xlsx/fill.h"

namespace sonae::assessment::exchange {

/// Questions of one questionnaire.
constexpr std::size_t max_questions = 2'000;

struct Layout {
  std::string sheet;
  std::uint32_t header_row = 0;
  std::optional<std::uint32_t> first_row;  ///< default: the row below the header
  std::string question;                    ///< column letters
  std::string answer;
  std::string evidence;  ///< "": there is none
  std::string number;    ///< "": there is none
};

struct QuestionCells {
  std::uint32_t row = 0;
  std::string number;
  std::string question;
  std::string answer_cell;  ///< "": cannot be filled (a formula, or a merged cell that an earlier question has)
  std::string evidence_cell;
  std::string given_answer;  ///< what stands there already
  std::string given_evidence;
};

struct QuestionnaireReading {
  std::vector<SheetTab> tabs;
  std::optional<Layout> layout;  ///< nothing: no headings were found; a person points the columns out
  std::vector<QuestionCells> rows;
  std::vector<std::string> choices;  ///< of the first answer cell's pulldown
};

/// Invalid when the bytes are no workbook, as Workbook::open; with a layout given ("exchange.layout.no_sheet",
/// ".no_column" with arg column, ".no_rows"); ("exchange.questionnaire.too_long", arg limit). Errors of cage::run
/// besides.
[[nodiscard]] Result<QuestionnaireReading> read_questionnaire(std::string_view bytes,
                                                              const std::optional<Layout>& layout = std::nullopt);

/// For the cage's pipe.
[[nodiscard]] std::string encode(const QuestionnaireReading& reading);
/// Nothing when the bytes are not exactly such a value.
[[nodiscard]] std::optional<QuestionnaireReading> decode_questionnaire(std::string_view bytes);

}  // namespace sonae::assessment::exchange
