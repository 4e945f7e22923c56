#include "app/sheet_commands.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "app/sheet_files.h"
#include "app/sheet_json.h"
#include "features/assessment/dates.h"
#include "features/assessment/known.h"
#include "platform/clock.h"
#include "platform/messages/messages.h"

namespace sonae::app {

namespace {

constexpr std::size_t max_workbook_bytes = 32 * 1024 * 1024;
constexpr std::size_t max_input_bytes = 32 * 1024 * 1024;
/// Of one refusal; a thousand wrong cells are not read by anybody.
constexpr std::size_t listed_places = 50;

/// What the commands were given.
struct Request {
  std::string file;
  std::string newer;
  std::string answers;
  std::string cells;
  std::string out;
  std::string language;
};

/// --lang, else LC_ALL, LC_MESSAGES, LANG; Japanese unless one of them says English.
std::string language_of(const Request& request) {
  if (!request.language.empty()) return request.language;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("en") ? "en" : "ja";
  }
  return "ja";
}

void print_error(const std::string& file, const Error& error, std::string_view language) {
  const auto line = [&](const std::string& place, const std::string& message) {
    const std::string text =
        messages::say(language, "workbook.command.place", {{"place", place}, {"message", message}});
    std::fputs((text + "\n").c_str(), stderr);
  };
  if (error.fields.empty()) {
    line(file, messages::say(language, error));
    return;
  }
  for (std::size_t i = 0; i < std::min(error.fields.size(), listed_places); ++i)
    line(file, messages::say(language, error.fields[i].key, error.fields[i].args));
}

SheetExit print_json(const json::value& value) {
  const std::string text = json::write(value) + "\n";
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return written ? SheetExit::Fine : SheetExit::Unusable;
}

Result<assessment::RecognisedSheet> recognise_file(const std::string& file) {
  const std::string bytes = TRY(read_file(file, max_workbook_bytes));
  assessment::Inspection inspection = TRY(assessment::inspect_workbook(bytes));
  if (!inspection.found) return std::unexpected(std::move(inspection.problem));
  return std::move(inspection.sheet);
}

/// Runs a step; its error is printed with the file it is about.
template <typename T>
std::optional<T> attempt(Result<T> result, const std::string& file, std::string_view language) {
  if (result) return std::move(*result);
  print_error(file, result.error(), language);
  return std::nullopt;
}

SheetExit inspect(const Request& request) {
  const std::string language = language_of(request);
  const auto sheet = attempt(recognise_file(request.file), request.file, language);
  if (!sheet) return SheetExit::Unusable;
  return print_json(inspection_json(*sheet, language));
}

/// The workbook with answers and cells in it.
std::optional<std::string> filled(const Request& request, std::string_view language) {
  auto bytes = attempt(read_file(request.file, max_workbook_bytes), request.file, language);
  if (bytes && !request.answers.empty()) {
    const auto text = attempt(read_file(request.answers, max_input_bytes), request.answers, language);
    if (!text) return std::nullopt;
    const auto answers = attempt(read_answers(*text, request.answers), request.answers, language);
    if (!answers) return std::nullopt;
    bytes = attempt(assessment::fill_workbook(*bytes, *answers), request.file, language);
  }
  if (bytes && !request.cells.empty()) {
    const auto text = attempt(read_file(request.cells, max_input_bytes), request.cells, language);
    if (!text) return std::nullopt;
    const auto edits = attempt(read_cells(*text, request.cells), request.cells, language);
    if (!edits) return std::nullopt;
    bytes = attempt(assessment::fill_cells(*bytes, *edits), request.file, language);
  }
  return bytes;
}

SheetExit fill(const Request& request) {
  const std::string language = language_of(request);
  if (request.answers.empty() && request.cells.empty()) {
    print_error("sheet fill", Error{ErrorKind::Invalid, "workbook.command.nothing", {}, "", {}}, language);
    return SheetExit::Usage;
  }
  for (const std::string& input : {request.file, request.answers, request.cells}) {
    if (input.empty() || !(input == request.out || same_file(input, request.out))) continue;
    print_error("sheet fill", Error{ErrorKind::Invalid, "workbook.command.same_file", {{"file", request.out}}, "", {}},
                language);
    return SheetExit::Usage;
  }
  const auto bytes = filled(request, language);
  if (!bytes) return SheetExit::Unusable;
  const auto written = write_file(request.out, *bytes);
  if (!written) {
    print_error(request.out, written.error(), language);
    return SheetExit::Unusable;
  }
  return SheetExit::Fine;
}

std::vector<assessment::ComparedItem> to_compare(const assessment::RecognisedSheet& sheet) {
  std::vector<assessment::ComparedItem> items;
  for (const assessment::SheetItem& item : sheet.items)
    items.push_back({item.no, item.condition, item.criteria, item.label});
  return items;
}

SheetExit diff(const Request& request) {
  const std::string language = language_of(request);
  const auto older = attempt(recognise_file(request.file), request.file, language);
  const auto newer = older ? attempt(recognise_file(request.newer), request.newer, language) : std::nullopt;
  if (!newer) return SheetExit::Unusable;
  return print_json(comparison_json(assessment::compare_items(to_compare(*older), to_compare(*newer))));
}

SheetExit check(const Request& request) {
  const std::string language = language_of(request);
  const auto sheet = attempt(recognise_file(request.file), request.file, language);
  if (!sheet) return SheetExit::Unusable;
  assessment::CheckContext context;
  context.today = date_in_zone(now(), japan_offset_minutes);
  const int fiscal_year = fiscal_year_of(context.today, context.start_month);
  std::vector<assessment::AnswerFacts> facts;
  for (const assessment::SheetItem& item : sheet->items) {
    assessment::AnswerFacts& answer = facts.emplace_back();
    answer.no = item.no;
    answer.score = item.score;
    answer.basis = item.basis;
    answer.due = assessment::read_date(item.due, {fiscal_year, context.start_month, context.today});
    answer.criteria = assessment::split_criteria(item.criteria);
    answer.level = item.level;
    answer.label = item.label;
    if (const auto* known = assessment::known_item(sheet->version.framework, sheet->version.version,
                                                   sheet->items.size(), item.no, item.label))
      answer.builds_on = known->builds_on;
  }
  const json::array findings = findings_json(*sheet, assessment::check_sheet(facts, context), language);
  const SheetExit printed = print_json(findings);
  return printed == SheetExit::Fine && !findings.empty() ? SheetExit::Findings : printed;
}

}  // namespace

