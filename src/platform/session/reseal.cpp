#include "platform/session/reseal.h"

#include <string>

namespace sonae::session {

namespace {

constexpr db::Sql select_sealed =
    "select company_id, user_id, factor_seed, factor_pending from credentials "
    "where factor_seed is not null or factor_pending is not null order by company_id, user_id";
constexpr db::Sql select_one_sealed =
    "select company_id, user_id, factor_seed, factor_pending from credentials "
    "where factor_seed is not null or factor_pending is not null order by company_id, user_id limit 1";
constexpr db::Sql update_sealed =
    "update credentials set factor_seed = $3, factor_pending = $4 where company_id = $1 and user_id = $2";
constexpr db::Sql count_sealed_rows =
    "select count(factor_seed) + count(factor_pending) from credentials "
    "where factor_seed is not null or factor_pending is not null";
constexpr db::Sql delete_answers = "delete from repeats";

std::string owner_of(const db::Row& row) { return row.text(0) + "/" + row.text(1); }

Result<std::optional<Bytes>> sealed_anew(const db::Row& row, std::size_t column, const Keys& from, const Keys& to) {
  if (row.is_null(column)) return std::nullopt;
  return to.seal(TRY(from.open(row.bytes(column), owner_of(row))), owner_of(row));
}

}  // namespace

Result<std::int64_t> reseal(db::WriteTx& tx, const Keys& from, const Keys& to) {
  std::int64_t count = 0;
  for (const db::Row& row : TRY(tx.query(select_sealed))) {
    const auto seed = TRY(sealed_anew(row, 2, from, to));
    const auto pending = TRY(sealed_anew(row, 3, from, to));
    TRY(tx.execute(update_sealed, {row.text(0), row.text(1), seed, pending}));
    count += (seed ? 1 : 0) + (pending ? 1 : 0);
  }
  TRY(tx.execute(delete_answers));
  return count;
}

Result<std::optional<bool>> opens_sealed(db::Tx& tx, const Keys& keys) {
  const auto row = TRY(tx.find(select_one_sealed));
  if (!row) return std::nullopt;
  const std::size_t column = row->is_null(2) ? 3 : 2;
  return keys.open(row->bytes(column), owner_of(*row)).has_value();
}

Result<std::int64_t> count_sealed(db::Tx& tx) { return TRY(tx.find(count_sealed_rows))->integer(0); }

}  // namespace sonae::session
