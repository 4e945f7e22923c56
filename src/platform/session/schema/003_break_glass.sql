-- Access in an emergency (AZ06): who opened the sheet, why, and until when. Rows are never removed.

create table break_glass (
  company_id text not null,
  id text not null,
  user_id text not null,
  reason text not null check (reason <> ''),
  began_at bigint not null,
  ends_at bigint not null,
  ended_by text,
  primary key (company_id, id),
  check (ends_at >= began_at),
  check (ends_at <= began_at + 3600000)
);

create index break_glass_of_user on break_glass (company_id, user_id, ends_at);
create index break_glass_by_time on break_glass (company_id, began_at);
