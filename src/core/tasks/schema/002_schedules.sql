-- Duties that come back every fiscal year. `duty` names one of the standard ones, else `title` is the company's own.
create table schedules (
  company_id text not null,
  id text not null,
  duty text not null,
  title text not null,
  rule_kind text not null check (rule_kind in ('hand_in', 'fixed', 'every')),
  rule_days bigint not null,
  rule_month bigint not null check (rule_month between 1 and 12),
  rule_day bigint not null check (rule_day between 1 and 31),
  rule_months bigint not null check (rule_months between 1 and 12),
  rule_length bigint not null check (rule_length >= 0),
  rule_every_years bigint not null check (rule_every_years >= 1),
  rule_first_year bigint not null,
  rule_shift text not null check (rule_shift in ('none', 'before', 'after')),
  owner_kind text not null check (owner_kind in ('role', 'department', 'user')),
  owner_id text not null check (owner_id <> ''),
  each_department bigint not null check (each_department in (0, 1)),
  remind_days bigint not null check (remind_days >= 0),
  escalate_days bigint not null check (escalate_days >= 1),
  harm bigint not null check (harm between 0 and 2),
  active bigint not null check (active in (0, 1)),
  position bigint not null,
  version bigint not null,
  changed_at bigint not null,
  changed_by text not null,
  primary key (company_id, id),
  foreign key (company_id) references companies (company_id),
  check (duty <> '' or title <> '')
);

create unique index schedules_standard_once on schedules (company_id, duty) where duty <> '';

-- Fiscal years whose tasks were made, and the day of the hand-in they were laid out for.
create table planned_years (
  company_id text not null,
  fiscal_year bigint not null,
  hand_in text not null,
  planned_at bigint not null,
  planned_by text not null,
  primary key (company_id, fiscal_year),
  foreign key (company_id) references companies (company_id)
);

-- Days on which the company is closed, or works although it is a weekend or a holiday.
create table company_days (
  company_id text not null,
  day text not null,
  name text not null,
  works bigint not null check (works in (0, 1)),
  primary key (company_id, day),
  foreign key (company_id) references companies (company_id)
);

-- Up to which day reminders were considered.
create table reminder_days (
  company_id text not null,
  day text not null,
  primary key (company_id),
  foreign key (company_id) references companies (company_id)
);
