-- Feeds of the calendar: one address per person that works without signing in. Only the hash of its secret is kept.
create table calendar_feeds (
  company_id text not null,
  id text not null,
  user_id text not null,
  token_hash bytes not null,
  made_at bigint not null,
  revoked_at bigint,
  primary key (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id)
);

create unique index calendar_feeds_by_token on calendar_feeds (company_id, token_hash);

create index calendar_feeds_by_user on calendar_feeds (company_id, user_id);
