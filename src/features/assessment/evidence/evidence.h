#pragma once
// What proves an answer: files and links at an item of the sheet (質問⑤⑮: the auditor asks for it, and next year's
// person starts from it).
//
// Rows follow their item: who sees the item sees its evidence, who may edit the answer adds and deletes it, and a sheet
// that is locked locks its evidence too. NotFound: no such item or piece, or not in the actor's scope; the two are
// deliberately indistinguishable (AZ08).
//
// Invariants (tests cite the number)
//  1. A row refers to bytes only after the blob store has them and their hash; the transaction that makes the row also
//     records the hash (trail::append_blob), so that verification finds every byte that is missing or touched.
//  2. Nothing is ever removed: deleting marks a row, which can be taken back for 30 days (AZ12).
//  3. What a person, a department and a company store stays within the quotas (IN13), counted in the transaction that
//     adds the row.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/consent/consent.h"
#include "features/assessment/assessment.h"
#include "features/assessment/evidence/rules_evidence.h"
#include "platform/blobs/quota.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::assessment::evidence {

enum class Kind : std::uint8_t { File, Link, Share };
[[nodiscard]] std::string_view name_of(Kind kind);  ///< "file" "link" "share"

struct Piece {
  Id<Piece> id;
  Id<Assessment> assessment;
  int no = 0;
  Kind kind = Kind::File;
  std::string name;           ///< of the file as it was sent, or the link's title; data, shown through `visible`
  FileType type{};            ///< files
  std::string blob_hash;      ///< files
  std::int64_t size = 0;      ///< files; bytes
  std::string url;            ///< links
  std::string host;           ///< links; "" for a drive letter
  Id<Department> department;  ///< of the answer when it was added: whose quota it counts to
  Id<Piece> reused_from;      ///< the piece of an earlier year; empty: none
  Instant added_at;
  std::string added_by;  ///< name
  std::optional<Instant> deleted_at;
  std::string deleted_by;

  [[nodiscard]] bool restorable(Instant now) const { return deleted_at && consent::restorable(*deleted_at, now); }
};

/// Everything in scope, by item and time; deleted pieces only while they can be taken back.
Result<std::vector<Piece>> list_evidence(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, Instant now);

/// One item: its pieces, and those that stood at the same item in the sheet of the year before, as far as the actor
/// sees them.
struct ItemEvidence {
  bool editable = false;
  std::vector<Piece> pieces;
  std::vector<Piece> last_year;  ///< not deleted, not reused yet
  int last_fiscal_year = 0;
};
Result<ItemEvidence> get_item_evidence(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no, Instant now);

struct AddFile {
  Id<Assessment> assessment;
  int no = 0;
  std::string name;  ///< listed_name
  FileType type{};
  std::int64_t size = 0;
  std::string blob_hash;  ///< `require_room_for` runs before the bytes are stored, when this is still empty
};
/// Refuses what add_file would refuse, before a byte is written. Conflict: assessment.locked.* (arg no),
/// evidence.item.full (arg limit), quota.*.
Result<void> require_room_for(db::Tx& tx, const Actor& actor, const AddFile& file, const blobs::Quotas& quotas,
                              Instant now);
/// The same bytes at the same item twice give the piece that is there already.
Result<Piece> add_file(db::WriteTx& tx, const Actor& actor, const AddFile& file, const blobs::Quotas& quotas,
                       Instant now);

struct AddLink {
  Id<Assessment> assessment;
  int no = 0;
  std::string url;
  std::string title;  ///< "": the last part of the path, or the host
};
/// Invalid as read_link, and evidence.link.title.
Result<Piece> add_link(db::WriteTx& tx, const Actor& actor, const AddLink& link, Instant now);

/// A piece of the year before stands at this item too; its bytes are kept once and count once.
Result<Piece> reuse(db::WriteTx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> earlier,
                    Instant now);

/// Deleting what is deleted, and taking back what stands, changes nothing.
Result<void> remove(db::WriteTx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> piece,
                    Instant now);
/// Conflict: evidence.restore.late after 30 days, evidence.item.full.
Result<Piece> restore(db::WriteTx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> piece,
                      Instant now);

/// A file that is not deleted.
Result<Piece> get_file(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no, Id<Piece> piece);
/// Bytes that are gone or no longer have their hash are a security event (IN12): recorded before the person hears of
/// it.
Result<void> record_damage(db::WriteTx& tx, const Actor& actor, const Piece& piece, std::string_view problem,
                           Instant now);

}  // namespace sonae::assessment::evidence
