#include "features/assessment/work/notes.h"

#include <algorithm>

#include "core/consent/consent.h"
#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/store_notes.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

EntityRef ref(const Id<Assessment>& assessment, const Note& note) {
  return {"assessment.note", assessment.text() + "/" + std::to_string(note.no) + "/" + note.id.text()};
}

std::string text_json(const Note& note) { return note.deleted_at ? "" : trail::fields_json({{"text", note.body}}); }

bool can_come_back(const Note& note, Instant now) {
  return note.deleted_at && consent::restorable(*note.deleted_at, now);
}

enum class Want : std::uint8_t { Standing, Deleted };

/// The actor's own note of that version.
Result<Note> take_up(db::Tx& tx, const Actor& actor, const NoteStep& step, Want want) {
  TRY(require(actor, Permission::AuditNote));
  const Scope scope = actor.scope(Permission::AuditNote);
  TRY(assessment::store::get_assessment(tx, scope, step.assessment));
  const auto all = TRY(store::list_notes(tx, scope, step.assessment));
  const auto found = std::ranges::find(all, step.note, &Note::id);
  if (found == all.end() || found->by_id != actor.user) return not_found();
  if (found->deleted_at.has_value() != (want == Want::Deleted)) return not_found();
  if (found->version != step.version) return conflict("work.note.version");
  return *found;
}

Result<Note> save(db::WriteTx& tx, const Actor& actor, const NoteStep& step, const Note& before, Note after,
                  const std::string& action, Instant now) {
  after.changed_at = now;
  TRY(store::update_note(tx, actor.scope(Permission::AuditNote), after));
  ++after.version;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {action, ref(step.assessment, after), text_json(before), text_json(after), trail::Outcome::Done},
                    now));
  return after;
}

}  // namespace

Result<std::vector<Note>> list_notes(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, Instant now) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  if (!actor.may(Permission::AuditNote) && !actor.may(Permission::SheetReview)) return std::vector<Note>();
  auto notes = TRY(store::list_notes(tx, scope, assessment));
  std::erase_if(notes, [&](const Note& note) {
    return note.deleted_at && (note.by_id != actor.user || !can_come_back(note, now));
  });
  return notes;
}

Result<Note> write_note(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment, int no,
                        const std::string& text, Instant now) {
  TRY(require(actor, Permission::AuditNote));
  const Scope scope = actor.scope(Permission::AuditNote);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  if (!TRY(assessment::store::find_answer(tx, scope, assessment, no))) return not_found();
  Note note;
  note.id = new_id<NoteTag>(now);
  note.no = no;
  note.body = TRY(required_text(text, "/text", longest_text));
  note.by_id = actor.user;
  note.by = actor.name;
  note.written_at = now;
  note.changed_at = now;
  note.version = 1;
  TRY(store::insert_note(tx, scope, assessment, note));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.note.write", ref(assessment, note), "", text_json(note), trail::Outcome::Done}, now));
  return note;
}

Result<Note> change_note(db::WriteTx& tx, const Actor& actor, const NoteStep& step, const std::string& text,
                         Instant now) {
  const Note before = TRY(take_up(tx, actor, step, Want::Standing));
  Note after = before;
  after.body = TRY(required_text(text, "/text", longest_text));
  return save(tx, actor, step, before, std::move(after), "assessment.note.change", now);
}

Result<Note> delete_note(db::WriteTx& tx, const Actor& actor, const NoteStep& step, Instant now) {
  const Note before = TRY(take_up(tx, actor, step, Want::Standing));
  Note after = before;
  after.deleted_at = now;
  return save(tx, actor, step, before, std::move(after), "assessment.note.delete", now);
}

Result<Note> restore_note(db::WriteTx& tx, const Actor& actor, const NoteStep& step, Instant now) {
  const Note before = TRY(take_up(tx, actor, step, Want::Deleted));
  if (!can_come_back(before, now)) return not_found();
  Note after = before;
  after.deleted_at.reset();
  return save(tx, actor, step, before, std::move(after), "assessment.note.restore", now);
}

}  // namespace sonae::assessment::work
