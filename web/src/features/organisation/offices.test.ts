import { expect, test } from 'vitest';
import type { Person } from '../people/types.ts';
import { clash, is_last_officer, office_for, present_holder } from './offices.ts';
import type { Appointment } from './types.ts';

const held = (change: Partial<Appointment>): Appointment => ({
  id: 'a', office: 'ciso', capacity: 'holder', department: null, user: 'u1', name: '高橋', belongs_to: null, management: false, from: '2026-04-01',
  until: null, ended: null, end_reason: '', letter_no: '', letter_date: null, state: 'standing', version: 1, ...change,
});
const person = (change: Partial<Person>): Person => ({
  id: 'u1', name: '高橋', employee_no: '1', kana: '', mail: '', login: 'a', roles: ['employee'], side: 'operation', department: null, account: 'none', version: 1, posts: [], site: null, employer: '', until: null, left_on: null, ...change,
});

test('the holder who makes room is the one of the same office and department', () => {
  const sales = held({ id: 'm', office: 'manager', department: { id: 'd1', name: '営業部' } });
  expect(present_holder([sales], 'manager', 'holder', 'd1')).toBe(sales);
  expect(present_holder([sales], 'manager', 'holder', 'd2')).toBeNull();
  expect(present_holder([sales], 'manager', 'deputy', 'd1')).toBeNull();
  expect(present_holder([held({ office: 'member' })], 'member', 'holder', '')).toBeNull();
  expect(present_holder([held({ ended: '2026-09-01', state: 'over' })], 'ciso', 'holder', '')).toBeNull();
});

test('the last officer is the one without another holder', () => {
  const one = held({});
  expect(is_last_officer([one], one)).toBe(true);
  expect(is_last_officer([one, held({ id: 'b', capacity: 'deputy' })], one)).toBe(true);
  expect(is_last_officer([one, held({ id: 'b', state: 'coming' })], one)).toBe(false);
  expect(is_last_officer([one], held({ office: 'chair' }))).toBe(false);
});

test('who audits does nothing else', () => {
  expect(clash(person({}), 'auditor', [])).toBeNull();
  expect(clash(person({ account: 'active' }), 'auditor', [])).toBe('operates');
  expect(clash(person({}), 'auditor', [held({ office: 'member' })])).toBe('operates');
  expect(clash(person({}), 'auditor', [held({ office: 'member', state: 'over' })])).toBeNull();
  expect(clash(person({ side: 'audit', account: 'active' }), 'ciso', [])).toBe('audits');
  expect(clash(person({ side: 'audit' }), 'ciso', [held({ office: 'auditor' })])).toBe('audits');
});

test('a role without appointment names its office', () => {
  expect(office_for({ user: 'u', name: '', role: 'committee', kind: 'leftover' })).toBe('member');
});
