-- Sites, posts beside the main one, people who left or belong to another company, and how the departments came to be
-- as they are.

create table sites (
  company_id text not null,
  id text not null,
  name text not null check (name <> ''),
  kana text not null,
  prefecture bigint not null check (prefecture between 0 and 47),
  address text not null,
  phone text not null,
  version bigint not null,
  primary key (company_id, id),
  foreign key (company_id) references companies (company_id)
);

alter table departments add column site_id text;

alter table users add column site_id text;

alter table users add column left_on text;

alter table users add column employer text not null default '';

alter table users add column until text;

-- The main post is users.department_id.
create table other_posts (
  company_id text not null,
  user_id text not null,
  department_id text not null,
  primary key (company_id, user_id, department_id),
  foreign key (company_id, user_id) references users (company_id, id),
  foreign key (company_id, department_id) references departments (company_id, id)
);

create index other_posts_by_department on other_posts (company_id, department_id);

-- What a department was called and where it hung from a day on (days since 1970). Day 0: from its making on, which the
-- id tells; nobody wrote it down then.
create table department_history (
  company_id text not null,
  department_id text not null,
  number bigint not null,
  day bigint not null,
  at bigint not null,
  name text not null,
  parent_id text,
  is_open bigint not null check (is_open in (0, 1)),
  primary key (company_id, department_id, number),
  foreign key (company_id, department_id) references departments (company_id, id)
);

insert into department_history (company_id, department_id, number, day, at, name, parent_id, is_open)
  select company_id, id, 1, 0, 0, name, parent_id, 1 from departments;

insert into department_history (company_id, department_id, number, day, at, name, parent_id, is_open)
  select company_id, id, 2, (deleted_at + 32400000) / 86400000, deleted_at, name, parent_id, 0 from departments
  where deleted_at is not null;
