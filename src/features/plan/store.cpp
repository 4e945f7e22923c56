#include "features/plan/store.h"

namespace sonae::plan::store {

namespace {

constexpr db::Sql select_feed =
    "select id, made_at from calendar_feeds where company_id = $1 and user_id = $2 and revoked_at is null "
    "order by made_at desc limit 1";
constexpr db::Sql insert_row =
    "insert into calendar_feeds (company_id, id, user_id, token_hash, made_at) values ($1, $2, $3, $4, $5)";
constexpr db::Sql revoke_rows =
    "update calendar_feeds set revoked_at = $3 where company_id = $1 and user_id = $2 and revoked_at is null";
constexpr db::Sql select_reader =
    "select user_id from calendar_feeds where company_id = $1 and token_hash = $2 and revoked_at is null";

}  // namespace

Result<std::optional<Feed>> find_feed(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_feed, {company, user}));
  if (!row) return std::nullopt;
  return Feed{row->text(0), row->instant(1)};
}

Result<void> insert_feed(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, const Feed& feed,
                         const Digest& token) {
  TRY(tx.execute(insert_row, {company, feed.id, user, token, feed.made_at}));
  return {};
}

Result<std::int64_t> revoke_feeds(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, Instant now) {
  return tx.execute(revoke_rows, {company, user, now});
}

Result<std::optional<Id<User>>> find_reader(db::Tx& tx, const Id<Company>& company, const Digest& token) {
  const auto row = TRY(tx.find(select_reader, {company, token}));
  if (!row) return std::nullopt;
  return row->id<User>(0);
}

}  // namespace sonae::plan::store
