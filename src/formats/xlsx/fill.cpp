#include "formats/xlsx/fill.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "formats/xlsx/formula.h"
#include "formats/xlsx/package.h"
#include "formats/xlsx/sheet_writer.h"
#include "formats/xlsx/stale.h"

namespace sonae::xlsx {

namespace {

/// Excel's own limit, counted in UTF-16 units.
constexpr std::size_t max_text_units = 32767;

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char32_t c : text::to_utf32(text)) units += c > 0xFFFF ? 2 : 1;
  return units;
}

/// No text has more UTF-16 units than bytes.
bool too_long(std::string_view text) { return text.size() > max_text_units && utf16_units(text) > max_text_units; }

std::string place_name(std::string_view sheet, Place place) { return std::string(sheet) + "!" + cell_name(place); }

std::string with_plain_line_ends(std::string_view text) {
  if (text.find('\r') == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out.push_back(text[i]);
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out.push_back('\n');
  }
  return out;
}

bool holds(const Cell* cell, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return cell == nullptr || cell->kind == CellKind::Empty;
  if (cell == nullptr) return false;
  if (const auto* number = std::get_if<double>(&value))
    return cell->kind == CellKind::Number && cell->number == *number;
  if (const auto* truth = std::get_if<bool>(&value))
    return cell->kind == CellKind::Bool && (cell->number == 1) == *truth;
  return cell->kind == CellKind::Text && cell->text == std::get<std::string>(value);
}

/// Edits by sheet, checked; what is wrong is collected so that a person sees all of it at once.
class Plan {
 public:
  explicit Plan(const Workbook& workbook) : workbook_(workbook), writes_(workbook.sheets.size()) {}

  void add(const Edit& edit) {
    const Sheet* sheet = workbook_.find_sheet(edit.sheet);
    if (sheet == nullptr) {
      complain("workbook.fill.no_sheet", place_name(edit.sheet, edit.place), {{"sheet", edit.sheet}});
      return;
    }
    const Place place = sheet->anchor(edit.place);
    const std::string name = place_name(sheet->name, place);
    Value value = edit.value;
    if (const auto* text = std::get_if<std::string>(&value)) {
      if (!text::is_utf8(*text)) return complain("workbook.fill.not_text", name, {{"cell", name}});
      value = with_plain_line_ends(*text);
      if (std::get<std::string>(value).empty()) value = std::monostate();
    }
    if (const auto* text = std::get_if<std::string>(&value); text != nullptr && too_long(*text))
      return complain("workbook.fill.too_long", name,
                      {{"cell", name}, {"length", std::to_string(utf16_units(*text))}, {"limit", "32767"}});
    const auto index = static_cast<std::size_t>(sheet - workbook_.sheets.data());
    const auto [earlier, fresh] = seen_.emplace(std::pair(index, place), value);
    if (!fresh && earlier->second != value) return complain("workbook.fill.twice", name, {{"cell", name}});
    const Cell* cell = sheet->find(place);
    if (holds(cell, value)) return;
    if (cell != nullptr && cell->formula) return complain("workbook.fill.formula", name, {{"cell", name}});
    writes_[index].insert_or_assign(place, std::move(value));
  }

  /// Cells inside an array formula or data table cannot be changed one by one.
  void refuse_arrays(std::size_t sheet, const std::vector<Area>& areas) {
    for (const auto& [place, value] : writes_[sheet]) {
      const bool inside = std::ranges::any_of(areas, [&](const Area& area) { return area.contains(place); });
      const std::string name = place_name(workbook_.sheets[sheet].name, place);
      if (inside) complain("workbook.fill.formula", name, {{"cell", name}});
    }
  }

  [[nodiscard]] Result<void> check() const {
    if (errors_.empty()) return {};
    const FieldError& first = errors_.front();
    return std::unexpected(Error{ErrorKind::Invalid, first.key, first.args, "", errors_});
  }

