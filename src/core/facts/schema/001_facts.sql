-- Dated facts that real work leaves behind. One per kind, subject and day. `until_day` is the last day on which a fact
-- counts, `ended_day` the first on which it no longer does. Rows are never removed.

create table facts (
  company_id text not null,
  id text not null,
  kind text not null check (kind <> ''),
  subject_kind text not null check (subject_kind <> ''),
  subject_id text not null,
  on_day text not null,
  actor_id text,
  actor_name text not null,
  text_key text not null check (text_key <> ''),
  text_args text not null,
  link text not null,
  until_day text,
  ended_day text,
  recorded_at bigint not null,
  ended_at bigint,
  primary key (company_id, id),
  unique (company_id, kind, subject_kind, subject_id, on_day),
  foreign key (company_id) references companies (company_id),
  check ((ended_day is null) = (ended_at is null))
);

create index facts_by_kind on facts (company_id, kind, on_day);
