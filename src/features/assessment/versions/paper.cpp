#include "features/assessment/versions/paper.h"

#include "features/assessment/versions/rules_marks.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::versions {

namespace {

using drawing::Anchor;
using drawing::Cell;

class Paper {
 public:
  Paper(const KeptView& view, std::string_view language) : view_(view), language_(language) {}

  std::vector<drawing::Block> blocks() {
    title();
    departments();
    const auto& changes = view_.comparison.changes;
    if (changes.basis == Basis::Numbers) prose("versions.paper.numbers", {});
    for (const ChangeKind kind : {ChangeKind::Added, ChangeKind::Removed, ChangeKind::Reworded, ChangeKind::Renumbered})
      if (changes.count(kind) > 0) table(kind);
    return std::move(blocks_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const {
    return messages::say(language_, key, args);
  }
  void prose(std::string_view key, const Args& args, bool small = false) {
    blocks_.emplace_back(drawing::Prose{say(key, args), small});
  }
  void heading(std::string text) { blocks_.emplace_back(drawing::Heading{std::move(text), 2}); }

  void title() {
    const Kept& kept = view_.kept;
    blocks_.emplace_back(drawing::Heading{say("versions.paper.title"), 1});
    prose("versions.paper.sides", {{"from", kept.from_name}, {"to", kept.to_name}});
    prose("versions.paper.counts", {{"added", std::to_string(kept.counts.added)},
                                    {"removed", std::to_string(kept.counts.removed)},
                                    {"renumbered", std::to_string(kept.counts.renumbered)},
                                    {"reworded", std::to_string(kept.counts.reworded)},
                                    {"unchanged", std::to_string(kept.counts.unchanged)}});
    prose("versions.paper.kept",
          {{"year", std::to_string(kept.fiscal_year)},
           {"by", kept.kept_by},
           {"at", date_in_zone(kept.kept_at, japan_offset_minutes).iso()}},
          true);
    if (!kept.note.empty()) blocks_.emplace_back(drawing::Prose{kept.note, false});
  }

  void departments() {
    heading(say("versions.paper.departments"));
    if (view_.kept.departments.empty()) {
      prose("versions.paper.no_department", {});
      return;
    }
    drawing::Table table;
    table.columns = {{say("versions.paper.department"), 2, Anchor::Start},
                     {say("versions.paper.again"), 1, Anchor::End},
                     {say("versions.paper.numbers_column"), 4, Anchor::Start},
                     {say("versions.paper.carried"), 1.6, Anchor::End}};
    for (const KeptDepartment& one : view_.kept.departments) {
      std::string numbers;
      for (const int no : one.numbers) numbers += (numbers.empty() ? "No." : ", ") + std::to_string(no);
      table.rows.push_back({one.department.empty() ? say("versions.paper.nobody") : one.name,
                            std::to_string(one.numbers.size()), numbers, std::to_string(one.carried)});
    }
    blocks_.emplace_back(std::move(table));
  }

  static std::string number(const std::optional<WordedItem>& item) {
    return item ? "No." + std::to_string(item->no) : "";
  }
  /// Marked wording: the condition, then the criteria on their own line.
  static Cell marked(const ItemChange& row) {
    Cell cell;
    const auto add = [&](std::string_view older, std::string_view newer) {
      for (const TextSpan& span : mark_words(older, newer)) {
        const auto mark = span.kind == SpanKind::Kept      ? Cell::Mark::None
                          : span.kind == SpanKind::Removed ? Cell::Mark::Removed
                                                           : Cell::Mark::Added;
        cell.pieces.push_back({span.text, mark});
      }
    };
    add(row.before->condition, row.after->condition);
    if (!row.before->criteria.empty() || !row.after->criteria.empty()) {
      cell.pieces.push_back({"\n", Cell::Mark::None});
      add(row.before->criteria, row.after->criteria);
    }
    return cell;
  }
  static Cell plain(const WordedItem& item) {
    return item.criteria.empty() ? item.condition : item.condition + "\n" + item.criteria;
  }

  void table(ChangeKind kind) {
    const int count = view_.comparison.changes.count(kind);
    heading(say("versions.paper.kind." + std::string(name_of(kind)), {{"n", std::to_string(count)}}));
    if (kind == ChangeKind::Reworded) prose("versions.paper.legend", {}, true);
    drawing::Table table;
    table.columns = {{say("versions.paper.before"), 1, Anchor::Start},
                     {say("versions.paper.after"), 1, Anchor::Start},
                     {say("versions.paper.label"), 2, Anchor::Start},
                     {say("versions.paper.wording"), 8, Anchor::Start}};
    for (const ItemChange& row : view_.comparison.changes.rows) {
      if (row.kind != kind) continue;
      const WordedItem& shown = row.after ? *row.after : *row.before;
      table.rows.push_back({number(row.before), number(row.after), shown.label,
                            kind == ChangeKind::Reworded ? marked(row) : plain(shown)});
    }
    blocks_.emplace_back(std::move(table));
  }

  const KeptView& view_;
  std::string_view language_;
  std::vector<drawing::Block> blocks_;
};

}  // namespace

drawing::Document paper_of(const KeptView& view, std::string_view company, std::string_view language, Instant now) {
  drawing::Document document;
  document.imprint = {messages::say(language, "versions.paper.title"), std::string(company), view.kept.kept_at};
  document.head_right = company;
  document.foot_left = messages::say(language, "paper.output", {{"at", date_in_zone(now, japan_offset_minutes).iso()}});
  document.page_words = messages::say(language, "paper.page");
  document.confidential = messages::say(language, "paper.confidential");
  document.blocks = Paper(view, language).blocks();
  return document;
}

}  // namespace sonae::assessment::versions
