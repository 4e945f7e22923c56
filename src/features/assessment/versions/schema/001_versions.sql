-- A sheet that began with the answers of another one, and how many of its items were taken over.
create table carry_overs (
  company_id text not null,
  assessment_id text not null,
  source_id text not null,
  carried bigint not null,
  reworded bigint not null,
  added bigint not null,
  carried_at bigint not null,
  carried_by text not null,
  primary key (company_id, assessment_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, source_id) references assessments (company_id, assessment_id)
);

-- Comparisons kept for the committee. Wording is never rewritten, so that its rows can be made again; what may change
-- later (names, counts, who was concerned) is kept as it was. A side is a version's id or "pack:<id>:<version>".
create table comparisons (
  company_id text not null,
  comparison_id text not null,
  assessment_id text not null,
  from_side text not null,
  to_side text not null,
  from_name text not null,
  to_name text not null,
  unchanged bigint not null,
  renumbered bigint not null,
  reworded bigint not null,
  added bigint not null,
  removed bigint not null,
  note text not null,
  kept_at bigint not null,
  kept_by text not null,
  primary key (company_id, comparison_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id)
);

create index comparisons_by_time on comparisons (company_id, kept_at);

-- The departments that had to answer again when the comparison was kept. department_id '': items without a department.
create table comparison_departments (
  company_id text not null,
  comparison_id text not null,
  department_id text not null,
  ordinal bigint not null,
  name text not null,
  numbers text not null,
  carried bigint not null,
  primary key (company_id, comparison_id, department_id),
  foreign key (company_id, comparison_id) references comparisons (company_id, comparison_id)
);
