-- How often the book of contacts has changed: a card says which state it shows.
create table contact_books (
  company_id text not null,
  version bigint not null,
  primary key (company_id),
  foreign key (company_id) references companies (company_id)
);

-- What the company said about a purpose: needed or not, and why not. No row: the product's own view.
create table contact_purposes (
  company_id text not null,
  purpose text not null,
  needed bigint not null check (needed in (0, 1)),
  reason text not null,
  version bigint not null,
  changed_at bigint not null,
  changed_by text not null,
  primary key (company_id, purpose),
  foreign key (company_id) references companies (company_id)
);

-- One desk or person outside (or inside, for the first call). Removed ones keep their row for past call tests.
create table contacts (
  company_id text not null,
  contact_id text not null,
  purpose text not null,
  kind text not null,
  position bigint not null,
  name text not null check (name <> ''),
  person text not null,
  phone text not null,
  extension text not null,
  hours text not null,
  language text not null,
  mail text not null,
  page text not null,
  alternative text not null,
  contract_number text not null,
  expires text,
  prefecture bigint not null,
  country text not null,
  site text not null,
  tell_what text not null,
  tell_within text not null,
  tell_by text not null,
  agreed_with text not null,
  agreed_on text,
  note text not null,
  wrong_on text,
  last_result text not null,
  last_called_on text,
  version bigint not null,
  changed_at bigint not null,
  changed_by text not null,
  removed_at bigint,
  primary key (company_id, contact_id),
  foreign key (company_id) references companies (company_id)
);

-- What to say on the telephone, where the company has its own words.
create table contact_words (
  company_id text not null,
  purpose text not null,
  language text not null check (language in ('ja', 'en')),
  opening text not null,
  happened text not null,
  since text not null,
  affected text not null,
  stopped text not null,
  help text not null,
  call_back text not null,
  version bigint not null,
  changed_at bigint not null,
  changed_by text not null,
  primary key (company_id, purpose, language),
  foreign key (company_id) references companies (company_id)
);

-- The yearly call test: one run at a time.
create table contact_tests (
  company_id text not null,
  test_id text not null,
  started_on text not null,
  started_at bigint not null,
  started_by text not null,
  finished_on text,
  finished_at bigint,
  finished_by text,
  cancelled_at bigint,
  primary key (company_id, test_id),
  foreign key (company_id) references companies (company_id)
);

-- Whom the run calls, as the book had them when it began, and what came of it.
create table contact_test_calls (
  company_id text not null,
  test_id text not null,
  contact_id text not null,
  position bigint not null,
  purpose text not null,
  name text not null,
  phone text not null,
  result text not null,
  new_phone text not null,
  note text not null,
  called_on text,
  called_by text,
  version bigint not null,
  primary key (company_id, test_id, contact_id),
  foreign key (company_id, test_id) references contact_tests (company_id, test_id)
);

-- Emergency cards as they were issued.
create table contact_cards (
  company_id text not null,
  card_id text not null,
  number bigint not null,
  site text not null,
  language text not null check (language in ('ja', 'en')),
  ask text not null,
  book_version bigint not null,
  issued_on text not null,
  issued_at bigint not null,
  issued_by text not null,
  primary key (company_id, card_id),
  unique (company_id, number),
  foreign key (company_id) references companies (company_id)
);

-- The secret link printed on a card; only its SHA-256 is kept.
create table contact_links (
  company_id text not null,
  link_id text not null,
  card_id text not null,
  token_hash bytes not null,
  created_at bigint not null,
  created_by text not null,
  revoked_at bigint,
  revoked_by text,
  uses bigint not null,
  last_used_on text,
  primary key (company_id, link_id),
  unique (company_id, token_hash),
  foreign key (company_id, card_id) references contact_cards (company_id, card_id)
);
