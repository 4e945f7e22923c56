-- Companies, departments, people and their roles.
--
-- The auditor's independence stands here as well as in the program (AZ04): an account is made for one side, its roles
-- carry that side, and no row joins an operating account with the audit role or an auditor with any other.

create table companies (
  company_id text not null,
  name text not null check (name <> ''),
  fiscal_year_start bigint not null check (fiscal_year_start between 1 and 12),
  created_at bigint not null,
  primary key (company_id)
);

create table departments (
  company_id text not null,
  id text not null,
  parent_id text,
  name text not null check (name <> ''),
  position bigint not null,
  version bigint not null,
  primary key (company_id, id),
  foreign key (company_id) references companies (company_id),
  foreign key (company_id, parent_id) references departments (company_id, id),
  check (parent_id <> id)
);

create index departments_by_parent on departments (company_id, parent_id);

create table users (
  company_id text not null,
  id text not null,
  login text not null check (login <> ''),
  login_folded text not null check (login_folded <> ''),
  name text not null check (name <> ''),
  side text not null check (side in ('operation', 'audit')),
  department_id text,
  disabled bigint not null check (disabled in (0, 1)),
  language text not null check (language in ('', 'ja', 'en')),
  created_at bigint not null,
  last_sign_in_at bigint,
  version bigint not null,
  primary key (company_id, id),
  unique (company_id, login_folded),
  unique (company_id, id, side),
  foreign key (company_id) references companies (company_id),
  foreign key (company_id, department_id) references departments (company_id, id)
);

create index users_by_login on users (login_folded);

create table role_assignments (
  company_id text not null,
  user_id text not null,
  role text not null check (role in
    ('administrator', 'ciso', 'secretariat', 'committee', 'manager', 'employee', 'auditor')),
  side text not null,
  primary key (company_id, user_id, role),
  foreign key (company_id, user_id, side) references users (company_id, id, side),
  check ((role = 'auditor' and side = 'audit') or (role <> 'auditor' and side = 'operation'))
);
