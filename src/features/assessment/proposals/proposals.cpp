#include "features/assessment/proposals/proposals.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "core/directory/directory.h"
#include "core/directory/inputs.h"
#include "core/facts/kinds.h"
#include "features/assessment/known.h"
#include "features/assessment/proposals/store.h"
#include "features/assessment/proposals/wording.h"
#include "features/assessment/store.h"
#include "platform/clock.h"

namespace sonae::assessment::proposals {

namespace {

constexpr int most_facts = 1'000;
constexpr std::size_t most_shown = 50;
constexpr std::size_t longest_title = 200;
constexpr std::size_t most_others = 30;
struct DocumentTag;

Date today_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

/// What is loaded once for all items of a sheet.
struct Ground {
  const Actor& actor;
  const Summary& sheet;
  Date today;
  int start_month = 4;
  std::vector<facts::Fact> facts;
  std::map<std::string, std::map<int, int>> documents;  ///< fact -> number -> which of the things asked
  std::map<int, Accepted> accepted;
};

Result<Ground> load_ground(db::Tx& tx, const Actor& actor, const Summary& sheet, Instant now) {
  const Scope scope = actor.scope(Permission::SheetRead);
  Ground ground{actor, sheet, today_of(now), TRY(directory::get_company(tx, actor.company)).fiscal_year_start, {},
                {},    {}};
  ground.facts = TRY(facts::list(tx, scope, {{}, {}, {}, most_facts}));
  for (const store::DocumentAt& one : TRY(store::list_documents(tx, scope, sheet.framework_pack)))
    ground.documents[one.fact][one.no] = one.support;
  ground.accepted = TRY(store::list_accepted(tx, scope, sheet.id));
  return ground;
}

const frameworks::Item* known_of(const Summary& sheet, const frameworks::VersionItem& item) {
  return known_item(sheet.framework_pack, sheet.framework_version, static_cast<std::size_t>(sheet.items), item.no,
                    item.label);
}

std::vector<Asked> asked_by(const frameworks::Item* item) {
  std::vector<Asked> asked;
  if (item)
    for (const frameworks::Support& support : item->supports) asked.push_back({support.kinds, support.months});
  return asked;
}

Proof proof_of(const facts::Fact& fact, std::optional<int> asked) {
  const auto duty = fact.args.find("standard");
  return {fact.id, fact.kind, duty == fact.args.end() ? "" : duty->second, fact.on, fact.until, fact.ended, asked};
}

/// Facts that concern the item, ended ones too: of a kind that supports it, documents only when recorded for it.
std::vector<std::pair<const facts::Fact*, Proof>> concerning(const Ground& ground, int no,
                                                             const std::vector<Asked>& asked) {
  std::vector<std::pair<const facts::Fact*, Proof>> found;
  for (const facts::Fact& fact : ground.facts) {
    std::optional<int> place;
    if (fact.kind == facts::document) {
      const auto stands_at = ground.documents.find(fact.id);
      if (stands_at == ground.documents.end() || !stands_at->second.contains(no)) continue;
      place = stands_at->second.at(no);
    }
    Proof proof = proof_of(fact, place);
    const bool concerns = fact.kind == facts::document || std::ranges::any_of(asked, [&](const Asked& one) {
                            Proof fresh = proof;  // whatever its age: what no longer counts is shown as such
                            fresh.on = ground.today;
                            fresh.until = {};
                            fresh.ended = {};
                            return speaks_for(fresh, one, place.value_or(0), ground.today);
                          });
    if (concerns) found.emplace_back(&fact, std::move(proof));
  }
  return found;
}

/// A document goes by its own name, whatever else could have proved the same.
NamedPart named_part(const Part& part, const frameworks::Support& support, const Ground& ground) {
  NamedPart named{support.name.in(ground.actor.language), std::nullopt};
  if (!part.fact) return named;
  named.on = part.fact->on;
  if (part.fact->kind == facts::document) named.name = part.fact->args.at("title");
  return named;
}

std::optional<Proposal> proposal_for(const Ground& ground, const ItemFacts& item, const Answer& answer,
                                     std::optional<Score> score, const frameworks::Item& known) {
  const bool stale = item.accepted && item.accepted->stale;
  if (!score || !item.editable) return std::nullopt;
  const bool intact = item.accepted && !stale;
  if (!stale && !worth_showing(*score, answer.score, !answer.basis.empty())) return std::nullopt;
  Proposal proposal;
  proposal.score = *score;
  const Date due = due_of(answer.due, ground.sheet.due, ground.today, ground.start_month);
  if (*score != Score::Complete) proposal.due = due;
  std::vector<NamedPart> named;
  for (std::size_t i = 0; i < item.parts.size(); ++i)
    named.push_back(named_part(item.parts[i], known.supports[i], ground));
  proposal.basis = draft_basis(*score, named, due, ground.actor.language);
  if (intact && proposal.basis == item.accepted->basis) return std::nullopt;
  return proposal;
}

ItemFacts look_at(const Ground& ground, const frameworks::VersionItem& version_item, const Answer& answer) {
  ItemFacts item;
  item.no = answer.no;
  item.version = answer.version;
  item.editable = may_edit(ground.actor, ground.sheet, answer);
  const frameworks::Item* known = known_of(ground.sheet, version_item);
  const std::vector<Asked> asked = asked_by(known);
  const auto found = concerning(ground, answer.no, asked);
  std::vector<Proof> proofs;
  for (const auto& [fact, proof] : found) {
    proofs.push_back(proof);
    if (item.facts.size() < most_shown) item.facts.push_back(*fact);
  }
  const auto matched = match(asked, proofs, ground.today);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    Part& part = item.parts.emplace_back();
    part.text = known->supports[i].text.in(ground.actor.language);
    part.months = asked[i].months;
    if (matched[i]) part.fact = *found[*matched[i]].first;
    item.have += matched[i] ? 1 : 0;
  }
  if (known) item.confidence = known->confidence;
  const std::optional<Score> score = score_of(matched, answer.score);
  if (const auto accepted = ground.accepted.find(answer.no); accepted != ground.accepted.end() &&
                                                             accepted->second.score == answer.score &&
                                                             accepted->second.basis == answer.basis) {
    item.accepted = accepted->second;
    item.accepted->stale = is_stale(answer.score, score);
  }
  if (known) item.proposal = proposal_for(ground, item, answer, score, *known);
  return item;
}

struct Found {
  Summary summary;
  frameworks::VersionItem item;
  Answer answer;
};
Result<Found> find_item(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, int no) {
  Sheet sheet = TRY(get_sheet(tx, actor, assessment));
  for (std::size_t i = 0; i < sheet.answers.size(); ++i)
    if (sheet.answers[i].no == no)
      return Found{std::move(sheet.summary), std::move(sheet.items[i]), std::move(sheet.answers[i])};
  return not_found();
}

EditResult refused(int no, std::string message, const Answer& answer) {
  EditResult result;
  result.no = no;
  result.state = EditState::Refused;
  result.message = std::move(message);
  result.answer = answer;
  return result;
}

/// One accepted item as edits of the person's own.
Edit edit_of(const AcceptProposals::Item& wanted, const Answer& answer, const Proposal& proposal) {
  Edit edit{wanted.no, wanted.version, {}};
  const auto change = [&](AnswerField field, const std::string& from, const std::string& to) {
    if (from != to) edit.changes.push_back({field, from, to});
  };
  change(AnswerField::Score, std::string(text_of(answer.score)), std::string(text_of(proposal.score)));
  change(AnswerField::Basis, answer.basis, proposal.basis);
  if (proposal.due) change(AnswerField::Due, answer.due ? answer.due->iso() : "", proposal.due->iso());
  return edit;
}

Result<void> keep(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment, const ItemFacts& item,
                  Instant now) {
  Accepted accepted{item.proposal->score, item.proposal->basis, actor.name, now, {}, false};
  for (const Part& part : item.parts)
    if (part.fact && std::ranges::find(accepted.facts, part.fact->id) == accepted.facts.end())
      accepted.facts.push_back(part.fact->id);
  TRY(store::put_accepted(tx, actor.scope(Permission::SheetAnswer), assessment, item.no, accepted, actor.user));
  std::string facts;
  for (const std::string& id : accepted.facts) facts += (facts.empty() ? "" : " ") + id;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.proposal.accept",
                     {"assessment.answer", assessment.text() + "/" + std::to_string(item.no)},
                     "",
                     trail::fields_json({{"score", std::string(text_of(accepted.score))}, {"facts", facts}}),
                     {}},
                    now));
  return {};
}

}  // namespace

