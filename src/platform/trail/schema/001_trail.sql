-- The operation record (platform/trail/trail.h). Appended to, never changed; only a value and its salt may be erased.

create table trail_record (
  company_id text not null,
  sequence bigint not null,
  at bigint not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  outcome bigint not null check (outcome between 0 and 2),
  address text not null,
  request_id text not null,
  before_value text,
  before_salt bytes,
  before_commitment bytes,
  after_value text,
  after_salt bytes,
  after_commitment bytes,
  erased bigint not null check (erased in (0, 1)),
  leaf bytes not null,
  root bytes not null,
  primary key (company_id, sequence)
);

create index trail_record_subject on trail_record (company_id, subject_kind, subject_id, sequence);

create table trail_head (
  company_id text not null primary key,
  size bigint not null,
  root bytes not null,
  peaks bytes not null,
  at bigint not null
);
