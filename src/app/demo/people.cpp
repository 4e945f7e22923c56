#include <algorithm>

#include "app/demo/world.h"
#include "core/directory/directory.h"
#include "core/directory/people.h"
#include "core/directory/profile.h"
#include "formats/csv/csv.h"
#include "platform/session/service.h"
#include "platform/session/totp.h"

namespace sonae::app::demo {

namespace {

/// The floor of OWASP's advice; the first sign-in raises it to the product's own cost (AU01), so that making the demo
/// company does not take seconds of hashing.
constexpr session::HashCost demo_cost{2, 19 * 1024 * 1024};

Result<void> make_company(World& world) {
  const Instant founded = world.days_ago(800);
  const json::object& company = script().at("company").as_object();
  world.company = TRY(world.database.write([&](db::WriteTx& tx) {
    return directory::create_company(tx, {text_at(company, "name"), number_at(company, "fiscal_year_start")}, founded);
  }));
  const Actor system = directory::system_actor(world.company, "demo");
  return world.database.write([&](db::WriteTx& tx) -> Result<void> {
    directory::Profile profile = TRY(directory::get_profile(tx, system));
    const json::object& said = script().at("profile").as_object();
    profile.kana = text_at(said, "kana");
    profile.sites = number_at(said, "sites");
    profile.headcount = number_at(said, "headcount");
    profile.computers = number_at(said, "computers");
    profile.language = "ja";
    TRY(directory::change_profile(tx, system, profile, founded));
    for (const json::value& value : script().at("departments").as_array()) {
      const json::object& department = value.as_object();
      const json::value& parent = department.at("parent");
      const auto made = TRY(directory::create_department(
          tx, system,
          {text_at(department, "name"),
           parent.is_string() ? world.departments.at(std::string(parent.get_string())) : Id<Department>()},
          founded));
      world.departments[text_at(department, "key")] = made.id;
      world.department_names[text_at(department, "key")] = made.name;
    }
    // The company has been at work for years: its first run is behind it.
    for (const char* step :
         {"company", "target", "people", "roles", "last_year", "distribution", "contacts", "plan", "welcome"})
      TRY(directory::put_step(tx, system, {step, directory::StepState::Done, {}}, founded));
    return {};
  });
}

/// Everybody, as a table of people is taken in. Roles are those of the script; who is not in it is an employee.
Result<void> take_people_in(World& world) {
  std::map<std::string, Role> role_of;
  for (const json::value& value : script().at("accounts").as_array())
    role_of[text_at(value.as_object(), "login")] = *parse_role(text_at(value.as_object(), "role"));

  directory::PeopleImport import;
  import.source = "people.csv";
  csv::Reader reader(demo_file("people.csv"), ',');
  TRY(reader.next());  // the headings
  while (const auto record = TRY(reader.next())) {
    const auto& cells = record->cells;
    directory::PersonEntry person;
    person.employee_no = cells.at(0);
    person.name = cells.at(1);
    person.kana = cells.at(2);
    if (!cells.at(4).empty()) person.department.push_back(cells.at(4));
    person.department.push_back(cells.at(3));
    person.login = cells.at(6).empty() ? cells.at(0) : cells.at(6);
    const auto role = role_of.find(person.login);
    person.roles = {role == role_of.end() ? Role::Employee : role->second};
    import.people.push_back(std::move(person));
  }
  const Actor system = directory::system_actor(world.company, "demo");
  return world.database.write([&](db::WriteTx& tx) -> Result<void> {
    TRY(directory::import_people(tx, system, import, world.days_ago(795)));
    for (const directory::UserView& user : TRY(directory::list_users(tx, system))) world.people[user.login] = user.id;
    return {};
  });
}

Result<void> open_account(World& world, session::PasswordHasher& hasher, const json::object& entry) {
  const std::string department = text_at(entry, "department");
  DemoAccount account{text_at(entry, "login"),
                      text_at(entry, "name"),
                      world.dice.password(),
                      text_at(entry, "role"),
                      world.department_names.at(department),
                      ""};
  const auto password = TRY(directory::prepare_password(hasher, account.password, false));
  const Bytes seed = entry.contains("factor") ? world.dice.bytes(20) : Bytes();
  if (!seed.empty()) account.totp_secret = session::to_base32(seed);
  const Id<User> user = world.people.at(account.login);
  const Instant joined = world.days_ago(790);
  const Actor system = directory::system_actor(world.company, "demo");
  TRY(world.database.write([&](db::WriteTx& tx) -> Result<void> {
    TRY(directory::reset_password(tx, system, user, password, joined));
    if (!seed.empty()) TRY(session::enrol_factor(tx, world.keys, world.company, user, seed, joined));
    return {};
  }));
  if (account.role == name_of(Role::Manager)) world.manager_of[department] = account.login;
  world.accounts.push_back(std::move(account));
  return {};
}

}  // namespace

Result<void> make_people(World& world) {
  TRY(make_company(world));
  TRY(take_people_in(world));
  session::PasswordHasher hasher(demo_cost);
  for (const json::value& value : script().at("accounts").as_array())
    TRY(open_account(world, hasher, value.as_object()));
  return {};
}

}  // namespace sonae::app::demo
