-- Work for the machine (platform/jobs/jobs.h) and when the daily kinds were last begun. No row is business state.

create table jobs (
  company_id text not null,
  kind text not null check (kind <> ''),
  job_key text not null,
  id text not null,
  payload text not null,
  asked bigint not null,
  taken bigint not null,
  due_at bigint not null,
  tries bigint not null,
  given_up bigint not null check (given_up in (0, 1)),
  holder text not null,
  leased_until bigint not null,
  fence bigint not null,
  trouble text not null,
  primary key (company_id, kind, job_key)
);

create index jobs_by_due on jobs (given_up, due_at);

create table job_days (
  company_id text not null,
  kind text not null check (kind <> ''),
  day text not null,
  primary key (company_id, kind)
);

-- One row, of the installation: the time that the runners last believed.
create table job_clock (
  company_id text not null,
  believed_at bigint not null,
  primary key (company_id)
);
