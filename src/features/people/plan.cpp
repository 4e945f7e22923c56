#include "features/people/plan.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "core/directory/accounts.h"
#include "core/directory/inputs.h"
#include "features/people/cells.h"
#include "features/people/department_paths.h"

namespace sonae::people {

namespace {

using directory::AccountState;
using directory::Person;
using directory::PersonEntry;

constexpr std::size_t shown_characters = 60;

std::string names_of(const std::set<Role>& roles) {
  std::string names;
  for (const Role role : roles) names += (names.empty() ? "" : " ") + std::string(sonae::name_of(role));
  return names;
}

bool signs_in(const Person& person) {
  return person.account == AccountState::Active || person.account == AccountState::Disabled;
}

class Planner {
 public:
  Planner(const Headings& headings, const Known& known)
      : headings_(headings), known_(known), paths_(known.departments) {
    for (const Person& person : known.people) {
      if (!person.user.employee_no.empty()) by_number_[directory::folded_login(person.user.employee_no)] = &person;
      by_login_[directory::folded_login(person.user.login)] = &person;
    }
    for (const std::string& site : known.sites) sites_.emplace(text::squash(site), site);
    plan_.makes_departments = known.make_departments.value_or(by_number_.empty());
  }

  void learn(const std::vector<Row>& rows) {
    std::vector<DepartmentCells> cells;
    for (const Row& row : rows) cells.push_back(department_cells(row));
    paths_.learn(cells);
  }

  void plan(const Row& row) {
    auto planned = planned_row(row);
    if (planned) {
      plan_.rows.push_back(std::move(*planned));
      return;
    }
    const Error& error = planned.error();
    const FieldError& why = error.fields.front();
    const auto column = column_at(why.place);
    plan_.problems.push_back({row.line, column,
                              column ? std::string(text::prefix(cell(row, *column), shown_characters)) : std::string(),
                              why.key, why.args});
  }

  Result<Plan> take() {
    for (const PlannedRow& row : plan_.rows) {
      make(row.entry.department);
      for (const DepartmentPath& post : row.entry.posts) make(post);
    }
    find_missing();
    if (known_.departments.size() + plan_.departments.size() > directory::most_departments)
      return invalid("directory.department.many", {{"limit", std::to_string(directory::most_departments)}});
    const auto here = std::ranges::count_if(known_.people, [](const Person& one) { return !one.user.left_on; });
    if (static_cast<std::size_t>(here) + plan_.count(Change::Add) + plan_.count(Change::Return) >
        directory::most_people)
      return invalid("directory.people.many", {{"limit", std::to_string(directory::most_people)}});
    return std::move(plan_);
  }

 private:
  void make(const DepartmentPath& whole) {
    DepartmentPath path;
    for (const std::string& name : whole) {
      path.push_back(name);
      if (!paths_.exists(path) && made_.insert(text_of(path)).second) plan_.departments.push_back(path);
    }
  }
  /// A number that stands anywhere in the table is not missing, also when its row cannot be taken.
  void find_missing() {
    for (const auto& [number, person] : by_number_) {
      const directory::UserView& user = person->user;
      if (user.left_on || user.id == known_.self || numbers_.contains(number)) continue;
      plan_.missing.push_back({user.id, user.version, user.employee_no, user.name,
                               text_of(paths_.path_of(user.department)), user.employer});
    }
  }
  [[nodiscard]] Result<DepartmentPath> department(const DepartmentCells& cells, std::string_view place) {
    auto path = paths_.find(cells);
    if (!path) {
      path.error().fields.front().place = place;
      return path;
    }
    if (!path->empty() && !plan_.makes_departments && !paths_.exists(*path))
      return directory::fail_at(std::string(place), "people.row.department_unknown", {{"name", text_of(*path)}});
    return path;
  }