  [[nodiscard]] const std::vector<std::map<Place, Value>>& writes() const { return writes_; }
  [[nodiscard]] bool empty() const {
    return std::ranges::all_of(writes_, [](const auto& writes) { return writes.empty(); });
  }

 private:
  void complain(std::string key, std::string place, Args args) {
    errors_.push_back({std::move(place), std::move(key), std::move(args)});
  }

  const Workbook& workbook_;
  std::vector<std::map<Place, Value>> writes_;
  std::map<std::pair<std::size_t, Place>, Value> seen_;
  std::vector<FieldError> errors_;
};

/// workbook.xml with fullCalcOnLoad="1".
Result<std::string> mark_for_calculation(std::string_view document, std::string_view part) {
  xml::Scanner scanner(document, spaces);
  std::size_t insert_at = 0;
  std::string prefix;
  // The schema's order: calcPr stands behind these and before everything else.
  const std::set<std::string_view> before = {"sheets", "functionGroups", "externalReferences", "definedNames"};
  for (xml::Event event = scanner.next(); event != xml::Event::Done; event = scanner.next()) {
    if (event == xml::Event::Broken) return broken_part(scanner, part);
    if (event == xml::Event::Start && is_main(scanner, "calcPr")) {
      std::string out(document);
      if (const auto old = scanner.attribute("fullCalcOnLoad"))
        return out.replace(static_cast<std::size_t>(old->data() - document.data()), old->size(), "1");
      const std::size_t close = scanner.end() - (scanner.self_closing() ? 2 : 1);
      return out.insert(close, " fullCalcOnLoad=\"1\"");
    }
    if (event == xml::Event::End && scanner.depth() == 1 && is_main(scanner) && before.contains(scanner.local())) {
      insert_at = scanner.end();
      prefix = scanner.prefix();
    }
  }
  if (insert_at == 0) return broken_package("no sheets", part);
  std::string out(document);
  return out.insert(insert_at, "<" + (prefix.empty() ? "" : prefix + ":") + "calcPr fullCalcOnLoad=\"1\"/>");
}

}  // namespace

Result<std::string> fill(const Workbook& workbook, std::string_view bytes, const std::vector<Edit>& edits) {
  if (!workbook.formulas || workbook.formulas->spent()) return fill(bytes, edits);
  Plan plan(workbook);
  for (const Edit& edit : edits) plan.add(edit);
  TRY(plan.check());
  if (plan.empty()) return std::string(bytes);

  const std::vector<Sheet>& sheets = workbook.sheets;
  std::vector<std::set<Place>> changed(sheets.size());
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    for (const auto& [place, value] : plan.writes()[i]) changed[i].insert(place);
  }
  const Stale stale = workbook.formulas->spread(changed);
  for (std::size_t i = 0; i < sheets.size(); ++i) plan.refuse_arrays(i, stale.arrays[i]);
  TRY(plan.check());

  std::map<std::string, std::string> replacements;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (plan.writes()[i].empty() && stale.cells[i].empty()) continue;
    std::string written = TRY(write_sheet(sheets[i].document, sheets[i].part, plan.writes()[i], stale.cells[i]));
    if (written != sheets[i].document) replacements.emplace(sheets[i].part, std::move(written));
  }
  const zip::Archive archive = TRY(open_package(bytes));
  if (stale.any) {
    const WorkbookPart part = TRY(read_workbook_part(archive));
    if (!part.calculates_on_load) {
      const std::string document = TRY(archive.read(*archive.find(part.name)));
      replacements.emplace(part.name, TRY(mark_for_calculation(document, part.name)));
    }
  }
  return archive.rewrite(replacements);
}

Result<std::string> fill(std::string_view bytes, const std::vector<Edit>& edits) {
  const Workbook workbook = TRY(Workbook::open(bytes, Purpose::Filling));
  return fill(workbook, bytes, edits);
}

}  // namespace sonae::xlsx
