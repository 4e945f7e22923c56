import { describe, expect, test } from 'vitest';
import { departments_by_number, level_changes, request_address, side_of, tab_of, to_be_asked, version_name, without_department } from './compare.ts';
import type { Comparison, DepartmentWork, ItemChange } from './types.ts';

const item = (no: number, level: number | null = 1) => ({ no, level, label: '方針', condition: '', criteria: '' });
const row = (kind: ItemChange['kind'], from: number | null, to: number | null, levels: [number, number] = [1, 1]): ItemChange => ({
  kind,
  from: from === null ? null : item(from, levels[0]),
  to: to === null ? null : item(to, levels[1]),
  condition: null,
  criteria: null,
});
function comparison(rows: ItemChange[]): Comparison {
  const counts = { unchanged: 0, renumbered: 0, reworded: 0, added: 0, removed: 0 };
  for (const one of rows) counts[one.kind] += 1;
  const side = { side: 'a', framework: 'jama-japia', version: '2.3', name: 'x', source: 'workbook', variant: 0, items: 3, created_at: null, fiscal_years: [] } as const;
  return { from: { ...side, fiscal_years: [] }, to: { ...side, fiscal_years: [] }, basis: 'wording', same_version: false, counts, rows };
}
const work = (id: string | null, again: number[], open: number[]): DepartmentWork => ({ department: id === null ? null : { id, name: `部門${id}` }, again, open, carried: 0 });

describe('the tabs of the comparison', () => {
  test('the address decides where it names a tab', () => {
    expect(tab_of('removed', comparison([row('added', null, 1)]))).toBe('removed');
  });
  test('else the work comes first: reworded, new, dropped, renumbered', () => {
    expect(tab_of(null, comparison([row('added', null, 1), row('reworded', 2, 2)]))).toBe('reworded');
    expect(tab_of('nonsense', comparison([row('renumbered', 2, 3), row('added', null, 1)]))).toBe('added');
    expect(tab_of(null, comparison([]))).toBe('reworded');
  });
  test('a changed level is named, whatever kind the row is', () => {
    const rows = [row('unchanged', 1, 1, [2, 1]), row('reworded', 2, 2), row('added', null, 3)];
    expect(level_changes(comparison(rows))).toEqual([rows[0]]);
  });
});

describe('who is asked again', () => {
  const departments = [work('a', [1, 2], [2]), work('b', [3], []), work(null, [4], [4])];
  test('only departments with something open, never nobody', () => {
    expect(to_be_asked(departments).map((one) => one.department?.id)).toEqual(['a']);
    expect(without_department(departments)).toEqual([4]);
    expect(without_department([])).toEqual([]);
  });
  test('the requests page gets their ids', () => {
    expect(request_address('/sheet/2026', [work('a', [1], [1]), work('b', [2], [2])])).toBe('/sheet/2026/progress?departments=a,b');
  });
  test('an item knows its department', () => {
    expect(departments_by_number(departments).get(3)).toBe('部門b');
    expect(departments_by_number(departments).has(4)).toBe(false);
  });
});

test('each side of a marked text is that side, whole', () => {
  const marks = [{ kind: 'kept', text: 'ログを' }, { kind: 'removed', text: '6' }, { kind: 'added', text: '12' }, { kind: 'kept', text: 'か月' }] as const;
  expect(side_of(marks, 'from').map((one) => one.text).join('')).toBe('ログを6か月');
  expect(side_of(marks, 'to').map((one) => one.text).join('')).toBe('ログを12か月');
});

test('a name that carries its version is not told it twice', () => {
  expect(version_name({ name: 'ガイドライン 2.3', version: '2.3' })).toBe('ガイドライン 2.3');
  expect(version_name({ name: 'ガイドライン', version: '2.3' })).toBe('ガイドライン 2.3');
  expect(version_name({ name: 'A社様式', version: '' })).toBe('A社様式');
});
