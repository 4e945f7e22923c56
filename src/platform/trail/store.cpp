#include "platform/trail/store.h"

namespace sonae::trail {

namespace {

constexpr db::Sql select_head("select company_id, size, root, peaks from trail_head where company_id = $1");
constexpr db::Sql select_heads("select company_id, size, root, peaks from trail_head order by company_id");
constexpr db::Sql upsert_head(
    "insert into trail_head (company_id, size, root, peaks, at) values ($1, $2, $3, $4, $5)"
    " on conflict (company_id) do update set size = excluded.size, root = excluded.root, peaks = excluded.peaks,"
    " at = excluded.at");
constexpr db::Sql insert_row(
    "insert into trail_record (company_id, sequence, at, actor_id, actor_name, action, subject_kind, subject_id,"
    " outcome, address, request_id, before_value, before_salt, before_commitment, after_value, after_salt,"
    " after_commitment, erased, leaf, root)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)");
constexpr db::Sql select_companies(
    "select company_id from trail_head union select company_id from trail_record order by company_id");
constexpr db::Sql select_rows(
    "select company_id, sequence, at, actor_id, actor_name, action, subject_kind, subject_id, outcome, address,"
    " request_id, before_value, before_salt, before_commitment, after_value, after_salt, after_commitment, erased,"
    " leaf, root from trail_record where company_id = $1 and sequence > $2 order by sequence limit $3");

std::optional<Bytes> maybe_bytes(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return row.bytes(column);
}
Bytes bytes_or_empty(const db::Row& row, std::size_t column) {
  return row.is_null(column) ? Bytes() : row.bytes(column);
}

Head read_head(const db::Row& row) {
  return {row.text(0), row.integer(1), bytes_or_empty(row, 2), bytes_or_empty(row, 3)};
}

StoredRecord read_record(const db::Row& row) {
  StoredRecord out;
  out.record.origin = {row.id<Company>(0), row.text(3), row.text(4), row.text(9), row.text(10)};
  out.record.sequence = row.integer(1);
  out.record.at = row.instant(2);
  out.record.entry = {row.text(5),
                      {row.text(6), row.text(7)},
                      row.text_or_empty(11),
                      row.text_or_empty(14),
                      static_cast<Outcome>(row.integer(8))};
  out.has_before = !row.is_null(11);
  out.before_salt = maybe_bytes(row, 12);
  out.before_commitment = maybe_bytes(row, 13);
  out.has_after = !row.is_null(14);
  out.after_salt = maybe_bytes(row, 15);
  out.after_commitment = maybe_bytes(row, 16);
  out.erased = row.boolean(17);
  out.leaf = bytes_or_empty(row, 18);
  out.root = bytes_or_empty(row, 19);
  return out;
}

db::Arg value_or_null(bool has, const std::string& value) { return has ? db::Arg(value) : db::Arg(std::nullopt); }

}  // namespace

Result<std::optional<Head>> find_head(db::Tx& tx, std::string_view company) {
  const auto row = TRY(tx.find(select_head, {company}));
  if (!row) return std::nullopt;
  return read_head(*row);
}

Result<std::vector<Head>> list_heads(db::Tx& tx) {
  std::vector<Head> out;
  for (const db::Row& row : TRY(tx.query(select_heads))) out.push_back(read_head(row));
  return out;
}

Result<void> save_head(db::WriteTx& tx, const Head& head, Instant now) {
  TRY(tx.execute(upsert_head, {head.company, head.size, head.root, head.peaks, now}));
  return {};
}

Result<void> insert_record(db::WriteTx& tx, const StoredRecord& row) {
  const Record& record = row.record;
  TRY(tx.execute(insert_row, {record.origin.company,
                              record.sequence,
                              record.at,
                              record.origin.actor_id,
                              record.origin.actor_name,
                              record.entry.action,
                              record.entry.subject.kind,
                              record.entry.subject.id,
                              static_cast<std::int64_t>(record.entry.outcome),
                              record.origin.address,
                              record.origin.request_id,
                              value_or_null(row.has_before, record.entry.before),
                              row.before_salt,
                              row.before_commitment,
                              value_or_null(row.has_after, record.entry.after),
                              row.after_salt,
                              row.after_commitment,
                              row.erased,
                              row.leaf,
                              row.root}));
  return {};
}

Result<std::vector<std::string>> list_companies(db::Tx& tx) {
  std::vector<std::string> out;
  for (const db::Row& row : TRY(tx.query(select_companies))) out.push_back(row.text(0));
  return out;
}

Result<std::vector<StoredRecord>> list_stored(db::Tx& tx, std::string_view company, std::int64_t sequence, int limit) {
  const auto rows = TRY(tx.query(select_rows, {company, sequence, limit}));
  std::vector<StoredRecord> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) out.push_back(read_record(row));
  return out;
}

}  // namespace sonae::trail
