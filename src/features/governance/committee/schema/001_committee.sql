-- Meetings of the security committee. Whoever was asked to come keeps the name of that day; a point of the agenda says
-- where it came from; what was decided becomes a task (core/tasks, origin "committee.decision", key decision_id).

create table committee_meetings (
  company_id text not null,
  meeting_id text not null,
  title text not null check (title <> ''),
  held_on text not null,
  starts text not null,
  place text not null,
  state text not null check (state in ('planned', 'held', 'cancelled')),
  reason text not null,
  settled_by text,
  settled_at bigint,
  made_by text not null,
  made_at bigint not null,
  version bigint not null,
  primary key (company_id, meeting_id),
  foreign key (company_id) references companies (company_id),
  check ((state = 'planned') = (settled_at is null)),
  check (state <> 'cancelled' or reason <> '')
);

create index committee_meetings_by_day on committee_meetings (company_id, held_on);

create table committee_attendees (
  company_id text not null,
  meeting_id text not null,
  position bigint not null,
  user_id text not null,
  name text not null,
  presence text not null check (presence in ('expected', 'present', 'absent')),
  primary key (company_id, meeting_id, user_id),
  foreign key (company_id, meeting_id) references committee_meetings (company_id, meeting_id)
);

create table committee_points (
  company_id text not null,
  meeting_id text not null,
  point_id text not null,
  position bigint not null,
  subject text not null check (subject <> ''),
  source text not null,
  minutes text not null,
  primary key (company_id, meeting_id, point_id),
  foreign key (company_id, meeting_id) references committee_meetings (company_id, meeting_id)
);

create table committee_decisions (
  company_id text not null,
  meeting_id text not null,
  decision_id text not null,
  point_id text not null,
  position bigint not null,
  body text not null check (body <> ''),
  owner_kind text not null check (owner_kind in ('role', 'department', 'user')),
  owner_id text not null check (owner_id <> ''),
  due text not null,
  task_id text,
  primary key (company_id, meeting_id, decision_id),
  foreign key (company_id, meeting_id, point_id) references committee_points (company_id, meeting_id, point_id)
);
