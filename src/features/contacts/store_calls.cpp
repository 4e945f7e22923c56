#include "features/contacts/store_calls.h"

namespace sonae::contacts::store {

namespace {

constexpr db::Sql select_tests =
    "select t.test_id, t.started_on, s.name, t.finished_on, f.name, t.cancelled_at from contact_tests t"
    " left join users s on s.company_id = t.company_id and s.id = t.started_by"
    " left join users f on f.company_id = t.company_id and f.id = t.finished_by"
    " where t.company_id = $1 order by t.started_at desc, t.test_id desc limit $2";
constexpr db::Sql select_test =
    "select t.test_id, t.started_on, s.name, t.finished_on, f.name, t.cancelled_at from contact_tests t"
    " left join users s on s.company_id = t.company_id and s.id = t.started_by"
    " left join users f on f.company_id = t.company_id and f.id = t.finished_by"
    " where t.company_id = $1 and t.test_id = $2";
constexpr db::Sql select_calls =
    "select c.contact_id, c.purpose, c.name, c.phone, c.result, c.new_phone, c.note, c.called_on, u.name, c.version"
    " from contact_test_calls c left join users u on u.company_id = c.company_id and u.id = c.called_by"
    " where c.company_id = $1 and c.test_id = $2 order by c.position, c.contact_id limit 1000";
constexpr db::Sql select_open =
    "select test_id from contact_tests where company_id = $1 and finished_at is null and cancelled_at is null limit 1";
constexpr db::Sql insert_test_row =
    "insert into contact_tests (company_id, test_id, started_on, started_at, started_by) values ($1, $2, $3, $4, $5)";
constexpr db::Sql insert_call_row =
    "insert into contact_test_calls (company_id, test_id, contact_id, position, purpose, name, phone, result,"
    " new_phone, note, version) values ($1, $2, $3, $4, $5, $6, $7, '', '', '', 1)";
constexpr db::Sql update_call_row =
    "update contact_test_calls set result = $4, new_phone = $5, note = $6, called_on = $7, called_by = $8,"
    " version = version + 1 where company_id = $1 and test_id = $2 and contact_id = $3 and version = $9";
constexpr db::Sql finish_row =
    "update contact_tests set finished_on = $3, finished_at = $4, finished_by = $5 where company_id = $1 and test_id = "
    "$2";
constexpr db::Sql cancel_row = "update contact_tests set cancelled_at = $3 where company_id = $1 and test_id = $2";
constexpr db::Sql select_last =
    "select finished_on from contact_tests where company_id = $1 and finished_on is not null"
    " order by finished_on desc limit 1";

std::optional<Date> date_in(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse_iso(row.text(column));
}

Result<std::vector<Call>> calls_of(db::Tx& tx, const Scope& scope, const TestId& test) {
  std::vector<Call> calls;
  for (const db::Row& row : TRY(tx.query(select_calls, {scope.company, test}))) {
    Call& call = calls.emplace_back();
    call.contact = row.id<ContactTag>(0);
    call.purpose = parse_purpose(row.text(1)).value_or(Purpose::Inside);
    call.name = row.text(2);
    call.phone = row.text(3);
    call.result = row.text(4);
    call.new_phone = row.text(5);
    call.note = row.text(6);
    call.called_on = date_in(row, 7);
    call.called_by = row.text_or_empty(8);
    call.version = row.integer(9);
  }
  return calls;
}

Result<CallTest> test_in(db::Tx& tx, const Scope& scope, const db::Row& row) {
  CallTest test;
  test.id = row.id<TestTag>(0);
  test.started_on = date_in(row, 1).value_or(Date());
  test.started_by = row.text_or_empty(2);
  test.finished_on = date_in(row, 3);
  test.finished_by = row.text_or_empty(4);
  test.cancelled = !row.is_null(5);
  test.calls = TRY(calls_of(tx, scope, test.id));
  return test;
}

}  // namespace

Result<std::vector<CallTest>> list_tests(db::Tx& tx, const Scope& scope, int limit) {
  std::vector<CallTest> tests;
  for (const db::Row& row : TRY(tx.query(select_tests, {scope.company, limit})))
    tests.push_back(TRY(test_in(tx, scope, row)));
  return tests;
}

Result<std::optional<CallTest>> find_test(db::Tx& tx, const Scope& scope, const TestId& id) {
  const auto row = TRY(tx.find(select_test, {scope.company, id}));
  if (!row) return std::nullopt;
  return TRY(test_in(tx, scope, *row));
}

Result<bool> has_open_test(db::Tx& tx, const Scope& scope) {
  return TRY(tx.find(select_open, {scope.company})).has_value();
}

Result<void> insert_test(db::WriteTx& tx, const Scope& scope, const CallTest& test, const Stamp& stamp) {
  TRY(tx.execute(insert_test_row, {scope.company, test.id, test.started_on, stamp.at, stamp.by}));
  std::vector<db::Args> rows;
  for (const Call& call : test.calls)
    rows.push_back({scope.company, test.id, call.contact, static_cast<std::int64_t>(rows.size()), name_of(call.purpose),
                    call.name, call.phone});
  TRY(tx.execute_many(insert_call_row, rows));
  return {};
}

Result<bool> update_call(db::WriteTx& tx, const Scope& scope, const TestId& test, const Call& call,
                         const Stamp& stamp) {
  return TRY(tx.execute(update_call_row, {scope.company, test, call.contact, call.result, call.new_phone, call.note,
                                          call.called_on, stamp.by, call.version})) == 1;
}

Result<void> finish_test(db::WriteTx& tx, const Scope& scope, const TestId& id, Date on, const Stamp& stamp) {
  TRY(tx.execute(finish_row, {scope.company, id, on, stamp.at, stamp.by}));
  return {};
}

Result<void> cancel_test(db::WriteTx& tx, const Scope& scope, const TestId& id, Instant at) {
  TRY(tx.execute(cancel_row, {scope.company, id, at}));
  return {};
}

Result<std::optional<Date>> last_finished_on(db::Tx& tx, const Scope& scope) {
  const auto row = TRY(tx.find(select_last, {scope.company}));
  return row ? date_in(*row, 0) : std::nullopt;
}

}  // namespace sonae::contacts::store
