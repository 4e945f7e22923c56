-- What each exported workbook said: the base against which a colleague's edited copy is compared. answers: one line
-- per item (see snapshot.h). One row per content; the newest 50 of an assessment are kept.
create table sheet_exports (
  company_id text not null,
  export_id text not null,
  assessment_id text not null,
  workbook_id text not null,
  sha256 text not null,
  change_number bigint not null,
  answers text not null,
  exported_at bigint not null,
  exported_by text not null,
  primary key (company_id, export_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, workbook_id) references workbooks (company_id, workbook_id)
);

create unique index sheet_exports_by_content on sheet_exports (company_id, assessment_id, sha256);

-- Edited copies that came back; merged_at is null until one was taken in. merged_base: "original" or an export.
create table sheet_copies (
  company_id text not null,
  copy_id text not null,
  assessment_id text not null,
  workbook_id text not null,
  uploaded_at bigint not null,
  uploaded_by text not null,
  merged_at bigint,
  merged_by text,
  merged_base text not null,
  primary key (company_id, copy_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, workbook_id) references workbooks (company_id, workbook_id)
);

create index sheet_copies_by_assessment on sheet_copies (company_id, assessment_id, uploaded_at);

-- Workbooks that carried the answers before: when an edited file takes over, the one before it is kept here. The first
-- is the file that the assessment was started from.
create table sheet_carriers (
  company_id text not null,
  assessment_id text not null,
  ordinal bigint not null,
  workbook_id text not null,
  replaced_at bigint not null,
  replaced_by text not null,
  copy_id text not null,
  primary key (company_id, assessment_id, ordinal),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, workbook_id) references workbooks (company_id, workbook_id)
);
