#include "features/governance/requests/store.h"

#include <algorithm>

namespace sonae::governance::requests::store {

namespace {

constexpr db::Sql select_requests =
    "select request_id, kind, fiscal_year, title, due, state, sent_by_name, sent_at, version, sent_by from "
    "work_requests"
    " where company_id = $1 order by sent_at desc, request_id desc limit 200";
constexpr db::Sql select_request =
    "select request_id, kind, fiscal_year, title, due, state, sent_by_name, sent_at, version, sent_by from "
    "work_requests"
    " where company_id = $1 and request_id = $2";
constexpr db::Sql select_items =
    "select no from work_request_items where company_id = $1 and request_id = $2 order by no limit 500";
constexpr db::Sql select_words =
    "select language, subject, body from work_request_words where company_id = $1 and request_id = $2";
constexpr db::Sql select_parts =
    "select department_id, done_at, done_by_name, note, reminders, reminded_at, version, done_by from "
    "work_request_departments"
    " where company_id = $1 and request_id = $2 order by position limit 300";
constexpr db::Sql select_recipients =
    "select department_id, user_id, name, way, language from work_request_recipients"
    " where company_id = $1 and request_id = $2 order by department_id, name, user_id limit 3000";
constexpr db::Sql select_entries =
    "select department_id, body, from_office, written_by_name, written_at from work_request_entries"
    " where company_id = $1 and request_id = $2 order by department_id, position limit 20000";
constexpr db::Sql insert_request_row =
    "insert into work_requests (company_id, request_id, kind, fiscal_year, title, due, state, sent_by, sent_by_name,"
    " sent_at, version) values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, 1)";
constexpr db::Sql insert_item = "insert into work_request_items (company_id, request_id, no) values ($1, $2, $3)";
constexpr db::Sql insert_words =
    "insert into work_request_words (company_id, request_id, language, subject, body) values ($1, $2, $3, $4, $5)";
constexpr db::Sql insert_part =
    "insert into work_request_departments (company_id, request_id, department_id, position, done_by_name, note,"
    " reminders, version) values ($1, $2, $3, $4, '', '', 0, 1)";
constexpr db::Sql insert_recipient =
    "insert into work_request_recipients (company_id, request_id, department_id, user_id, name, way, language)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
constexpr db::Sql update_request_row =
    "update work_requests set state = $4, version = version + 1"
    " where company_id = $1 and request_id = $2 and version = $3";
constexpr db::Sql update_part_row =
    "update work_request_departments set done_at = $5, done_by = $6, done_by_name = $7, note = $8, reminders = $9,"
    " reminded_at = $10, version = version + 1"
    " where company_id = $1 and request_id = $2 and department_id = $3 and version = $4";
constexpr db::Sql insert_entry_row =
    "insert into work_request_entries (company_id, request_id, department_id, position, body, from_office, written_by,"
    " written_by_name, written_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr db::Sql select_people =
    "select u.id, u.name, u.mail, u.language, u.department_id, r.role from users u left join role_assignments r"
    " on r.company_id = u.company_id and r.user_id = u.id and r.role = 'manager'"
    " where u.company_id = $1 and u.disabled = 0 order by u.name, u.id limit 10000";

Result<Request> request_of(const db::Row& row) {
  Request request;
  request.id = row.id<RequestTag>(0);
  const auto kind = parse_kind(row.text(1));
  const auto due = Date::parse_iso(row.text(4));
  if (!kind || !due) return internal("a stored request cannot be read");
  request.kind = *kind;
  if (!row.is_null(2)) request.fiscal_year = static_cast<int>(row.integer(2));
  request.title = row.text(3);
  request.due = *due;
  request.open = row.text(5) == "open";
  request.sent_by = row.text(6);
  request.sent_at = row.instant(7);
  request.version = row.integer(8);
  request.sender = row.id<User>(9);
  return request;
}

DepartmentPart part_of(const db::Row& row) {
  DepartmentPart part;
  part.department = row.id<Department>(0);
  if (!row.is_null(1)) part.done_at = row.instant(1);
  part.done_by = row.text(2);
  part.note = row.text(3);
  part.reminders = static_cast<int>(row.integer(4));
  if (!row.is_null(5)) part.reminded_at = row.instant(5);
  part.version = row.integer(6);
  part.done_by_user = row.id<User>(7);
  return part;
}

Result<void> load_parts(db::Tx& tx, const Id<Company>& company, Request& request) {
  for (const db::Row& row : TRY(tx.query(select_items, {company, request.id})))
    request.numbers.push_back(static_cast<int>(row.integer(0)));
  for (const db::Row& row : TRY(tx.query(select_parts, {company, request.id})))
    request.departments.push_back(part_of(row));
  const auto part = [&](const db::Row& row) {
    return std::ranges::find(request.departments, row.id<Department>(0), &DepartmentPart::department);
  };
  for (const db::Row& row : TRY(tx.query(select_recipients, {company, request.id})))
    part(row)->recipients.push_back({row.id<User>(1), row.text(2), row.text(3) == "mail", row.text(4)});
  for (const db::Row& row : TRY(tx.query(select_entries, {company, request.id})))
    part(row)->entries.push_back({row.text(1), row.boolean(2), row.text(3), row.instant(4)});
  return {};
}

}  // namespace

Result<std::vector<Request>> list_requests(db::Tx& tx, const Id<Company>& company) {
  std::vector<Request> list;
  for (const db::Row& row : TRY(tx.query(select_requests, {company}))) {
    list.push_back(TRY(request_of(row)));
    TRY(load_parts(tx, company, list.back()));
  }
  return list;
}

Result<Request> get_request(db::Tx& tx, const Id<Company>& company, const Id<RequestTag>& id) {
  const auto row = TRY(tx.find(select_request, {company, id}));
  if (!row) return not_found();
  Request request = TRY(request_of(*row));
  TRY(load_parts(tx, company, request));
  for (const db::Row& one : TRY(tx.query(select_words, {company, id})))
    request.words[one.text(0)] = {one.text(1), one.text(2)};
  return request;
}

Result<void> insert_request(db::WriteTx& tx, const Id<Company>& company, const Request& r) {
  TRY(tx.execute(insert_request_row,
                 {company, r.id, name_of(r.kind), r.fiscal_year, r.title, r.due, r.sender, r.sent_by, r.sent_at}));
  std::vector<db::Args> items;
  for (const int no : r.numbers) items.push_back({company, r.id, no});
  TRY(tx.execute_many(insert_item, items));
  std::vector<db::Args> words;
  for (const auto& [language, text] : r.words) words.push_back({company, r.id, language, text.subject, text.body});
  TRY(tx.execute_many(insert_words, words));
  std::vector<db::Args> parts;
  std::vector<db::Args> recipients;
  for (const DepartmentPart& part : r.departments) {
    parts.push_back({company, r.id, part.department, static_cast<std::int64_t>(parts.size())});
    for (const Recipient& one : part.recipients)
      recipients.push_back(
          {company, r.id, part.department, one.user, one.name, one.mail ? "mail" : "paper", one.language});
  }
  TRY(tx.execute_many(insert_part, parts));
  return tx.execute_many(insert_recipient, recipients);
}

Result<void> update_request(db::WriteTx& tx, const Id<Company>& company, const Request& r) {
  if (TRY(tx.execute(update_request_row, {company, r.id, r.version, r.open ? "open" : "closed"})) != 1)
    return conflict("requests.version");
  return {};
}

Result<void> update_part(db::WriteTx& tx, const Id<Company>& company, const Id<RequestTag>& id,
                         const DepartmentPart& part) {
  const db::Arg by = part.done_by_user.empty() ? db::Arg(std::nullopt) : db::Arg(part.done_by_user);
  const std::int64_t rows =
      TRY(tx.execute(update_part_row, {company, id, part.department, part.version, part.done_at, by, part.done_by,
                                       part.note, part.reminders, part.reminded_at}));
  if (rows != 1) return conflict("requests.version");
  return {};
}

Result<void> insert_entry(db::WriteTx& tx, const Id<Company>& company, const Id<RequestTag>& id,
                          const Id<Department>& department, std::size_t position, const Entry& entry,
                          const Id<User>& by) {
  TRY(tx.execute(insert_entry_row, {company, id, department, static_cast<std::int64_t>(position), entry.body,
                                    entry.from_office, by, entry.by, entry.at}));
  return {};
}

Result<std::vector<Reachable>> list_people(db::Tx& tx, const Id<Company>& company) {
  std::vector<Reachable> list;
  for (const db::Row& row : TRY(tx.query(select_people, {company})))
    list.push_back({row.id<User>(0), row.text(1), row.text_or_empty(2), row.text_or_empty(3), row.id<Department>(4),
                    !row.is_null(5)});
  return list;
}

}  // namespace sonae::governance::requests::store