  Result<void> read_posts(const std::string& cell, PersonEntry& entry) {
    if (says_none(cell)) entry.posts.clear();
    if (!cell.empty() && !says_none(cell)) {
      entry.posts.clear();
      for (const std::string& part : parts_of(cell)) {
        const auto path = TRY(department({part, ""}, "/posts"));
        if (path == entry.department) return directory::fail_at("/posts", "people.row.post_main", {{"name", part}});
        if (!path.empty() && std::ranges::find(entry.posts, path) == entry.posts.end()) entry.posts.push_back(path);
      }
      if (entry.department.empty() && !entry.posts.empty()) return directory::fail_at("/posts", "directory.posts.main");
      if (entry.posts.size() > directory::most_posts)
        return directory::fail_at("/posts", "directory.posts.many", {{"limit", std::to_string(directory::most_posts)}});
    }
    // What the table makes the main department is no longer another one.
    std::erase(entry.posts, entry.department);
    std::ranges::sort(entry.posts);
    return {};
  }

  Result<void> read_employer(const Row& row, PersonEntry& entry) const {
    const std::string employer = cell(row, Column::Employer);
    if (says_none(employer))
      entry.employer.clear();
    else if (!employer.empty())
      entry.employer = TRY(directory::clean_name(employer, "/employer"));
    if (entry.employer.empty()) entry.until.reset();
    const std::string until = cell(row, Column::Until);
    if (says_none(until)) entry.until.reset();
    if (until.empty() || says_none(until)) return {};
    if (entry.employer.empty()) return directory::fail_at("/until", "directory.until.own");
    entry.until = read_day(until);
    if (!entry.until) return directory::fail_at("/until", "people.row.until");
    return {};
  }

  Result<void> read_site(const std::string& cell, PersonEntry& entry) const {
    if (says_none(cell)) entry.site.clear();
    if (cell.empty() || says_none(cell)) return {};
    const auto site = sites_.find(text::squash(cell));
    if (site == sites_.end()) return directory::fail_at("/site", "people.row.site_unknown", {{"name", cell}});
    entry.site = site->second;
    return {};
  }

  [[nodiscard]] std::string cell(const Row& row, Column column) const {
    const auto at = headings_.columns.find(column);
    if (at == headings_.columns.end() || at->second >= row.cells.size()) return "";
    return std::string(text::trim(row.cells[at->second]));
  }
  [[nodiscard]] DepartmentCells department_cells(const Row& row) const {
    return {cell(row, Column::Department), cell(row, Column::Parent)};
  }
  static std::optional<Column> column_at(std::string_view place) {
    if (place.starts_with('/')) place.remove_prefix(1);
    return parse_column(place);
  }

  [[nodiscard]] const Person* find_person(const std::string& number, const std::string& login) const {
    if (const auto found = by_number_.find(directory::folded_login(number)); found != by_number_.end())
      return found->second;
    const auto found = by_login_.find(directory::folded_login(login));
    const bool unnumbered = found != by_login_.end() && found->second->user.employee_no.empty();
    return !login.empty() && unnumbered ? found->second : nullptr;
  }

  Result<void> read_texts(const Row& row, const Person* stored, PersonEntry& entry) {
    entry.name = TRY(directory::clean_name(cell(row, Column::Name), "/name"));
    if (const auto kana = TRY(directory::clean_optional_name(cell(row, Column::Kana), "/kana")); !kana.empty())
      entry.kana = kana;
    if (const auto mail = TRY(directory::clean_mail(cell(row, Column::Mail))); !mail.empty()) entry.mail = mail;
    const std::string login = cell(row, Column::Login);
    if (!login.empty())
      entry.login = TRY(directory::clean_login(login));
    else if (stored == nullptr)
      entry.login = entry.employee_no;
    const std::string folded = directory::folded_login(entry.login);
    if (stored != nullptr && signs_in(*stored) && folded != directory::folded_login(stored->user.login))
      return directory::fail_at("/login", "people.row.login_of_account");
    if (stored != nullptr && signs_in(*stored)) entry.login = stored->user.login;
    const auto taken = by_login_.find(folded);
    if (taken != by_login_.end() && taken->second != stored)
      return directory::fail_at("/login", "people.row.login_taken", {{"login", entry.login}});
    if (const auto [first, fresh] = logins_.try_emplace(folded, row.line); !fresh)
      return directory::fail_at("/login", "people.row.login_twice",
                                {{"login", entry.login}, {"line", std::to_string(first->second)}});
    return {};
  }