Result<std::vector<ItemFacts>> list_item_facts(db::Tx& tx, const Actor& actor, const Sheet& sheet, Instant now) {
  TRY(require(actor, Permission::SheetRead));
  const Ground ground = TRY(load_ground(tx, actor, sheet.summary, now));
  std::vector<ItemFacts> all;
  for (std::size_t i = 0; i < sheet.answers.size(); ++i) {
    ItemFacts item = look_at(ground, sheet.items[i], sheet.answers[i]);
    if (!item.parts.empty() || !item.facts.empty() || item.accepted) all.push_back(std::move(item));
  }
  return all;
}

Result<ItemFacts> get_item_facts(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no, Instant now) {
  const Found found = TRY(find_item(tx, actor, assessment, no));
  return look_at(TRY(load_ground(tx, actor, found.summary, now)), found.item, found.answer);
}

Result<EditsSaved> accept(db::WriteTx& tx, const Actor& actor, const AcceptProposals& command, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  if (command.items.empty() || command.items.size() > most_accepted_at_once)
    return invalid("assessment.edit.too_many", {{"limit", std::to_string(most_accepted_at_once)}});
  const Sheet sheet = TRY(get_sheet(tx, actor, command.assessment));
  const Ground ground = TRY(load_ground(tx, actor, sheet.summary, now));
  SaveEdits edits{command.assessment, command.key, {}, ""};
  std::vector<EditResult> left;
  std::map<int, ItemFacts> taken;
  for (const AcceptProposals::Item& wanted : command.items) {
    const auto answer = std::ranges::find(sheet.answers, wanted.no, &Answer::no);
    if (answer == sheet.answers.end()) return not_found();
    ItemFacts item = look_at(ground, sheet.items[static_cast<std::size_t>(answer - sheet.answers.begin())], *answer);
    if (!item.editable) {
      left.push_back(refused(wanted.no, "proposals.accept.locked", *answer));
    } else if (answer->version != wanted.version || !item.proposal || item.proposal->score != wanted.score ||
               item.proposal->basis != wanted.basis || taken.contains(wanted.no)) {
      left.push_back(refused(wanted.no, "proposals.accept.changed", *answer));
    } else {
      edits.edits.push_back(edit_of(wanted, *answer, *item.proposal));
      taken.emplace(wanted.no, std::move(item));
    }
  }
  EditsSaved saved = TRY(save_edits(tx, actor, edits, now));
  for (const EditResult& result : saved.results)
    if (result.state == EditState::Saved || result.state == EditState::Merged)
      TRY(keep(tx, actor, command.assessment, taken.at(result.no), now));
  std::ranges::move(left, std::back_inserter(saved.results));
  return saved;
}

