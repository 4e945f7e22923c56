import { expect, test } from 'vitest';
import { moved_by, plus_days, rest_of } from './days.ts';

test('days are counted over the ends of months and years', () => {
  expect(plus_days('2026-12-30', 3)).toBe('2027-01-02');
  expect(plus_days('2028-03-01', -1)).toBe('2028-02-29');
});

test('a bar moves as a whole and stays inside its year', () => {
  const task = { starts: '2026-04-05', due: '2026-04-20' };
  expect(moved_by(task, 3, '2026-04-01', '2027-03-31')).toEqual({ starts: '2026-04-08', due: '2026-04-23' });
  expect(moved_by(task, -30, '2026-04-01', '2027-03-31')).toEqual({ starts: '2026-04-01', due: '2026-04-16' });
  expect(moved_by(task, 900, '2026-04-01', '2027-03-31')).toEqual({ starts: '2027-03-16', due: '2027-03-31' });
  expect(moved_by({ starts: null, due: '2026-04-20' }, 1, '2026-04-01', '2027-03-31')).toEqual({ starts: null, due: '2026-04-21' });
});

test('the reason of a day off is the company’s own, then the holiday, then the weekend', () => {
  const days = {
    company: [
      { day: '2026-08-12', name: '夏季休業', works: false },
      { day: '2026-07-20', name: '', works: true },
    ],
    holidays: [
      { day: '2026-07-20', name: '海の日', computed: false },
      { day: '2026-08-11', name: '山の日', computed: false },
    ],
  };
  expect(rest_of('2026-08-12', days)).toBe('夏季休業');
  expect(rest_of('2026-07-20', days)).toBeNull();
  expect(rest_of('2026-08-11', days)).toBe('山の日');
  expect(rest_of('2026-08-15', days)).toBe('weekend');
  expect(rest_of('2026-08-14', days)).toBeNull();
});
