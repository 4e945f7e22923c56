-- What a company promised for a fiscal year: a level, item numbers ("12, 15-18"), the day of the hand-in.
create table targets (
  company_id text not null,
  fiscal_year bigint not null,
  level bigint check (level between 1 and 3),
  items text not null,
  due text,
  version bigint not null,
  changed_at bigint not null,
  changed_by text not null,
  primary key (company_id, fiscal_year),
  foreign key (company_id) references companies (company_id)
);

-- The customers who ask, each with a day of their own where they named one.
create table target_customers (
  company_id text not null,
  fiscal_year bigint not null,
  position bigint not null,
  name text not null check (name <> ''),
  due text,
  primary key (company_id, fiscal_year, position),
  foreign key (company_id, fiscal_year) references targets (company_id, fiscal_year)
);
