-- What was sent to departments: the first request and each reminder, with the words the secretariat added.
create table department_requests (
  company_id text not null,
  request_id text not null,
  assessment_id text not null,
  department_id text not null,
  kind text not null check (kind in ('request', 'reminder')),
  due text,
  note text not null,
  sent_at bigint not null,
  sent_by text not null,
  primary key (company_id, request_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, department_id) references departments (company_id, id)
);

create index department_requests_by_sheet on department_requests (company_id, assessment_id, department_id);

-- A question beside an item and what was written to it. from_office: the secretariat wrote it; the question waits for
-- the other side of who wrote last.
create table questions (
  company_id text not null,
  question_id text not null,
  assessment_id text not null,
  no bigint not null,
  state text not null check (state in ('open', 'closed')),
  asked_by text not null,
  asked_at bigint not null,
  last_from_office bigint not null check (last_from_office in (0, 1)),
  last_at bigint not null,
  version bigint not null,
  primary key (company_id, question_id),
  foreign key (company_id, assessment_id, no) references assessment_answers (company_id, assessment_id, no)
);

create index questions_by_sheet on questions (company_id, assessment_id, no);

create table question_entries (
  company_id text not null,
  question_id text not null,
  position bigint not null,
  body text not null check (body <> ''),
  from_office bigint not null check (from_office in (0, 1)),
  written_by text not null,
  written_at bigint not null,
  primary key (company_id, question_id, position),
  foreign key (company_id, question_id) references questions (company_id, question_id)
);

-- Findings that a person lets stand, with the reason. answer_state is a digest of what was answered: when the answer
-- changes, the waiver no longer holds.
create table waivers (
  company_id text not null,
  waiver_id text not null,
  assessment_id text not null,
  no bigint not null,
  code text not null,
  answer_state text not null,
  reason text not null check (reason <> ''),
  waived_by text not null,
  waived_at bigint not null,
  primary key (company_id, waiver_id),
  unique (company_id, assessment_id, no, code),
  foreign key (company_id, assessment_id, no) references assessment_answers (company_id, assessment_id, no)
);

-- Each time the secretariat asked for approval, and what came of it. Whoever asked never decides (AZ05).
create table approvals (
  company_id text not null,
  approval_id text not null,
  assessment_id text not null,
  state text not null check (state in ('asked', 'approved', 'returned', 'withdrawn')),
  asked_by text not null,
  asked_at bigint not null,
  incomplete_reason text not null,
  decided_by text,
  decided_at bigint,
  reason text not null,
  primary key (company_id, approval_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  check ((state = 'asked') = (decided_by is null)),
  check (state not in ('approved', 'returned') or decided_by <> asked_by),
  check (state in ('asked', 'approved') or reason <> '')
);

create index approvals_by_sheet on approvals (company_id, assessment_id, asked_at);

-- A sheet that was closed and opened again.
create table reopenings (
  company_id text not null,
  reopening_id text not null,
  assessment_id text not null,
  from_state text not null check (from_state in ('approved', 'handed_in')),
  reason text not null check (reason <> ''),
  reopened_by text not null,
  reopened_at bigint not null,
  primary key (company_id, reopening_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id)
);

-- A sheet as it was handed in, frozen. scores: one byte per item at its ordinal in the guideline version (0, 1, 2,
-- 3 = not applicable, 4 = unanswered or not in this sheet). Names are kept as they were on that day.
create table hand_ins (
  company_id text not null,
  hand_in_id text not null,
  assessment_id text not null,
  number bigint not null,
  framework_version_id text not null,
  fiscal_year bigint not null,
  title text not null,
  scores bytes not null,
  items bigint not null,
  complete bigint not null,
  in_progress bigint not null,
  not_started bigint not null,
  not_applicable bigint not null,
  unanswered bigint not null,
  points bigint not null,
  max_points bigint not null,
  file_name text not null,
  blob_hash text not null,
  size bigint not null,
  asked_by text not null,
  asked_at bigint not null,
  incomplete_reason text not null,
  approved_by text not null,
  approved_at bigint not null,
  handed_by text not null,
  handed_at bigint not null,
  primary key (company_id, hand_in_id),
  unique (company_id, assessment_id, number),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id)
);

create table hand_in_items (
  company_id text not null,
  hand_in_id text not null,
  ordinal bigint not null,
  no bigint not null,
  label text not null,
  condition text not null,
  score bigint not null check (score between 0 and 4),
  basis text not null,
  due text,
  department text not null,
  responder text not null,
  saved_by text not null,
  saved_at bigint,
  primary key (company_id, hand_in_id, ordinal),
  foreign key (company_id, hand_in_id) references hand_ins (company_id, hand_in_id)
);

create table hand_in_waivers (
  company_id text not null,
  hand_in_id text not null,
  no bigint not null,
  code text not null,
  reason text not null,
  waived_by text not null,
  waived_at bigint not null,
  primary key (company_id, hand_in_id, no, code),
  foreign key (company_id, hand_in_id) references hand_ins (company_id, hand_in_id)
);

create table hand_in_departments (
  company_id text not null,
  hand_in_id text not null,
  position bigint not null,
  department text not null,
  items bigint not null,
  submitted_by text not null,
  submitted_at bigint,
  primary key (company_id, hand_in_id, position),
  foreign key (company_id, hand_in_id) references hand_ins (company_id, hand_in_id)
);

-- The auditor's own notes beside items. Deleted ones stay, for the record.
create table auditor_notes (
  company_id text not null,
  note_id text not null,
  assessment_id text not null,
  no bigint not null,
  body text not null check (body <> ''),
  written_by text not null,
  written_at bigint not null,
  changed_at bigint not null,
  version bigint not null,
  deleted_at bigint,
  primary key (company_id, note_id),
  foreign key (company_id, assessment_id, no) references assessment_answers (company_id, assessment_id, no)
);

create index auditor_notes_by_sheet on auditor_notes (company_id, assessment_id, no);

-- Up to where an auditor has looked at what was done.
create table audit_visits (
  company_id text not null,
  user_id text not null,
  seen_at bigint not null,
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references users (company_id, id)
);
