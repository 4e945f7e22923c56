#include "features/assessment/exchange/questionnaire_reader.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "features/assessment/caged.h"
#include "features/assessment/exchange/question_words.h"
#include "features/assessment/workbook_wire.h"

namespace sonae::assessment::exchange {

namespace {

using xlsx::Place;
using xlsx::Sheet;

constexpr std::uint32_t deepest_header = 60;
constexpr std::uint32_t widest_header = 60;
constexpr std::size_t question_roles = 4;

struct Columns4 {
  std::array<std::uint32_t, question_roles> columns{};  ///< 0: none
  std::array<int, question_roles> strengths{};
  [[nodiscard]] std::uint32_t at(QuestionColumn role) const { return columns[static_cast<std::size_t>(role)]; }
  [[nodiscard]] int merit() const {
    int sum = 0;
    for (const int strength : strengths) sum += strength;
    return sum;
  }
};

Columns4 headings_in(const Sheet& sheet, std::uint32_t row) {
  Columns4 found;
  for (std::uint32_t column = 1; column <= std::min(sheet.last_column, widest_header); ++column) {
    const xlsx::Cell* cell = sheet.find({row, column});
    const auto fit = cell == nullptr ? std::nullopt : read_question_heading(cell->text);
    if (!fit) continue;
    const auto role = static_cast<std::size_t>(fit->column);
    if (fit->strength <= found.strengths[role]) continue;
    found.strengths[role] = fit->strength;
    found.columns[role] = column;
  }
  return found;
}

std::string letters(std::uint32_t column) { return column == 0 ? "" : xlsx::column_name(column); }

std::string tidy(std::string_view text) {
  const auto clean = text::clean_free_text(text);
  return std::string(text::trim(clean ? std::string_view(*clean) : std::string_view()));
}

/// A cell that one may write, "" for formulas.
std::string writable(const Sheet& sheet, Place anchor, std::set<Place>& taken) {
  const xlsx::Cell* cell = sheet.find(anchor);
  if (cell != nullptr && cell->formula) return "";
  return taken.insert(anchor).second ? xlsx::cell_name(anchor) : "";
}

Result<std::vector<QuestionCells>> rows_of(const Sheet& sheet, const Layout& layout) {
  const std::uint32_t question = *xlsx::parse_column(layout.question);
  const std::uint32_t answer = *xlsx::parse_column(layout.answer);
  const auto evidence = xlsx::parse_column(layout.evidence);
  const auto number = xlsx::parse_column(layout.number);
  std::set<Place> taken;
  std::vector<QuestionCells> rows;
  for (std::uint32_t row = layout.first_row.value_or(layout.header_row + 1); row <= sheet.last_row; ++row) {
    const Place asked = sheet.anchor({row, question});
    const Place answered = sheet.anchor({row, answer});
    // The lower rows of a merged question belong to it; a text over both columns is a title between questions.
    if (asked.row != row || asked == answered) continue;
    QuestionCells cells;
    cells.row = row;
    cells.question = tidy(sheet.text(asked));
    if (cells.question.empty()) continue;
    if (rows.size() == max_questions)
      return invalid("exchange.questionnaire.too_long", {{"limit", std::to_string(max_questions)}});
    if (number) cells.number = tidy(sheet.text({row, *number}));
    cells.answer_cell = writable(sheet, answered, taken);
    cells.given_answer = tidy(sheet.text(answered));
    if (evidence) {
      const Place proof = sheet.anchor({row, *evidence});
      if (proof != asked) cells.evidence_cell = writable(sheet, proof, taken);
      cells.given_evidence = tidy(sheet.text(proof));
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

struct Found {
  Layout layout;
  std::vector<QuestionCells> rows;
  int merit = 0;
};

Result<std::optional<Found>> recognise_layout(const xlsx::Workbook& book) {
  std::optional<Found> best;
  for (const Sheet& sheet : book.sheets) {
    for (std::uint32_t row = 1; row <= std::min(sheet.last_row, deepest_header); ++row) {
      const Columns4 columns = headings_in(sheet, row);
      if (columns.at(QuestionColumn::Question) == 0 || columns.at(QuestionColumn::Answer) == 0) continue;
      Found found;
      found.layout = {sheet.name,
                      row,
                      std::nullopt,
                      letters(columns.at(QuestionColumn::Question)),
                      letters(columns.at(QuestionColumn::Answer)),
                      letters(columns.at(QuestionColumn::Evidence)),
                      letters(columns.at(QuestionColumn::Number))};
      found.rows = TRY(rows_of(sheet, found.layout));
      if (found.rows.empty()) continue;
      found.merit =
          columns.merit() + static_cast<int>(std::min<std::size_t>(found.rows.size(), 100)) - (sheet.hidden ? 100 : 0);
      if (!best || found.merit > best->merit) best = std::move(found);
    }
  }
  return best;
}

Result<const Sheet*> sheet_of(const xlsx::Workbook& book, const Layout& layout) {
  const Sheet* sheet = book.find_sheet(layout.sheet);
  if (sheet == nullptr) return invalid("exchange.layout.no_sheet", {{"sheet", layout.sheet}});
  for (const std::string* needed : {&layout.question, &layout.answer})
    if (!xlsx::parse_column(*needed)) return invalid("exchange.layout.no_column", {{"column", *needed}});
  for (const std::string* optional : {&layout.evidence, &layout.number})
    if (!optional->empty() && !xlsx::parse_column(*optional))
      return invalid("exchange.layout.no_column", {{"column", *optional}});
  if (layout.question == layout.answer) return invalid("exchange.layout.same_column", {{"column", layout.answer}});
  return sheet;
}

Result<std::string> read_in_child(std::string_view bytes, const std::optional<Layout>& layout) {
  const xlsx::Workbook book = TRY(xlsx::Workbook::open(bytes));
  QuestionnaireReading reading;
  for (const Sheet& sheet : book.sheets) reading.tabs.push_back({sheet.name, sheet.hidden});
  if (layout) {
    reading.rows = TRY(rows_of(*TRY(sheet_of(book, *layout)), *layout));
    if (reading.rows.empty()) return invalid("exchange.layout.no_rows", {{"column", layout->question}});
    reading.layout = layout;
  } else if (auto found = TRY(recognise_layout(book))) {
    reading.layout = std::move(found->layout);
    reading.rows = std::move(found->rows);
  }
  const Sheet* sheet = reading.layout ? book.find_sheet(reading.layout->sheet) : nullptr;
  for (const QuestionCells& row : reading.rows) {
    const auto place = xlsx::parse_place(row.answer_cell);
    if (sheet == nullptr || !place) continue;
    for (const xlsx::Choice& choice : book.choices(*sheet, *place)) reading.choices.push_back(choice.text);
    break;
  }
  return encode(reading);
}

}  // namespace

Result<QuestionnaireReading> read_questionnaire(std::string_view bytes, const std::optional<Layout>& layout) {
  const std::string answer = TRY(in_cage([&] { return read_in_child(bytes, layout); }));
  auto reading = decode_questionnaire(answer);
  if (!reading) return invalid("error.cage.died", {}, "a questionnaire's reading cannot be read");
  return std::move(*reading);
}

std::string encode(const QuestionnaireReading& reading) {
  cage::WireWriter out;
  put(out, reading.tabs);
  out.number(reading.layout ? 1 : 0);
  const Layout layout = reading.layout.value_or(Layout{});
  out.number(layout.header_row);
  out.number(layout.first_row.value_or(0));
  for (const std::string* text : {&layout.sheet, &layout.question, &layout.answer, &layout.evidence, &layout.number})
    out.text(*text);
  out.number(reading.rows.size());
  for (const QuestionCells& row : reading.rows) {
    out.number(row.row);
    for (const std::string* text :
         {&row.number, &row.question, &row.answer_cell, &row.evidence_cell, &row.given_answer, &row.given_evidence})
      out.text(*text);
  }
  out.number(reading.choices.size());
  for (const std::string& choice : reading.choices) out.text(choice);
  return out.take();
}

std::optional<QuestionnaireReading> decode_questionnaire(std::string_view bytes) {
  cage::WireReader in(bytes);
  QuestionnaireReading reading;
  reading.tabs = take_tabs(in);
  const bool found = in.number() != 0;
  Layout layout;
  layout.header_row = static_cast<std::uint32_t>(in.number());
  if (const auto first = static_cast<std::uint32_t>(in.number()); first != 0) layout.first_row = first;
  for (std::string* text : {&layout.sheet, &layout.question, &layout.answer, &layout.evidence, &layout.number})
    *text = in.text();
  if (found) reading.layout = std::move(layout);
  constexpr std::uint64_t row_bytes = 7 * 8;  // the least a row takes
  for (std::uint64_t left = in.count(row_bytes); left > 0; --left) {
    QuestionCells& row = reading.rows.emplace_back();
    row.row = static_cast<std::uint32_t>(in.number());
    for (std::string* text :
         {&row.number, &row.question, &row.answer_cell, &row.evidence_cell, &row.given_answer, &row.given_evidence})
      *text = in.text();
  }
  for (std::uint64_t left = in.count(8); left > 0; --left) reading.choices.push_back(in.text());
  if (!in.finished() || reading.rows.size() > max_questions) return std::nullopt;
  return reading;
}

}  // namespace sonae::assessment::exchange
