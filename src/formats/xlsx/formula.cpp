#include "formats/xlsx/formula.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sonae::xlsx {

namespace {

/// Names may stand for formulas with names; Excel's own files nest them a few levels deep.
constexpr int max_name_depth = 16;
/// References of one formula, names resolved; more make it "unknown".
constexpr std::size_t max_references = 2000;

constexpr std::array<std::string_view, 12> opaque_functions = {"indirect", "offset",      "now",       "today",
                                                               "rand",     "randbetween", "randarray", "cell",
                                                               "info",     "evaluate",    "get.cell",  "get.workbook"};

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_' ||
         u == '.' || u == '\\' || u == '?' || u == '$';
}

class Extractor {
 public:
  Extractor(const FormulaScope& scope, Dependencies& found) : scope_(scope), found_(found) {}

  void read(std::string_view formula, int own_sheet, int depth) {
    formula_ = formula;
    own_sheet_ = own_sheet;
    depth_ = depth;
    at_ = 0;
    std::size_t tokens = 0;
    while (at_ < formula_.size()) {
      const char c = formula_[at_];
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        ++at_;
        continue;
      }
      ++tokens;
      if (c == '"') {
        skip_quoted('"');
      } else if (c == '#') {
        hash();
      } else if (c == '[') {
        bracket();
      } else if (c == '\'') {
        quoted_sheet();
      } else if (is_word(c)) {
        word();
      } else {
        ++at_;
      }
      if (found_.references.size() > max_references) found_.unknown = true;
      if (found_.unknown) return;
    }
    found_.plain = tokens == 1;
  }

 private:
  std::string_view skip_quoted(char quote) {
    const std::size_t from = ++at_;
    while (at_ < formula_.size()) {
      if (formula_[at_] != quote) {
        ++at_;
      } else if (at_ + 1 < formula_.size() && formula_[at_ + 1] == quote) {
        at_ += 2;
      } else {
        break;
      }
    }
    const std::string_view inside = formula_.substr(from, at_ - from);
    at_ = std::min(at_ + 1, formula_.size());
    return inside;
  }

  /// "#REF!" and its like refer to nothing; a "#" behind a reference means its spilled range.
  void hash() {
    const bool spill = at_ > 0 && (is_word(formula_[at_ - 1]) || formula_[at_ - 1] == ')');
    if (spill) found_.unknown = true;
    ++at_;
    while (at_ < formula_.size() && (is_word(formula_[at_]) || formula_[at_] == '/' || formula_[at_] == '!')) ++at_;
  }

  /// "[1]Sheet!A1": another workbook. Everything else in brackets belongs to a table reference.
  void bracket() {
    const std::size_t close = formula_.find(']', at_);
    if (close == std::string_view::npos) {
      found_.unknown = true;
      return;
    }
    const std::string_view inside = formula_.substr(at_ + 1, close - at_ - 1);
    const bool book = !inside.empty() && inside.find_first_not_of("0123456789") == std::string_view::npos &&
                      inside != "0" && (at_ == 0 || !is_word(formula_[at_ - 1]));
    if (!book) {
      found_.unknown = true;
      return;
    }
    at_ = close + 1;
    while (at_ < formula_.size() && is_word(formula_[at_])) ++at_;
    if (at_ < formula_.size() && formula_[at_] == '!') ++at_;
    take_area();
  }

  void quoted_sheet() {
    std::string name;
    const std::string_view raw = skip_quoted('\'');
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '\'') ++i;
      if (i < raw.size()) name.push_back(raw[i]);
    }
    if (at_ < formula_.size() && formula_[at_] == '!') {
      ++at_;
      on_sheet(name);
    } else {
      found_.unknown = true;
    }
  }

  std::string_view take_word() {
    const std::size_t from = at_;
    while (at_ < formula_.size() && is_word(formula_[at_])) ++at_;
    return formula_.substr(from, at_ - from);
  }

  [[nodiscard]] char peek() const { return at_ < formula_.size() ? formula_[at_] : '\0'; }

  void word() {
    const std::size_t from = at_;
    std::string_view first = take_word();
    if (peek() == '!') {
      ++at_;
      on_sheet(first);
      return;
    }
    if (peek() == ':') {
      // "一月:三月!B2"
      const std::size_t colon = at_++;
      take_word();
      if (peek() == '!') {
        const std::string_view names = formula_.substr(from, at_ - from);
        ++at_;
        on_sheet(names);
        return;
      }
      at_ = colon;
    }
    at_ = from;
    if (const auto area = take_area()) {
      add(own_sheet_, own_sheet_, *area);
      return;
    }
    if (found_.unknown) return;
    first = take_word();
    if (peek() == '(')
      function(first);
    else if (peek() == '[' || peek() == ':')
      found_.unknown = true;
    else
      named(first, own_sheet_);
  }

  void function(std::string_view name) {
    const std::string lower = text::squash(name);
    std::string_view plain = lower;
    for (const std::string_view prefix : {"_xlfn.", "_xlws.", "_xll."})
      if (plain.starts_with(prefix)) plain.remove_prefix(prefix.size());
    if (std::ranges::find(opaque_functions, plain) != opaque_functions.end()) found_.unknown = true;
  }

  void named(std::string_view name, int sheet) {
    const std::string lower = text::squash(name);
    if (lower == "true" || lower == "false" || lower.starts_with("_xlpm.")) return;
    const bool number = !lower.empty() && lower[0] >= '0' && lower[0] <= '9';
    const bool fraction = lower.size() > 1 && lower[0] == '.' && lower[1] >= '0' && lower[1] <= '9';
    if (number || fraction) return;
    const DefinedName* definition = scope_.name(sheet, name);
    if (definition == nullptr || depth_ >= max_name_depth) {
      found_.unknown = true;
      return;
    }
    Dependencies inner;
    Extractor extractor(scope_, inner);
    extractor.read(definition->formula, definition->sheet >= 0 ? definition->sheet : sheet, depth_ + 1);
    for (const Reference& reference : inner.references) {
      // A relative reference in a name moves with the cell that uses it.
      if (reference.relative_row[0] || reference.relative_row[1] || reference.relative_column[0] ||
          reference.relative_column[1])
        inner.unknown = true;
      found_.references.push_back(reference);
    }
    if (inner.unknown) found_.unknown = true;
    if (!inner.plain) not_plain_ = true;
  }

  void on_sheet(std::string_view names) {
    if (names.find('[') != std::string_view::npos) {  // another workbook
      if (!take_area()) take_word();
      return;
    }
    const std::size_t colon = names.find(':');
    int first = scope_.sheet(names.substr(0, colon));
    int last = colon == std::string_view::npos ? first : scope_.sheet(names.substr(colon + 1));
    if (const auto area = take_area()) {
      if (first < 0 && last < 0) return;  // a sheet that is gone
      if (first < 0 || last < 0) found_.unknown = true;
      if (first > last) std::swap(first, last);
      add(first, last, *area);
    } else if (!found_.unknown) {
      const std::string_view name = take_word();
      if (name.empty()) {
        hash();
        return;
      }
      named(name, first >= 0 ? first : own_sheet_);
    }
  }

  struct Corners {
    Area area;
    bool relative_row[2];
    bool relative_column[2];
  };

  /// "$A1", "A1:B$2", "A:C", "5:6" at the current position; the position stays when there is none.
  std::optional<Corners> take_area() {
    const std::size_t from = at_;
    const std::string_view first = take_word();
    const auto single = parse_place(first);
    std::string_view second = first;
    if (peek() == ':') {
      const std::size_t colon = at_++;
      second = take_word();
      const auto both = parse_area(formula_.substr(from, at_ - from));
      if (both && peek() != '(' && peek() != '!' && peek() != '[') return corners(*both, first, second);
      // "A1:INDEX(...)": where it ends is computed.
      if (single) found_.unknown = true;
      at_ = colon;
      second = first;
    }
    if (single && peek() != '(' && peek() != '!' && peek() != '[') return corners({*single, *single}, first, second);
    at_ = from;
    return std::nullopt;
  }

  static Corners corners(const Area& area, std::string_view first, std::string_view second) {
    Corners out{area, {false, false}, {false, false}};
    const std::string_view words[2] = {first, second};
    for (std::size_t i = 0; i < 2; ++i) {
      const std::size_t digit = words[i].find_first_of("0123456789");
      const bool has_row = digit != std::string_view::npos;
      const bool has_column = words[i].find_first_not_of("$0123456789") != std::string_view::npos;
      out.relative_row[i] = has_row && (digit == 0 || words[i][digit - 1] != '$');
      out.relative_column[i] = has_column && !words[i].starts_with('$');
    }
    return out;
  }

  void add(int first, int last, const Corners& corners) {
    Reference reference;
    reference.first_sheet = first;
    reference.last_sheet = last;
    reference.area = corners.area;
    for (std::size_t i = 0; i < 2; ++i) {
      reference.relative_row[i] = corners.relative_row[i];
      reference.relative_column[i] = corners.relative_column[i];
    }
    found_.references.push_back(reference);
  }

 public:
  [[nodiscard]] bool not_plain() const { return not_plain_; }

 private:
  const FormulaScope& scope_;
  Dependencies& found_;
  std::string_view formula_;
  int own_sheet_ = -1;
  int depth_ = 0;
  std::size_t at_ = 0;
  bool not_plain_ = false;
};

