#include "platform/db/engine.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/text.h"
#include "platform/clock.h"

namespace sonae::db {

Error error_of(Trouble trouble, std::string detail) {
  switch (trouble) {
    case Trouble::Full:
      return {ErrorKind::Unavailable, "error.disk_full", {}, std::move(detail), {}};
    case Trouble::Io:
      return {ErrorKind::Unavailable, "error.db.stopped", {}, std::move(detail), {}};
    case Trouble::Away:
      return {ErrorKind::Unavailable, "error.db.away", {}, std::move(detail), {}};
    case Trouble::Retry:
      return {ErrorKind::Unavailable, "error.busy", {}, std::move(detail), {}};
    case Trouble::None:
    case Trouble::Refused:
      break;
  }
  return {ErrorKind::Internal, "error.internal", {}, std::move(detail), {}};
}

Result<void> check_args(const Args& args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto* text = std::get_if<std::string>(&args[i].value());
    if (text == nullptr) continue;
    if (text->find('\0') != std::string::npos || !text::is_utf8(*text)) {
      return invalid("error.db.text", {}, "argument " + std::to_string(i + 1) + " is not UTF-8 or holds NUL");
    }
  }
  return {};
}

void back_off(int attempt) {
  const std::int64_t ceiling = std::min<std::int64_t>(200, std::int64_t{1} << std::min(attempt, 8));
  const auto dice = random_bytes<2>();
  const auto roll = std::to_integer<std::int64_t>(dice[0]) * 256 + std::to_integer<std::int64_t>(dice[1]);
  std::this_thread::sleep_for(std::chrono::microseconds(200 + roll % (ceiling * 1000)));
}

template <typename Step>
auto GuardedTx::guarded(std::string_view sql, Step&& step) -> std::invoke_result_t<Step> {
  if (failure_) return std::unexpected(*failure_);
  if (fault_) {
    trouble_ = fault_(sql);
    if (trouble_ != Trouble::None) {
      failure_ = error_of(trouble_, "injected");
      return std::unexpected(*failure_);
    }
  }
  auto result = step();
  if (!result) {
    failure_ = result.error();
    trouble_ = failure_->kind == ErrorKind::Invalid ? Trouble::Refused : last_trouble();
  }
  return result;
}

Result<Rows> GuardedTx::query(Sql sql, const Args& args) {
  return guarded(sql.text(), [&]() -> Result<Rows> {
    TRY(check_args(args));
    return do_query(sql.text(), args);
  });
}

Result<std::int64_t> GuardedTx::execute(Sql sql, const Args& args) {
  return guarded(sql.text(), [&]() -> Result<std::int64_t> {
    TRY(check_args(args));
    return do_execute(sql.text(), args);
  });
}

Result<void> GuardedTx::execute_many(Sql sql, const std::vector<Args>& rows) {
  return guarded(sql.text(), [&]() -> Result<void> {
    for (const Args& row : rows) TRY(check_args(row));
    if (rows.empty()) return {};
    return do_execute_many(sql.text(), rows);
  });
}

Result<void> call_body(GuardedTx& tx, const std::function<Result<void>(WriteTx&)>& body) {
  try {
    return body(tx);
  } catch (const std::exception& thrown) {
    return internal(std::string("exception in a transaction: ") + thrown.what());
  }
}

Result<void> judge(const GuardedTx& tx, Result<void> outcome, Purpose purpose) {
  if (!outcome) return outcome;
  if (tx.failure()) return std::unexpected(*tx.failure());
  if (purpose == Purpose::Business && tx.changed() && !tx.recorded()) {
    return internal("a write transaction changed rows without a trail record");
  }
  return {};
}

}  // namespace sonae::db
