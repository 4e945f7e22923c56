#include "core/directory/store_people.h"

#include <algorithm>
#include <tuple>

#include "core/directory/accounts.h"
#include "core/directory/store.h"
#include "core/directory/store_organisation.h"

namespace sonae::directory::store {

namespace {

// The company's profile
constexpr db::Sql select_profile =
    "select name, kana, sites, headcount, computers, fiscal_year_start, language, version from companies "
    "where company_id = $1";
constexpr db::Sql update_profile_row =
    "update companies set name = $3, kana = $4, sites = $5, headcount = $6, computers = $7, fiscal_year_start = $8, "
    "language = $9, version = version + 1 where company_id = $1 and version = $2";

// Steps of the first run
constexpr db::Sql select_steps =
    "select step, state, changed_at from setup_steps where company_id = $1 order by step limit 200";
constexpr db::Sql upsert_step =
    "insert into setup_steps (company_id, step, state, changed_at, changed_by) values ($1, $2, $3, $4, $5) "
    "on conflict (company_id, step) do update set state = excluded.state, changed_at = excluded.changed_at, "
    "changed_by = excluded.changed_by";
constexpr db::Sql delete_step = "delete from setup_steps where company_id = $1 and step = $2";

// People; the columns are those of an account
constexpr db::Sql count_users = "select count(*) from users where company_id = $1 and left_on is null";
constexpr db::Sql insert_person =
    "insert into users (company_id, id, login, login_folded, name, side, department_id, disabled, language, "
    "created_at, version, employee_no, employee_no_folded, kana, mail, site_id, employer, until) "
    "values ($1, $2, $3, $4, $5, $6, $7, 0, '', $8, 1, $9, $10, $11, $12, $13, $14, $15)";
constexpr db::Sql insert_role =
    "insert into role_assignments (company_id, user_id, role, side) values ($1, $2, $3, $4)";
constexpr db::Sql update_person_row =
    "update users set login = $4, login_folded = $5, name = $6, department_id = $7, employee_no = $8, "
    "employee_no_folded = $9, kana = $10, mail = $11, site_id = $12, employer = $13, until = $14, left_on = $15, "
    "disabled = $16, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql delete_roles = "delete from role_assignments where company_id = $1 and user_id = $2";
constexpr db::Sql update_side = "update users set side = $3 where company_id = $1 and id = $2";
constexpr db::Sql select_accounts =
    "select u.id from users u join credentials c on c.company_id = u.company_id and c.user_id = u.id "
    "where u.company_id = $1";

// Invitations
constexpr db::Sql upsert_invitation =
    "insert into invitations (company_id, user_id, token, created_by, created_at, expires_at) "
    "values ($1, $2, $3, $4, $5, $6) on conflict (company_id, user_id) do update set token = excluded.token, "
    "created_by = excluded.created_by, created_at = excluded.created_at, expires_at = excluded.expires_at, "
    "used_at = null";
constexpr db::Sql select_invitation =
    "select user_id, expires_at, used_at from invitations where company_id = $1 and token = $2";
constexpr db::Sql use_invitation_row =
    "update invitations set used_at = $3 where company_id = $1 and token = $2 and used_at is null";
constexpr db::Sql select_invitations =
    "select user_id, expires_at from invitations where company_id = $1 and used_at is null";

std::string_view text_of(Side side) { return side == Side::Audit ? "audit" : "operation"; }

std::optional<std::string> or_null(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}
template <typename Tag>
std::optional<std::string> or_null(const Id<Tag>& id) {
  return or_null(id.text());
}

std::optional<std::int64_t> number_or_nothing(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

}  // namespace

Result<std::optional<Profile>> find_profile(db::Tx& tx, const Id<Company>& company) {
  const auto row = TRY(tx.find(select_profile, {company}));
  if (!row) return std::nullopt;
  Profile profile;
  profile.name = row->text(0);
  profile.kana = row->text(1);
  profile.sites = number_or_nothing(*row, 2);
  profile.headcount = number_or_nothing(*row, 3);
  profile.computers = number_or_nothing(*row, 4);
  profile.fiscal_year_start = static_cast<int>(row->integer(5));
  profile.language = row->text(6);
  profile.version = row->integer(7);
  return profile;
}

Result<bool> update_profile(db::WriteTx& tx, const Id<Company>& company, const Profile& profile) {
  return TRY(tx.execute(update_profile_row,
                        {company, profile.version, profile.name, profile.kana, profile.sites, profile.headcount,
                         profile.computers, profile.fiscal_year_start, profile.language})) == 1;
}

Result<std::vector<Step>> list_steps(db::Tx& tx, const Id<Company>& company) {
  std::vector<Step> steps;
  for (const db::Row& row : TRY(tx.query(select_steps, {company}))) {
    const auto state = parse_step_state(row.text(1));
    if (!state) return internal("a step state this program does not know: " + row.text(1));
    steps.push_back({row.text(0), *state, row.instant(2)});
  }
  return steps;
}

Result<void> put_step(db::WriteTx& tx, const Id<Company>& company, const Step& step, const Id<User>& by, Instant now) {
  if (step.state == StepState::Open)
    TRY(tx.execute(delete_step, {company, step.key}));
  else
    TRY(tx.execute(upsert_step, {company, step.key, name_of(step.state), now, by}));
  return {};
}

Result<std::vector<UserView>> list_people(db::Tx& tx, const Id<Company>& company) {
  auto people = TRY(list_users(tx, company));
  std::ranges::stable_sort(people, [](const UserView& a, const UserView& b) {
    return std::tuple(a.employee_no.empty(), a.employee_no.size(), std::string_view(a.employee_no)) <
           std::tuple(b.employee_no.empty(), b.employee_no.size(), std::string_view(b.employee_no));
  });
  return people;
}

Result<std::int64_t> count_people(db::Tx& tx, const Id<Company>& company) {
  return TRY(tx.find(count_users, {company}))->integer(0);
}

Result<void> insert_people(db::WriteTx& tx, const Id<Company>& company, const std::vector<UserView>& people,
                           Instant now) {
  std::vector<db::Args> rows;
  std::vector<db::Args> roles;
  for (const UserView& person : people) {
    rows.push_back({company, person.id, person.login, folded_login(person.login), person.name, text_of(person.side),
                    or_null(person.department), now, or_null(person.employee_no),
                    or_null(folded_login(person.employee_no)), person.kana, person.mail, or_null(person.site),
                    person.employer, person.until});
    for (const Role role : person.roles) roles.push_back({company, person.id, name_of(role), text_of(person.side)});
  }
  TRY(tx.execute_many(insert_person, rows));
  TRY(tx.execute_many(insert_role, roles));
  return insert_posts(tx, company, people);
}

Result<bool> update_person(db::WriteTx& tx, const Id<Company>& company, const UserView& person) {
  return TRY(tx.execute(update_person_row,
                        {company, person.id, person.version, person.login, folded_login(person.login), person.name,
                         or_null(person.department), or_null(person.employee_no),
                         or_null(folded_login(person.employee_no)), person.kana, person.mail, or_null(person.site),
                         person.employer, person.until, person.left_on, person.disabled})) == 1;
}

Result<void> move_to_side(db::WriteTx& tx, const Id<Company>& company, const UserView& person) {
  TRY(tx.execute(delete_roles, {company, person.id}));
  TRY(tx.execute(update_side, {company, person.id, text_of(person.side)}));
  return {};
}

Result<void> put_invitation(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, const Digest& token,
                            const Id<User>& by, Instant now, Instant expires_at) {
  TRY(tx.execute(upsert_invitation, {company, user, token, by, now, expires_at}));
  return {};
}

Result<std::optional<InvitationRow>> find_invitation(db::Tx& tx, const Id<Company>& company, const Digest& token) {
  const auto row = TRY(tx.find(select_invitation, {company, token}));
  if (!row) return std::nullopt;
  InvitationRow invitation{row->id<User>(0), row->instant(1), {}};
  if (!row->is_null(2)) invitation.used_at = row->instant(2);
  return invitation;
}

Result<bool> use_invitation(db::WriteTx& tx, const Id<Company>& company, const Digest& token, Instant now) {
  return TRY(tx.execute(use_invitation_row, {company, token, now})) == 1;
}

Result<std::map<std::string, Instant>> open_invitations(db::Tx& tx, const Id<Company>& company) {
  std::map<std::string, Instant> open;
  for (const db::Row& row : TRY(tx.query(select_invitations, {company}))) open.emplace(row.text(0), row.instant(1));
  return open;
}

Result<std::set<std::string>> users_with_account(db::Tx& tx, const Id<Company>& company) {
  std::set<std::string> users;
  for (const db::Row& row : TRY(tx.query(select_accounts, {company}))) users.insert(row.text(0));
  return users;
}

}  // namespace sonae::directory::store
