-- What proves an answer: files (bytes are a blob, the name is data) and links. Rows are never removed: deleted ones can
-- be taken back for 30 days. reused_from: the row of the year before whose bytes serve again.
create table evidence (
  company_id text not null,
  evidence_id text not null,
  assessment_id text not null,
  no bigint not null,
  kind text not null check (kind in ('file', 'link', 'share')),
  name text not null check (name <> ''),
  file_type text,
  blob_hash text,
  size bigint not null check (size >= 0),
  url text,
  host text not null,
  department_id text,
  reused_from text,
  added_at bigint not null,
  added_by text not null,
  deleted_at bigint,
  deleted_by text,
  primary key (company_id, evidence_id),
  foreign key (company_id, assessment_id, no) references assessment_answers (company_id, assessment_id, no),
  check ((kind = 'file' and blob_hash is not null and file_type is not null and url is null)
      or (kind <> 'file' and blob_hash is null and file_type is null and url is not null))
);

create index evidence_by_item on evidence (company_id, assessment_id, no);

-- Covers the sums of the quotas.
create index evidence_by_owner on evidence
  (company_id, kind, reused_from, deleted_at, department_id, added_by, size);