std::uint32_t shifted(std::uint32_t value, std::int64_t by, std::uint32_t limit) {
  // Beyond an edge of the sheet Excel goes on at the other.
  std::int64_t moved = (static_cast<std::int64_t>(value) - 1 + by) % static_cast<std::int64_t>(limit);
  if (moved < 0) moved += limit;
  return static_cast<std::uint32_t>(moved) + 1;
}

}  // namespace

FormulaScope::FormulaScope(const std::vector<std::string>& sheet_names, const std::vector<DefinedName>& names) {
  for (const std::string& name : sheet_names) sheets_.push_back(text::squash(name));
  for (const DefinedName& name : names) names_.emplace_back(text::squash(name.name), &name);
}

int FormulaScope::sheet(std::string_view name) const {
  const auto found = std::ranges::find(sheets_, text::squash(name));
  return found == sheets_.end() ? -1 : static_cast<int>(found - sheets_.begin());
}

const DefinedName* FormulaScope::name(int sheet, std::string_view name) const {
  const std::string wanted = text::squash(name);
  const DefinedName* global = nullptr;
  for (const auto& [key, definition] : names_) {
    if (key != wanted) continue;
    if (definition->sheet == sheet) return definition;
    if (definition->sheet < 0) global = definition;
  }
  return global;
}

