-- The yearly report to the officer and what the officer directs. The figures are those of the day on which the report was
-- drafted, kept by key; their words come from the messages. A direction is a task (origin "report.direction", key
-- direction_id). Rows are never removed.

create table programme_reports (
  company_id text not null,
  report_id text not null,
  fiscal_year bigint not null,
  title text not null check (title <> ''),
  body text not null,
  state text not null check (state in ('draft', 'made')),
  drafted_by text not null,
  drafted_at bigint not null,
  made_by text,
  made_by_name text not null,
  made_at bigint,
  version bigint not null,
  primary key (company_id, report_id),
  foreign key (company_id) references companies (company_id),
  check ((state = 'made') = (made_at is not null))
);

create unique index programme_reports_one_draft on programme_reports (company_id) where state = 'draft';

create table programme_report_figures (
  company_id text not null,
  report_id text not null,
  position bigint not null,
  name text not null,
  amount bigint not null,
  primary key (company_id, report_id, name),
  foreign key (company_id, report_id) references programme_reports (company_id, report_id)
);

create table programme_directions (
  company_id text not null,
  direction_id text not null,
  report_id text not null,
  body text not null check (body <> ''),
  owner_kind text not null check (owner_kind in ('role', 'department', 'user')),
  owner_id text not null check (owner_id <> ''),
  due text not null,
  given_by text not null,
  given_by_name text not null,
  given_at bigint not null,
  task_id text not null,
  primary key (company_id, direction_id),
  foreign key (company_id, report_id) references programme_reports (company_id, report_id)
);

create index programme_directions_by_report on programme_directions (company_id, report_id, given_at);
