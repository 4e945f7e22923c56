-- Creating requests that carried an Idempotency-Key (AZ10): what they asked for, and the sealed answer once there is one.

create table repeats (
  company_id text not null,
  user_id text not null,
  route text not null,
  repeat_key text not null,
  content bytes not null,
  reserved_at bigint not null,
  answer bytes,
  primary key (company_id, user_id, route, repeat_key)
);

create index repeats_by_age on repeats (company_id, reserved_at);
