-- The company's own profile, people who are known by their employee number, invitations, and the steps of the first
-- run.
--
-- A person without a row in credentials cannot sign in and has no rights anywhere, whatever roles are prepared (AZ09).

alter table companies add column kana text not null default '';

alter table companies add column sites bigint check (sites between 1 and 10000);

alter table companies add column headcount bigint check (headcount between 1 and 1000000);

alter table companies add column computers bigint check (computers between 0 and 1000000);

alter table companies add column language text not null default '' check (language in ('', 'ja', 'en'));

alter table companies add column version bigint not null default 1;

alter table users add column employee_no text;

alter table users add column employee_no_folded text;

alter table users add column kana text not null default '';

alter table users add column mail text not null default '';

create unique index users_by_employee_no on users (company_id, employee_no_folded);

-- One per person: a new link makes the older one worthless. The token itself is not kept (AU10).
create table invitations (
  company_id text not null,
  user_id text not null,
  token bytes not null,
  created_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (company_id, user_id),
  unique (company_id, token),
  foreign key (company_id, user_id) references users (company_id, id)
);

-- Steps of the first run that were finished or put off; what is not here is open.
create table setup_steps (
  company_id text not null,
  step text not null check (step <> ''),
  state text not null check (state in ('done', 'later')),
  changed_at bigint not null,
  changed_by text not null,
  primary key (company_id, step),
  foreign key (company_id) references companies (company_id)
);
