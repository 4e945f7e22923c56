-- The description of the organisation as it was published: each edition keeps its document, whatever changes later.
create table governance_editions (
  company_id text not null,
  number bigint not null check (number > 0),
  published_on text not null,
  note text not null,
  document bytes not null,
  published_by text not null,
  published_at bigint not null,
  primary key (company_id, number),
  foreign key (company_id) references companies (company_id)
);
