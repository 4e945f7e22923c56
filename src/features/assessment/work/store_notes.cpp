#include "features/assessment/work/store_notes.h"

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_notes =
    "select n.note_id, n.no, n.body, n.written_by, u.name, n.written_at, n.changed_at, n.version, n.deleted_at"
    " from auditor_notes n left join users u on u.company_id = n.company_id and u.id = n.written_by"
    " where n.company_id = $1 and n.assessment_id = $2 order by n.no, n.written_at, n.note_id limit 10000";
constexpr db::Sql insert_row =
    "insert into auditor_notes (company_id, note_id, assessment_id, no, body, written_by, written_at, changed_at,"
    " version) values ($1, $2, $3, $4, $5, $6, $7, $7, 1)";
constexpr db::Sql update_row =
    "update auditor_notes set body = $3, changed_at = $4, deleted_at = $5, version = version + 1"
    " where company_id = $1 and note_id = $2 and version = $6";
constexpr db::Sql select_visit = "select seen_at from audit_visits where company_id = $1 and user_id = $2";
constexpr db::Sql upsert_visit =
    "insert into audit_visits (company_id, user_id, seen_at) values ($1, $2, $3)"
    " on conflict (company_id, user_id) do update set seen_at = excluded.seen_at";

}  // namespace

Result<std::vector<Note>> list_notes(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Note> list;
  for (const db::Row& row : TRY(tx.query(select_notes, {scope.company, assessment}))) {
    Note& note = list.emplace_back();
    note.id = row.id<NoteTag>(0);
    note.no = static_cast<int>(row.integer(1));
    note.body = row.text(2);
    note.by_id = row.id<User>(3);
    note.by = row.text_or_empty(4);
    note.written_at = row.instant(5);
    note.changed_at = row.instant(6);
    note.version = row.integer(7);
    if (!row.is_null(8)) note.deleted_at = row.instant(8);
  }
  return list;
}

Result<void> insert_note(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment, const Note& note) {
  TRY(tx.execute(insert_row, {scope.company, note.id, assessment, note.no, note.body, note.by_id, note.written_at}));
  return {};
}

Result<void> update_note(db::WriteTx& tx, const Scope& scope, const Note& note) {
  const std::int64_t changed =
      TRY(tx.execute(update_row, {scope.company, note.id, note.body, note.changed_at, note.deleted_at, note.version}));
  if (changed == 0) return conflict("work.note.version");
  return {};
}

Result<std::optional<Instant>> find_visit(db::Tx& tx, const Scope& scope, const Id<User>& user) {
  const auto row = TRY(tx.find(select_visit, {scope.company, user}));
  return row ? std::optional(row->instant(0)) : std::nullopt;
}

Result<void> put_visit(db::WriteTx& tx, const Scope& scope, const Id<User>& user, Instant at) {
  TRY(tx.execute(upsert_visit, {scope.company, user, at}));
  return {};
}

}  // namespace sonae::assessment::work::store
