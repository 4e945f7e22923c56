// Meetings of the committee, as the routes of features/governance/committee answer.

import type { NamedOwner, Owner, Standing } from '../organisation/owners.ts';

export type MeetingState = 'planned' | 'held' | 'cancelled';
export type Presence = 'expected' | 'present' | 'absent';
export interface MeetingHead {
  id: string;
  title: string;
  date: string;
  starts: string;
  place: string;
  state: MeetingState;
  reason: string;
  settled_by: string;
  settled_at: number | null;
  version: number;
}
export interface Attendee {
  user: string;
  name: string;
  presence: Presence;
}
export interface Decision {
  id: string;
  text: string;
  owner: NamedOwner;
  due: string;
  standing: Standing;
}
export interface Point {
  id: string;
  subject: string;
  source: string;
  minutes: string;
  decisions: Decision[];
}
export interface Meeting extends MeetingHead {
  attendees: Attendee[];
  points: Point[];
}
export interface Proposal {
  source: string;
  subject: string;
  link: string;
}

/** What is being written: rows have keys of their own, since new ones have no id yet. */
export interface DraftDecision {
  key: string;
  id: string | null;
  text: string;
  owner: Owner | null;
  due: string;
  standing: Standing;
}
export interface DraftPoint {
  key: string;
  id: string | null;
  subject: string;
  source: string;
  minutes: string;
  decisions: DraftDecision[];
}
export interface Draft {
  title: string;
  date: string;
  starts: string;
  place: string;
  attendees: Attendee[];
  points: DraftPoint[];
}

let made = 0;
export const new_key = (): string => `new-${++made}`;
export const no_standing: Standing = { state: 'none', note: '', closed_at: null };
export const new_point = (subject = '', source = ''): DraftPoint => ({ key: new_key(), id: null, subject, source, minutes: '', decisions: [] });
export const new_decision = (due: string): DraftDecision => ({ key: new_key(), id: null, text: '', owner: null, due, standing: no_standing });

export function draft_of(meeting: Meeting): Draft {
  return {
    title: meeting.title,
    date: meeting.date,
    starts: meeting.starts,
    place: meeting.place,
    attendees: meeting.attendees.map((one) => ({ ...one })),
    points: meeting.points.map((point) => ({ ...point, key: point.id, decisions: point.decisions.map((one) => ({ ...one, key: one.id })) })),
  };
}

/** The body of a save. A decision without an owner is not sent: the page says what is missing before. */
export function body_of(draft: Draft): object {
  return {
    title: draft.title,
    date: draft.date,
    starts: draft.starts,
    place: draft.place,
    attendees: draft.attendees.map((one) => ({ user: one.user, presence: one.presence })),
    points: draft.points.map((point) => ({
      id: point.id,
      subject: point.subject,
      source: point.source,
      minutes: point.minutes,
      decisions: point.decisions.map((one) => ({ id: one.id, text: one.text, owner: { kind: one.owner?.kind ?? 'role', id: one.owner?.id ?? '' }, due: one.due })),
    })),
  };
}
