import { describe, expect, it } from 'vitest';
import type { Person } from '../people/types.ts';
import { clash, holders, managers_of, with_role, without_role } from './appointments.ts';

const person = (roles: string[], more: Partial<Person> = {}): Person => ({ id: roles.join(), name: roles.join(), posts: [], site: null, employer: '', until: null, left_on: null, employee_no: '', kana: '', mail: '', login: '', roles, side: roles.includes('auditor') ? 'audit' : 'operation', department: null, account: 'none', version: 1, ...more });
const plant = { id: 'd1', name: '製造部' };

describe('appointments', () => {
  it('lets nobody audit who can sign in and operates', () => {
    expect(clash(person(['employee'], { account: 'active' }), 'auditor')).toBe('operates');
    expect(clash(person(['auditor'], { account: 'active' }), 'ciso')).toBe('audits');
  });
  it('says what somebody without an account would give up', () => {
    expect(clash(person(['manager']), 'auditor')).toBe('gives_up');
    expect(clash(person(['auditor']), 'manager')).toBe('gives_up');
    expect(clash(person(['employee']), 'auditor')).toBeNull();
  });
  it('has nothing against two operating roles', () => expect(clash(person(['manager'], { account: 'active' }), 'ciso')).toBeNull());
  it('adds and takes roles, never leaving nobody', () => {
    expect(with_role(person(['employee']), 'ciso')).toEqual(['ciso']);
    expect(with_role(person(['manager']), 'ciso')).toEqual(['manager', 'ciso']);
    expect(with_role(person(['manager']), 'auditor')).toEqual(['auditor']);
    expect(without_role(person(['manager', 'ciso']), 'ciso')).toEqual(['manager']);
    expect(without_role(person(['ciso']), 'ciso')).toEqual(['employee']);
  });
  it('knows the heads of a department', () => {
    const head = person(['manager'], { department: plant });
    expect(managers_of([head, person(['manager']), person(['employee'], { department: plant })]).get('d1')).toEqual([head]);
    expect(holders([head, person(['manager'], { account: 'disabled' })], 'manager')).toEqual([head]);
  });
});
