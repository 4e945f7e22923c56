#pragma once
// The yearly call test: a run over everybody in the book who has a number. Each call ends reached, confirmed (an
// official desk is not called for a test: its number is compared with its page), wrong, or without an answer. A new
// number goes into the book at once.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/contacts/contacts.h"

namespace sonae::contacts {

struct TestTag;
using TestId = Id<TestTag>;

[[nodiscard]] bool is_call_result(std::string_view result);  ///< "reached" "confirmed" "wrong_number" "no_answer"

struct Call {
  ContactId contact;
  Purpose purpose = Purpose::Inside;
  std::string name;
  std::string phone;      ///< as the book had it when the run began
  std::string result;     ///< "" until somebody has called
  std::string new_phone;  ///< only with "wrong_number"
  std::string note;
  std::optional<Date> called_on;
  std::string called_by;  ///< name; "" until somebody has called
  std::int64_t version = 1;
};
struct CallTest {
  TestId id;
  Date started_on;
  std::string started_by;
  std::optional<Date> finished_on;
  std::string finished_by;
  bool cancelled = false;
  std::vector<Call> calls;  ///< in the order of the calls
  [[nodiscard]] bool open() const { return !finished_on && !cancelled; }
};

/// ProgrammeRead. Latest first, at most 20; calls included.
[[nodiscard]] Result<std::vector<CallTest>> list_tests(db::Tx& tx, const Actor& actor);

/// CompanyManage, as everything below. Conflict ("contacts.test.open" while another runs, "contacts.test.nobody" when
/// the book has no number).
[[nodiscard]] Result<CallTest> start_test(db::WriteTx& tx, const Actor& actor, Instant now);

struct CallResult {
  TestId test;
  ContactId contact;
  std::string result;
  std::string new_phone;
  std::string note;
  std::int64_t version = 0;  ///< of the call
};
/// NotFound; Conflict ("contacts.test.over", "directory.edit.conflict"); Invalid at "/new_phone".
[[nodiscard]] Result<CallTest> record_call(db::WriteTx& tx, const Actor& actor, const CallResult& call, Instant now);
/// Conflict ("contacts.test.uncalled", arg n) while somebody was not called.
[[nodiscard]] Result<CallTest> finish_test(db::WriteTx& tx, const Actor& actor, const TestId& id, Instant now);
/// A run begun by mistake; what was recorded stays.
[[nodiscard]] Result<CallTest> cancel_test(db::WriteTx& tx, const Actor& actor, const TestId& id, Instant now);

}  // namespace sonae::contacts
