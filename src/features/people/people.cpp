#include "features/people/people.h"

#include "core/directory/sites.h"
#include "features/people/department_paths.h"
#include "formats/xlsx/create.h"
#include "platform/messages/messages.h"

namespace sonae::people {

namespace {

constexpr std::uint32_t rows_to_type_into = 200;

std::string heading_key(Column column) { return "people.column." + std::string(name_of(column)); }

/// Roles in the words that the import reads again.
std::string role_words(const std::set<Role>& roles, std::string_view language) {
  std::string words;
  for (const Role role : roles)
    words += (words.empty() ? "" : "、") + messages::say(language, "role." + std::string(sonae::name_of(role)));
  return words;
}

xlsx::NewCell text_cell(std::uint32_t row, std::size_t column, std::string text, xlsx::Look look) {
  return {row, static_cast<std::uint16_t>(column), std::move(text), std::nullopt, look};
}

std::vector<std::string> site_names(const std::vector<directory::SiteView>& sites) {
  std::vector<std::string> names;
  for (const directory::SiteView& site : sites) names.push_back(site.name);
  return names;
}

/// Those of the plan's missing people whom the person confirmed; more than those: Conflict.
Result<std::vector<directory::Leaver>> confirmed(const Plan& plan, const Import& import) {
  std::vector<directory::Leaver> leavers;
  for (const Missing& one : plan.missing)
    if (import.leavers.contains(one.user.text())) leavers.push_back({one.user, one.version, import.left_on});
  if (leavers.size() != import.leavers.size()) return conflict("directory.people.changed");
  return leavers;
}

xlsx::NewSheet guide_sheet(std::string_view language) {
  xlsx::NewSheet sheet;
  sheet.name = messages::say(language, "people.template.guide");
  sheet.widths = {20, 80};
  std::uint32_t row = 0;
  for (const Column column : all_columns) {
    sheet.cells.push_back(text_cell(row, 0, messages::say(language, heading_key(column)), xlsx::Look::Heading));
    sheet.cells.push_back(text_cell(
        row++, 1, messages::say(language, "people.template." + std::string(name_of(column))), xlsx::Look::Text));
  }
  return sheet;
}

}  // namespace

Result<Known> load_known(db::Tx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  return Known{TRY(directory::list_people(tx, actor, now)),
               TRY(directory::list_departments(tx, actor)),
               actor.may(Permission::UsersManage),
               site_names(TRY(directory::list_sites(tx, actor))),
               actor.user,
               {}};
}

Result<Imported> import_table(db::WriteTx& tx, const Actor& actor, const Import& import, Instant now,
                              const directory::LeftHooks& left) {
  Known known = TRY(load_known(tx, actor, now));
  known.make_departments = import.make_departments;
  const Plan plan = TRY(make_plan(import.table.rows, import.headings, known));
  if (plan.fingerprint() != import.fingerprint) return conflict("directory.people.changed");
  if (!plan.problems.empty() && !import.good_rows_only)
    return invalid("people.import.problems", {{"count", std::to_string(plan.problems.size())}});
  directory::PeopleImport rows = plan.import(import.source);
  rows.leavers = TRY(confirmed(plan, import));
  if (rows.people.empty() && rows.leavers.empty()) return invalid("people.import.nothing");
  return Imported{TRY(directory::import_people(tx, actor, rows, now, left)), plan.problems.size()};
}

std::vector<std::string> headings_in(std::string_view language) {
  std::vector<std::string> headings;
  for (const Column column : all_columns) headings.push_back(messages::say(language, heading_key(column)));
  return headings;
}

Result<std::vector<std::vector<std::string>>> export_people(db::Tx& tx, const Actor& actor, Instant now) {
  const Known known = TRY(load_known(tx, actor, now));
  const DepartmentPaths paths(known.departments);
  std::vector<std::vector<std::string>> table = {headings_in(actor.language)};
  for (const directory::Person& person : known.people) {
    const directory::UserView& user = person.user;
    if (user.left_on) continue;
    std::vector<DepartmentPath> posts;
    for (const directory::Post& post : user.posts) posts.push_back(paths.path_of(post.department));
    // The department as a whole path; the column of the upper department is for people who prefer it so.
    table.push_back({user.employee_no, user.name, user.kana, text_of(paths.path_of(user.department)), "",
                     role_words(user.roles, actor.language), user.mail, user.login, text_of(posts), user.site_name,
                     user.employer, user.until ? user.until->iso() : ""});
  }
  return table;
}

Result<std::string> write_people_csv(const std::vector<std::vector<std::string>>& table, csv::Encoding encoding) {
  std::vector<std::string> lost;
  std::string bytes = csv::write(table, encoding, lost);
  if (lost.empty()) return bytes;
  std::string characters;
  for (const std::string& one : lost) characters += (characters.empty() ? "" : " ") + one;
  return invalid("people.export.lost", {{"characters", characters}});
}

Result<std::string> write_people_workbook(const std::vector<std::vector<std::string>>& table, std::string_view language,
                                          Guide guide) {
  xlsx::NewSheet sheet;
  sheet.name = messages::say(language, "people.template.sheet");
  sheet.widths = {12, 20, 24, 28, 20, 20, 30, 16, 28, 16, 24, 14};
  const std::size_t rows = table.size() + (guide == Guide::With ? rows_to_type_into : 0);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < all_columns.size(); ++column) {
      const auto look = row == 0 ? xlsx::Look::Heading : xlsx::Look::Typed;
      std::string text = row < table.size() && column < table[row].size() ? table[row][column] : "";
      sheet.cells.push_back(text_cell(static_cast<std::uint32_t>(row), column, std::move(text), look));
    }
  if (guide == Guide::Without) return xlsx::create({sheet});
  xlsx::NewChoices roles{1, rows_to_type_into, 5, {}};
  for (const Role role : {Role::Employee, Role::Manager, Role::CommitteeMember, Role::Secretariat, Role::Ciso,
                          Role::Auditor, Role::Administrator})
    roles.values.push_back(messages::say(language, "role." + std::string(sonae::name_of(role))));
  sheet.choices.push_back(std::move(roles));
  return xlsx::create({sheet, guide_sheet(language)});
}

}  // namespace sonae::people
