#include "features/governance/letters/store.h"

namespace sonae::governance::letters::store {

namespace {

constexpr db::Sql select_editions =
    "select e.number, e.published_on, u.name, e.note from governance_editions e"
    " left join users u on u.company_id = e.company_id and u.id = e.published_by"
    " where e.company_id = $1 order by e.number desc limit 200";
constexpr db::Sql select_document = "select document from governance_editions where company_id = $1 and number = $2";
constexpr db::Sql insert_row =
    "insert into governance_editions (company_id, number, published_on, note, document, published_by, published_at)"
    " values ($1, $2, $3, $4, $5, $6, $7) on conflict (company_id, number) do nothing";

}  // namespace

Result<std::vector<Edition>> list_editions(db::Tx& tx, const Id<Company>& company) {
  std::vector<Edition> list;
  for (const db::Row& row : TRY(tx.query(select_editions, {company})))
    list.push_back(
        {static_cast<int>(row.integer(0)), *Date::parse_iso(row.text(1)), row.text_or_empty(2), row.text(3)});
  return list;
}

Result<std::optional<std::string>> find_document(db::Tx& tx, const Id<Company>& company, int number) {
  const auto row = TRY(tx.find(select_document, {company, number}));
  if (!row) return std::nullopt;
  const Bytes& bytes = row->bytes(0);
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Result<bool> insert_edition(db::WriteTx& tx, const Id<Company>& company, const Edition& edition,
                            std::string_view document, const Id<User>& by, Instant now) {
  const auto bytes = as_bytes(document);
  return TRY(tx.execute(insert_row, {company, edition.number, edition.published_on, edition.note,
                                     Bytes(bytes.begin(), bytes.end()), by, now})) == 1;
}

}  // namespace sonae::governance::letters::store
