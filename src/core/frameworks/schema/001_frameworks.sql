-- The wording a company works from. `variant` tells apart workbooks of one version that disagree in their wording.
create table framework_versions (
  company_id text not null,
  id text not null,
  framework text not null,
  version text not null,
  variant bigint not null,
  name text not null,
  source text not null check (source in ('workbook', 'pack')),
  created_at bigint not null,
  updated_at bigint not null,
  primary key (company_id, id),
  unique (company_id, framework, version, variant),
  foreign key (company_id) references companies (company_id)
);
-- `ordinal` is the item's place in the vector of a handed-in sheet and never changes.
create table framework_items (
  company_id text not null,
  version_id text not null,
  ordinal bigint not null check (ordinal >= 0),
  no bigint not null check (no > 0),
  level bigint check (level between 1 and 3),
  label text not null,
  condition text not null,
  criteria text not null,
  area text not null,
  text_source text not null check (text_source in ('workbook', 'pack')),
  primary key (company_id, version_id, ordinal),
  unique (company_id, version_id, no),
  foreign key (company_id, version_id) references framework_versions (company_id, id)
);
