#include "core/directory/store_organisation.h"

#include <charconv>

namespace sonae::directory::store {

namespace {

// Sites; list and single row have the same columns
constexpr db::Sql select_sites =
    "select id, name, kana, prefecture, address, phone, version from sites where company_id = $1 "
    "order by name, id limit 1000";
constexpr db::Sql select_site =
    "select id, name, kana, prefecture, address, phone, version from sites where company_id = $1 and id = $2";
constexpr db::Sql insert_site_row =
    "insert into sites (company_id, id, name, kana, prefecture, address, phone, version) "
    "values ($1, $2, $3, $4, $5, $6, $7, 1)";
constexpr db::Sql update_site_row =
    "update sites set name = $4, kana = $5, prefecture = $6, address = $7, phone = $8, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql delete_site_row = "delete from sites where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql count_use =
    "select (select count(*) from departments where company_id = $1 and site_id = $2 and deleted_at is null), "
    "(select count(*) from users where company_id = $1 and site_id = $2)";

// Posts beside the main one
constexpr db::Sql select_posts =
    "select p.user_id, p.department_id, d.name from other_posts p join departments d on d.company_id = p.company_id "
    "and d.id = p.department_id where p.company_id = $1 order by p.user_id, d.name, p.department_id";
constexpr db::Sql select_posts_of =
    "select p.user_id, p.department_id, d.name from other_posts p join departments d on d.company_id = p.company_id "
    "and d.id = p.department_id where p.company_id = $1 and p.user_id = $2 order by d.name, p.department_id";
constexpr db::Sql delete_posts = "delete from other_posts where company_id = $1 and user_id = $2";
constexpr db::Sql insert_post = "insert into other_posts (company_id, user_id, department_id) values ($1, $2, $3)";
// `union` ends even a ring.
constexpr db::Sql select_reach =
    "with recursive below (id) as (select id from departments where company_id = $1 and (id in "
    "(select department_id from users where company_id = $1 and id = $2) or id in "
    "(select department_id from other_posts where company_id = $1 and user_id = $2)) union "
    "select child.id from departments child join below on child.parent_id = below.id where child.company_id = $1) "
    "select id from below order by id";

// History
constexpr db::Sql select_phases =
    "select department_id, number, day, at, name, parent_id, is_open from department_history where company_id = $1 "
    "order by department_id, number limit 20000";
constexpr db::Sql select_last_phase =
    "select department_id, number, day, at, name, parent_id, is_open from department_history "
    "where company_id = $1 and department_id = $2 order by number desc limit 1";
constexpr db::Sql insert_phase_row =
    "insert into department_history (company_id, department_id, number, day, at, name, parent_id, is_open) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8)";

SiteView site_of(const db::Row& row) {
  return {row.id<Site>(0), row.text(1), row.text(2),   static_cast<int>(row.integer(3)),
          row.text(4),     row.text(5), row.integer(6)};
}

Post post_of(const db::Row& row) { return {row.id<Department>(1), row.text(2)}; }

/// UUIDv7 begins with 48 bits of milliseconds.
Date day_of_making(const Id<Department>& department) {
  const std::string& text = department.text();
  if (text.size() < 15 || text[14] != '7') return Date();
  const std::string digits = text.substr(0, 8) + text.substr(9, 4);
  std::int64_t ms = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), ms, 16);
  return date_in_zone(Instant(ms), japan_offset_minutes);
}

DepartmentPhase phase_of(const db::Row& row) {
  DepartmentPhase phase;
  phase.department = row.id<Department>(0);
  phase.number = row.integer(1);
  phase.day = row.integer(2) == 0 ? day_of_making(phase.department) : Date::from_days(row.integer(2));
  phase.at = row.instant(3);
  phase.name = row.text(4);
  phase.parent = row.id<Department>(5);
  phase.open = row.boolean(6);
  return phase;
}

}  // namespace

