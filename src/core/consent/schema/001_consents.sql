-- What needs two persons: asked for by one, confirmed by another (AZ05). Rows are never removed.

create table consents (
  company_id text not null,
  id text not null,
  kind text not null check (kind <> ''),
  subject_kind text not null,
  subject_id text not null,
  detail text not null,
  reason text not null check (reason <> ''),
  asked_by text not null,
  asked_at bigint not null,
  ends_at bigint not null,
  state text not null check (state in ('open', 'confirmed', 'withdrawn')),
  decided_by text,
  decided_at bigint,
  primary key (company_id, id),
  check (state <> 'confirmed' or (decided_by is not null and decided_by <> asked_by)),
  check (state <> 'open' or decided_by is null)
);

create index consents_by_state on consents (company_id, state, asked_at);
