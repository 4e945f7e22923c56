#include "core/frameworks/store.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "platform/clock.h"

namespace sonae::frameworks {

namespace {

/// Versions of one framework version, the first variant first.
constexpr db::Sql select_variants =
    "select id, framework, version, variant, name, source, created_at, 0 from framework_versions "
    "where company_id = $1 and framework = $2 and version = $3 order by variant limit 1000";

/// One version of the company.
constexpr db::Sql select_version =
    "select id, framework, version, variant, name, source, created_at, 0 from framework_versions "
    "where company_id = $1 and id = $2";

/// The list, with the number of items.
constexpr db::Sql select_versions =
    "select v.id, v.framework, v.version, v.variant, v.name, v.source, v.created_at, "
    "(select count(*) from framework_items i where i.company_id = v.company_id and i.version_id = v.id) "
    "from framework_versions v where v.company_id = $1 order by v.created_at desc, v.id limit 200";

/// Items by ordinal.
constexpr db::Sql select_items =
    "select ordinal, no, level, label, condition, criteria, area, text_source from framework_items "
    "where company_id = $1 and version_id = $2 order by ordinal limit 10000";

constexpr db::Sql insert_version =
    "insert into framework_versions (company_id, id, framework, version, variant, name, source, created_at, "
    "updated_at) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $8)";

constexpr db::Sql touch_version = "update framework_versions set updated_at = $3 where company_id = $1 and id = $2";

constexpr db::Sql insert_item =
    "insert into framework_items (company_id, version_id, ordinal, no, level, label, condition, criteria, area, "
    "text_source) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Completes an item; the ordinal stays (invariant 1).
constexpr db::Sql update_item =
    "update framework_items set level = $4, label = $5, condition = $6, criteria = $7, area = $8, text_source = $9 "
    "where company_id = $1 and version_id = $2 and ordinal = $3";

Version version_of(const db::Row& row) {
  Version version;
  version.id = row.id<FrameworkVersionTag>(0);
  version.framework = row.text(1);
  version.version = row.text(2);
  version.variant = static_cast<int>(row.integer(3));
  version.name = row.text(4);
  version.source = row.text(5);
  version.created_at = row.instant(6);
  version.item_count = static_cast<int>(row.integer(7));
  return version;
}

Result<void> load_items(db::Tx& tx, const Scope& scope, Version& version) {
  for (const db::Row& row : TRY(tx.query(select_items, {scope.company, version.id}))) {
    VersionItem item;
    item.ordinal = static_cast<int>(row.integer(0));
    item.no = static_cast<int>(row.integer(1));
    if (!row.is_null(2)) item.level = static_cast<int>(row.integer(2));
    item.label = row.text(3);
    item.condition = row.text(4);
    item.criteria = row.text(5);
    item.area = row.text(6);
    item.text_source = row.text(7);
    version.items.push_back(std::move(item));
  }
  version.item_count = static_cast<int>(version.items.size());
  return {};
}

bool disagree(const std::string& a, const std::string& b) {
  const std::string left = text::squash(a);
  const std::string right = text::squash(b);
  return !left.empty() && !right.empty() && left != right;
}

/// Wording or level that says something else than what is stored (invariant 2). Width and line breaks are no
/// difference.
bool contradicts(const VersionItem& known, const VersionItem& given) {
  return disagree(known.condition, given.condition) || disagree(known.criteria, given.criteria) ||
         (known.level && given.level && known.level != given.level);
}

/// `known` with what `given` adds; true when something changed.
bool complete(VersionItem& known, const VersionItem& given) {
  bool changed = false;
  const auto fill = [&](std::string& mine, const std::string& theirs) {
    if (!mine.empty() || theirs.empty()) return;
    mine = theirs;
    changed = true;
  };
  if (!known.level && given.level) {
    known.level = given.level;
    changed = true;
  }
  fill(known.label, given.label);
  fill(known.condition, given.condition);
  fill(known.criteria, given.criteria);
  fill(known.area, given.area);
  return changed;
}

std::vector<VersionItem> first_of_each_number(const std::vector<VersionItem>& items) {
  std::set<int> seen;
  std::vector<VersionItem> once;
  for (const VersionItem& item : items)
    if (item.no > 0 && seen.insert(item.no).second) once.push_back(item);
  return once;
}

db::Args item_row(const Scope& scope, const VersionId& id, const VersionItem& item) {
  return {scope.company, id,        item.ordinal,    item.no, item.level, item.label, item.condition,
          item.criteria, item.area, item.text_source};
}

Result<Version> create(db::WriteTx& tx, const Scope& scope, const VersionName& name, int variant,
                       std::string_view source, std::vector<VersionItem> items, Instant now) {
  Version version;
  version.id = new_id<FrameworkVersionTag>(now);
  version.framework = name.framework;
  version.version = name.version;
  version.variant = variant;
  version.name = name.name;
  version.source = source;
  version.created_at = now;
  TRY(tx.execute(insert_version, {scope.company, version.id, version.framework, version.version, version.variant,
                                  version.name, version.source, now}));
  std::vector<db::Args> rows;
  int ordinal = 0;
  for (VersionItem& item : items) {
    item.ordinal = ordinal++;
    rows.push_back(item_row(scope, version.id, item));
  }
  TRY(tx.execute_many(insert_item, rows));
  version.items = std::move(items);
  version.item_count = static_cast<int>(version.items.size());
  return version;
}

/// Fills gaps and appends what is new at the end.
Result<void> complete_version(db::WriteTx& tx, const Scope& scope, Version& version,
                              const std::vector<VersionItem>& given, Instant now) {
  std::map<int, std::size_t> places;
  for (std::size_t i = 0; i < version.items.size(); ++i) places.emplace(version.items[i].no, i);
  bool changed = false;
  for (VersionItem item : given) {
    const auto it = places.find(item.no);
    if (it == places.end()) {
      item.ordinal = static_cast<int>(version.items.size());
      TRY(tx.execute(insert_item, item_row(scope, version.id, item)));
      version.items.push_back(std::move(item));
      changed = true;
      continue;
    }
    VersionItem& known = version.items[it->second];
    if (!complete(known, item)) continue;
    changed = true;
    TRY(tx.execute(update_item, {scope.company, version.id, known.ordinal, known.level, known.label, known.condition,
                                 known.criteria, known.area, known.text_source}));
  }
  version.item_count = static_cast<int>(version.items.size());
  if (changed) TRY(tx.execute(touch_version, {scope.company, version.id, now}));
  return {};
}

Result<Version> ensure(db::WriteTx& tx, const Scope& scope, const std::vector<VersionItem>& items,
                       const VersionName& name, std::string_view source, Instant now) {
  std::vector<VersionItem> given = first_of_each_number(items);
  if (given.empty()) return invalid("frameworks.version.no_items");
  for (VersionItem& item : given) item.text_source = source;
  int next_variant = 0;
  for (const db::Row& row : TRY(tx.query(select_variants, {scope.company, name.framework, name.version}))) {
    Version version = version_of(row);
    next_variant = std::max(next_variant, version.variant + 1);
    if (version.source != source) continue;
    TRY(load_items(tx, scope, version));
    std::map<int, const VersionItem*> known;
    for (const VersionItem& item : version.items) known.emplace(item.no, &item);
    const bool other = std::any_of(given.begin(), given.end(), [&](const VersionItem& item) {
      const auto it = known.find(item.no);
      return it != known.end() && contradicts(*it->second, item);
    });
    if (other) continue;
    TRY(complete_version(tx, scope, version, given, now));
    return version;
  }
  return create(tx, scope, name, next_variant, source, std::move(given), now);
}

}  // namespace

Result<Version> ensure_version_from_workbook(db::WriteTx& tx, const Scope& scope, const std::vector<VersionItem>& items,
                                             const VersionName& name, Instant now) {
  return ensure(tx, scope, items, name, "workbook", now);
}

Result<Version> ensure_version_from_pack(db::WriteTx& tx, const Scope& scope, const Pack& pack,
                                         std::string_view language, Instant now) {
  std::vector<VersionItem> items;
  for (const Item& item : pack.items) {
    const Label* label = pack.find_label(item.label);
    VersionItem entry;
    entry.no = item.no;
    entry.level = item.level;
    entry.label = label ? label->name.in(language) : item.label;
    entry.condition = item.topic.in(language);
    entry.area = item.owner_hint.in(language);
    items.push_back(std::move(entry));
  }
  return ensure(tx, scope, items, {pack.id, pack.version, pack.name.in(language)}, "pack", now);
}

Result<Version> get_version(db::Tx& tx, const Scope& scope, const VersionId& id) {
  const db::Rows rows = TRY(tx.query(select_version, {scope.company, id}));
  if (rows.empty()) return not_found();
  Version version = version_of(rows.front());
  TRY(load_items(tx, scope, version));
  return version;
}

Result<std::vector<Version>> list_versions(db::Tx& tx, const Scope& scope) {
  std::vector<Version> versions;
  for (const db::Row& row : TRY(tx.query(select_versions, {scope.company}))) versions.push_back(version_of(row));
  return versions;
}

}  // namespace sonae::frameworks
