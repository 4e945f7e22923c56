// Who is shown in the list of people, and what is marked.

import type { Person } from './types.ts';

export const filters = ['here', 'guests', 'posts', 'overdue', 'left'] as const;
export type Filter = (typeof filters)[number];

/** Somebody of another company whose last day is before `today` (ISO dates compare as texts). */
export const is_overdue = (person: Person, today: string): boolean => person.left_on === null && person.until !== null && person.until < today;

export function fits(person: Person, filter: Filter, today: string): boolean {
  if (filter === 'left') return person.left_on !== null;
  if (person.left_on !== null) return false;
  if (filter === 'guests') return person.employer !== '';
  if (filter === 'posts') return person.posts.length > 0;
  if (filter === 'overdue') return is_overdue(person, today);
  return true;
}

/** The day in Japan. */
export const day_in_japan = (at: number): string => new Date(at + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);
