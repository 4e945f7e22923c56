#include "features/assessment/evidence/evidence.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "features/assessment/compare.h"
#include "features/assessment/evidence/store.h"
#include "features/assessment/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::evidence {

namespace {

namespace sheets = ::sonae::assessment::store;

constexpr std::size_t max_title_length = 200;

std::string_view key_of_lock(SheetState state) {
  switch (state) {
    case SheetState::Open:
      return "assessment.locked.submitted";
    case SheetState::Review:
      return "assessment.locked.review";
    case SheetState::Approved:
      return "assessment.locked.approved";
    case SheetState::HandedIn:
      return "assessment.locked.handed_in";
  }
  die("a state without a key");
}

/// The answer whose evidence the actor wants to change.
Result<Answer> editable_answer(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, int no) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Summary sheet = TRY(sheets::get_assessment(tx, scope, assessment));
  const auto answer = TRY(sheets::find_answer(tx, scope, assessment, no));
  if (!answer) return not_found();
  if (!may_edit(actor, sheet, *answer))
    return conflict(std::string(key_of_lock(sheet.state)), {{"no", std::to_string(no)}});
  return *answer;
}

bool stands(const Piece& piece) { return !piece.deleted_at; }

Result<void> require_place(const std::vector<Piece>& pieces) {
  if (std::ranges::count_if(pieces, stands) >= max_pieces)
    return conflict("evidence.item.full", {{"limit", std::to_string(max_pieces)}});
  return {};
}

/// The change stands in the history of the answer itself, where the auditor looks.
trail::Entry entry_of(std::string action, const Piece& piece, bool before, bool after) {
  std::vector<std::pair<std::string, std::string>> fields = {{"evidence", piece.name}, {"id", piece.id.text()}};
  if (!piece.blob_hash.empty()) fields.emplace_back("sha256", piece.blob_hash);
  if (!piece.url.empty()) fields.emplace_back("url", piece.url);
  const std::string json = trail::fields_json(fields);
  return {std::move(action),
          {"assessment.answer", piece.assessment.text() + "/" + std::to_string(piece.no)},
          before ? json : "",
          after ? json : "",
          trail::Outcome::Done};
}

/// Row, record, and for files the record of the hash (invariant 1).
Result<Piece> add(db::WriteTx& tx, const Actor& actor, Piece piece, std::string action, Instant now) {
  piece.id = new_id<Piece>(now);
  piece.added_at = now;
  piece.added_by = actor.name;
  TRY(store::insert_piece(tx, actor.scope(Permission::SheetAnswer), piece, actor.user));
  const trail::Origin origin = trail::origin_of(actor);
  if (piece.kind == Kind::File) TRY(trail::append_blob(tx, origin, piece.blob_hash, piece.size, now));
  TRY(trail::append(tx, origin, entry_of(std::move(action), piece, false, true), now));
  return piece;
}

Result<std::string> title_of(const AddLink& command, const Link& link) {
  const auto clean = text::clean_free_text(command.title);
  if (!clean || text::length(*clean) > max_title_length || clean->contains('\n')) return invalid("evidence.link.title");
  if (const std::string_view title = text::trim(*clean); !title.empty()) return std::string(title);
  if (link.kind == LinkKind::Web) return link.host;
  const auto last = listed_name(link.url);
  return last ? *last : std::string(text::prefix(link.url, max_title_length));
}

std::vector<ComparedItem> compared(const std::vector<frameworks::VersionItem>& items) {
  std::vector<ComparedItem> list;
  list.reserve(items.size());
  for (const frameworks::VersionItem& item : items)
    list.push_back({item.no, item.condition, item.criteria, item.label});
  return list;
}

/// What stood at the same item in the sheet before, as far as that item was the actor's to see.
Result<std::vector<Piece>> earlier_pieces(db::Tx& tx, const Scope& scope, const Summary& sheet, const Summary& before,
                                          int no) {
  std::vector<Piece> all = TRY(store::list_pieces(tx, scope, before.id));
  std::erase_if(all, [](const Piece& piece) { return !stands(piece); });
  if (all.empty()) return all;
  const Comparison comparison = compare_items(compared(TRY(frameworks::get_version(tx, scope, before.framework)).items),
                                              compared(TRY(frameworks::get_version(tx, scope, sheet.framework)).items));
  const auto earlier = number_before(comparison, no);
  if (!earlier || !TRY(sheets::find_answer(tx, scope, before.id, *earlier))) return std::vector<Piece>();
  std::erase_if(all, [&](const Piece& piece) { return piece.no != *earlier; });
  return all;
}

