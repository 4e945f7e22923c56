-- Who was appointed to what, from when to when. Nothing is deleted: an appointment that ended stays with its dates.
--
-- until: the last day of a term that was agreed beforehand. ended: the first day on which the person no longer holds
-- the office, whatever the term said. capacity: the holder, or a deputy who acts when the holder is away. An office
-- is held by a person of the directory or, for audits, by a firm that is known by its name.
create table governance_appointments (
  company_id text not null,
  appointment_id text not null,
  office text not null check (office in ('ciso', 'chair', 'member', 'manager', 'secretariat', 'auditor')),
  capacity text not null check (capacity in ('holder', 'deputy')),
  department_id text,
  user_id text,
  firm text not null,
  management bigint not null check (management in (0, 1)),
  starts text not null,
  until text,
  ended text,
  end_reason text not null,
  letter_no text not null,
  letter_date text,
  version bigint not null,
  made_by text not null,
  made_at bigint not null,
  primary key (company_id, appointment_id),
  foreign key (company_id) references companies (company_id),
  foreign key (company_id, department_id) references departments (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id),
  check ((user_id is null) = (firm <> '')),
  check (firm = '' or office = 'auditor'),
  check (office <> 'manager' or department_id is not null),
  check (department_id is null or office in ('manager', 'auditor')),
  check (until is null or until >= starts),
  check (ended is null or ended >= starts),
  check ((ended is null) = (end_reason = ''))
);

create index governance_appointments_by_office on governance_appointments (company_id, office, department_id);

create index governance_appointments_by_user on governance_appointments (company_id, user_id);

-- An office that is known to be vacant, with the reason a person gave. person: who held it and left; then there may be
-- no reason. Filled once somebody is appointed.
create table governance_vacancies (
  company_id text not null,
  vacancy_id text not null,
  office text not null check (office in ('ciso', 'chair', 'member', 'manager', 'secretariat', 'auditor')),
  department_id text,
  since text not null,
  person text not null,
  reason text not null,
  expected text,
  filled text,
  version bigint not null,
  recorded_by text not null,
  recorded_at bigint not null,
  primary key (company_id, vacancy_id),
  foreign key (company_id, department_id) references departments (company_id, id),
  check (person <> '' or reason <> '')
);

create index governance_vacancies_by_office on governance_vacancies (company_id, office, department_id);
