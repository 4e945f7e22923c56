-- What a person is to be told, once per kind and key (RE18); a mail, or a line on paper, tells several at once.

create table notices (
  company_id text not null,
  id text not null,
  user_id text not null,
  kind text not null check (kind <> ''),
  notice_key text not null,
  subject_key text not null,
  text_key text not null,
  args text not null,
  subject text not null,
  body text not null,
  link text not null,
  urgency text not null check (urgency in ('digest', 'soon', 'now')),
  made_at bigint not null,
  state text not null check (state in ('waiting', 'mailed', 'handed', 'dropped')),
  settled_at bigint,
  mail_id text not null,
  primary key (company_id, id),
  unique (company_id, user_id, kind, notice_key),
  foreign key (company_id, user_id) references users (company_id, id)
);

create index notices_by_state on notices (company_id, state, made_at);

-- How often a person gets the collected mail; who has no row follows the company.
create table notice_rhythms (
  company_id text not null,
  user_id text not null,
  rhythm text not null check (rhythm in ('daily', 'weekly')),
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references users (company_id, id)
);
