// Links to new accounts: made in one request, shown and printed once, never stored in the page.

import { post } from '../../lib/api.ts';
import type { Invitation, Person } from './types.ts';

const most_at_once = 200;

/** Who can be let in: everybody who cannot sign in yet. */
export function without_account(people: readonly Person[]): Person[] {
  return people.filter((person) => person.account === 'none' || person.account === 'invited' || person.account === 'expired');
}

export async function invite(people: readonly Person[]): Promise<Invitation[]> {
  const all: Invitation[] = [];
  for (let from = 0; from < people.length; from += most_at_once) {
    const some = people.slice(from, from + most_at_once).map((person) => person.id);
    all.push(...(await post<{ invitations: Invitation[] }>('/invitations', { people: some })).invitations);
  }
  return all;
}

export const link_of = (invitation: Invitation): string => `${window.location.origin}${invitation.path}`;
export const picture_of = (invitation: Invitation): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(invitation.qr_svg)}`;
