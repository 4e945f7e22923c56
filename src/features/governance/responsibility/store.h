#pragma once
// Rows of responsibility tables. Takes the company and nothing else; what may be touched is decided above.

#include "features/governance/responsibility/responsibility.h"

namespace sonae::governance::responsibility::store {

/// Lines with marks, version and confirmation; version 0 and no lines when there is none.
Result<Table> get_table(db::Tx& tx, const Id<Company>& company, int fiscal_year);
/// Made when `table.version` is 0. Confirmation and version + 1. Conflict ("responsibility.version").
Result<void> put_table(db::WriteTx& tx, const Id<Company>& company, const Table& table);
/// All lines instead of those that are stored; without marks.
Result<void> replace_items(db::WriteTx& tx, const Id<Company>& company, const Table& table);
Result<void> put_marks(db::WriteTx& tx, const Id<Company>& company, int fiscal_year,
                       const std::vector<Change>& changes);
/// Where the secretariat sits: its first member's department by name; empty: none.
Result<Id<Department>> office_of(db::Tx& tx, const Id<Company>& company);

}  // namespace sonae::governance::responsibility::store
