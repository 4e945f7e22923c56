#pragma once
// A creating request that arrives twice, because its answer was lost on the way, creates once (AZ10).
//
// Invariants (tests cite the number)
//  1. One key of one person on one route runs its handler at most once in 24 hours, whatever breaks in between.
//  2. Answers are kept sealed: one of them shows an initial password.
//  3. The key is reserved in a transaction of its own before the change and completed after it. It cannot share the
//     change's transaction: the answer is made after the last commit, and some handlers need several steps (a hash, a
//     file, its row). What a crash leaves between the two is a reserved key without an answer; its repetition is told
//     that the outcome is not known, and is not run again.

#include <optional>

#include "platform/db/db.h"
#include "platform/http/server.h"
#include "platform/session/secrets.h"

namespace sonae::session {

constexpr std::int64_t repeat_kept_ms = 24LL * 60 * 60 * 1000;
/// A request without an answer for so long is not under way any more: its server went away.
constexpr std::int64_t repeat_unclear_ms = 2LL * 60 * 1000;
/// A larger answer is not kept; its key stays reserved.
constexpr std::size_t largest_kept_answer = 1024UL * 1024;

class Repeats {
 public:
  Repeats(db::Database& database, const Keys& keys) : database_(database), keys_(keys) {}

  /// The kept answer, or nothing: the request is new and now under way. Invalid "error.repeat.key",
  /// "error.repeat.other" (another content under the same key); Conflict "error.repeat.under_way",
  /// "error.repeat.unclear".
  [[nodiscard]] Result<std::optional<http::Response>> begin(const http::Attempt& attempt);
  /// Keeps the answer of a success; frees the key after a refusal that changed nothing for certain.
  void finish(const http::Attempt& attempt, const Result<http::Response>& outcome);

 private:
  db::Database& database_;
  const Keys& keys_;
};

}  // namespace sonae::session
