// What the forms of the organisation need to know about offices; the server decides, these only spare a refusal.

import type { Person } from '../people/types.ts';
import type { Appointment, Capacity, Office, RoleGap } from './types.ts';

export const has_deputies = (office: Office): boolean => office !== 'member' && office !== 'auditor';
export const has_department = (office: Office): boolean => office === 'manager' || office === 'auditor';
export const may_be_management = (office: Office): boolean => office === 'ciso' || office === 'chair' || office === 'member';

/** The one who would have to make room: officer, chair and each department's manager have one holder at a time. */
export function present_holder(all: readonly Appointment[], office: Office, capacity: Capacity, department: string): Appointment | null {
  if (capacity !== 'holder' || (office !== 'ciso' && office !== 'chair' && office !== 'manager')) return null;
  return all.find((one) => one.office === office && one.capacity === 'holder' && one.ended === null && one.state !== 'over' && (one.department?.id ?? '') === department) ?? null;
}

/** Whether nobody would hold the office of the officer after this one. */
export const is_last_officer = (all: readonly Appointment[], one: Appointment): boolean =>
  one.office === 'ciso' && one.capacity === 'holder' && !all.some((other) => other.id !== one.id && other.office === 'ciso' && other.capacity === 'holder' && other.state !== 'over');

const office_of_role: Record<string, Office> = { ciso: 'ciso', committee: 'member', manager: 'manager', secretariat: 'secretariat', auditor: 'auditor' };
/** A role without appointment can become one. */
export const office_for = (gap: RoleGap): Office => office_of_role[gap.role] ?? 'member';

/** Why this person cannot take the office; null: nothing known against it. */
export function clash(person: Person, office: Office, all: readonly Appointment[]): 'operates' | 'audits' | null {
  const held = all.filter((one) => one.user === person.id && one.state !== 'over');
  if (office === 'auditor') {
    if (held.some((one) => one.office !== 'auditor')) return 'operates';
    return person.side === 'operation' && (person.account === 'active' || person.roles.some((role) => role !== 'employee')) ? 'operates' : null;
  }
  if (held.some((one) => one.office === 'auditor')) return 'audits';
  return person.side === 'audit' && person.account === 'active' ? 'audits' : null;
}
