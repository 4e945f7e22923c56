#include "features/contacts/store_words.h"

namespace sonae::contacts::store {

namespace {

constexpr db::Sql select_words =
    "select purpose, language, opening, happened, since, affected, stopped, help, call_back, version from contact_words"
    " where company_id = $1 order by purpose, language limit 100";
constexpr db::Sql insert_words =
    "insert into contact_words (company_id, purpose, language, opening, happened, since, affected, stopped, help,"
    " call_back, version, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12)"
    " on conflict (company_id, purpose, language) do nothing";
constexpr db::Sql update_words =
    "update contact_words set opening = $4, happened = $5, since = $6, affected = $7, stopped = $8, help = $9,"
    " call_back = $10, changed_at = $11, changed_by = $12, version = version + 1"
    " where company_id = $1 and purpose = $2 and language = $3 and version = $13";

}  // namespace

Result<std::vector<Words>> list_words(db::Tx& tx, const Scope& scope) {
  std::vector<Words> list;
  for (const db::Row& row : TRY(tx.query(select_words, {scope.company}))) {
    const auto purpose = parse_purpose(row.text(0));
    if (!purpose) continue;
    Words& words = list.emplace_back();
    words.purpose = *purpose;
    words.language = row.text(1);
    for (std::size_t part = 0; part < parts; ++part) words.said.at(part) = row.text(2 + part);
    words.version = row.integer(9);
  }
  return list;
}

Result<bool> put_words(db::WriteTx& tx, const Scope& scope, const Words& words, const Stamp& stamp) {
  db::Args args{scope.company, name_of(words.purpose), words.language};
  for (const std::string& said : words.said) args.emplace_back(said);
  args.emplace_back(stamp.at);
  args.emplace_back(stamp.by);
  if (words.version == 0) return TRY(tx.execute(insert_words, args)) == 1;
  args.emplace_back(words.version);
  return TRY(tx.execute(update_words, args)) == 1;
}

}  // namespace sonae::contacts::store