  Result<void> read_role_cell(const Row& row, const Person* stored, PersonEntry& entry) const {
    std::string unknown;
    const auto roles = read_roles(cell(row, Column::Roles), unknown);
    if (!roles) return directory::fail_at("/roles", "people.row.role_unknown", {{"word", unknown}});
    // An empty cell and "employee" say nothing special: they never take a role away.
    if (roles->empty() || *roles == entry.roles) return {};
    const bool audits = roles->contains(Role::Auditor);
    if (audits && roles->size() > 1) return directory::fail_at("/roles", "directory.user.side");
    if (stored != nullptr && signs_in(*stored)) return directory::fail_at("/roles", "people.row.roles_of_account");
    const auto ordinary = [](const std::set<Role>& all) { return std::ranges::all_of(all, directory::is_ordinary); };
    if (!known_.every_role && !(ordinary(*roles) && ordinary(entry.roles)))
      return directory::fail_at("/roles", "people.row.role_administrator");
    entry.roles = *roles;
    return {};
  }

  Result<PlannedRow> planned_row(const Row& row) {
    PlannedRow planned;
    planned.line = row.line;
    PersonEntry& entry = planned.entry;
    const std::string number = TRY(directory::clean_employee_no(cell(row, Column::EmployeeNo)));
    if (number.empty()) return directory::fail_at("/employee_no", "people.row.number_missing");
    if (const auto [first, fresh] = numbers_.try_emplace(directory::folded_login(number), row.line); !fresh)
      return directory::fail_at("/employee_no", "people.row.number_twice",
                                {{"number", number}, {"line", std::to_string(first->second)}});
    const Person* stored = find_person(number, cell(row, Column::Login));
    if (stored != nullptr) {
      const directory::UserView& user = stored->user;
      entry = {user.id,        user.version,   user.employee_no,
               user.name,      user.kana,      user.mail,
               user.login,     user.roles,     paths_.path_of(user.department),
               posts_of(user), user.site_name, user.employer,
               user.until};
      if (user.left_on && !known_.every_role && !std::ranges::all_of(user.roles, directory::is_ordinary))
        return directory::fail_at("/employee_no", "directory.leaving.administrator", {{"name", user.name}});
    } else {
      entry.roles = {Role::Employee};
    }
    if (entry.employee_no.empty()) entry.employee_no = number;
    TRY(read_texts(row, stored, entry));
    TRY(read_role_cell(row, stored, entry));
    if (const auto path = TRY(department(department_cells(row), "/department")); !path.empty()) entry.department = path;
    TRY(read_posts(cell(row, Column::Posts), entry));
    TRY(read_site(cell(row, Column::Site), entry));
    TRY(read_employer(row, entry));
    if (stored != nullptr) compare(*stored, planned);
    return planned;
  }

  void compare(const Person& stored, PlannedRow& planned) const {
    const directory::UserView& user = stored.user;
    const PersonEntry& entry = planned.entry;
    const auto note = [&](Column column, const std::string& from, const std::string& to) {
      if (from != to) planned.differences.push_back({column, from, to});
    };
    note(Column::EmployeeNo, user.employee_no, entry.employee_no);
    note(Column::Name, user.name, entry.name);
    note(Column::Kana, user.kana, entry.kana);
    note(Column::Department, text_of(paths_.path_of(user.department)), text_of(entry.department));
    note(Column::Roles, names_of(user.roles), names_of(entry.roles));
    note(Column::Mail, user.mail, entry.mail);
    note(Column::Login, user.login, entry.login);
    note(Column::Posts, text_of(posts_of(user)), text_of(entry.posts));
    note(Column::Site, user.site_name, entry.site);
    note(Column::Employer, user.employer, entry.employer);
    note(Column::Until, user.until ? user.until->iso() : "", entry.until ? entry.until->iso() : "");
    planned.moved = paths_.path_of(user.department) != entry.department;
    planned.change = planned.differences.empty() ? Change::Same : Change::Update;
    if (user.left_on) planned.change = Change::Return;
  }
  [[nodiscard]] std::vector<DepartmentPath> posts_of(const directory::UserView& user) const {
    std::vector<DepartmentPath> paths;
    for (const directory::Post& post : user.posts)
      if (auto path = paths_.path_of(post.department); !path.empty()) paths.push_back(std::move(path));
    std::ranges::sort(paths);
    return paths;
  }

