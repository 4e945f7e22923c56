import { describe, expect, it } from 'vitest';
import type { Department, User } from '../../lib/api-types.ts';
import { first_steps } from './first-steps.ts';

const user = (roles: string[], more: Partial<User> = {}): User => ({ id: roles.join(), name: '', login: '', roles, side: 'operation', department: null, disabled: false, second_factor: false, last_sign_in_at: null, version: 1, ...more });
const plant: Department = { id: 'd1', name: '製造部', parent: null, order: 0, version: 1 };
const done = (departments: Department[], users: User[]): boolean[] => first_steps(departments, users).map((step) => step.done);

describe('the first steps of an administrator', () => {
  it('begins with departments and the secretariat', () => expect(done([], [user(['administrator'], { last_sign_in_at: 1 })])).toEqual([false, false, false]));
  it('counts an account of the secretariat', () => expect(done([plant], [user(['manager', 'secretariat'])])).toEqual([true, true, false]));
  it('does not count an account that was stopped', () => expect(done([plant], [user(['secretariat'], { disabled: true, last_sign_in_at: 1 })])).toEqual([true, false, false]));
  it('ends when the secretariat has signed in', () => expect(done([plant], [user(['secretariat'], { last_sign_in_at: 1 })])).toEqual([true, true, true]));
});
