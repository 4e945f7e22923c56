-- Work that the secretariat asks of departments: items of the sheet, or a duty in words. The words that were sent are kept
-- per language; who was told, and how, is kept per department. Rows are never removed.

create table work_requests (
  company_id text not null,
  request_id text not null,
  kind text not null check (kind in ('items', 'duty')),
  fiscal_year bigint,
  title text not null check (title <> ''),
  due text not null,
  state text not null check (state in ('open', 'closed')),
  sent_by text not null,
  sent_by_name text not null,
  sent_at bigint not null,
  version bigint not null,
  primary key (company_id, request_id),
  foreign key (company_id) references companies (company_id),
  check (kind <> 'items' or fiscal_year is not null)
);

create index work_requests_by_day on work_requests (company_id, sent_at);

create table work_request_items (
  company_id text not null,
  request_id text not null,
  no bigint not null,
  primary key (company_id, request_id, no),
  foreign key (company_id, request_id) references work_requests (company_id, request_id)
);

create table work_request_words (
  company_id text not null,
  request_id text not null,
  language text not null check (language in ('ja', 'en')),
  subject text not null check (subject <> ''),
  body text not null check (body <> ''),
  primary key (company_id, request_id, language),
  foreign key (company_id, request_id) references work_requests (company_id, request_id)
);

create table work_request_departments (
  company_id text not null,
  request_id text not null,
  department_id text not null,
  position bigint not null,
  done_at bigint,
  done_by text,
  done_by_name text not null,
  note text not null,
  reminders bigint not null,
  reminded_at bigint,
  version bigint not null,
  primary key (company_id, request_id, department_id),
  foreign key (company_id, request_id) references work_requests (company_id, request_id),
  foreign key (company_id, department_id) references departments (company_id, id),
  check ((done_at is null) = (done_by is null))
);

-- way: 'mail' (an address was there) or 'paper' (to be printed and handed over).
create table work_request_recipients (
  company_id text not null,
  request_id text not null,
  department_id text not null,
  user_id text not null,
  name text not null,
  way text not null check (way in ('mail', 'paper')),
  language text not null,
  primary key (company_id, request_id, department_id, user_id),
  foreign key (company_id, request_id, department_id)
    references work_request_departments (company_id, request_id, department_id)
);

create table work_request_entries (
  company_id text not null,
  request_id text not null,
  department_id text not null,
  position bigint not null,
  body text not null check (body <> ''),
  from_office bigint not null check (from_office in (0, 1)),
  written_by text not null,
  written_by_name text not null,
  written_at bigint not null,
  primary key (company_id, request_id, department_id, position),
  foreign key (company_id, request_id, department_id)
    references work_request_departments (company_id, request_id, department_id)
);
