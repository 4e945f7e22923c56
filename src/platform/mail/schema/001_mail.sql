-- Mails to be sent and what became of them (platform/mail/outbox.h), how the mail server is reached, and how it was.

create table mail_outbox (
  company_id text not null,
  id text not null,
  user_id text not null,
  to_address text not null check (to_address <> ''),
  to_name text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  made_at bigint not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'resolved')),
  tries bigint not null,
  next_try_at bigint not null,
  settled_at bigint,
  reason text not null,
  code bigint not null,
  reply text not null,
  primary key (company_id, id)
);

create index mail_outbox_by_state on mail_outbox (company_id, state, next_try_at);

-- The password is sealed with the installation's key (SE01).
create table mail_settings (
  company_id text not null,
  host text not null check (host <> ''),
  port bigint not null check (port between 1 and 65535),
  security text not null check (security in ('starttls', 'tls', 'none')),
  user_name text not null,
  password bytes,
  sender_address text not null,
  sender_name text not null,
  reply_to text not null,
  version bigint not null,
  primary key (company_id)
);

-- down_since is null while the server takes our mails.
create table mail_server (
  company_id text not null,
  down_since bigint,
  reason text not null,
  code bigint not null,
  reply text not null,
  tries bigint not null,
  next_try_at bigint not null,
  last_sent_at bigint,
  primary key (company_id)
);
