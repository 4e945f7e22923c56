#include "features/assessment/workbook_wire.h"

namespace sonae::assessment {

namespace {

using cage::WireReader;
using cage::WireWriter;

constexpr std::uint64_t text_bytes = 8;  // the least a text takes: its length

void put(WireWriter& out, const Args& args) {
  out.number(args.size());
  for (const auto& [name, value] : args) {
    out.text(name);
    out.text(value);
  }
}

Args take_args(WireReader& in) {
  Args args;
  for (std::uint64_t left = in.count(2 * text_bytes); left > 0; --left) {
    std::string name = in.text();
    args[std::move(name)] = in.text();
  }
  return args;
}

void put(WireWriter& out, const SheetItem& item) {
  out.number(item.row);
  out.number(static_cast<std::uint64_t>(item.no));
  out.number(item.level ? static_cast<std::uint64_t>(*item.level) : 0);
  out.number(static_cast<std::uint64_t>(item.score));
  for (const std::string* text : {&item.label, &item.condition, &item.criteria, &item.area, &item.basis,
                                  &item.score_cell, &item.basis_cell, &item.due, &item.due_cell})
    out.text(*text);
}

bool take(WireReader& in, SheetItem& item) {
  item.row = static_cast<std::uint32_t>(in.number());
  const std::uint64_t no = in.number();
  const std::uint64_t level = in.number();
  const std::uint64_t score = in.number();
  for (std::string* text : {&item.label, &item.condition, &item.criteria, &item.area, &item.basis, &item.score_cell,
                            &item.basis_cell, &item.due, &item.due_cell})
    *text = in.text();
  if (no > 9999 || level > 9 || score > static_cast<std::uint64_t>(Score::Unanswered)) return false;
  item.no = static_cast<int>(no);
  if (level != 0) item.level = static_cast<int>(level);
  item.score = static_cast<Score>(score);
  return in.ok();
}

}  // namespace

void put(WireWriter& out, const std::vector<SheetTab>& tabs) {
  out.number(tabs.size());
  for (const SheetTab& tab : tabs) {
    out.text(tab.name);
    out.number(tab.hidden ? 1 : 0);
  }
}

std::vector<SheetTab> take_tabs(WireReader& in) {
  std::vector<SheetTab> tabs;
  for (std::uint64_t left = in.count(2 * text_bytes); left > 0; --left) {
    SheetTab& tab = tabs.emplace_back();
    tab.name = in.text();
    tab.hidden = in.number() != 0;
  }
  return tabs;
}

void put(WireWriter& out, const RecognisedSheet& sheet) {
  out.text(sheet.sheet);
  out.number(sheet.header_row);
  out.number(sheet.first_row);
  out.number(sheet.last_row);
  for (const auto& column : sheet.columns) out.text(column.value_or(""));
  out.text(sheet.version.framework);
  out.text(sheet.version.version);
  out.number(static_cast<std::uint64_t>(sheet.version.certainty));
  out.number(sheet.items.size());
  for (const SheetItem& item : sheet.items) put(out, item);
  out.number(sheet.warnings.size());
  for (const SheetWarning& warning : sheet.warnings) {
    out.number(warning.row.value_or(0));
    out.text(warning.cell);
    out.text(warning.key);
    put(out, warning.args);
  }
}

bool take(WireReader& in, RecognisedSheet& sheet) {
  sheet.sheet = in.text();
  sheet.header_row = static_cast<std::uint32_t>(in.number());
  sheet.first_row = static_cast<std::uint32_t>(in.number());
  sheet.last_row = static_cast<std::uint32_t>(in.number());
  for (auto& column : sheet.columns) {
    std::string letters = in.text();
    if (!letters.empty()) column = std::move(letters);
  }
  sheet.version.framework = in.text();
  sheet.version.version = in.text();
  const std::uint64_t certainty = in.number();
  if (certainty > static_cast<std::uint64_t>(Certainty::Unknown)) return false;
  sheet.version.certainty = static_cast<Certainty>(certainty);
  for (std::uint64_t left = in.count(13 * text_bytes); left > 0; --left)
    if (!take(in, sheet.items.emplace_back())) return false;
  for (std::uint64_t left = in.count(4 * text_bytes); left > 0; --left) {
    SheetWarning& warning = sheet.warnings.emplace_back();
    const auto row = static_cast<std::uint32_t>(in.number());
    if (row != 0) warning.row = row;
    warning.cell = in.text();
    warning.key = in.text();
    warning.args = take_args(in);
  }
  return in.ok();
}

std::string encode(const Inspection& inspection) {
  WireWriter out;
  out.number(inspection.found ? 1 : 0);
  out.text(inspection.problem.key);
  put(out, inspection.problem.args);
  put(out, inspection.sheet);
  put(out, inspection.tabs);
  return out.take();
}

std::optional<Inspection> decode_inspection(std::string_view bytes) {
  WireReader in(bytes);
  Inspection inspection;
  inspection.found = in.number() != 0;
  inspection.problem.kind = ErrorKind::Invalid;
  inspection.problem.key = in.text();
  inspection.problem.args = take_args(in);
  if (!take(in, inspection.sheet)) return std::nullopt;
  inspection.tabs = take_tabs(in);
  if (!in.finished()) return std::nullopt;
  return inspection;
}

std::string encode(const Preview& preview) {
  WireWriter out;
  put(out, preview.tabs);
  out.text(preview.sheet);
  out.number(preview.columns.size());
  for (const std::string& column : preview.columns) out.text(column);
  out.number(preview.rows.size());
  for (const Preview::Row& row : preview.rows) {
    out.number(row.row);
    out.number(row.cells.size());
    for (const std::string& cell : row.cells) out.text(cell);
  }
  return out.take();
}

std::optional<Preview> decode_preview(std::string_view bytes) {
  WireReader in(bytes);
  Preview preview;
  preview.tabs = take_tabs(in);
  preview.sheet = in.text();
  for (std::uint64_t left = in.count(text_bytes); left > 0; --left) preview.columns.push_back(in.text());
  for (std::uint64_t left = in.count(2 * text_bytes); left > 0; --left) {
    Preview::Row& row = preview.rows.emplace_back();
    row.row = static_cast<std::uint32_t>(in.number());
    for (std::uint64_t cells = in.count(text_bytes); cells > 0; --cells) row.cells.push_back(in.text());
  }
  if (!in.finished()) return std::nullopt;
  return preview;
}

}  // namespace sonae::assessment
