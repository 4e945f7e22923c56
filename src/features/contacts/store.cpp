#include "features/contacts/store.h"

namespace sonae::contacts::store {

namespace {

constexpr db::Sql select_contacts =
    "select contact_id, purpose, kind, position, name, person, phone, extension, hours, language, mail, page,"
    " alternative, contract_number, expires, prefecture, country, site, tell_what, tell_within, tell_by, agreed_with,"
    " agreed_on, note, wrong_on, last_result, last_called_on, version from contacts"
    " where company_id = $1 and removed_at is null order by position, contact_id limit 1000";
constexpr db::Sql select_contact =
    "select contact_id, purpose, kind, position, name, person, phone, extension, hours, language, mail, page,"
    " alternative, contract_number, expires, prefecture, country, site, tell_what, tell_within, tell_by, agreed_with,"
    " agreed_on, note, wrong_on, last_result, last_called_on, version from contacts"
    " where company_id = $1 and contact_id = $2 and removed_at is null";
constexpr db::Sql insert_row =
    "insert into contacts (company_id, contact_id, purpose, kind, position, name, person, phone, extension, hours,"
    " language, mail, page, alternative, contract_number, expires, prefecture, country, site, tell_what, tell_within,"
    " tell_by, agreed_with, agreed_on, note, wrong_on, last_result, last_called_on, version, changed_at, changed_by)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,"
    " $24, $25, $26, $27, $28, 1, $29, $30)";
constexpr db::Sql update_row =
    "update contacts set purpose = $3, kind = $4, position = $5, name = $6, person = $7, phone = $8, extension = $9,"
    " hours = $10, language = $11, mail = $12, page = $13, alternative = $14, contract_number = $15, expires = $16,"
    " prefecture = $17, country = $18, site = $19, tell_what = $20, tell_within = $21, tell_by = $22,"
    " agreed_with = $23, agreed_on = $24, note = $25, wrong_on = $26, last_result = $27, last_called_on = $28,"
    " version = version + 1, changed_at = $29, changed_by = $30"
    " where company_id = $1 and contact_id = $2 and removed_at is null and version = $31";
constexpr db::Sql remove_row =
    "update contacts set removed_at = $3, changed_at = $3, changed_by = $4, version = version + 1"
    " where company_id = $1 and contact_id = $2 and removed_at is null and version = $5";
constexpr db::Sql update_position = "update contacts set position = $3 where company_id = $1 and contact_id = $2";

constexpr db::Sql select_needs =
    "select purpose, needed, reason, version from contact_purposes where company_id = $1 order by purpose limit 50";
constexpr db::Sql insert_need =
    "insert into contact_purposes (company_id, purpose, needed, reason, version, changed_at, changed_by)"
    " values ($1, $2, $3, $4, 1, $5, $6) on conflict (company_id, purpose) do nothing";
constexpr db::Sql update_need =
    "update contact_purposes set needed = $3, reason = $4, changed_at = $5, changed_by = $6, version = version + 1"
    " where company_id = $1 and purpose = $2 and version = $7";

constexpr db::Sql select_version = "select version from contact_books where company_id = $1";
constexpr db::Sql raise_version =
    "insert into contact_books (company_id, version) values ($1, 1)"
    " on conflict (company_id) do update set version = contact_books.version + 1";

std::optional<Date> date_in(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse_iso(row.text(column));
}

Result<Contact> contact_in(const db::Row& row) {
  Contact contact;
  Details& d = contact.details;
  const auto purpose = parse_purpose(row.text(1));
  if (!purpose) return internal("a contact of an unknown purpose: " + row.text(1));
  contact.id = row.id<ContactTag>(0);
  d.purpose = *purpose;
  d.kind = row.text(2);
  contact.position = static_cast<int>(row.integer(3));
  std::size_t column = 4;
  for (std::string* text : {&d.name, &d.person, &d.phone, &d.extension, &d.hours, &d.language, &d.mail, &d.page,
                            &d.alternative, &d.contract_number})
    *text = row.text(column++);
  d.expires = date_in(row, 14);
  d.prefecture = static_cast<int>(row.integer(15));
  column = 16;
  for (std::string* text : {&d.country, &d.site, &d.tell_what, &d.tell_within, &d.tell_by, &d.agreed_with})
    *text = row.text(column++);
  d.agreed_on = date_in(row, 22);
  d.note = row.text(23);
  contact.wrong_on = date_in(row, 24);
  contact.last_result = row.text(25);
  contact.last_called_on = date_in(row, 26);
  contact.version = row.integer(27);
  return contact;
}

/// $1 to $30 of insert_row and update_row.
db::Args args_of(const Scope& scope, const Contact& contact, const Stamp& stamp) {
  const Details& d = contact.details;
  return {scope.company,
          contact.id,
          name_of(d.purpose),
          d.kind,
          contact.position,
          d.name,
          d.person,
          d.phone,
          d.extension,
          d.hours,
          d.language,
          d.mail,
          d.page,
          d.alternative,
          d.contract_number,
          d.expires,
          d.prefecture,
          d.country,
          d.site,
          d.tell_what,
          d.tell_within,
          d.tell_by,
          d.agreed_with,
          d.agreed_on,
          d.note,
          contact.wrong_on,
          contact.last_result,
          contact.last_called_on,
          stamp.at,
          stamp.by};
}

}  // namespace

Result<std::vector<Contact>> list_contacts(db::Tx& tx, const Scope& scope) {
  std::vector<Contact> list;
  for (const db::Row& row : TRY(tx.query(select_contacts, {scope.company}))) list.push_back(TRY(contact_in(row)));
  return list;
}

Result<std::optional<Contact>> find_contact(db::Tx& tx, const Scope& scope, const ContactId& id) {
  const auto row = TRY(tx.find(select_contact, {scope.company, id}));
  if (!row) return std::nullopt;
  return TRY(contact_in(*row));
}

Result<void> insert_contact(db::WriteTx& tx, const Scope& scope, const Contact& contact, const Stamp& stamp) {
  TRY(tx.execute(insert_row, args_of(scope, contact, stamp)));
  return {};
}

Result<bool> update_contact(db::WriteTx& tx, const Scope& scope, const Contact& contact, const Stamp& stamp) {
  db::Args args = args_of(scope, contact, stamp);
  args.emplace_back(contact.version);
  return TRY(tx.execute(update_row, args)) == 1;
}

Result<bool> remove_contact(db::WriteTx& tx, const Scope& scope, const Contact& contact, const Stamp& stamp) {
  return TRY(tx.execute(remove_row, {scope.company, contact.id, stamp.at, stamp.by, contact.version})) == 1;
}

Result<void> put_position(db::WriteTx& tx, const Scope& scope, const ContactId& id, int position) {
  TRY(tx.execute(update_position, {scope.company, id, position}));
  return {};
}

Result<std::vector<Need>> list_needs(db::Tx& tx, const Scope& scope) {
  std::vector<Need> list;
  for (const db::Row& row : TRY(tx.query(select_needs, {scope.company})))
    if (const auto purpose = parse_purpose(row.text(0)))
      list.push_back({*purpose, row.boolean(1), row.text(2), row.integer(3)});
  return list;
}

Result<bool> put_need(db::WriteTx& tx, const Scope& scope, const Need& need, const Stamp& stamp) {
  const std::string_view purpose = name_of(need.purpose);
  if (need.version == 0)
    return TRY(tx.execute(insert_need, {scope.company, purpose, need.needed, need.reason, stamp.at, stamp.by})) == 1;
  return TRY(tx.execute(update_need,
                        {scope.company, purpose, need.needed, need.reason, stamp.at, stamp.by, need.version})) == 1;
}

Result<std::int64_t> book_version(db::Tx& tx, const Scope& scope) {
  const auto row = TRY(tx.find(select_version, {scope.company}));
  return row ? row->integer(0) : 0;
}

Result<void> next_book_version(db::WriteTx& tx, const Scope& scope) {
  TRY(tx.execute(raise_version, {scope.company}));
  return {};
}

}  // namespace sonae::contacts::store
