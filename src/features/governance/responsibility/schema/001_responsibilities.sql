-- Who does, answers for, is asked about and hears of each item of the sheet (R, A, C, I), per fiscal year. The items' texts
-- are kept so that everybody may read the table, not only whoever may read the sheet.

create table responsibility_tables (
  company_id text not null,
  fiscal_year bigint not null,
  confirmed_on text,
  confirmed_by text,
  confirmed_by_name text not null,
  changed_since bigint not null check (changed_since in (0, 1)),
  version bigint not null,
  primary key (company_id, fiscal_year),
  foreign key (company_id) references companies (company_id),
  check ((confirmed_on is null) = (confirmed_by is null))
);

create table responsibility_items (
  company_id text not null,
  fiscal_year bigint not null,
  no bigint not null,
  position bigint not null,
  label text not null,
  condition text not null,
  primary key (company_id, fiscal_year, no),
  foreign key (company_id, fiscal_year) references responsibility_tables (company_id, fiscal_year)
);

create table responsibility_marks (
  company_id text not null,
  fiscal_year bigint not null,
  no bigint not null,
  department_id text not null,
  mark text not null check (mark in ('R', 'A', 'RA', 'C', 'I')),
  primary key (company_id, fiscal_year, no, department_id),
  foreign key (company_id, fiscal_year) references responsibility_tables (company_id, fiscal_year),
  foreign key (company_id, department_id) references departments (company_id, id)
);
