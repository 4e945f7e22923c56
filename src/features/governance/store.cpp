#include "features/governance/store.h"

namespace sonae::governance::store {

namespace {

// Offices stand in the order of the line of command; that of their names would be another.
constexpr db::Sql select_appointments =
    "select a.appointment_id, a.office, a.capacity, a.department_id, d.name, a.user_id, coalesce(u.name, a.firm),"
    " u.department_id, o.name, a.management, a.starts, a.until, a.ended, a.end_reason, a.letter_no, a.letter_date,"
    " a.version from governance_appointments a"
    " left join users u on u.company_id = a.company_id and u.id = a.user_id"
    " left join departments d on d.company_id = a.company_id and d.id = a.department_id"
    " left join departments o on o.company_id = u.company_id and o.id = u.department_id"
    " where a.company_id = $1"
    " order by case a.office when 'ciso' then 1 when 'chair' then 2 when 'member' then 3 when 'secretariat' then 4"
    " when 'manager' then 5 else 6 end, d.position, d.name, a.capacity desc, a.starts desc, a.appointment_id"
    " limit 5000";
constexpr db::Sql select_appointment =
    "select a.appointment_id, a.office, a.capacity, a.department_id, d.name, a.user_id, coalesce(u.name, a.firm),"
    " u.department_id, o.name, a.management, a.starts, a.until, a.ended, a.end_reason, a.letter_no, a.letter_date,"
    " a.version from governance_appointments a"
    " left join users u on u.company_id = a.company_id and u.id = a.user_id"
    " left join departments d on d.company_id = a.company_id and d.id = a.department_id"
    " left join departments o on o.company_id = u.company_id and o.id = u.department_id"
    " where a.company_id = $1 and a.appointment_id = $2";
constexpr db::Sql insert_one =
    "insert into governance_appointments (company_id, appointment_id, office, capacity, department_id, user_id, firm,"
    " management, starts, until, ended, end_reason, letter_no, letter_date, version, made_by, made_at)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16)";
constexpr db::Sql update_one =
    "update governance_appointments set management = $4, until = $5, ended = $6, end_reason = $7, letter_no = $8,"
    " letter_date = $9, version = version + 1 where company_id = $1 and appointment_id = $2 and version = $3";

constexpr db::Sql select_vacancies =
    "select v.vacancy_id, v.office, v.department_id, d.name, v.since, v.person, v.reason, v.expected, v.version"
    " from governance_vacancies v"
    " left join departments d on d.company_id = v.company_id and d.id = v.department_id"
    " where v.company_id = $1 and (v.filled is null or v.filled > $2) order by v.since, v.vacancy_id limit 1000";
constexpr db::Sql insert_vacancy_row =
    "insert into governance_vacancies (company_id, vacancy_id, office, department_id, since, person, reason, expected,"
    " version, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)";
constexpr db::Sql update_vacancy_row =
    "update governance_vacancies set reason = $4, expected = $5, version = version + 1"
    " where company_id = $1 and vacancy_id = $2 and version = $3 and filled is null";
constexpr db::Sql fill_rows =
    "update governance_vacancies set filled = $4, version = version + 1"
    " where company_id = $1 and office = $2 and coalesce(department_id, '') = $3 and filled is null";

constexpr db::Sql select_people =
    "select u.id, u.name, u.side, u.department_id, u.disabled, c.user_id from users u"
    " left join credentials c on c.company_id = u.company_id and c.user_id = u.id"
    " where u.company_id = $1 order by u.name, u.id limit 10000";
constexpr db::Sql select_person =
    "select u.id, u.name, u.side, u.department_id, u.disabled, c.user_id from users u"
    " left join credentials c on c.company_id = u.company_id and c.user_id = u.id"
    " where u.company_id = $1 and u.id = $2";
constexpr db::Sql select_posts = "select user_id, department_id from other_posts where company_id = $1";
constexpr db::Sql select_posts_of =
    "select user_id, department_id from other_posts where company_id = $1 and user_id = $2";
constexpr db::Sql select_roles = "select user_id, role from role_assignments where company_id = $1";
constexpr db::Sql select_roles_of = "select user_id, role from role_assignments where company_id = $1 and user_id = $2";

template <typename Tag>
std::optional<Id<Tag>> or_null(const Id<Tag>& id) {
  return id.empty() ? std::nullopt : std::optional(id);
}

std::optional<Date> date_in(const db::Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : Date::parse_iso(row.text(column));
}

Appointment appointment_in(const db::Row& row) {
  Appointment one;
  one.id = row.id<AppointmentTag>(0);
  one.office = *parse_office(row.text(1));
  one.capacity = *parse_capacity(row.text(2));
  one.department = row.id<Department>(3);
  one.department_name = row.text_or_empty(4);
  one.user = row.id<User>(5);
  one.name = row.text_or_empty(6);
  one.belongs_to = row.id<Department>(7);
  one.belongs_to_name = row.text_or_empty(8);
  one.rank = row.boolean(9) ? Rank::Management : Rank::Staff;
  one.from = *Date::parse_iso(row.text(10));
  one.until = date_in(row, 11);
  one.ended = date_in(row, 12);
  one.end_reason = row.text(13);
  one.letter_no = row.text(14);
  one.letter_date = date_in(row, 15);
  one.version = row.integer(16);
  return one;
}

Known person_in(const db::Row& row) {
  Known person;
  person.id = row.id<User>(0);
  person.name = row.text(1);
  const auto side = row.text(2) == "audit" ? Person::Account::Audit : Person::Account::Operation;
  if (!row.is_null(3)) person.departments.push_back(row.id<Department>(3));
  person.disabled = row.boolean(4);
  person.account = row.is_null(5) ? Person::Account::None : side;
  return person;
}

void add_role(Known& person, const std::string& name) {
  const auto role = parse_role(name);
  if (!role) return;
  person.roles.insert(*role);
  person.operates = person.operates || (*role != Role::Employee && side_of(*role) == Side::Operation);
}

}  // namespace

Result<std::vector<Appointment>> list_appointments(db::Tx& tx, const Id<Company>& company) {
  std::vector<Appointment> list;
  for (const db::Row& row : TRY(tx.query(select_appointments, {company}))) list.push_back(appointment_in(row));
  return list;
}

Result<std::optional<Appointment>> find_appointment(db::Tx& tx, const Id<Company>& company,
                                                    const Id<AppointmentTag>& id) {
  const auto row = TRY(tx.find(select_appointment, {company, id}));
  if (!row) return std::nullopt;
  return appointment_in(*row);
}

Result<void> insert_appointment(db::WriteTx& tx, const Id<Company>& company, const Appointment& one, const Id<User>& by,
                                Instant now) {
  TRY(tx.execute(insert_one,
                 {company, one.id, name_of(one.office), name_of(one.capacity), or_null(one.department),
                  or_null(one.user), one.user.empty() ? one.name : std::string(), one.rank == Rank::Management,
                  one.from, one.until, one.ended, one.end_reason, one.letter_no, one.letter_date, by, now}));
  return {};
}

Result<bool> update_appointment(db::WriteTx& tx, const Id<Company>& company, const Appointment& one) {
  return TRY(tx.execute(update_one, {company, one.id, one.version, one.rank == Rank::Management, one.until, one.ended,
                                     one.end_reason, one.letter_no, one.letter_date})) == 1;
}

Result<std::vector<Vacancy>> list_open_vacancies(db::Tx& tx, const Id<Company>& company, Date today) {
  std::vector<Vacancy> list;
  for (const db::Row& row : TRY(tx.query(select_vacancies, {company, today})))
    list.push_back({row.id<VacancyTag>(0), *parse_office(row.text(1)), row.id<Department>(2), row.text_or_empty(3),
                    *Date::parse_iso(row.text(4)), row.text(5), row.text(6), date_in(row, 7), row.integer(8)});
  return list;
}

Result<void> insert_vacancy(db::WriteTx& tx, const Id<Company>& company, const Vacancy& vacancy, const Id<User>& by,
                            Instant now) {
  TRY(tx.execute(insert_vacancy_row, {company, vacancy.id, name_of(vacancy.office), or_null(vacancy.department),
                                      vacancy.since, vacancy.person, vacancy.reason, vacancy.expected, by, now}));
  return {};
}

Result<bool> update_vacancy(db::WriteTx& tx, const Id<Company>& company, const Vacancy& vacancy) {
  return TRY(tx.execute(update_vacancy_row,
                        {company, vacancy.id, vacancy.version, vacancy.reason, vacancy.expected})) == 1;
}

Result<void> fill_vacancies(db::WriteTx& tx, const Id<Company>& company, Office office,
                            const Id<Department>& department, Date on) {
  TRY(tx.execute(fill_rows, {company, name_of(office), department, on}));
  return {};
}

Result<std::map<Id<User>, Known>> list_people(db::Tx& tx, const Id<Company>& company) {
  std::map<Id<User>, Known> people;
  for (const db::Row& row : TRY(tx.query(select_people, {company}))) people[row.id<User>(0)] = person_in(row);
  for (const db::Row& row : TRY(tx.query(select_roles, {company})))
    if (const auto person = people.find(row.id<User>(0)); person != people.end()) add_role(person->second, row.text(1));
  return people;
}

Result<std::optional<Known>> find_person(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_person, {company, user}));
  if (!row) return std::nullopt;
  Known person = person_in(*row);
  for (const db::Row& role : TRY(tx.query(select_roles_of, {company, user}))) add_role(person, role.text(1));
  return person;
}

}  // namespace sonae::governance::store