/// Files are the same by their bytes, links by their address.
bool same_content(const Piece& a, const Piece& b) {
  return a.kind == b.kind && a.blob_hash == b.blob_hash && a.url == b.url;
}

const Piece* find_same(const std::vector<Piece>& pieces, const Piece& wanted) {
  const auto found =
      std::ranges::find_if(pieces, [&](const Piece& piece) { return stands(piece) && same_content(piece, wanted); });
  return found == pieces.end() ? nullptr : &*found;
}

Result<Piece> piece_to_change(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, int no,
                              const Id<Piece>& id) {
  TRY(editable_answer(tx, actor, assessment, no));
  auto piece = TRY(store::find_piece(tx, actor.scope(Permission::SheetAnswer), assessment, no, id));
  if (!piece) return not_found();
  return std::move(*piece);
}

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::File:
      return "file";
    case Kind::Link:
      return "link";
    case Kind::Share:
      return "share";
  }
  die("a kind without a name");
}

Result<std::vector<Piece>> list_evidence(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, Instant now) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  TRY(sheets::get_assessment(tx, scope, assessment));
  std::vector<Piece> pieces = TRY(store::list_pieces(tx, scope, assessment));
  std::map<int, bool> seen;
  for (const Answer& answer : TRY(sheets::list_answers(tx, scope, assessment))) seen[answer.no] = true;
  std::erase_if(pieces, [&](const Piece& piece) {
    return !seen.contains(piece.no) || (!stands(piece) && !piece.restorable(now));
  });
  return pieces;
}

Result<ItemEvidence> get_item_evidence(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no, Instant now) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  const Summary sheet = TRY(sheets::get_assessment(tx, scope, assessment));
  const auto answer = TRY(sheets::find_answer(tx, scope, assessment, no));
  if (!answer) return not_found();
  ItemEvidence item;
  item.editable = may_edit(actor, sheet, *answer);
  item.pieces = TRY(store::list_pieces(tx, scope, assessment, no));
  std::erase_if(item.pieces, [&](const Piece& piece) { return !stands(piece) && !piece.restorable(now); });
  if (const auto before = TRY(sheets::find_previous(tx, scope, sheet.fiscal_year))) {
    item.last_fiscal_year = before->fiscal_year;
    item.last_year = TRY(earlier_pieces(tx, scope, sheet, *before, no));
    std::erase_if(item.last_year, [&](const Piece& piece) { return find_same(item.pieces, piece) != nullptr; });
  }
  return item;
}

Result<void> require_room_for(db::Tx& tx, const Actor& actor, const AddFile& file, const blobs::Quotas& quotas,
                              Instant now) {
  const Answer answer = TRY(editable_answer(tx, actor, file.assessment, file.no));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  TRY(require_place(TRY(store::list_pieces(tx, scope, file.assessment, file.no))));
  const auto stored =
      TRY(store::count_stored(tx, scope, actor.user, answer.department, now.plus_ms(-consent::restorable_ms)));
  return blobs::require_room(quotas, stored, file.size);
}

Result<Piece> add_file(db::WriteTx& tx, const Actor& actor, const AddFile& file, const blobs::Quotas& quotas,
                       Instant now) {
  const Answer answer = TRY(editable_answer(tx, actor, file.assessment, file.no));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  Piece piece;
  piece.assessment = file.assessment;
  piece.no = file.no;
  piece.name = file.name;
  piece.type = file.type;
  piece.size = file.size;
  piece.blob_hash = file.blob_hash;
  piece.department = answer.department;
  const auto pieces = TRY(store::list_pieces(tx, scope, file.assessment, file.no));
  if (const Piece* same = find_same(pieces, piece)) return *same;
  TRY(require_place(pieces));
  const auto stored =
      TRY(store::count_stored(tx, scope, actor.user, answer.department, now.plus_ms(-consent::restorable_ms)));
  TRY(blobs::require_room(quotas, stored, file.size));
  return add(tx, actor, std::move(piece), "evidence.file.add", now);
}

