#pragma once
// Rows of jobs.

#include <optional>
#include <vector>

#include "platform/jobs/jobs.h"

namespace sonae::jobs::store {

/// Jobs that may be taken at `now`, the longest due first; at most 200, of kinds that this program may not know.
[[nodiscard]] Result<std::vector<Job>> list_due(db::Tx& tx, Instant now);
/// Nothing when another server took it, or settled it, since `job` was read.
[[nodiscard]] Result<std::optional<Job>> take(db::WriteTx& tx, const Job& job, const std::string& holder, Instant now);
/// False when the lease was lost.
[[nodiscard]] Result<bool> settle(db::WriteTx& tx, const Job& job);
/// False when the lease was lost. `due` is the next try; nothing: none, the job stays as given up.
[[nodiscard]] Result<bool> put_back(db::WriteTx& tx, const Job& job, std::int64_t tries, std::optional<Instant> due,
                                    const std::string& trouble);

struct DayRow {
  Id<Company> company;
  std::string kind;
  Date day;
};
[[nodiscard]] Result<std::vector<DayRow>> list_days(db::Tx& tx);
[[nodiscard]] Result<std::optional<Date>> find_day(db::Tx& tx, const Id<Company>& company, const std::string& kind);
Result<void> put_day(db::WriteTx& tx, const DayRow& row);

[[nodiscard]] Result<std::optional<Instant>> believed_at(db::Tx& tx);
Result<void> put_believed(db::WriteTx& tx, Instant at);

}  // namespace sonae::jobs::store
