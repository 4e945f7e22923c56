#include "core/tasks/store.h"

#include "platform/messages/args.h"

namespace sonae::tasks::store {

namespace {

constexpr db::Sql insert_task =
    "insert into tasks (company_id, id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, "
    "owner_id, link, harm, state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, "
    "closed_by, closed_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
    "$17, $18, $19, $20, $21, $22, $23, $24)";
constexpr db::Sql update_task =
    "update tasks set title_key = $4, title_args = $5, title = $6, starts = $7, due = $8, owner_kind = $9, "
    "owner_id = $10, link = $11, harm = $12, state = $13, note = $14, progress = $15, closed_by = $16, "
    "closed_at = $17, version = version + 1 where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql select_task =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and id = $2";
constexpr db::Sql select_open_task =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and origin = $2 and origin_key = $3 and state = 'open'";
constexpr db::Sql select_open =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and state = 'open' order by due, id limit $2";
constexpr db::Sql select_open_of =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and state = 'open' and owner_kind = $2 and owner_id = $3 "
    "order by due, id limit $4";
constexpr db::Sql select_open_of_departments =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and state = 'open' and owner_kind = 'department' order by due, id limit $2";
constexpr db::Sql select_closed =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and state = $2 and state <> 'open' order by closed_at desc, id desc limit $3";
constexpr db::Sql select_overdue =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and state = 'open' and due < $2 order by due desc, id limit 200";
constexpr db::Sql select_of_year =
    "select id, origin, origin_key, title_key, title_args, title, starts, due, owner_kind, owner_id, link, harm, "
    "state, note, progress, schedule_id, occurrence, fiscal_year, opened_by, opened_at, closed_by, closed_at, version "
    "from tasks where company_id = $1 and fiscal_year = $2 order by due, id limit 5000";
constexpr db::Sql select_open_keys =
    "select origin_key from tasks where company_id = $1 and origin = $2 and state = 'open' order by origin_key "
    "limit 1000";
constexpr db::Sql select_department = "select name from departments where company_id = $1 and id = $2";
constexpr db::Sql select_user = "select department_id, name from users where company_id = $1 and id = $2";

Result<State> state_of(std::string_view name) {
  for (const State state : {State::Open, State::Done, State::Dropped})
    if (name_of(state) == name) return state;
  return internal("a stored task has an unknown state: " + std::string(name));
}

Result<Task> task_of(const db::Row& row) {
  Task task;
  task.id = row.text(0);
  task.origin = row.text(1);
  task.key = row.text(2);
  task.title_key = row.text(3);
  task.args = TRY(messages::read_args(row.text(4)));
  task.title = row.text(5);
  if (!row.is_null(6)) task.starts = Date::parse_iso(row.text(6));
  const auto due = Date::parse_iso(row.text(7));
  if (!due) return internal("a stored task has no readable due date: " + row.text(7));
  task.due = *due;
  task.owner = owner_of(row.text(8), row.text(9));
  task.link = row.text(10);
  task.harm = static_cast<Harm>(row.integer(11));
  task.state = TRY(state_of(row.text(12)));
  task.note = row.text(13);
  task.progress = static_cast<int>(row.integer(14));
  task.schedule = row.text_or_empty(15);
  task.occurrence = row.text_or_empty(16);
  if (!row.is_null(17)) task.fiscal_year = static_cast<int>(row.integer(17));
  task.opened_by = row.id<User>(18);
  task.opened_at = row.instant(19);
  task.closed_by = row.id<User>(20);
  if (!row.is_null(21)) task.closed_at = row.instant(21);
  task.version = row.integer(22);
  return task;
}

Result<std::vector<Task>> tasks_of(const db::Rows& rows) {
  std::vector<Task> list;
  list.reserve(rows.size());
  for (const db::Row& row : rows) list.push_back(TRY(task_of(row)));
  return list;
}

Result<std::optional<Task>> task_or_none(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return TRY(task_of(*row));
}

db::Arg none_when_empty(const std::string& text) { return text.empty() ? db::Arg(std::nullopt) : db::Arg(text); }

}  // namespace

std::string_view kind_of(const Owner& owner) {
  if (owner.role) return "role";
  return owner.user.empty() ? "department" : "user";
}

std::string id_of(const Owner& owner) {
  if (owner.role) return std::string(name_of(*owner.role));
  return owner.user.empty() ? owner.department.text() : owner.user.text();
}

Owner owner_of(std::string_view kind, const std::string& id) {
  if (kind == "role") return {parse_role(id), {}, {}};
  if (kind == "user") return owned_by(Id<User>::trusted(id));
  return owned_by(Id<Department>::trusted(id));
}

Result<void> insert(db::WriteTx& tx, const Id<Company>& company, const Task& task) {
  TRY(tx.execute(insert_task, {company,
                               task.id,
                               task.origin,
                               task.key,
                               task.title_key,
                               messages::write_args(task.args),
                               task.title,
                               task.starts,
                               task.due,
                               kind_of(task.owner),
                               id_of(task.owner),
                               task.link,
                               static_cast<int>(task.harm),
                               name_of(task.state),
                               task.note,
                               task.progress,
                               none_when_empty(task.schedule),
                               none_when_empty(task.occurrence),
                               task.fiscal_year,
                               task.opened_by,
                               task.opened_at,
                               none_when_empty(task.closed_by.text()),
                               task.closed_at,
                               task.version}));
  return {};
}

Result<bool> update(db::WriteTx& tx, const Id<Company>& company, const Task& task) {
  return TRY(tx.execute(update_task, {company, task.id, task.version, task.title_key, messages::write_args(task.args),
                                      task.title, task.starts, task.due, kind_of(task.owner), id_of(task.owner),
                                      task.link, static_cast<int>(task.harm), name_of(task.state), task.note,
                                      task.progress, none_when_empty(task.closed_by.text()), task.closed_at})) == 1;
}

Result<std::optional<Task>> find(db::Tx& tx, const Id<Company>& company, std::string_view id) {
  return task_or_none(TRY(tx.find(select_task, {company, id})));
}

Result<std::optional<Task>> find_open(db::Tx& tx, const Id<Company>& company, std::string_view origin,
                                      std::string_view key) {
  return task_or_none(TRY(tx.find(select_open_task, {company, origin, key})));
}

Result<std::vector<Task>> list_open(db::Tx& tx, const Id<Company>& company, int limit) {
  return tasks_of(TRY(tx.query(select_open, {company, limit})));
}

Result<std::vector<Task>> list_open_of(db::Tx& tx, const Id<Company>& company, std::string_view kind,
                                       std::string_view owner, int limit) {
  return tasks_of(TRY(tx.query(select_open_of, {company, kind, owner, limit})));
}

Result<std::vector<Task>> list_open_of_departments(db::Tx& tx, const Id<Company>& company, int limit) {
  return tasks_of(TRY(tx.query(select_open_of_departments, {company, limit})));
}

Result<std::vector<Task>> list_closed(db::Tx& tx, const Id<Company>& company, State state, int limit) {
  return tasks_of(TRY(tx.query(select_closed, {company, name_of(state), limit})));
}

Result<std::vector<Task>> list_overdue(db::Tx& tx, const Id<Company>& company, Date before) {
  return tasks_of(TRY(tx.query(select_overdue, {company, before})));
}

Result<std::vector<Task>> list_of_year(db::Tx& tx, const Id<Company>& company, int year) {
  return tasks_of(TRY(tx.query(select_of_year, {company, year})));
}

Result<std::vector<std::string>> open_keys(db::Tx& tx, const Id<Company>& company, std::string_view origin) {
  std::vector<std::string> keys;
  for (const db::Row& row : TRY(tx.query(select_open_keys, {company, origin}))) keys.push_back(row.text(0));
  return keys;
}

Result<bool> owner_exists(db::Tx& tx, const Id<Company>& company, const Owner& owner) {
  if (owner.role) return true;
  if (owner.user.empty()) return TRY(tx.find(select_department, {company, owner.department})).has_value();
  return TRY(tx.find(select_user, {company, owner.user})).has_value();
}

Result<std::string> owner_name(db::Tx& tx, const Id<Company>& company, const Owner& owner) {
  if (owner.role) return std::string();
  const auto row = TRY(owner.user.empty() ? tx.find(select_department, {company, owner.department})
                                          : tx.find(select_user, {company, owner.user}));
  return row ? row->text(owner.user.empty() ? 0 : 1) : std::string();
}

Result<Id<Department>> department_of(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_user, {company, user}));
  return row ? row->id<Department>(0) : Id<Department>();
}

}  // namespace sonae::tasks::store