Result<Piece> add_link(db::WriteTx& tx, const Actor& actor, const AddLink& command, Instant now) {
  const Answer answer = TRY(editable_answer(tx, actor, command.assessment, command.no));
  const Link link = TRY(read_link(command.url));
  Piece piece;
  piece.assessment = command.assessment;
  piece.no = command.no;
  piece.kind = link.kind == LinkKind::Web ? Kind::Link : Kind::Share;
  piece.name = TRY(title_of(command, link));
  piece.url = link.url;
  piece.host = link.host;
  piece.department = answer.department;
  const auto pieces = TRY(store::list_pieces(tx, actor.scope(Permission::SheetAnswer), command.assessment, command.no));
  if (const Piece* same = find_same(pieces, piece)) return *same;
  TRY(require_place(pieces));
  return add(tx, actor, std::move(piece), "evidence.link.add", now);
}

Result<Piece> reuse(db::WriteTx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> earlier,
                    Instant now) {
  const Answer answer = TRY(editable_answer(tx, actor, assessment, no));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Summary sheet = TRY(sheets::get_assessment(tx, scope, assessment));
  const auto before = TRY(sheets::find_previous(tx, scope, sheet.fiscal_year));
  if (!before) return not_found();
  const auto candidates = TRY(earlier_pieces(tx, scope, sheet, *before, no));
  const auto found = std::ranges::find(candidates, earlier, &Piece::id);
  if (found == candidates.end()) return not_found();
  const auto pieces = TRY(store::list_pieces(tx, scope, assessment, no));
  if (const Piece* same = find_same(pieces, *found)) return *same;
  TRY(require_place(pieces));
  Piece piece = *found;
  piece.assessment = assessment;
  piece.no = no;
  piece.department = answer.department;
  piece.reused_from = earlier;
  return add(tx, actor, std::move(piece), "evidence.reuse", now);
}

Result<void> remove(db::WriteTx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> id, Instant now) {
  const Piece piece = TRY(piece_to_change(tx, actor, assessment, no, id));
  if (!stands(piece)) return {};
  TRY(store::mark_deleted(tx, actor.scope(Permission::SheetAnswer), id, now, actor.user));
  TRY(trail::append(tx, trail::origin_of(actor), entry_of("evidence.remove", piece, true, false), now));
  return {};
}

Result<Piece> restore(db::WriteTx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> id,
                      Instant now) {
  Piece piece = TRY(piece_to_change(tx, actor, assessment, no, id));
  if (stands(piece)) return piece;
  if (!piece.restorable(now)) return conflict("evidence.restore.late");
  const Scope scope = actor.scope(Permission::SheetAnswer);
  TRY(require_place(TRY(store::list_pieces(tx, scope, assessment, no))));
  TRY(store::mark_deleted(tx, scope, id, std::nullopt, actor.user));
  TRY(trail::append(tx, trail::origin_of(actor), entry_of("evidence.restore", piece, false, true), now));
  piece.deleted_at.reset();
  piece.deleted_by.clear();
  return piece;
}

Result<Piece> get_file(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> id) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  if (!TRY(sheets::find_answer(tx, scope, assessment, no))) return not_found();
  auto piece = TRY(store::find_piece(tx, scope, assessment, no, id));
  if (!piece || piece->kind != Kind::File || !stands(*piece)) return not_found();
  return std::move(*piece);
}

Result<void> record_damage(db::WriteTx& tx, const Actor& actor, const Piece& piece, std::string_view problem,
                           Instant now) {
  trail::Entry entry = entry_of("evidence.file.damaged", piece, false, false);
  entry.after =
      trail::fields_json({{"id", piece.id.text()}, {"sha256", piece.blob_hash}, {"problem", std::string(problem)}});
  entry.outcome = trail::Outcome::Failed;
  TRY(trail::append(tx, trail::origin_of(actor), entry, now));
  return {};
}

}  // namespace sonae::assessment::evidence