Dependencies read_dependencies(std::string_view formula, int own_sheet, const FormulaScope& scope) {
  Dependencies found;
  Extractor extractor(scope, found);
  extractor.read(formula, own_sheet, 0);
  if (extractor.not_plain()) found.plain = false;
  return found;
}

Reference moved(const Reference& reference, std::int64_t rows, std::int64_t columns) {
  Reference out = reference;
  if (reference.relative_row[0]) out.area.first.row = shifted(out.area.first.row, rows, max_row);
  if (reference.relative_row[1]) out.area.last.row = shifted(out.area.last.row, rows, max_row);
  if (reference.relative_column[0]) out.area.first.column = shifted(out.area.first.column, columns, max_column);
  if (reference.relative_column[1]) out.area.last.column = shifted(out.area.last.column, columns, max_column);
  if (out.area.first.row > out.area.last.row) std::swap(out.area.first.row, out.area.last.row);
  if (out.area.first.column > out.area.last.column) std::swap(out.area.first.column, out.area.last.column);
  return out;
}

std::optional<SheetRange> resolve_range(const Workbook& workbook, int own_sheet, std::string_view formula) {
  std::vector<std::string> sheets;
  for (const Sheet& sheet : workbook.sheets) sheets.push_back(sheet.name);
  if (formula.starts_with('=')) formula.remove_prefix(1);
  const Dependencies found = read_dependencies(formula, own_sheet, FormulaScope(sheets, workbook.names));
  if (!found.plain || found.unknown || found.references.size() != 1) return std::nullopt;
  const Reference& reference = found.references.front();
  if (reference.first_sheet != reference.last_sheet || reference.first_sheet < 0) return std::nullopt;
  return SheetRange{reference.first_sheet, reference.area};
}

}  // namespace sonae::xlsx
