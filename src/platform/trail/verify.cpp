// Reads the log of each company from its first record to its last and recomputes the tree. The stored leaf and root of
// a record prove nothing; they only help to name the record that was touched and what was done to it.

#include <algorithm>
#include <map>
#include <set>

#include "base/json.h"
#include "platform/trail/store.h"

namespace sonae::trail {

namespace {

constexpr int rows_at_once = 500;

bool same(const Digest& digest, std::span<const std::byte> bytes) {
  return std::equal(digest.begin(), digest.end(), bytes.begin(), bytes.end());
}

std::optional<Digest> as_digest(std::span<const std::byte> bytes) {
  Digest out;
  if (bytes.size() != out.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

/// One of `before` and `after`: the value lies as it was sealed, or it was erased whole.
bool side_holds(bool has_value, const std::string& value, const std::optional<Bytes>& salt,
                const std::optional<Bytes>& commitment, bool erased) {
  if (!commitment) return !has_value && !salt;
  if (commitment->size() != 32) return false;
  if (erased) return !has_value && !salt;
  return has_value && salt && same(commit(*salt, value), *commitment);
}

Commitments commitments_of(const StoredRecord& row) {
  Commitments out;
  if (row.before_commitment) out.before = as_digest(*row.before_commitment);
  if (row.after_commitment) out.after = as_digest(*row.after_commitment);
  return out;
}

bool values_hold(const StoredRecord& row) {
  const Entry& entry = row.record.entry;
  return side_holds(row.has_before, entry.before, row.before_salt, row.before_commitment, row.erased) &&
         side_holds(row.has_after, entry.after, row.after_salt, row.after_commitment, row.erased);
}

class CompanyVerifier {
 public:
  CompanyVerifier(db::Tx& tx, std::string company, const VerifyOptions& options)
      : tx_(tx), company_(std::move(company)), options_(options) {
    for (const Checkpoint& kept : options.kept) {
      if (kept.company == company_) kept_.emplace(kept.size, kept.root);
    }
  }

  Result<void> run() {
    TRY(start());
    TRY(stream());
    if (!problem_) TRY(finish());
    return {};
  }

  [[nodiscard]] std::int64_t records() const { return records_; }
  [[nodiscard]] const std::optional<Verification::Problem>& problem() const { return problem_; }
  [[nodiscard]] const Merkle& tree() const { return tree_; }

 private:
  void found(std::int64_t sequence, std::string what) {
    if (!problem_ || sequence < problem_->sequence) problem_ = {company_, sequence, std::move(what)};
  }

  /// The tree of a checkpoint, whose parts must belong together.
  [[nodiscard]] static Result<Merkle> tree_of(const Checkpoint& checkpoint) {
    const auto tree = Merkle::from(checkpoint.size, from_hex(checkpoint.peaks).value_or(Bytes()));
    if (!tree || to_hex(tree->root()) != checkpoint.root)
      return invalid("audit.checkpoint.peaks", {{"company", checkpoint.company}});
    return *tree;
  }

  Result<void> start() {
    // A kept checkpoint may be trusted as a start some day: one that was touched is said to be so today.
    for (const Checkpoint& kept : options_.kept)
      if (kept.company == company_ && !kept.peaks.empty()) TRY(tree_of(kept));
    for (const Checkpoint& since : options_.since) {
      if (since.company != company_) continue;
      tree_ = TRY(tree_of(since));
      last_match_ = since.size;
      since_ = since.size;
    }
    check_kept();
    return {};
  }

  Result<void> stream() {
    for (;;) {
      const auto rows = TRY(list_stored(tx_, company_, tree_.size(), rows_at_once));
      for (const StoredRecord& row : rows) {
        TRY(take(row));
        if (problem_) return {};
      }
      if (rows.size() < static_cast<std::size_t>(rows_at_once)) return {};
    }
  }

  Result<void> take(const StoredRecord& row) {
    const std::int64_t expected = tree_.size() + 1;
    ++records_;
    if (row.record.sequence != expected) {
      found(expected, "removed");
      return {};
    }
    const Merkle before = tree_;
    const Digest leaf = leaf_of(row.record, commitments_of(row), expected);
    tree_.append(leaf);
    if (!same(leaf, row.leaf) || !same(tree_.root(), row.root)) {
      found(expected, TRY(diagnose(row, before)));
      return {};
    }
    if (!values_hold(row)) {
      found(expected, "edited");
      return {};
    }
    note_erasures(row);
    check_evidence(row);
    check_kept();
    return {};
  }

  void note_erasures(const StoredRecord& row) {
    if (row.erased) erased_.insert(std::to_string(row.record.sequence));
    const Entry& entry = row.record.entry;
    if (entry.action == value_erased && entry.subject.kind == "trail.record") erased_.erase(entry.subject.id);
  }

  void check_evidence(const StoredRecord& row) {
    const Entry& entry = row.record.entry;
    if (options_.evidence == nullptr || entry.action != blob_stored || row.erased) return;
    // The hash stands in the subject, which the leaf covers, and in the value, which the commitment covers.
    if (!options_.evidence->get(entry.subject.id)) found(row.record.sequence, "evidence");
  }

  /// A checkpoint that was kept elsewhere for the present size must show the present root.
  void check_kept() {
    const auto [begin, end] = kept_.equal_range(tree_.size());
    for (auto kept = begin; kept != end; ++kept) {
      if (kept->second != to_hex(tree_.root())) {
        found(last_match_ + 1, "replaced");
        return;
      }
      last_match_ = tree_.size();
    }
  }

  /// What happened at the first record that does not fit. `before` is the tree of all records that did.
  Result<std::string> diagnose(const StoredRecord& row, const Merkle& before) {
    const std::int64_t here = row.record.sequence;
    const auto head = TRY(find_head(tx_, company_));
    if (head && here > head->size) return "inserted";
    const std::int64_t origin = TRY(original_place(row));
    if (origin == here) return "edited";
    if (origin > 0 && origin < here) return "inserted";
    const bool true_one_remains = TRY(still_stored(here, before));
    if (origin > here) return true_one_remains ? "reordered" : "removed";
    return true_one_remains ? "inserted" : "edited";
  }

  /// The sequence number under which this row's stored leaf was computed; 0 when it fits none.
  Result<std::int64_t> original_place(const StoredRecord& row) {
    const auto head = TRY(find_head(tx_, company_));
    const std::int64_t last = std::max(head ? head->size : 0, row.record.sequence) + 1;
    const Commitments commitments = commitments_of(row);
    for (std::int64_t sequence = 1; sequence <= last; ++sequence) {
      if (same(leaf_of(row.record, commitments, sequence), row.leaf)) return sequence;
    }
    return 0;
  }

  /// True when a later row is the one that `before` was followed by: its root is that tree plus its leaf.
  Result<bool> still_stored(std::int64_t here, const Merkle& before) {
    for (std::int64_t at = here;;) {
      const auto rows = TRY(list_stored(tx_, company_, at, rows_at_once));
      for (const StoredRecord& row : rows) {
        at = row.record.sequence;
        const auto leaf = as_digest(row.leaf);
        if (!leaf) continue;
        Merkle with = before;
        with.append(*leaf);
        if (same(with.root(), row.root)) return true;
      }
      if (rows.empty()) return false;
    }
  }

  /// The end of the log: against the head and against checkpoints of a longer one.
  Result<void> finish() {
    const std::int64_t size = tree_.size();
    if (!erased_.empty()) {
      const auto first = std::min_element(erased_.begin(), erased_.end(),
                                          [](const auto& a, const auto& b) { return std::stoll(a) < std::stoll(b); });
      found(std::stoll(*first), "edited");
    }
    const auto head = TRY(find_head(tx_, company_));
    if (!head) {
      if (size > 0) found(1, "replaced");
    } else if (head->size > size) {
      found(size + 1, "truncated");
    } else if (head->size < size) {
      found(head->size + 1, head->size < since_ ? "truncated" : "inserted");
    } else if (!same(tree_.root(), head->root) || tree_.peaks() != head->peaks) {
      found(size, "replaced");
    }
    if (!kept_.empty() && kept_.rbegin()->first > size) found(size + 1, "truncated");
    return {};
  }

  db::Tx& tx_;
  std::string company_;
  const VerifyOptions& options_;
  std::multimap<std::int64_t, std::string> kept_;
  std::set<std::string> erased_;
  std::int64_t since_ = 0;
  std::int64_t last_match_ = 0;  ///< size of the largest kept checkpoint that fitted
  std::int64_t records_ = 0;
  Merkle tree_;
  std::optional<Verification::Problem> problem_;
};

}  // namespace

Result<Verification> verify(db::Database& database, const VerifyOptions& options, Instant now) {
  return database.read([&](db::Tx& tx) -> Result<Verification> {
    Verification out;
    const auto stored = TRY(list_companies(tx));
    std::set<std::string> companies(stored.begin(), stored.end());
    for (const Checkpoint& kept : options.kept) companies.insert(kept.company);
    for (const std::string& company : companies) {
      CompanyVerifier verifier(tx, company, options);
      TRY(verifier.run());
      out.records += verifier.records();
      if (verifier.problem()) out.problems.push_back(*verifier.problem());
      const Merkle& tree = verifier.tree();
      out.heads.push_back({company, tree.size(), to_hex(tree.root()), now, to_hex(tree.peaks())});
    }
    return out;
  });
}

}  // namespace sonae::trail
