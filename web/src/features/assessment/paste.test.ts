import { describe, expect, it } from 'vitest';
import { all_columns, columns_for } from './columns.ts';
import { needs_preview, plan_paste, spread } from './paste.ts';
import { edge, next_stop } from './selection.ts';

const reading = { departments: [{ id: 'd1', name: '総務部' }], fiscal_year: 2026, starts_in: 4 };
const at = (key: string) => all_columns.findIndex((column) => column.key === key);
const targets = [1, 2, 3].map((no) => ({ no, editable: no !== 3, value: (field: string) => (field === 'due' || field === 'department' ? null : '') }));

describe('pasting', () => {
  it('reads each column in its own way', () => {
    const plan = plan_paste([['総務', '○', '規程 2025年', '9/1', '佐藤']], { row: 0, column: at('department') }, targets, all_columns, reading);
    expect(plan.changes.map((change) => [change.field, change.to])).toEqual([['department', 'd1'], ['score', '2'], ['basis', '規程 2025年'], ['due', '2026-09-01'], ['responder', '佐藤']]);
    expect(needs_preview(plan)).toBe(false);
  });
  it('marks only what it cannot understand', () => {
    const plan = plan_paste([['2', 'ok'], ['済', 'x']], { row: 0, column: at('score') }, targets, all_columns, reading);
    expect(plan.rows.map((row) => row.cells.map((cell) => cell.state))).toEqual([['change', 'change'], ['unclear', 'change']]);
    expect(needs_preview(plan)).toBe(true);
  });
  it('leaves out locked rows and rows past the end, and says so', () => {
    const plan = plan_paste([['2'], ['2'], ['2'], ['2']], { row: 1, column: at('score') }, targets, all_columns, reading);
    expect(plan.changes.map((change) => change.no)).toEqual([2]);
    expect([plan.locked, plan.left_over_rows]).toEqual([1, 2]);
  });
  it('passes over columns that cannot be changed', () => {
    const plan = plan_paste([['1', '方針']], { row: 0, column: at('no') }, targets, all_columns, reading);
    expect([plan.changes.length, needs_preview(plan)]).toEqual([0, false]);
  });
  it('fills a range with one copied value and repeats a block that fits', () => {
    expect(spread([['2']], { top: 0, left: 0, rows: 2, columns: 2 })).toEqual([['2', '2'], ['2', '2']]);
    expect(spread([['a', 'b']], { top: 0, left: 0, rows: 2, columns: 3 })).toEqual([['a', 'b'], ['a', 'b']]);
  });
});

describe('moving', () => {
  const size = { rows: 6, columns: 3 };
  const filled = new Set([0, 1, 2, 5]);
  const down = (row: number) => edge({ row, column: 0 }, { row: 1, column: 0 }, size, (cell) => filled.has(cell.row)).row;
  it('with Ctrl goes to the end of a filled run, over a gap, to the edge', () => expect([down(0), down(2), down(5)]).toEqual([2, 5, 5]));
  it('with Tab goes over the columns that can be changed and out at the end', () => {
    expect(next_stop({ row: 0, column: 2 }, true, size, [1, 2])).toEqual({ row: 1, column: 1 });
    expect(next_stop({ row: 5, column: 2 }, true, size, [1, 2])).toBeNull();
    expect(next_stop({ row: 0, column: 1 }, false, size, [1, 2])).toBeNull();
  });
});

it('a narrow grid keeps number, condition and score', () => {
  expect(columns_for(340).map((column) => column.key)).toEqual(['no', 'condition', 'score']);
  expect(columns_for(1010).length).toBe(all_columns.length);
});
