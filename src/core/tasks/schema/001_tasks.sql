-- Work for people. `origin` and `origin_key` say what a task comes from: at most one open task for both. What a schedule
-- makes carries the schedule and the occurrence ("2026/1"), each made once. Rows are never removed.

create table tasks (
  company_id text not null,
  id text not null,
  origin text not null check (origin <> ''),
  origin_key text not null,
  title_key text not null,
  title_args text not null,
  title text not null,
  starts text,
  due text not null,
  owner_kind text not null check (owner_kind in ('role', 'department', 'user')),
  owner_id text not null check (owner_id <> ''),
  link text not null,
  harm bigint not null check (harm between 0 and 2),
  state text not null check (state in ('open', 'done', 'dropped')),
  note text not null,
  progress bigint not null check (progress between 0 and 100),
  schedule_id text,
  occurrence text,
  fiscal_year bigint,
  opened_by text not null,
  opened_at bigint not null,
  closed_by text,
  closed_at bigint,
  version bigint not null,
  primary key (company_id, id),
  foreign key (company_id) references companies (company_id),
  check (title_key <> '' or title <> ''),
  check ((state = 'open') = (closed_at is null)),
  check (state <> 'dropped' or note <> '')
);

create unique index tasks_open_once on tasks (company_id, origin, origin_key) where state = 'open';

create unique index tasks_made_once on tasks (company_id, schedule_id, occurrence) where schedule_id is not null;

create index tasks_of_owner on tasks (company_id, owner_kind, owner_id, due) where state = 'open';

create index tasks_of_year on tasks (company_id, fiscal_year, due) where fiscal_year is not null;

create index tasks_closed on tasks (company_id, closed_at) where state <> 'open';
