#include "features/assessment/versions/sides.h"

namespace sonae::assessment::versions {

namespace {

constexpr std::string_view pack_prefix = "pack:";

VersionEntry entry_of(const frameworks::Version& version) {
  VersionEntry entry;
  entry.side = side_name(version.id);
  entry.framework = version.framework;
  entry.version = version.version;
  entry.name = version.name;
  entry.source = version.source;
  entry.variant = version.variant;
  entry.items = version.item_count;
  entry.created_at = version.created_at;
  return entry;
}

VersionEntry entry_of(const frameworks::Pack& pack, std::string_view language) {
  VersionEntry entry;
  entry.side = std::string(pack_prefix) + pack.id + ":" + pack.version;
  entry.framework = pack.id;
  entry.version = pack.version;
  entry.name = pack.name.in(language);
  entry.source = "pack";
  entry.items = static_cast<int>(pack.items.size());
  return entry;
}

Side side_of(const frameworks::Pack& pack, const std::string& language) {
  Side side{entry_of(pack, language),
            {pack.id, pack.version, std::string(pack_prefix) + (language == "en" ? "en" : "ja"), {}}};
  for (const frameworks::Item& item : pack.items) {
    const frameworks::Label* label = pack.find_label(item.label);
    side.wording.items.push_back(
        {item.no, item.level, label == nullptr ? item.label : label->name.in(language), item.topic.in(language), ""});
  }
  return side;
}

const frameworks::Pack* pack_at(std::string_view side) {
  if (!side.starts_with(pack_prefix)) return nullptr;
  side.remove_prefix(pack_prefix.size());
  const std::size_t colon = side.find(':');
  if (colon == std::string_view::npos) return nullptr;
  const frameworks::Pack* pack = frameworks::find_pack(side.substr(0, colon), side.substr(colon + 1));
  return pack == nullptr || pack->items.empty() ? nullptr : pack;
}

}  // namespace

std::string side_name(const frameworks::VersionId& version) { return version.text(); }

Side side_of(const frameworks::Version& version) { return {entry_of(version), wording_of(version)}; }

Result<Side> load_side(db::Tx& tx, const Actor& actor, std::string_view side) {
  if (const frameworks::Pack* pack = pack_at(side)) return side_of(*pack, actor.language);
  const auto id = frameworks::VersionId::parse(side);
  if (!id) return not_found();
  return side_of(TRY(frameworks::get_version(tx, actor.scope(Permission::SheetRead), *id)));
}

Result<std::vector<VersionEntry>> list_versions(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  std::vector<VersionEntry> entries;
  const auto sheets = TRY(list_assessments(tx, actor));
  for (const frameworks::Version& version : TRY(frameworks::list_versions(tx, scope))) {
    VersionEntry entry = entry_of(version);
    for (const Summary& sheet : sheets)
      if (sheet.framework == version.id &&
          (entry.fiscal_years.empty() || entry.fiscal_years.back() != sheet.fiscal_year))
        entry.fiscal_years.push_back(sheet.fiscal_year);
    entries.push_back(std::move(entry));
  }
  for (const frameworks::Pack& pack : frameworks::embedded_packs())
    if (!pack.items.empty()) entries.push_back(entry_of(pack, actor.language));
  return entries;
}

}  // namespace sonae::assessment::versions
