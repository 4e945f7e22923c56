-- How far a sheet is: open, review, approved, handed_in (assessment.h).
alter table assessments add column state text not null default 'open'
  check (state in ('open', 'review', 'approved', 'handed_in'));

-- The colleague to whom an item was handed by name; nobody: the department's manager answers.
alter table assessment_answers add column assignee_id text;

-- Answers that came from an older version of the guideline: carried over, or to be answered again.
alter table assessment_answers add column origin text not null default ''
  check (origin in ('', 'carried', 'changed'));

create index assessment_answers_by_assignee on assessment_answers (company_id, assignee_id);

-- What a department was asked and whether it has submitted its answers. A submitted department's people edit no more
-- until it is returned to them or they withdraw it.
create table submissions (
  company_id text not null,
  assessment_id text not null,
  department_id text not null,
  state text not null check (state in ('asked', 'submitted', 'returned')),
  due text,
  note text not null,
  asked_at bigint,
  asked_by text,
  submitted_at bigint,
  submitted_by text,
  returned_at bigint,
  returned_by text,
  reason text not null,
  version bigint not null,
  primary key (company_id, assessment_id, department_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, department_id) references departments (company_id, id)
);
