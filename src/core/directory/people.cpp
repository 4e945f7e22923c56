// People as rows of a file become people of the company: permission → load → check against what is there → save →
// record, in one transaction.

#include "core/directory/people.h"

#include <algorithm>

#include "base/text.h"
#include "core/directory/accounts.h"
#include "core/directory/history.h"
#include "core/directory/inputs.h"
#include "core/directory/membership.h"
#include "core/directory/store.h"
#include "core/directory/store_organisation.h"
#include "core/directory/store_people.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

std::string names_of(const std::set<Role>& roles) {
  std::string names;
  for (const Role role : roles) names += (names.empty() ? "" : " ") + std::string(name_of(role));
  return names;
}

std::string posts_of(const UserView& person) {
  std::string ids;
  for (const Post& post : person.posts) ids += (ids.empty() ? "" : " ") + post.department.text();
  return ids;
}

std::string fields_of(const UserView& person) {
  return trail::fields_json({{"employee_no", person.employee_no},
                             {"name", person.name},
                             {"kana", person.kana},
                             {"mail", person.mail},
                             {"login", person.login},
                             {"department", person.department.text()},
                             {"roles", names_of(person.roles)},
                             {"posts", posts_of(person)},
                             {"site", person.site.text()},
                             {"employer", person.employer},
                             {"until", person.until ? person.until->iso() : ""},
                             {"left_on", person.left_on ? person.left_on->iso() : ""}});
}

/// The tree as it stands and grows during the import.
class Tree {
 public:
  explicit Tree(const std::vector<DepartmentView>& departments) {
    for (const DepartmentView& one : departments) add(one);
  }
  [[nodiscard]] std::size_t size() const { return children_.size(); }
  /// Nothing when there is no such department; an empty path is no department.
  [[nodiscard]] std::optional<Id<Department>> find(const DepartmentPath& path) const {
    Id<Department> at;
    for (const std::string& name : path) {
      const auto child = children_.find({at.text(), name});
      if (child == children_.end()) return std::nullopt;
      at = child->second;
    }
    return at;
  }
  void add(const DepartmentView& one) {
    children_.emplace(std::pair(one.parent.text(), one.name), one.id);
    next_[one.parent.text()] = std::max(next_[one.parent.text()], one.order + 1);
  }
  [[nodiscard]] std::int64_t next_order(const Id<Department>& parent) { return next_[parent.text()]; }

 private:
  std::map<std::pair<std::string, std::string>, Id<Department>> children_;
  std::map<std::string, std::int64_t> next_;
};

/// Everything one import works with.
struct Work {
  db::WriteTx& tx;
  const Actor& actor;
  Instant now;
  Tree tree;
  std::map<std::string, UserView> known;  ///< by id
  std::set<std::string> accounts;
  std::map<std::string, Id<Site>> sites = {};  ///< by folded name
  Imported done = {};
};

Result<void> record(Work& work, std::string action, EntityRef subject, std::string before, std::string after) {
  TRY(trail::append(work.tx, trail::origin_of(work.actor),
                    {std::move(action), std::move(subject), std::move(before), std::move(after), {}}, work.now));
  return {};
}

Result<void> make_departments(Work& work, const std::vector<DepartmentPath>& paths) {
  if (work.tree.size() + paths.size() > most_departments)
    return invalid("directory.department.many", {{"limit", std::to_string(most_departments)}});
  for (DepartmentPath path : paths) {
    if (path.empty() || work.tree.find(path)) return conflict("directory.people.changed");
    DepartmentView made;
    made.id = new_id<Department>(work.now);
    made.name = TRY(clean_name(path.back(), "/department"));
    path.pop_back();
    const auto parent = work.tree.find(path);
    if (!parent) return conflict("directory.people.changed");
    made.parent = *parent;
    made.order = work.tree.next_order(*parent);
    TRY(store::insert_department(work.tx, work.actor.company, made));
    TRY(note_phase(work.tx, work.actor.company, made, true, {}, work.now));
    TRY(record(work, "directory.department.create", {"department", made.id.text()}, "",
               trail::fields_json({{"name", made.name}, {"parent", made.parent.text()}})));
    work.tree.add(made);
    ++work.done.departments;
  }
  return {};
}