  const Headings& headings_;
  const Known& known_;
  DepartmentPaths paths_;
  std::map<std::string, const Person*> by_number_;
  std::map<std::string, const Person*> by_login_;
  std::map<std::string, std::size_t> numbers_;  ///< in the table → line
  std::map<std::string, std::size_t> logins_;
  std::map<std::string, std::string> sites_;  ///< folded → as stored
  std::set<std::string> made_;
  Plan plan_;
};

}  // namespace

std::string_view name_of(Change change) {
  switch (change) {
    case Change::Add:
      return "add";
    case Change::Update:
      return "update";
    case Change::Return:
      return "return";
    case Change::Same:
      return "same";
  }
  die("a change without a name");
}

std::size_t Plan::count(Change change) const {
  return static_cast<std::size_t>(std::ranges::count(rows, change, &PlannedRow::change));
}

std::size_t Plan::count_moved() const {
  return static_cast<std::size_t>(std::ranges::count(rows, true, &PlannedRow::moved));
}

directory::PeopleImport Plan::import(std::string source) const {
  directory::PeopleImport import;
  import.departments = departments;
  for (const PlannedRow& row : rows)
    if (row.change != Change::Same) import.people.push_back(row.entry);
  import.source = std::move(source);
  return import;
}

std::string Plan::fingerprint() const {
  std::string all = std::to_string(problems.size()) + "\n";
  const auto add = [&](std::string_view piece) {
    all += std::to_string(piece.size()) + ":";
    all += piece;
  };
  for (const auto& path : departments) add(text_of(path));
  for (const PlannedRow& row : rows) {
    add(name_of(row.change));
    add(row.entry.user.text());
    add(std::to_string(row.entry.version));
    for (const std::string* field :
         {&row.entry.employee_no, &row.entry.name, &row.entry.kana, &row.entry.mail, &row.entry.login})
      add(*field);
    add(names_of(row.entry.roles));
    add(text_of(row.entry.department));
    add(text_of(row.entry.posts));
    add(row.entry.site);
    add(row.entry.employer);
    add(row.entry.until ? row.entry.until->iso() : "");
  }
  for (const Missing& one : missing) {
    add(one.user.text());
    add(std::to_string(one.version));
  }
  return to_hex(sha256(all));
}

Result<Plan> make_plan(const std::vector<Row>& rows, const Headings& headings, const Known& known) {
  if (!headings.complete()) return invalid("people.file.headings");
  std::vector<Row> people;
  for (const Row& row : rows)
    if (row.line > headings.line) people.push_back(row);
  if (people.size() > directory::most_people)
    return invalid("directory.people.many", {{"limit", std::to_string(directory::most_people)}});
  Planner planner(headings, known);
  planner.learn(people);
  for (const Row& row : people) planner.plan(row);
  return planner.take();
}

std::string text_of(const directory::DepartmentPath& path) {
  std::string text;
  for (const std::string& name : path) text += (text.empty() ? "" : "/") + name;
  return text;
}

std::string text_of(const std::vector<directory::DepartmentPath>& paths) {
  std::string text;
  for (const directory::DepartmentPath& path : paths) text += (text.empty() ? "" : "、") + text_of(path);
  return text;
}

}  // namespace sonae::people
