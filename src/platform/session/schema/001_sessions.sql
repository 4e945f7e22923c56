-- Credentials, sessions and throttles. People and roles belong to core/directory; this layer knows an account only by
-- company and user id. Tokens and codes are stored as SHA-256 (AU10), the seed of the second factor sealed (AU06).

create table credentials (
  company_id text not null,
  user_id text not null,
  password text not null,
  password_short bigint not null check (password_short in (0, 1)),
  must_change bigint not null check (must_change in (0, 1)),
  password_at bigint not null,
  factor_seed bytes,
  factor_pending bytes,
  factor_at bigint,
  factor_step bigint not null,
  primary key (company_id, user_id)
);

create table recovery_codes (
  company_id text not null,
  user_id text not null,
  digest bytes not null,
  used_at bigint,
  primary key (company_id, user_id, digest)
);

create table sessions (
  company_id text not null,
  token bytes not null,
  id text not null,
  user_id text not null,
  created_at bigint not null,
  last_seen_at bigint not null,
  factor_at bigint,
  factor_tries bigint not null,
  address text not null,
  agent text not null,
  primary key (company_id, token),
  unique (company_id, id)
);

create index sessions_of_user on sessions (company_id, user_id, created_at);

create table throttles (
  company_id text not null,
  subject text not null,
  failures bigint not null,
  last_failure_at bigint not null,
  blocked_until bigint not null,
  known_until bigint not null,
  primary key (company_id, subject)
);

create index throttles_by_age on throttles (company_id, last_failure_at);

create table setup_tokens (
  company_id text not null,
  token bytes not null,
  expires_at bigint not null,
  primary key (company_id, token)
);