Result<void> check_roles(const Work& work, const UserView* stored, const std::set<Role>& roles) {
  if (roles.empty()) return fail_at("/roles", "directory.user.no_role");
  const Side side = side_of(*roles.begin());
  if (!std::ranges::all_of(roles, [&](Role role) { return side_of(role) == side; }))
    return fail_at("/roles", "directory.user.side");
  if (stored != nullptr && stored->roles == roles) return {};
  const bool all_ordinary =
      std::ranges::all_of(roles, is_ordinary) && (stored == nullptr || std::ranges::all_of(stored->roles, is_ordinary));
  if (!all_ordinary && !work.actor.may(Permission::UsersManage)) return forbidden("directory.people.roles");
  // Rights of somebody who can already sign in are changed one by one, where their sessions end with them (AU13).
  if (stored != nullptr && work.accounts.contains(stored->id.text())) return conflict("directory.people.changed");
  return {};
}

Result<void> take_membership(const Work& work, const PersonEntry& entry, UserView& person) {
  const auto department = work.tree.find(entry.department);
  if (!department) return conflict("directory.people.changed");
  person.department = *department;
  person.posts.clear();
  for (const DepartmentPath& path : entry.posts) {
    const auto post = work.tree.find(path);
    if (!post || post->empty() || *post == person.department) return conflict("directory.people.changed");
    person.posts.push_back({*post, path.back()});
  }
  if (person.posts.size() > most_posts)
    return fail_at("/posts", "directory.posts.many", {{"limit", std::to_string(most_posts)}});
  person.site = Id<Site>();
  if (!entry.site.empty()) {
    const auto site = work.sites.find(text::squash(entry.site));
    if (site == work.sites.end()) return conflict("directory.people.changed");
    person.site = site->second;
  }
  person.employer = TRY(clean_optional_name(entry.employer, "/employer"));
  if (entry.until && person.employer.empty()) return fail_at("/until", "directory.until.own");
  person.until = entry.until;
  return {};
}

Result<UserView> person_of(const Work& work, const PersonEntry& entry) {
  UserView person;
  if (!entry.user.empty()) {
    const auto stored = work.known.find(entry.user.text());
    if (stored == work.known.end() || stored->second.version != entry.version)
      return conflict("directory.people.changed");
    person = stored->second;
    TRY(check_roles(work, &stored->second, entry.roles));
    const bool has_account = work.accounts.contains(entry.user.text());
    if (has_account && entry.login != person.login) return conflict("directory.people.changed");
    if (person.left_on) TRY(require_over(work.actor, person));
    if (person.left_on && !has_account) person.disabled = false;
    person.left_on.reset();
  } else {
    person.id = new_id<User>(work.now);
    TRY(check_roles(work, nullptr, entry.roles));
  }
  TRY(take_membership(work, entry, person));
  person.employee_no = TRY(clean_employee_no(entry.employee_no));
  person.name = TRY(clean_name(entry.name, "/name"));
  person.kana = TRY(clean_optional_name(entry.kana, "/kana"));
  person.mail = TRY(clean_mail(entry.mail));
  person.login = TRY(clean_login(entry.login));
  person.roles = entry.roles;
  person.side = side_of(*entry.roles.begin());
  return person;
}

/// Numbers and logins that will stand after the import, each once.
Result<void> check_unique(const Work& work, const std::vector<UserView>& people) {
  std::map<std::string, UserView> after = work.known;
  for (const UserView& person : people) after[person.id.text()] = person;
  const auto here = std::ranges::count_if(after, [](const auto& one) { return !one.second.left_on; });
  if (here > static_cast<std::int64_t>(most_people))
    return invalid("directory.people.many", {{"limit", std::to_string(most_people)}});
  std::set<std::string> logins;
  std::set<std::string> numbers;
  for (const auto& [id, person] : after) {
    if (!logins.insert(folded_login(person.login)).second) return conflict("directory.people.changed");
    if (!person.employee_no.empty() && !numbers.insert(folded_login(person.employee_no)).second)
      return conflict("directory.people.changed");
  }
  return {};
}

