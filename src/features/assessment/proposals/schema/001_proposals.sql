-- Proposals that a person accepted: what was proposed, by whom it was accepted, on which facts it stood.
create table accepted_proposals (
  company_id text not null,
  assessment_id text not null,
  no bigint not null,
  score text not null,
  basis text not null,
  accepted_at bigint not null,
  accepted_by text not null,
  accepted_name text not null,
  primary key (company_id, assessment_id, no),
  foreign key (company_id, assessment_id, no) references assessment_answers (company_id, assessment_id, no)
);

create table accepted_facts (
  company_id text not null,
  assessment_id text not null,
  no bigint not null,
  fact_id text not null,
  primary key (company_id, assessment_id, no, fact_id),
  foreign key (company_id, assessment_id, no) references accepted_proposals (company_id, assessment_id, no),
  foreign key (company_id, fact_id) references facts (company_id, id)
);

-- Outside evidence (facts of kind "document"): at which item, for which of the things asked there, and the file or link.
create table document_facts (
  company_id text not null,
  fact_id text not null,
  pack text not null,
  no bigint not null,
  support bigint not null check (support >= 0),
  evidence_id text not null,
  primary key (company_id, fact_id, pack, no),
  foreign key (company_id, fact_id) references facts (company_id, id),
  foreign key (company_id, evidence_id) references evidence (company_id, evidence_id)
);

create index document_facts_by_item on document_facts (company_id, pack, no);
