import { expect, test } from 'vitest';
import { day_in_japan, fits, is_overdue } from './members.ts';
import type { Person } from './types.ts';

const person = (what: Partial<Person>): Person => ({ id: '1', name: '山田', employee_no: '1', kana: '', mail: '', login: '1', roles: [], side: 'operation', department: null, posts: [], site: null, employer: '', until: null, left_on: null, account: 'none', version: 1, ...what });

test('who left is shown among those who left only', () => {
  const gone = person({ left_on: '2026-03-31', employer: 'みどり派遣', posts: [{ id: '2', name: '品質部' }] });
  expect(fits(gone, 'left', '2026-04-01')).toBe(true);
  for (const filter of ['here', 'guests', 'posts', 'overdue'] as const) expect(fits(gone, filter, '2026-04-01')).toBe(false);
});

test('the last day itself is not overdue', () => {
  const guest = person({ employer: 'みどり派遣', until: '2026-03-31' });
  expect(is_overdue(guest, '2026-03-31')).toBe(false);
  expect(is_overdue(guest, '2026-04-01')).toBe(true);
  expect(fits(guest, 'guests', '2026-04-01')).toBe(true);
  expect(fits(person({}), 'overdue', '2026-04-01')).toBe(false);
});

test('the day changes at midnight in Japan', () => {
  expect(day_in_japan(Date.UTC(2026, 2, 31, 14, 59))).toBe('2026-03-31');
  expect(day_in_japan(Date.UTC(2026, 2, 31, 15, 0))).toBe('2026-04-01');
});