Result<void> change_person(Work& work, const UserView& person) {
  const UserView& stored = work.known.at(person.id.text());
  if (!TRY(store::update_person(work.tx, work.actor.company, person))) return conflict("directory.people.changed");
  if (person.side != stored.side) TRY(store::move_to_side(work.tx, work.actor.company, person));
  if (person.roles != stored.roles) TRY(store::replace_roles(work.tx, work.actor.company, person));
  if (person.posts != stored.posts) TRY(store::replace_posts(work.tx, work.actor.company, person));
  ++work.done.changed;
  if (stored.left_on) ++work.done.returned;
  return record(work, "directory.user.change", {"user", person.id.text()}, fields_of(stored), fields_of(person));
}

}  // namespace

std::string_view name_of(AccountState state) {
  switch (state) {
    case AccountState::None:
      return "none";
    case AccountState::Invited:
      return "invited";
    case AccountState::Expired:
      return "expired";
    case AccountState::Active:
      return "active";
    case AccountState::Disabled:
      return "disabled";
  }
  die("an account state without a name");
}

Result<std::vector<Person>> list_people(db::Tx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto accounts = TRY(store::users_with_account(tx, actor.company));
  const auto invited = TRY(store::open_invitations(tx, actor.company));
  std::vector<Person> people;
  for (UserView& user : TRY(store::list_people(tx, actor.company))) {
    AccountState state = AccountState::None;
    const auto invitation = invited.find(user.id.text());
    if (user.disabled)
      state = AccountState::Disabled;
    else if (accounts.contains(user.id.text()))
      state = AccountState::Active;
    else if (invitation != invited.end())
      state = invitation->second > now ? AccountState::Invited : AccountState::Expired;
    people.push_back({std::move(user), state});
  }
  return people;
}

bool is_ordinary(Role role) { return role == Role::Employee || role == Role::Manager || role == Role::CommitteeMember; }

Result<Imported> import_people(db::WriteTx& tx, const Actor& actor, const PeopleImport& import, Instant now,
                               const LeftHooks& left) {
  TRY(require(actor, Permission::CompanyManage));
  Work work{tx,  actor,
            now, Tree(TRY(store::list_departments(tx, actor.company))),
            {},  TRY(store::users_with_account(tx, actor.company))};
  for (UserView& user : TRY(store::list_users(tx, actor.company))) {
    std::string id = user.id.text();
    work.known.emplace(std::move(id), std::move(user));
  }
  for (const SiteView& site : TRY(store::list_sites(tx, actor.company)))
    work.sites.emplace(text::squash(site.name), site.id);
  TRY(make_departments(work, import.departments));
  // Leavers first, so that there is room for those who come.
  for (const Leaver& leaver : import.leavers) {
    const UserView gone = TRY(leave(tx, actor, leaver, now, left));
    work.known[gone.id.text()] = gone;
    ++work.done.left;
  }
  std::vector<UserView> all;
  for (const PersonEntry& entry : import.people) all.push_back(TRY(person_of(work, entry)));
  TRY(check_unique(work, all));
  std::vector<UserView> fresh;
  // Changed people first, so that a number or login that they give up is free for a new one.
  for (UserView& person : all) {
    if (work.known.contains(person.id.text()))
      TRY(change_person(work, person));
    else
      fresh.push_back(std::move(person));
  }
  TRY(store::insert_people(tx, actor.company, fresh, now));
  for (const UserView& person : fresh)
    TRY(record(work, "directory.user.create", {"user", person.id.text()}, "", fields_of(person)));
  work.done.added = static_cast<std::int64_t>(fresh.size());
  TRY(record(work, "directory.people.import", {"company", actor.company.text()}, "",
             trail::fields_json({{"source", import.source},
                                 {"added", std::to_string(work.done.added)},
                                 {"changed", std::to_string(work.done.changed)},
                                 {"departments", std::to_string(work.done.departments)},
                                 {"left", std::to_string(work.done.left)},
                                 {"returned", std::to_string(work.done.returned)}})));
  return work.done;
}

}  // namespace sonae::directory
