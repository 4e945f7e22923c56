// Who may be given a task: roles, departments, people. People are listed for whoever keeps them.

import type { Department } from '../../lib/api-types.ts';
import { get } from '../../lib/api.ts';
import { may } from '../../lib/session.svelte.ts';

export interface Owner {
  kind: 'role' | 'department' | 'user';
  id: string;
}
export interface NamedOwner extends Owner {
  name: string;
}
export interface Standing {
  state: 'none' | 'open' | 'done' | 'dropped';
  note: string;
  closed_at: number | null;
}
export interface Somebody {
  id: string;
  name: string;
  department: { id: string; name: string } | null;
  roles: string[];
}
export interface Owners {
  departments: Department[];
  people: Somebody[];
}

export const owner_roles = ['secretariat', 'ciso', 'committee'] as const;
export const text_of = (owner: Owner): string => `${owner.kind}/${owner.id}`;
export function owner_of(text: string): Owner {
  const [kind, id] = text.split('/');
  return { kind: kind === 'user' ? 'user' : kind === 'department' ? 'department' : 'role', id: id ?? '' };
}

export async function load_owners(): Promise<Owners> {
  const [departments, people] = await Promise.all([
    get<{ departments: Department[] }>('/departments'),
    may('company.manage') ? get<{ people: (Somebody & { account: string })[] }>('/people') : { people: [] },
  ]);
  return { departments: departments.departments, people: people.people.filter((one) => !('account' in one) || one.account !== 'disabled') };
}
