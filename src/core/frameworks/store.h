#pragma once
// The framework versions of a company: its own copy of the wording, taken from the workbook it imported or from a
// pack. Private to the installation.
//
// Invariants (tests cite the number)
//  1. An item's ordinal never changes: it is its place in the vector of a handed-in sheet.
//  2. Wording that answers refer to is never rewritten: a workbook whose wording disagrees becomes a new variant.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "core/frameworks/frameworks.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::frameworks {

struct FrameworkVersionTag;
using VersionId = Id<FrameworkVersionTag>;

/// One item with the wording that this company works from. Empty texts are not known yet.
struct VersionItem {
  int ordinal = 0;
  int no = 0;
  std::optional<int> level;
  std::string label;
  std::string condition;
  std::string criteria;
  std::string area;
  /// "workbook" or "pack" (our topic stands for the wording).
  std::string text_source = "workbook";
};

struct Version {
  VersionId id;
  std::string framework;  ///< pack id, or "other"
  std::string version;
  int variant = 0;  ///< 0 the first wording seen, 1 … others (invariant 2)
  std::string name;
  std::string source;  ///< "workbook" or "pack"
  Instant created_at;
  std::vector<VersionItem> items;  ///< by ordinal; empty in lists
  int item_count = 0;
};

struct VersionName {
  std::string framework;
  std::string version;
  std::string name;
};

/// The company's version that agrees with `items` in every wording both know, completed by what it did not know yet;
/// a new one when there is none. Numbers that occur twice count once, the first time. Ordinals are given here.
/// The caller writes the trail. Invalid ("frameworks.version.no_items") for an empty list.
[[nodiscard]] Result<Version> ensure_version_from_workbook(db::WriteTx& tx, const Scope& scope,
                                                           const std::vector<VersionItem>& items,
                                                           const VersionName& name, Instant now);

/// The company's version made from a pack, for a sheet that starts without a workbook: topics stand for wording, items
/// without a topic carry number and label only.
[[nodiscard]] Result<Version> ensure_version_from_pack(db::WriteTx& tx, const Scope& scope, const Pack& pack,
                                                       std::string_view language, Instant now);

/// With items. NotFound: no such version, or another company's: the two are deliberately indistinguishable.
[[nodiscard]] Result<Version> get_version(db::Tx& tx, const Scope& scope, const VersionId& id);

/// Without items, newest first, at most 200.
[[nodiscard]] Result<std::vector<Version>> list_versions(db::Tx& tx, const Scope& scope);

}  // namespace sonae::frameworks
