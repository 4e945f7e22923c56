-- Uploaded workbooks: the bytes are a blob, the row remembers where they came from.
create table workbooks (
  company_id text not null,
  workbook_id text not null,
  file_name text not null,
  blob_hash text not null,
  size bigint not null,
  uploaded_by text not null,
  uploaded_at bigint not null,
  primary key (company_id, workbook_id)
);

-- One self-assessment: a framework version answered by a company for a fiscal year. mapping (a line per
-- part, see store.cpp) is set when a person had to point out the workbook's columns.
create table assessments (
  company_id text not null,
  assessment_id text not null,
  fiscal_year bigint not null,
  title text not null,
  due text,
  framework_version_id text not null,
  workbook_id text not null,
  mapping text,
  version bigint not null,
  last_change bigint not null,
  created_at bigint not null,
  created_by text not null,
  primary key (company_id, assessment_id),
  foreign key (company_id, workbook_id) references workbooks (company_id, workbook_id)
);

-- One row per item. score: 0, 1, 2, 3 = not applicable, 4 = unanswered. ticks: one 0/1 per criterion line.
create table assessment_answers (
  company_id text not null,
  assessment_id text not null,
  no bigint not null,
  ordinal bigint not null,
  score bigint not null check (score between 0 and 4),
  basis text not null,
  due text,
  responder text not null,
  department_id text,
  ticks text not null,
  score_cell text,
  basis_cell text,
  previous_score bigint,
  previous_basis text,
  version bigint not null,
  change_number bigint not null,
  updated_at bigint,
  updated_by text,
  primary key (company_id, assessment_id, no),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id)
);

create index assessment_answers_by_change on assessment_answers (company_id, assessment_id, change_number);

-- Idempotency keys of saved edits: a reconnecting page may send the same edits twice.
create table assessment_edit_keys (
  company_id text not null,
  assessment_id text not null,
  edit_key text not null,
  user_id text not null,
  saved_at bigint not null,
  primary key (company_id, assessment_id, edit_key)
);
