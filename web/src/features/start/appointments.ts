// Who does what: the appointments of the first run, their clashes, and what a change of one means for a person's roles.

import type { Person } from '../people/types.ts';

export const offices = ['ciso', 'secretariat', 'auditor'] as const;
export type Office = (typeof offices)[number];

export const holders = (people: readonly Person[], role: string): Person[] => people.filter((person) => person.roles.includes(role) && person.account !== 'disabled');
export const can_sign_in = (person: Person): boolean => person.account === 'active' || person.account === 'disabled';

/** The roles after the office was given; the one role that says nothing special goes. */
export function with_role(person: Person, role: string): string[] {
  if (role === 'auditor') return ['auditor'];
  return [...new Set([...person.roles.filter((one) => one !== 'employee' && one !== 'auditor'), role])];
}
export function without_role(person: Person, role: string): string[] {
  const rest = person.roles.filter((one) => one !== role);
  return rest.length === 0 ? ['employee'] : rest;
}

/**
 * Why this person cannot take the office: who audits must not operate. An account keeps its side for ever; somebody who
 * never signed in may still change it, but loses the other roles.
 */
export function clash(person: Person, role: string): 'operates' | 'audits' | 'gives_up' | null {
  const wanted = role === 'auditor' ? 'audit' : 'operation';
  if (person.side !== wanted && can_sign_in(person)) return wanted === 'audit' ? 'operates' : 'audits';
  const others = person.roles.filter((one) => one !== 'employee' && one !== role);
  if (role === 'auditor' && others.length > 0) return 'gives_up';
  if (role !== 'auditor' && person.roles.includes('auditor')) return 'gives_up';
  return null;
}

/** Heads of a department, by department id. */
export function managers_of(people: readonly Person[]): Map<string, Person[]> {
  const all = new Map<string, Person[]>();
  for (const person of holders(people, 'manager')) {
    if (person.department === null) continue;
    all.set(person.department.id, [...(all.get(person.department.id) ?? []), person]);
  }
  return all;
}
