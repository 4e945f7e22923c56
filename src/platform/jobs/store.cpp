#include "platform/jobs/store.h"

#include "platform/clock.h"

namespace sonae::jobs {

namespace {

// "Waiting": nobody holds it, or it was asked for again since it was taken.
constexpr db::Sql upsert_job(
    "insert into jobs (company_id, kind, job_key, id, payload, asked, taken, due_at, tries, given_up, holder, "
    "leased_until, fence, trouble) values ($1, $2, $3, $4, $5, 1, 0, $6, 0, 0, '', 0, 0, '') "
    "on conflict (company_id, kind, job_key) do update set payload = excluded.payload, asked = jobs.asked + 1, "
    "due_at = case when (jobs.leased_until = 0 or jobs.asked > jobs.taken) and jobs.given_up = 0 "
    "and jobs.due_at < excluded.due_at then jobs.due_at else excluded.due_at end, "
    "tries = case when jobs.given_up = 1 then 0 else jobs.tries end, given_up = 0");
// A lease that ran out, or that ends later than any can, is taken at once: its holder died, or the clock was wrong.
constexpr db::Sql select_due(
    "select company_id, kind, job_key, id, payload, tries, fence, asked from jobs where given_up = 0 "
    "and (leased_until <= $1 or leased_until > $2) "
    "and (leased_until > 0 or due_at <= $1 or (tries > 0 and due_at > $3)) "
    "order by due_at, company_id, kind, job_key limit 200");
constexpr db::Sql update_take(
    "update jobs set holder = $6, leased_until = $7, fence = fence + 1, taken = asked "
    "where company_id = $1 and kind = $2 and job_key = $3 and id = $4 and fence = $5 and given_up = 0 "
    "returning payload, tries, fence, asked");
constexpr db::Sql update_lease(
    "update jobs set leased_until = $6 "
    "where company_id = $1 and kind = $2 and job_key = $3 and id = $4 and fence = $5");
constexpr db::Sql delete_done(
    "delete from jobs where company_id = $1 and kind = $2 and job_key = $3 and id = $4 and fence = $5 and asked = $6");
constexpr db::Sql update_again(
    "update jobs set holder = '', leased_until = 0, tries = 0, trouble = '' "
    "where company_id = $1 and kind = $2 and job_key = $3 and id = $4 and fence = $5");
constexpr db::Sql update_back(
    "update jobs set holder = '', leased_until = 0, tries = $6, due_at = $7, given_up = $8, trouble = $9 "
    "where company_id = $1 and kind = $2 and job_key = $3 and id = $4 and fence = $5");
constexpr db::Sql count_jobs("select coalesce(sum(1 - given_up), 0), coalesce(sum(given_up), 0) from jobs");

constexpr db::Sql select_days("select company_id, kind, day from job_days");
constexpr db::Sql select_day("select day from job_days where company_id = $1 and kind = $2");
constexpr db::Sql upsert_day(
    "insert into job_days (company_id, kind, day) values ($1, $2, $3) "
    "on conflict (company_id, kind) do update set day = excluded.day");
constexpr db::Sql select_believed("select believed_at from job_clock where company_id = $1");
constexpr db::Sql upsert_believed(
    "insert into job_clock (company_id, believed_at) values ($1, $2) "
    "on conflict (company_id) do update set believed_at = excluded.believed_at");

}  // namespace

Result<void> enqueue(db::WriteTx& tx, const NewJob& job) {
  TRY(tx.execute(upsert_job, {job.company, job.kind, job.key, new_id<Job>(now()), job.payload, job.due}));
  return {};
}

Result<void> finish(db::WriteTx& tx, const Job& job) {
  if (!TRY(store::settle(tx, job))) return conflict("jobs.lost");
  return {};
}

Result<void> extend(db::WriteTx& tx, const Job& job, Instant now) {
  const Instant until = now.plus_ms(lease_ms);
  if (TRY(tx.execute(update_lease, {job.company, job.kind, job.key, job.id, job.fence, until})) == 0)
    return conflict("jobs.lost");
  return {};
}

Result<Counts> count(db::Tx& tx) {
  const auto row = TRY(tx.find(count_jobs));
  return Counts{row->integer(0), row->integer(1)};
}

namespace store {

Result<std::vector<Job>> list_due(db::Tx& tx, Instant now) {
  std::vector<Job> jobs;
  for (const db::Row& row : TRY(tx.query(select_due, {now, now.plus_ms(lease_ms), now.plus_ms(longest_pause_ms)})))
    jobs.push_back({row.id<Company>(0),
                    row.text(1),
                    row.text(2),
                    row.text(4),
                    row.integer(5),
                    row.text(3),
                    row.integer(6),
                    row.integer(7),
                    {}});
  return jobs;
}

Result<std::optional<Job>> take(db::WriteTx& tx, const Job& job, const std::string& holder, Instant now) {
  const auto row =
      TRY(tx.find(update_take, {job.company, job.kind, job.key, job.id, job.fence, holder, now.plus_ms(lease_ms)}));
  if (!row) return std::nullopt;
  Job taken = job;
  taken.payload = row->text(0);
  taken.tries = row->integer(1);
  taken.fence = row->integer(2);
  taken.taken = row->integer(3);
  return taken;
}

Result<bool> settle(db::WriteTx& tx, const Job& job) {
  if (TRY(tx.execute(delete_done, {job.company, job.kind, job.key, job.id, job.fence, job.taken})) == 1) return true;
  return TRY(tx.execute(update_again, {job.company, job.kind, job.key, job.id, job.fence})) == 1;
}

Result<bool> put_back(db::WriteTx& tx, const Job& job, std::int64_t tries, std::optional<Instant> due,
                      const std::string& trouble) {
  return TRY(tx.execute(update_back, {job.company, job.kind, job.key, job.id, job.fence, tries, due.value_or(Instant()),
                                      !due.has_value(), trouble})) == 1;
}

Result<std::vector<DayRow>> list_days(db::Tx& tx) {
  std::vector<DayRow> days;
  for (const db::Row& row : TRY(tx.query(select_days)))
    if (const auto day = Date::parse_iso(row.text(2))) days.push_back({row.id<Company>(0), row.text(1), *day});
  return days;
}

Result<std::optional<Date>> find_day(db::Tx& tx, const Id<Company>& company, const std::string& kind) {
  const auto row = TRY(tx.find(select_day, {company, kind}));
  if (!row) return std::nullopt;
  return Date::parse_iso(row->text(0));
}

Result<void> put_day(db::WriteTx& tx, const DayRow& row) {
  TRY(tx.execute(upsert_day, {row.company, row.kind, row.day}));
  return {};
}

Result<std::optional<Instant>> believed_at(db::Tx& tx) {
  const auto row = TRY(tx.find(select_believed, {installation_company}));
  if (!row) return std::nullopt;
  return row->instant(0);
}

Result<void> put_believed(db::WriteTx& tx, Instant at) {
  TRY(tx.execute(upsert_believed, {installation_company, at}));
  return {};
}

}  // namespace store

}  // namespace sonae::jobs
