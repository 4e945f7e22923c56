#include "core/directory/membership.h"

#include <algorithm>

#include "core/directory/accounts.h"
#include "core/directory/inputs.h"
#include "core/directory/second_person.h"
#include "core/directory/store.h"
#include "core/directory/store_organisation.h"
#include "core/directory/store_people.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

std::string iso_or_empty(const std::optional<Date>& day) { return day ? day->iso() : ""; }

std::string fields_of(const UserView& person) {
  std::string posts;
  for (const Post& post : person.posts) posts += (posts.empty() ? "" : " ") + post.department.text();
  return trail::fields_json({{"employee_no", person.employee_no},
                             {"kana", person.kana},
                             {"mail", person.mail},
                             {"department", person.department.text()},
                             {"posts", posts},
                             {"site", person.site.text()},
                             {"employer", person.employer},
                             {"until", iso_or_empty(person.until)},
                             {"left_on", iso_or_empty(person.left_on)}});
}

Result<UserView> load(db::Tx& tx, const Actor& actor, const Id<User>& user, std::int64_t version) {
  TRY(require(actor, Permission::CompanyManage));
  auto stored = TRY(store::find_user(tx, actor.company, user));
  if (!stored) return not_found();
  if (stored->version != version) return conflict("directory.edit.conflict");
  return std::move(*stored);
}

Result<UserView> save(db::WriteTx& tx, const Actor& actor, std::string action, const UserView& before,
                      const UserView& after, Instant now) {
  if (!TRY(store::update_person(tx, actor.company, after))) return conflict("directory.edit.conflict");
  if (after.posts != before.posts) TRY(store::replace_posts(tx, actor.company, after));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {std::move(action), {"user", after.id.text()}, fields_of(before), fields_of(after), {}}, now));
  auto saved = TRY(store::find_user(tx, actor.company, after.id));
  if (!saved) return internal("a person vanished while being changed");
  return std::move(*saved);
}

Result<void> take_departments(db::Tx& tx, const Actor& actor, const MembershipChange& change, UserView& person) {
  if (change.department) {
    if (!change.department->empty() && !TRY(store::find_department(tx, actor.company, *change.department)))
      return fail_at("/department", "directory.department.unknown");
    person.department = *change.department;
  }
  if (!change.posts) {
    std::erase_if(person.posts, [&](const Post& post) { return post.department == person.department; });
    return {};
  }
  if (change.posts->size() > most_posts)
    return fail_at("/posts", "directory.posts.many", {{"limit", std::to_string(most_posts)}});
  std::set<Id<Department>> wanted(change.posts->begin(), change.posts->end());
  if (wanted.contains(person.department) || (!wanted.empty() && person.department.empty()))
    return fail_at("/posts", "directory.posts.main");
  person.posts.clear();
  for (const Id<Department>& one : wanted) {
    const auto department = TRY(store::find_department(tx, actor.company, one));
    if (!department) return fail_at("/posts", "directory.department.unknown");
    person.posts.push_back({one, department->name});
  }
  return {};
}

Result<void> take_number(db::Tx& tx, const Actor& actor, const std::string& number, UserView& person) {
  person.employee_no = TRY(clean_employee_no(number));
  if (person.employee_no.empty()) return {};
  const std::string folded = folded_login(person.employee_no);
  for (const UserView& other : TRY(store::list_users(tx, actor.company)))
    if (other.id != person.id && folded_login(other.employee_no) == folded)
      return conflict("directory.people.number_taken", {{"number", person.employee_no}, {"name", other.name}});
  return {};
}

}  // namespace

Result<void> require_over(const Actor& actor, const UserView& person) {
  if (std::ranges::all_of(person.roles, is_ordinary) || actor.may(Permission::UsersManage)) return {};
  return forbidden("directory.leaving.administrator", {{"name", person.name}});
}

Result<UserView> change_membership(db::WriteTx& tx, const Actor& actor, const MembershipChange& change, Instant now) {
  const UserView stored = TRY(load(tx, actor, change.user, change.version));
  if (stored.left_on) return conflict("directory.user.left");
  UserView person = stored;
  TRY(take_departments(tx, actor, change, person));
  if (change.site) {
    if (!change.site->empty() && !TRY(store::find_site(tx, actor.company, *change.site)))
      return fail_at("/site", "directory.site.unknown");
    person.site = *change.site;
  }
  if (change.employer) person.employer = TRY(clean_optional_name(*change.employer, "/employer"));
  if (change.until) person.until = *change.until;
  if (person.employer.empty() && change.until && *change.until) return fail_at("/until", "directory.until.own");
  if (person.employer.empty()) person.until.reset();
  if (change.employee_no) TRY(take_number(tx, actor, *change.employee_no, person));
  if (change.kana) person.kana = TRY(clean_optional_name(*change.kana, "/kana"));
  if (change.mail) person.mail = TRY(clean_mail(*change.mail));
  return save(tx, actor, "directory.user.membership", stored, person, now);
}

Result<UserView> leave(db::WriteTx& tx, const Actor& actor, const Leaver& leaver, Instant now, const LeftHooks& left) {
  const UserView stored = TRY(load(tx, actor, leaver.user, leaver.version));
  if (stored.left_on) return conflict("directory.user.left");
  if (stored.id == actor.user) return forbidden("directory.user.own_rights");
  TRY(require_over(actor, stored));
  if (leaver.on > date_in_zone(now, japan_offset_minutes)) return fail_at("/on", "directory.leaving.day");
  if (!stored.disabled && stored.roles.contains(Role::Administrator) &&
      TRY(session::find_credential(tx, actor.company, stored.id)) && TRY(count_administrators(tx, actor.company)) <= 1)
    return conflict("directory.user.last_administrator");
  UserView person = stored;
  person.left_on = leaver.on;
  person.disabled = true;
  TRY(session::remove_sessions_of(tx, actor.company, person.id));
  UserView gone = TRY(save(tx, actor, "directory.user.leave", stored, person, now));
  for (const LeftHook& hook : left) TRY(hook(tx, actor, gone.id, leaver.on, now));
  return gone;
}

Result<UserView> come_back(db::WriteTx& tx, const Actor& actor, const Id<User>& user, std::int64_t version,
                           Instant now) {
  const UserView stored = TRY(load(tx, actor, user, version));
  if (!stored.left_on) return conflict("directory.leaving.here");
  TRY(require_over(actor, stored));
  UserView person = stored;
  person.left_on.reset();
  person.disabled = TRY(session::find_credential(tx, actor.company, user)).has_value();
  if (!person.department.empty() && !TRY(store::find_department(tx, actor.company, person.department)))
    person.department = Id<Department>();
  std::vector<Post> posts;
  for (const Post& post : stored.posts)
    if (!person.department.empty() && TRY(store::find_department(tx, actor.company, post.department)))
      posts.push_back(post);
  person.posts = std::move(posts);
  return save(tx, actor, "directory.user.return", stored, person, now);
}

}  // namespace sonae::directory