Result<ItemFacts> record_document(db::WriteTx& tx, const Actor& actor, const RecordDocument& command, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  const Found found = TRY(find_item(tx, actor, command.assessment, command.no));
  if (!may_edit(actor, found.summary, found.answer)) return conflict("proposals.document.locked");
  const auto at_item = TRY(evidence::get_item_evidence(tx, actor, command.assessment, command.no, now));
  const auto piece = std::ranges::find(at_item.pieces, command.piece, &evidence::Piece::id);
  if (piece == at_item.pieces.end() || piece->deleted_at) return not_found();
  const auto title = text::nfc(text::trim(command.title));
  if (!title || title->empty()) return directory::fail_at("/title", "proposals.document.title");
  if (text::length(*title) > longest_title)
    return directory::fail_at("/title", "error.field.too_long", {{"limit", std::to_string(longest_title)}});
  if (command.on > today_of(now)) return directory::fail_at("/on", "proposals.document.future");
  if (command.until && *command.until < command.on) return directory::fail_at("/until", "proposals.document.until");
  const auto asked = asked_by(known_of(found.summary, found.item));
  const int places = std::max(1, static_cast<int>(asked.size()));
  if (command.support < 0 || command.support >= places)
    return directory::fail_at("/support", "proposals.document.support");
  if (command.others.size() > most_others)
    return directory::fail_at("/others", "error.field.too_many", {{"limit", std::to_string(most_others)}});
  const EntityRef subject{"document", new_id<DocumentTag>(now).text()};
  TRY(facts::record(tx, actor,
                    {std::string(facts::document),
                     subject,
                     command.on,
                     "fact.document",
                     {{"title", *title}},
                     "/sheet/" + std::to_string(found.summary.fiscal_year) + "/items/" + std::to_string(command.no),
                     command.until},
                    now));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const auto recorded = TRY(facts::list(tx, scope, {{std::string(facts::document)}, subject, {}, 1}));
  if (recorded.empty()) return internal("a document that was just recorded is not there");
  const std::string& pack = found.summary.framework_pack;
  TRY(store::insert_document(tx, scope, pack, {recorded.front().id, command.no, command.support}, piece->id));
  for (const int other : command.others) {
    if (!TRY(assessment::store::find_answer(tx, scope, command.assessment, other)))
      return directory::fail_at("/others", "proposals.document.others", {{"no", std::to_string(other)}});
    if (other != command.no) TRY(store::insert_document(tx, scope, pack, {recorded.front().id, other, 0}, piece->id));
  }
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"facts.document.record",
                     {"assessment.answer", command.assessment.text() + "/" + std::to_string(command.no)},
                     "",
                     trail::fields_json({{"title", *title},
                                         {"on", command.on.iso()},
                                         {"until", command.until ? command.until->iso() : ""},
                                         {"evidence", piece->id.text()}}),
                     {}},
                    now));
  return get_item_facts(tx, actor, command.assessment, command.no, now);
}

Result<std::vector<int>> stale_items(db::Tx& tx, const Actor& actor, const Sheet& sheet, Instant now) {
  std::vector<int> numbers;
  for (const ItemFacts& item : TRY(list_item_facts(tx, actor, sheet, now)))
    if (item.accepted && item.accepted->stale) numbers.push_back(item.no);
  return numbers;
}

}  // namespace sonae::assessment::proposals
