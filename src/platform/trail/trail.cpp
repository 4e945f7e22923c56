#include "platform/trail/trail.h"

#include <algorithm>

#include "base/json.h"
#include "platform/clock.h"
#include "platform/trail/store.h"

namespace sonae::trail {

namespace {

constexpr int largest_page = 500;

constexpr db::Sql page_back(
    "select sequence, at, actor_id, actor_name, action, subject_kind, subject_id, outcome, address, request_id,"
    " before_value, after_value from trail_record where company_id = $1 and sequence < $2"
    " and ($3 = '' or substr(action, 1, length($3)) = $3)"
    " order by sequence desc limit $4");
constexpr db::Sql page_forward(
    "select sequence, at, actor_id, actor_name, action, subject_kind, subject_id, outcome, address, request_id,"
    " before_value, after_value from trail_record where company_id = $1 and sequence > $2"
    " and ($3 = '' or substr(action, 1, length($3)) = $3)"
    " order by sequence limit $4");
constexpr db::Sql subject_page_back(
    "select sequence, at, actor_id, actor_name, action, subject_kind, subject_id, outcome, address, request_id,"
    " before_value, after_value from trail_record where company_id = $1 and sequence < $2"
    " and ($3 = '' or substr(action, 1, length($3)) = $3) and subject_kind = $5 and ($6 = '' or subject_id = $6)"
    " order by sequence desc limit $4");
constexpr db::Sql subject_page_forward(
    "select sequence, at, actor_id, actor_name, action, subject_kind, subject_id, outcome, address, request_id,"
    " before_value, after_value from trail_record where company_id = $1 and sequence > $2"
    " and ($3 = '' or substr(action, 1, length($3)) = $3) and subject_kind = $5 and ($6 = '' or subject_id = $6)"
    " order by sequence limit $4");

Record read_record(const db::Row& row, const Id<Company>& company) {
  Record out;
  out.sequence = row.integer(0);
  out.at = row.instant(1);
  out.origin = {company, row.text(2), row.text(3), row.text(8), row.text(9)};
  out.entry = {row.text(4),
               {row.text(5), row.text(6)},
               row.text_or_empty(10),
               row.text_or_empty(11),
               static_cast<Outcome>(row.integer(7))};
  return out;
}

/// A salt and the commitment under it; nothing for "there was no value".
std::pair<std::optional<Bytes>, Commitment> seal(const std::string& value) {
  if (value.empty()) return {std::nullopt, std::nullopt};
  const auto salt = random_bytes<16>();
  return {Bytes(salt.begin(), salt.end()), commit(salt, value)};
}

std::optional<Bytes> as_stored(const Commitment& commitment) {
  if (!commitment) return std::nullopt;
  return Bytes(commitment->begin(), commitment->end());
}

}  // namespace

Origin origin_of(const Actor& actor) {
  return {actor.company, actor.user.text(), actor.name, actor.address, actor.request_id};
}

Origin system_origin(Id<Company> company, std::string what) {
  return {std::move(company), "", std::move(what), "", ""};
}

Result<std::int64_t> append(db::WriteTx& tx, const Origin& origin, const Entry& entry, Instant now) {
  Head head = TRY(find_head(tx, origin.company.text())).value_or(Head{origin.company.text(), 0, {}, {}});
  auto tree = Merkle::from(head.size, head.peaks);
  if (!tree) return internal("trail_head of company " + head.company + " is damaged");

  StoredRecord row;
  row.record = {head.size + 1, now, origin, entry};
  auto [before_salt, before] = seal(entry.before);
  auto [after_salt, after] = seal(entry.after);
  const Digest leaf = leaf_of(row.record, {before, after}, row.record.sequence);
  tree->append(leaf);
  const Digest root = tree->root();

  row.has_before = before.has_value();
  row.before_salt = std::move(before_salt);
  row.before_commitment = as_stored(before);
  row.has_after = after.has_value();
  row.after_salt = std::move(after_salt);
  row.after_commitment = as_stored(after);
  row.leaf.assign(leaf.begin(), leaf.end());
  row.root.assign(root.begin(), root.end());
  TRY(insert_record(tx, row));

  head.size = tree->size();
  head.root = row.root;
  head.peaks = tree->peaks();
  TRY(save_head(tx, head, now));
  tx.mark_recorded();
  return head.size;
}

Result<std::int64_t> append_blob(db::WriteTx& tx, const Origin& origin, std::string_view hash, std::int64_t size,
                                 Instant now) {
  const json::object after = {{"hash", hash}, {"size", size}};
  return append(tx, origin, {std::string(blob_stored), {"blob", std::string(hash)}, "", json::write(after)}, now);
}

Result<Page> list(db::Tx& tx, const Scope& scope, const Filter& filter) {
  const int limit = std::clamp(filter.limit, 1, largest_page);
  const std::int64_t edge = filter.after ? *filter.after : filter.before.value_or(INT64_MAX);
  db::Args args = {scope.company, edge, filter.action_prefix, limit + 1};
  db::Rows rows;
  if (filter.subject) {
    args.emplace_back(filter.subject->kind);
    args.emplace_back(filter.subject->id);
    rows = TRY(filter.after ? tx.query(subject_page_forward, args) : tx.query(subject_page_back, args));
  } else {
    rows = TRY(filter.after ? tx.query(page_forward, args) : tx.query(page_back, args));
  }
  Page page;
  page.more = rows.size() > static_cast<std::size_t>(limit);
  if (page.more) rows.pop_back();
  for (const db::Row& row : rows) page.records.push_back(read_record(row, scope.company));
  return page;
}

Result<std::vector<Checkpoint>> checkpoints(db::Tx& tx, Instant now) {
  std::vector<Checkpoint> out;
  for (const Head& head : TRY(list_heads(tx))) {
    out.push_back({head.company, head.size, to_hex(head.root), now, to_hex(head.peaks)});
  }
  return out;
}

}  // namespace sonae::trail