void add_sheet_commands(CLI::App& app, int& exit_code) {
  CLI::App* sheet = app.add_subcommand("sheet", "Read, fill, compare and check self-assessment workbooks");
  sheet->require_subcommand(1);
  const auto request = std::make_shared<Request>();
  const auto add = [&](const char* name, const char* about, SheetExit (*run)(const Request&)) {
    CLI::App* command = sheet->add_subcommand(name, about);
    command->add_option("--lang", request->language, "Language of the messages (default: LANG)")
        ->check(CLI::IsMember({"ja", "en"}));
    command->callback([request, run, &exit_code] { exit_code = static_cast<int>(run(*request)); });
    return command;
  };
  add("inspect", "Print what is recognised in a workbook (JSON)", inspect)
      ->add_option("FILE", request->file, "Workbook (.xlsx, .xlsm)")
      ->required();
  CLI::App* filling = add("fill", "Write answers or any cells into a copy of a workbook", fill);
  filling->add_option("FILE", request->file, "Workbook (.xlsx, .xlsm)")->required();
  filling->add_option("--answers", request->answers, R"(JSON file: {"items":[{"no":1,"score":"2","basis":"..."}]})");
  filling->add_option("--cells", request->cells, R"(JSON file: {"Sheet!B5":"text"})");
  filling->add_option("--out", request->out, "New file for the filled workbook")->required();
  CLI::App* comparing = add("diff", "Compare the items of two workbooks (JSON)", diff);
  comparing->add_option("OLD", request->file, "Older workbook")->required();
  comparing->add_option("NEW", request->newer, "Newer workbook")->required();
  add("check", "Check the answers before hand-in (JSON)", check)
      ->add_option("FILE", request->file, "Workbook (.xlsx, .xlsm)")
      ->required();
}

}  // namespace sonae::app
