#include "app/sheet_json.h"

#include <set>

#include "features/assessment/score.h"
#include "platform/messages/messages.h"

namespace sonae::app {

namespace {

using assessment::Column;

/// Answers to 5,000 items with the longest texts Excel holds would be more; nobody types that.
constexpr std::size_t max_input_bytes = 32 * 1024 * 1024;

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::object columns_json(const assessment::Columns& columns) {
  json::object out;
  for (std::size_t i = 0; i < assessment::column_count; ++i) {
    const auto column = static_cast<Column>(i);
    // The eight that are used are always there; the others only where the sheet has them.
    if (column > Column::Area && !columns[i]) continue;
    out[assessment::name_of(column)] = text_or_null(columns[i]);
  }
  return out;
}

json::object item_json(const assessment::SheetItem& item) {
  json::object out;
  out["row"] = item.row;
  out["no"] = item.no;
  out["level"] = item.level ? json::value(*item.level) : json::value(nullptr);
  out["label"] = item.label;
  out["condition"] = item.condition;
  out["criteria"] = item.criteria;
  out["area"] = item.area;
  out["score"] = assessment::text_of(item.score);
  out["basis"] = item.basis;
  out["score_cell"] = item.score_cell;
  out["basis_cell"] = item.basis_cell.empty() ? json::value(nullptr) : json::value(item.basis_cell);
  return out;
}

json::value number_or_null(const Args& args, std::string_view name) {
  const auto found = args.find(name);
  if (found == args.end()) return nullptr;
  return std::atoi(found->second.c_str());
}

std::string cell_of(const assessment::SheetItem& item, assessment::Field field) {
  switch (field) {
    case assessment::Field::Basis:
      return item.basis_cell.empty() ? item.score_cell : item.basis_cell;
    case assessment::Field::Due:
      if (!item.due_cell.empty()) return item.due_cell;
      return item.basis_cell.empty() ? item.score_cell : item.basis_cell;
    case assessment::Field::Score:
    case assessment::Field::Ticks:
      break;
  }
  return item.score_cell;
}

std::unexpected<Error> wrong(std::string_view what, const std::string& file, std::string place) {
  return invalid("workbook.command." + std::string(what), {{"file", file}, {"place", std::move(place)}});
}

Result<assessment::SheetAnswer> read_answer(const json::value& value, const std::string& file,
                                            const std::string& place) {
  if (!value.is_object()) return wrong("answers", file, place);
  const json::object& object = value.get_object();
  assessment::SheetAnswer answer;
  const json::value* no = object.if_contains("no");
  if (no == nullptr || !no->is_int64() || no->get_int64() < 1 || no->get_int64() > 9999)
    return wrong("answers", file, place + "/no");
  answer.no = static_cast<int>(no->get_int64());
  if (const json::value* score = object.if_contains("score")) {
    if (!score->is_string()) return wrong("answers", file, place + "/score");
    answer.score = assessment::parse_score(std::string_view(score->get_string()));
    if (!answer.score) return wrong("answers", file, place + "/score");
  }
  if (const json::value* basis = object.if_contains("basis")) {
    if (!basis->is_string()) return wrong("answers", file, place + "/basis");
    answer.basis = std::string(basis->get_string());
  }
  return answer;
}

Result<xlsx::Value> read_value(const json::value& value, const std::string& file, const std::string& place) {
  if (value.is_null()) return xlsx::Value();
  if (value.is_bool()) return xlsx::Value(value.get_bool());
  if (value.is_int64()) return xlsx::Value(static_cast<double>(value.get_int64()));
  if (value.is_uint64()) return xlsx::Value(static_cast<double>(value.get_uint64()));
  if (value.is_double()) return xlsx::Value(value.get_double());
  if (value.is_string()) return xlsx::Value(std::string(value.get_string()));
  return wrong("cells", file, place);
}

}  // namespace

json::value inspection_json(const assessment::RecognisedSheet& sheet, std::string_view language) {
  json::object out;
  out["sheet"] = sheet.sheet;
  out["header_row"] = sheet.header_row;
  out["first_row"] = sheet.first_row;
  out["last_row"] = sheet.last_row;
  out["columns"] = columns_json(sheet.columns);
  json::array items;
  for (const assessment::SheetItem& item : sheet.items) items.push_back(item_json(item));
  out["items"] = std::move(items);
  json::array warnings;
  for (const assessment::SheetWarning& warning : sheet.warnings) {
    json::object entry;
    entry["row"] = warning.row ? json::value(*warning.row) : json::value(nullptr);
    entry["cell"] = warning.cell.empty() ? json::value(nullptr) : json::value(warning.cell);
    entry["code"] = warning.key;
    entry["message"] = messages::say(language, warning.key, warning.args);
    warnings.push_back(std::move(entry));
  }
  out["warnings"] = std::move(warnings);
  return out;
}

json::value comparison_json(const assessment::Comparison& comparison) {
  json::object out;
  out["added"] = json::array(comparison.added.begin(), comparison.added.end());
  out["removed"] = json::array(comparison.removed.begin(), comparison.removed.end());
  json::array moved;
  for (const assessment::Move& move : comparison.moved) moved.push_back({{"from", move.from}, {"to", move.to}});
  out["moved"] = std::move(moved);
  json::array reworded;
  for (const assessment::Rewording& change : comparison.reworded)
    reworded.push_back({{"from", change.from}, {"to", change.to}, {"similarity", change.similarity}});
  out["reworded"] = std::move(reworded);
  out["unchanged"] = comparison.unchanged;
  return out;
}

json::array findings_json(const assessment::RecognisedSheet& sheet, const std::vector<assessment::Finding>& findings,
                          std::string_view language) {
  json::array out;
  const auto add = [&](json::value no, const std::string& cell, const std::string& code, const Args& args) {
    json::object entry;
    entry["no"] = std::move(no);
    entry["cell"] = cell.empty() ? json::value(nullptr) : json::value(cell);
    entry["code"] = code;
    entry["message"] = messages::say(language, code, args);
    out.push_back(std::move(entry));
  };
  for (const assessment::SheetWarning& warning : sheet.warnings)
    add(number_or_null(warning.args, "no"), warning.cell, warning.key, warning.args);
  for (const assessment::Finding& finding : findings) {
    std::string cell;
    for (const assessment::SheetItem& item : sheet.items)
      if (item.no == finding.no) cell = cell_of(item, finding.field);
    add(finding.no, cell, finding.code, finding.args);
  }
  return out;
}

Result<std::vector<assessment::SheetAnswer>> read_answers(const std::string& text, const std::string& file) {
  const auto parsed = json::parse(text, max_input_bytes);
  if (!parsed) return wrong("answers", file, "JSON, byte " + parsed.error().args.at("position"));
  const json::object* object = parsed->if_object();
  const json::value* items = object == nullptr ? nullptr : object->if_contains("items");
  if (items == nullptr || !items->is_array()) return wrong("answers", file, "/items");
  std::vector<assessment::SheetAnswer> answers;
  std::set<int> numbers;
  for (const json::value& item : items->get_array()) {
    const std::string place = "/items/" + std::to_string(answers.size());
    answers.push_back(TRY(read_answer(item, file, place)));
    if (!numbers.insert(answers.back().no).second) return wrong("answers", file, place + "/no");
  }
  return answers;
}

Result<std::vector<xlsx::Edit>> read_cells(const std::string& text, const std::string& file) {
  const auto parsed = json::parse(text, max_input_bytes);
  if (!parsed) return wrong("cells", file, "JSON, byte " + parsed.error().args.at("position"));
  const json::object* object = parsed->if_object();
  if (object == nullptr) return wrong("cells", file, "/");
  std::vector<xlsx::Edit> edits;
  for (const auto& [key, value] : *object) {
    const std::string name(key);
    const std::size_t mark = name.rfind('!');
    const auto place = mark == std::string::npos ? std::nullopt : xlsx::parse_place(name.substr(mark + 1));
    if (!place) return wrong("cells", file, name);
    std::string sheet = name.substr(0, mark);
    // As Excel quotes a name: 'My sheet'!B5.
    if (sheet.size() >= 2 && sheet.starts_with('\'') && sheet.ends_with('\''))
      sheet = sheet.substr(1, sheet.size() - 2);
    edits.push_back({std::move(sheet), *place, TRY(read_value(value, file, name))});
  }
  return edits;
}

}  // namespace sonae::app
