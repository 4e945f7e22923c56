#include "features/assessment/evidence/store.h"

namespace sonae::assessment::evidence::store {

namespace {

#define SONAE_SELECT_EVIDENCE                                                                             \
  "select e.evidence_id, e.assessment_id, e.no, e.kind, e.name, e.file_type, e.blob_hash, e.size, e.url," \
  " e.host, e.department_id, e.reused_from, e.added_at, a.name, e.deleted_at, d.name"                     \
  " from evidence e left join users a on a.company_id = e.company_id and a.id = e.added_by"               \
  " left join users d on d.company_id = e.company_id and d.id = e.deleted_by"                             \
  " where e.company_id = $1 and e.assessment_id = $2"
// A sheet has at most 5,000 items; far more evidence than a company hands in.
constexpr db::Sql select_of_sheet = SONAE_SELECT_EVIDENCE " order by e.no, e.added_at, e.evidence_id limit 50000";
constexpr db::Sql select_of_item = SONAE_SELECT_EVIDENCE " and e.no = $3 order by e.added_at, e.evidence_id limit 5000";
constexpr db::Sql select_one = SONAE_SELECT_EVIDENCE " and e.no = $3 and e.evidence_id = $4";
#undef SONAE_SELECT_EVIDENCE

constexpr db::Sql insert_row =
    "insert into evidence (company_id, evidence_id, assessment_id, no, kind, name, file_type, blob_hash, size, url,"
    " host, department_id, reused_from, added_at, added_by)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
constexpr db::Sql mark_row =
    "update evidence set deleted_at = $3, deleted_by = $4 where company_id = $1 and evidence_id = $2";

// One pass for the three sums; reused files count where their bytes came from. sum() of bigint is numeric on
// PostgreSQL, hence the casts.
constexpr db::Sql count_files =
    "select count(*), cast(coalesce(sum(size), 0) as bigint),"
    " coalesce(sum(case when added_by = $2 then 1 else 0 end), 0),"
    " cast(coalesce(sum(case when added_by = $2 then size else 0 end), 0) as bigint),"
    " coalesce(sum(case when department_id = $3 then 1 else 0 end), 0),"
    " cast(coalesce(sum(case when department_id = $3 then size else 0 end), 0) as bigint)"
    " from evidence where company_id = $1 and kind = 'file' and reused_from is null"
    " and (deleted_at is null or deleted_at > $4)";

Kind kind_of(std::string_view name) {
  for (const Kind kind : {Kind::File, Kind::Link, Kind::Share})
    if (name_of(kind) == name) return kind;
  die("a kind of evidence that the schema does not admit");
}

Piece piece_of(const db::Row& row) {
  Piece piece;
  piece.id = row.id<Piece>(0);
  piece.assessment = row.id<Assessment>(1);
  piece.no = static_cast<int>(row.integer(2));
  piece.kind = kind_of(row.text(3));
  piece.name = row.text(4);
  if (!row.is_null(5)) {
    const auto type = parse_file_type(row.text(5));
    if (!type) die("a file type that nobody stores");
    piece.type = *type;
  }
  piece.blob_hash = row.text_or_empty(6);
  piece.size = row.integer(7);
  piece.url = row.text_or_empty(8);
  piece.host = row.text(9);
  piece.department = row.id<Department>(10);
  piece.reused_from = row.id<Piece>(11);
  piece.added_at = row.instant(12);
  piece.added_by = row.text_or_empty(13);
  if (!row.is_null(14)) piece.deleted_at = row.instant(14);
  piece.deleted_by = row.text_or_empty(15);
  return piece;
}

std::vector<Piece> pieces_of(const db::Rows& rows) {
  std::vector<Piece> pieces;
  pieces.reserve(rows.size());
  for (const db::Row& row : rows) pieces.push_back(piece_of(row));
  return pieces;
}

template <typename Tag>
std::optional<Id<Tag>> or_null(const Id<Tag>& id) {
  return id.empty() ? std::nullopt : std::optional(id);
}

std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Result<std::vector<Piece>> list_pieces(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  return pieces_of(TRY(tx.query(select_of_sheet, {scope.company, assessment})));
}

Result<std::vector<Piece>> list_pieces(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment, int no) {
  return pieces_of(TRY(tx.query(select_of_item, {scope.company, assessment, no})));
}

Result<std::optional<Piece>> find_piece(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment, int no,
                                        const Id<Piece>& piece) {
  const auto row = TRY(tx.find(select_one, {scope.company, assessment, no, piece}));
  return row ? std::optional(piece_of(*row)) : std::optional<Piece>();
}

Result<void> insert_piece(db::WriteTx& tx, const Scope& scope, const Piece& piece, const Id<User>& by) {
  const bool file = piece.kind == Kind::File;
  TRY(tx.execute(insert_row, {scope.company, piece.id, piece.assessment, piece.no, name_of(piece.kind), piece.name,
                              file ? std::optional(name_of(piece.type)) : std::nullopt, or_null(piece.blob_hash),
                              piece.size, or_null(piece.url), piece.host, or_null(piece.department),
                              or_null(piece.reused_from), piece.added_at, by}));
  return {};
}

Result<void> mark_deleted(db::WriteTx& tx, const Scope& scope, const Id<Piece>& piece, std::optional<Instant> at,
                          const Id<User>& by) {
  TRY(tx.execute(mark_row, {scope.company, piece, at, at ? std::optional(by) : std::nullopt}));
  return {};
}

Result<blobs::Stored> count_stored(db::Tx& tx, const Scope& scope, const Id<User>& user,
                                   const Id<Department>& department, Instant since) {
  const auto row = TRY(tx.find(count_files, {scope.company, user, department.text(), since}));
  if (!row) return internal("a count without a row");
  blobs::Stored stored;
  stored.company = {row->integer(0), row->integer(1)};
  stored.user = {row->integer(2), row->integer(3)};
  if (!department.empty()) stored.department = blobs::Amount{row->integer(4), row->integer(5)};
  return stored;
}

}  // namespace sonae::assessment::evidence::store