Result<std::vector<SiteView>> list_sites(db::Tx& tx, const Id<Company>& company) {
  std::vector<SiteView> sites;
  for (const db::Row& row : TRY(tx.query(select_sites, {company}))) sites.push_back(site_of(row));
  return sites;
}

Result<std::optional<SiteView>> find_site(db::Tx& tx, const Id<Company>& company, const Id<Site>& site) {
  const auto row = TRY(tx.find(select_site, {company, site}));
  if (!row) return std::nullopt;
  return site_of(*row);
}

Result<void> insert_site(db::WriteTx& tx, const Id<Company>& company, const SiteView& site) {
  TRY(tx.execute(insert_site_row, {company, site.id, site.name, site.kana, site.prefecture, site.address, site.phone}));
  return {};
}

Result<bool> update_site(db::WriteTx& tx, const Id<Company>& company, const SiteView& site) {
  return TRY(tx.execute(update_site_row, {company, site.id, site.version, site.name, site.kana, site.prefecture,
                                          site.address, site.phone})) == 1;
}

Result<bool> delete_site(db::WriteTx& tx, const Id<Company>& company, const SiteView& site) {
  return TRY(tx.execute(delete_site_row, {company, site.id, site.version})) == 1;
}

Result<SiteUse> count_site_use(db::Tx& tx, const Id<Company>& company, const Id<Site>& site) {
  const auto row = TRY(tx.find(count_use, {company, site}));
  return SiteUse{row->integer(0), row->integer(1)};
}

Result<std::map<std::string, std::vector<Post>>> list_posts(db::Tx& tx, const Id<Company>& company) {
  std::map<std::string, std::vector<Post>> posts;
  for (const db::Row& row : TRY(tx.query(select_posts, {company}))) posts[row.text(0)].push_back(post_of(row));
  return posts;
}

Result<std::vector<Post>> list_posts_of(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  std::vector<Post> posts;
  for (const db::Row& row : TRY(tx.query(select_posts_of, {company, user}))) posts.push_back(post_of(row));
  return posts;
}

Result<void> replace_posts(db::WriteTx& tx, const Id<Company>& company, const UserView& person) {
  TRY(tx.execute(delete_posts, {company, person.id}));
  return insert_posts(tx, company, {person});
}

Result<void> insert_posts(db::WriteTx& tx, const Id<Company>& company, const std::vector<UserView>& people) {
  std::vector<db::Args> rows;
  for (const UserView& person : people)
    for (const Post& post : person.posts) rows.push_back({company, person.id, post.department});
  if (rows.empty()) return {};
  return tx.execute_many(insert_post, rows);
}

Result<std::vector<Id<Department>>> list_reach(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  std::vector<Id<Department>> ids;
  for (const db::Row& row : TRY(tx.query(select_reach, {company, user}))) ids.push_back(row.id<Department>(0));
  return ids;
}

Result<std::vector<DepartmentPhase>> list_phases(db::Tx& tx, const Id<Company>& company) {
  std::vector<DepartmentPhase> phases;
  for (const db::Row& row : TRY(tx.query(select_phases, {company}))) phases.push_back(phase_of(row));
  return phases;
}

Result<std::optional<DepartmentPhase>> last_phase(db::Tx& tx, const Id<Company>& company,
                                                  const Id<Department>& department) {
  const auto row = TRY(tx.find(select_last_phase, {company, department}));
  if (!row) return std::nullopt;
  return phase_of(*row);
}

Result<void> insert_phase(db::WriteTx& tx, const Id<Company>& company, const DepartmentPhase& phase) {
  const auto parent = phase.parent.empty() ? std::nullopt : std::optional(phase.parent);
  TRY(tx.execute(insert_phase_row, {company, phase.department, phase.number, phase.day.days(), phase.at, phase.name,
                                    parent, phase.open}));
  return {};
}

}  // namespace sonae::directory::store
