#include "features/governance/responsibility/responsibility.h"

#include <algorithm>
#include <set>

#include "core/directory/directory.h"
#include "core/facts/facts.h"
#include "features/governance/places.h"
#include "features/governance/responsibility/store.h"
#include "platform/trail/trail.h"

namespace sonae::governance::responsibility {

namespace {

EntityRef ref(int fiscal_year) { return {"governance.responsibility", std::to_string(fiscal_year)}; }

Result<std::vector<Column>> columns_of(db::Tx& tx, const Actor& actor) {
  std::map<std::string, int> depths;
  std::vector<Column> columns;
  // Parents come before their children.
  for (const directory::DepartmentView& one : TRY(directory::list_departments(tx, actor))) {
    const int depth = one.parent.empty() ? 0 : depths[one.parent.text()] + 1;
    depths[one.id.text()] = depth;
    columns.push_back({one.id, one.name, depth});
  }
  return columns;
}

/// The lines as the sheet has its items now; marks stay with their numbers.
void follow_sheet(Table& table, const SheetItems& sheet) {
  std::map<int, Row> marks;
  for (Line& line : table.lines) marks[line.no] = std::move(line.marks);
  table.lines.clear();
  for (const SheetItem& item : sheet.items)
    table.lines.push_back({item.no, item.label, item.condition, std::move(marks[item.no]), {}});
}

void propose_all(Table& table, const SheetItems& sheet, const Id<Department>& office) {
  std::set<std::string> having;
  for (const SheetItem& item : sheet.items)
    if (!item.department.empty()) having.insert(item.department.text());
  const std::vector<std::string> answering(having.begin(), having.end());
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const SheetItem& item = sheet.items[i];
    if (!table.lines[i].marks.empty()) continue;
    Hints hints{item.department.text(), {}, item.everybody};
    for (const Id<Department>& one : item.named) hints.named.push_back(one.text());
    table.lines[i].proposal = propose(hints, office.text(), answering);
  }
}

void count_gaps(Table& table) {
  for (const Line& line : table.lines) {
    const Gaps gaps = gaps_of(line.marks);
    table.no_r += gaps.no_r ? 1 : 0;
    table.no_a += gaps.no_a ? 1 : 0;
    table.many_a += gaps.many_a ? 1 : 0;
  }
}

/// Marks of departments that are gone are no marks.
void forget_others(Table& table) {
  std::set<std::string> known;
  for (const Column& one : table.columns) known.insert(one.department.text());
  for (Line& line : table.lines)
    std::erase_if(line.marks, [&](const auto& mark) { return !known.contains(mark.first); });
}

std::string text_of(const std::optional<Mark>& mark) { return mark ? std::string(name_of(*mark)) : ""; }

/// One line per cell, at most as many as a person reads; the number says the rest.
std::string words_of(const std::vector<Change>& changes, const Table& table, bool before) {
  constexpr std::size_t most_told = 400;
  std::string words;
  for (std::size_t i = 0; i < std::min(changes.size(), most_told); ++i) {
    const Change& one = changes[i];
    const auto column = std::ranges::find(table.columns, one.department, &Column::department);
    words += "No." + std::to_string(one.no) + " " + column->name + ": " + text_of(before ? one.from : one.to) + "\n";
  }
  return words;
}

}  // namespace

Result<Table> get_table(db::Tx& tx, const Actor& actor, const SheetHooks& sheet, int fiscal_year) {
  TRY(require(actor, Permission::ProgrammeRead));
  Table table = TRY(store::get_table(tx, actor.company, fiscal_year));
  table.columns = TRY(columns_of(tx, actor));
  // Whoever sees only a part of the sheet reads the table as it is stored.
  if (actor.may(Permission::SheetManage)) {
    if (const auto items = TRY(sheet.areas(tx, actor, fiscal_year))) {
      follow_sheet(table, *items);
      propose_all(table, *items, TRY(store::office_of(tx, actor.company)));
    }
  }
  forget_others(table);
  count_gaps(table);
  return table;
}

Result<Table> set_marks(db::WriteTx& tx, const Actor& actor, const SheetHooks& sheet, int fiscal_year,
                        const std::vector<Change>& changes, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  Table table = TRY(get_table(tx, actor, sheet, fiscal_year));
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Change& one = changes[i];
    const std::string place = "/changes/" + std::to_string(i);
    const auto line = std::ranges::find(table.lines, one.no, &Line::no);
    if (line == table.lines.end()) return fail_at(place, "responsibility.item", {{"no", std::to_string(one.no)}});
    if (std::ranges::find(table.columns, one.department, &Column::department) == table.columns.end())
      return fail_at(place, "responsibility.department");
    const auto mark = line->marks.find(one.department.text());
    if ((mark == line->marks.end() ? std::nullopt : std::optional(mark->second)) != one.from)
      return conflict("responsibility.changed", {{"no", std::to_string(one.no)}});
    if (one.to)
      line->marks[one.department.text()] = *one.to;
    else
      line->marks.erase(one.department.text());
  }
  if (changes.empty()) return table;
  table.changed_since = table.confirmed_on.has_value();
  TRY(store::put_table(tx, actor.company, table));
  TRY(store::replace_items(tx, actor.company, table));
  TRY(store::put_marks(tx, actor.company, fiscal_year, changes));
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"governance.responsibility.set", ref(fiscal_year),
       trail::fields_json({{"marks", words_of(changes, table, true)}}),
       trail::fields_json({{"marks", words_of(changes, table, false)}, {"cells", std::to_string(changes.size())}}),
       trail::Outcome::Done},
      now));
  return get_table(tx, actor, sheet, fiscal_year);
}

Result<Table> confirm(db::WriteTx& tx, const Actor& actor, const SheetHooks& sheet, int fiscal_year,
                      std::int64_t version, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  Table table = TRY(get_table(tx, actor, sheet, fiscal_year));
  if (table.version == 0 || table.lines.empty()) return invalid("responsibility.empty");
  if (table.version != version) return conflict("responsibility.version");
  if (table.gaps() > 0) return conflict("responsibility.gaps", {{"n", std::to_string(table.gaps())}});
  const Date today = date_in_zone(now, japan_offset_minutes);
  const std::string before = table.confirmed_on ? table.confirmed_on->iso() : "";
  table.confirmed_on = today;
  table.confirmed_by_user = actor.user;
  table.confirmed_by = actor.name;
  table.changed_since = false;
  TRY(store::put_table(tx, actor.company, table));
  facts::NewFact fact;
  fact.kind = "governance.responsibilities_confirmed";
  fact.subject = ref(fiscal_year);
  fact.on = today;
  fact.text_key = "fact.governance.responsibilities_confirmed";
  fact.args = {{"year", std::to_string(fiscal_year)}, {"items", std::to_string(table.lines.size())}};
  fact.link = "/organisation/responsibility";
  TRY(facts::record(tx, actor, fact, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"governance.responsibility.confirm", ref(fiscal_year),
                     before.empty() ? "" : trail::fields_json({{"confirmed_on", before}}),
                     trail::fields_json({{"confirmed_on", today.iso()}}), trail::Outcome::Done},
                    now));
  return get_table(tx, actor, sheet, fiscal_year);
}

}  // namespace sonae::governance::responsibility
