#include "features/assessment/versions/rules_marks.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace sonae::assessment::versions {

namespace {

/// A kept stretch, then what changed after it; either may be empty.
struct Stretch {
  std::u32string kept;
  std::u32string removed;
  std::u32string added;
  [[nodiscard]] bool changes() const { return !removed.empty() || !added.empty(); }
  [[nodiscard]] bool replaces() const { return !removed.empty() && !added.empty(); }
};

/// Longest kept piece that is swallowed by the changes on both sides.
constexpr std::size_t too_short_to_read = 2;

bool is_kanji(char32_t c) {
  return (c >= U'\u4e00' && c <= U'\u9fff') || (c >= U'\u3400' && c <= U'\u4dbf') || c == U'\u3005';
}
bool is_kana(char32_t c) { return c >= U'\u3041' && c <= U'\u30ff'; }
bool is_letter(char32_t c) { return is_kanji(c) || is_kana(c); }

std::vector<Stretch> stretches_of(const std::vector<TextSpan>& spans) {
  std::vector<Stretch> stretches(1);
  for (const TextSpan& span : spans) {
    const std::u32string chars = text::to_utf32(span.text);
    if (span.kind == SpanKind::Kept) {
      if (stretches.back().changes()) stretches.emplace_back();
      stretches.back().kept += chars;
    } else {
      (span.kind == SpanKind::Removed ? stretches.back().removed : stretches.back().added) += chars;
    }
  }
  return stretches;
}

void append(Stretch& to, const std::u32string& kept_between, const Stretch& more) {
  to.removed += kept_between + more.removed;
  to.added += kept_between + more.added;
}

/// 「[年]の[月]」: one change, because nobody reads a single の between two of them.
std::vector<Stretch> join_close_changes(std::vector<Stretch> stretches) {
  std::vector<Stretch> joined;
  for (Stretch& next : stretches) {
    const bool close = !joined.empty() && joined.back().changes() && next.changes() &&
                       next.kept.size() <= too_short_to_read && std::ranges::all_of(next.kept, is_letter) &&
                       (joined.back().replaces() || next.replaces());
    if (close)
      append(joined.back(), next.kept, next);
    else
      joined.push_back(std::move(next));
  }
  return joined;
}

bool begins_with_kanji(const Stretch& s) { return is_kanji(s.removed.front()) || is_kanji(s.added.front()); }
bool ends_with_kanji(const Stretch& s) { return is_kanji(s.removed.back()) || is_kanji(s.added.back()); }

/// A kanji that stood between kept text and the change goes to the change.
void take_in_kanji(std::vector<Stretch>& stretches) {
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    Stretch& here = stretches[i];
    if (!here.replaces()) continue;
    while (!here.kept.empty() && is_kanji(here.kept.back()) && begins_with_kanji(here)) {
      here.removed.insert(here.removed.begin(), here.kept.back());
      here.added.insert(here.added.begin(), here.kept.back());
      here.kept.pop_back();
    }
    if (i + 1 == stretches.size()) continue;
    std::u32string& after = stretches[i + 1].kept;
    while (!after.empty() && is_kanji(after.front()) && ends_with_kanji(here)) {
      here.removed += after.front();
      here.added += after.front();
      after.erase(after.begin());
    }
  }
}

void add(std::vector<TextSpan>& spans, SpanKind kind, const std::u32string& chars) {
  if (!chars.empty()) spans.push_back({kind, text::from_utf32(chars)});
}

}  // namespace

std::vector<TextSpan> mark_words(std::string_view older, std::string_view newer) {
  std::vector<Stretch> stretches = join_close_changes(stretches_of(mark_changes(older, newer)));
  take_in_kanji(stretches);
  std::vector<Stretch> merged;
  for (Stretch& next : stretches) {
    if (!merged.empty() && next.kept.empty() && merged.back().changes())
      append(merged.back(), {}, next);
    else
      merged.push_back(std::move(next));
  }
  std::vector<TextSpan> spans;
  for (const Stretch& stretch : merged) {
    add(spans, SpanKind::Kept, stretch.kept);
    add(spans, SpanKind::Removed, stretch.removed);
    add(spans, SpanKind::Added, stretch.added);
  }
  return spans;
}

}  // namespace sonae::assessment::versions
